"""What courses hold about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from courses.enrolment.models import CohortSeat
from courses.sessions.services import give_back_all
from lms.common.privacy import PersonalData, register
from lms.people.models import User

TRAINING_RECORD = _("Kept as part of the training record, without a name once the account is erased.")
UNTIL_ERASED = _("Until the account is erased.")
TO_TRAIN = _("To show you where you are, and to say when a course is complete.")


def forget_seats(user: User) -> None:
    """Take away places that were kept under the person's address."""
    CohortSeat.objects.filter(email__iexact=user.email).delete()


def give_back_places(user: User) -> None:
    """Somebody else can come in the place of a person who is erased."""
    give_back_all(learner=user)


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
    PersonalData(
        model="courses.LabSession",
        user_field="hosts",
        holds=_("Which live labs you host, and when."),
        purpose=_("So that those who come know who leads, and you can find your register."),
        retention=TRAINING_RECORD,
        fields=("lab", "cohort", "starts_at", "ends_at", "status"),
        erase="keep",
    ),
    PersonalData(
        model="courses.Booking",
        user_field="learner",
        holds=_("In which live labs you have a place or wait for one."),
        purpose=_("To keep your place, to tell you what changes, and to remind you a day before."),
        retention=TRAINING_RECORD,
        fields=("session", "status", "queued_at", "reminded_for"),
        erase="keep",
        on_erase=give_back_places,
    ),
    PersonalData(
        model="courses.Attendance",
        user_field="learner",
        holds=_("Which live labs you were in, for how long, and what was corrected."),
        purpose=_("So that a lab you were in counts as done, and later as hours."),
        retention=TRAINING_RECORD,
        fields=("session", "presence", "minutes", "counts", "created", "reason"),
        erase="keep",
        other_user_fields=("confirmed_by",),
    ),
)
