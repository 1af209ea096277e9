"""What assessments hold about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from lms.common.privacy import PersonalData, register

TRAINING_RECORD = _("Kept as part of the training record, without a name once the account is erased.")

register(
    PersonalData(
        model="assessments.CompetencyRecord",
        user_field="learner",
        holds=_("What you showed of a skill: met or not yet, or a level that somebody saw, and when."),
        purpose=_("Certificates rest on it."),
        retention=TRAINING_RECORD,
        fields=("competency", "kind", "met", "level", "harm", "occasion", "source", "observed_at"),
        erase="keep",
        other_user_fields=("rater",),
    ),
    PersonalData(
        model="assessments.QuizAttempt",
        user_field="learner",
        holds=_("Your tries at a check: when, and whether it was met."),
        purpose=_("To let you go on where you left, and to show your result."),
        retention=TRAINING_RECORD,
        fields=(
            "uuid",
            "quiz",
            "number",
            "status",
            "started_at",
            "deadline",
            "finished_at",
            "score",
            "max_score",
            "passed",
            "met",
        ),
        erase="pseudonymise",
        blank={"return_path": ""},
    ),
    PersonalData(
        model="assessments.AttemptItem",
        user_field="attempt__learner",
        holds=_("Your answers to the questions of a check, and how sure you said you were."),
        purpose=_("To work out your result and to show you why an answer fits or doesn't."),
        retention=TRAINING_RECORD,
        fields=("attempt", "position", "revision", "response", "tries", "certainty", "answered_at", "correct"),
        erase="keep",
    ),
)
