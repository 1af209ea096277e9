"""What courses hold about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import CohortSeat
from lms.common.privacy import PersonalData, register
from lms.people.models import User

TRAINING_RECORD = _("Kept as part of the training record, without a name once the account is erased.")
UNTIL_ERASED = _("Until the account is erased.")
TO_TRAIN = _("To show you where you are, and to say when a course is complete.")


def forget_seats(user: User) -> None:
    """Take away places that were kept under the person's address."""
    CohortSeat.objects.filter(email__iexact=user.email).delete()


register(
    PersonalData(
        model="courses.Enrolment",
        user_field="learner",
        holds=_("Which courses you take, with which group, since when, and whether they are under way."),
        purpose=TO_TRAIN,
        retention=TRAINING_RECORD,
        fields=(
            "course",
            "cohort",
            "cycle",
            "status",
            "started_at",
            "paused_at",
            "completed_at",
            "withdrawn_at",
            "last_lesson",
            "last_seen_at",
        ),
        erase="keep",
        on_erase=forget_seats,
    ),
    PersonalData(
        model="courses.ActivityProgress",
        user_field="enrolment__learner",
        holds=_("What you did in lessons, and when."),
        purpose=TO_TRAIN,
        retention=TRAINING_RECORD,
        fields=("activity", "status", "completed_at", "source"),
        erase="keep",
    ),
    PersonalData(
        model="courses.LessonProgress",
        user_field="enrolment__learner",
        holds=_("Which lessons you opened and completed, and when."),
        purpose=TO_TRAIN,
        retention=TRAINING_RECORD,
        fields=("lesson", "status", "opened_at", "last_opened_at", "completed_at"),
        erase="keep",
    ),
    PersonalData(
        model="courses.ModuleProgress",
        user_field="enrolment__learner",
        holds=_("Which modules you completed, and when."),
        purpose=TO_TRAIN,
        retention=TRAINING_RECORD,
        fields=("module", "completed_at"),
        erase="keep",
    ),
    PersonalData(
        model="courses.Reflection",
        user_field="learner",
        holds=_("What you wrote in private boxes, and whether you share it with your supervisors."),
        purpose=_("For you to think with. Nobody else reads it unless you share it."),
        retention=UNTIL_ERASED,
        fields=("activity", "cycle", "text", "earlier", "saved_at", "shared_at"),
        erase="delete",
    ),
    PersonalData(
        model="courses.CohortInvite",
        user_field="created_by",
        holds=_("Which invitation links you made for a group."),
        purpose=_("So that a group's managers know who let people in."),
        retention=TRAINING_RECORD,
        fields=("cohort", "expires_at", "cap", "used", "revoked_at"),
        erase="keep",
    ),
    PersonalData(
        model="courses.CohortSeat",
        user_field="kept_by",
        holds=_("For whom you keep a place in a group, until they accept the invitation."),
        purpose=_("So that somebody who is invited comes into the right group."),
        retention=_("Until the invitation is accepted, or the place is given up."),
        fields=("cohort", "created"),
        erase="keep",
    ),
)
