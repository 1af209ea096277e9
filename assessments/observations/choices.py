from django.db import models
from django.utils.translation import gettext_lazy as _


class Occasion(models.TextChoices):
    """When in somebody's training they are watched."""

    BASELINE = "baseline", _("Baseline")
    MID = "mid", _("Mid-training")
    END = "end", _("End of training")
    FIELD = "field", _("In the field")


class SittingStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    STOPPED = "stopped", _("Stopped, not rated")
    CANCELLED = "cancelled", _("Cancelled")


class ObservationStatus(models.TextChoices):
    """Where one trainee's observation stands."""

    PLANNED = "planned", _("Planned")
    RATING = "rating", _("Being rated")
    ADJUDICATING = "adjudicating", _("Raters differ")
    AGREED = "agreed", _("Agreed, not yet released")
    RELEASED = "released", _("Released")
    STOPPED = "stopped", _("Stopped, not rated")
    CANCELLED = "cancelled", _("Cancelled")
    ABSENT = "absent", _("Was not there")


# In which a rater may still tap.
OPEN = (ObservationStatus.PLANNED, ObservationStatus.RATING)


class Part(models.TextChoices):
    """What a trainee does where several are watched together."""

    FACILITATOR = "facilitator", _("Facilitator")
    CO_FACILITATOR = "co_facilitator", _("Co-facilitator")
    HOST = "host", _("Looks after call and chat")
    MEMBER = "member", _("Takes part")


class SeatRole(models.TextChoices):
    """From where somebody rates. Only raters and whoever decides between them make evidence."""

    RATER = "rater", _("Rater")
    ADJUDICATOR = "adjudicator", _("Third rater")
    APPEAL = "appeal", _("Rater of an appeal")
    SELF = "self", _("Oneself")
    ACTOR = "actor", _("Actor")
    PEER = "peer", _("Peer")


# Who is asked for what they saw, and nobody waits for.
ASIDE = (SeatRole.ACTOR, SeatRole.PEER)
# What these say is feedback, never evidence.
FORMATIVE = (SeatRole.SELF, *ASIDE)


# Its sheets have been put together: raters see each other's from here on, and those who look after the trainee all.
SETTLED = (ObservationStatus.ADJUDICATING, ObservationStatus.AGREED, ObservationStatus.RELEASED)
# Nothing more comes of it.
OVER = (ObservationStatus.STOPPED, ObservationStatus.CANCELLED, ObservationStatus.ABSENT)
# Whose sheets make the result that comes first.
COUNTED = (SeatRole.RATER,)

# While an observation stands so, somebody in this seat may tap. Whoever has seen the result says nothing new; a trainee
# sees a released one only after saying how they see themselves, or that they rather would not. Actors and peers never
# see one: what comes from them after the release is kept as late feedback, for as long as `services.asides` says.
_BEFORE_RELEASE = (*OPEN, ObservationStatus.ADJUDICATING, ObservationStatus.AGREED)
TAPS_WHILE = {
    SeatRole.RATER: OPEN,
    SeatRole.ADJUDICATOR: (ObservationStatus.ADJUDICATING,),
    SeatRole.APPEAL: (ObservationStatus.RELEASED,),
    SeatRole.SELF: (*_BEFORE_RELEASE, ObservationStatus.RELEASED),
    SeatRole.ACTOR: (*_BEFORE_RELEASE, ObservationStatus.RELEASED),
    SeatRole.PEER: (*_BEFORE_RELEASE, ObservationStatus.RELEASED),
}


class Watching(models.TextChoices):
    """How a rater sees the role-play."""

    LIVE = "live", _("Live")
    RECORDING = "recording", _("From a recording")


class Times(models.TextChoices):
    """How a rater stands at the time of a role-play, where something is known of it."""

    FREE = "free", _("can come then")
    OTHER = "other", _("offers other times")
    BUSY = "busy", _("watches something else then")


class Leaving(models.TextChoices):
    """Why a seat was left, where its rater has to be told in words."""

    CONSENT = "consent", _("Consent to the recording was withdrawn")


class ConsentKind(models.TextChoices):
    GIVEN = "given", _("Agreed")
    DECLINED = "declined", _("Rather not")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class RecordingEnd(models.TextChoices):
    """Why a recording was deleted."""

    DUE = "due", _("Its time was over")
    WITHDRAWN = "withdrawn", _("Somebody in it withdrew their consent")
    BY_HAND = "by_hand", _("Deleted by whoever arranged the role-play")
    NOT_RATED = "not_rated", _("The role-play was stopped or called off")
    ERASED = "erased", _("The account of somebody in it was erased")


class ViewerKind(models.TextChoices):
    """As what somebody opens a recording."""

    IN_IT = "in_it", _("Is in it")
    RATER = "rater", _("Rates it")
    SUPERVISOR = "supervisor", _("Supervises somebody in it, who agreed")
    EMERGENCY = "emergency", _("Runs the programme, for a reason")


class RatingStatus(models.TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Outcome(models.TextChoices):
    STOP = "stop", _("Harm seen: to be repeated after feedback")
    DEVELOPING = "developing", _("Not yet")
    PASS = "pass", _("Meets the standard")
    MERIT = "merit", _("Exceeds the standard")
    UNRATED = "unrated", _("Too little could be seen")


class ResponseKind(models.TextChoices):
    ACKNOWLEDGED = "acknowledged", _("Read")
    ANSWERED = "answered", _("Answered")
    APPEALED = "appealed", _("Appealed")


class FollowUpStatus(models.TextChoices):
    OPEN = "open", _("Open")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    DEBRIEFED = "debriefed", _("Talked through")
    CLOSED = "closed", _("Closed")


class ConcernStatus(models.TextChoices):
    """What was decided about harm that an actor or a peer saw."""

    OPEN = "open", _("To be decided")
    FOLLOW_UP = "follow_up", _("Followed up")
    NOTED = "noted", _("Noted, no follow-up")


class Conflict(models.TextChoices):
    """What may speak against somebody rating somebody; what each weighs is data of the kit."""

    IS_LEARNER = "is_learner", _("It is their own role-play")
    SUPERVISES = "supervises", _("Supervises this trainee")
    SAME_ORGANISATION = "same_organisation", _("Belongs to the same organisation")
    RATED_BEFORE = "rated_before", _("Rated an earlier try of this trainee")
