"""What assessments hold about people, why, for how long."""

from django.utils.translation import gettext_lazy as _

from assessments.calibration.services import forget_signed_reference
from assessments.instruments.services import forget_signed_name as forget_name_on_kits
from assessments.observations.services import forget_recordings
from assessments.quizzes.services.forgetting import forget_long_answers
from assessments.scenarios.services.forgetting import forget_signed_name
from lms.common.privacy import PersonalData, register
from lms.people.models import User

TRAINING_RECORD = _("Kept as part of the training record, without a name once the account is erased.")


def forget_words(user: User) -> None:
    """What somebody wrote in their own words, and what readers wrote to them, goes; points and results stay.

    An answer that nobody has read yet can't be read any more: it is settled as one that was left open. The ledger
    refuses changes; erasing is the one that law asks for.
    """
    forget_long_answers(learner=user)


def forget_name(user: User) -> None:
    """The name under what somebody signed. That a reviewer signed stays: people were taught by it."""
    forget_signed_name(reviewer=user)


def forget_reference_name(user: User) -> None:
    """The name under a reference goes; that a reviewer signed it stays."""
    forget_signed_reference(reviewer=user)


def forget_name_under_kits(user: User) -> None:
    """The name under the observation kits that somebody signed; that a reviewer signed stays."""
    forget_name_on_kits(reviewer=user)


def forget_recordings_with(user: User) -> None:
    """A recording with somebody who can't agree any more goes."""
    forget_recordings(person=user)


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
        model="assessments.FrameworkDraft",
        user_field="started_by",
        holds=_("Which versions of the framework you began, sent or reviewed, and what you wrote about them."),
        purpose=_("So that editors and reviewers can answer each other."),
        retention=TRAINING_RECORD,
        fields=("created", "state", "file_name", "note", "sent_at", "answer", "answered_at"),
        erase="keep",
        other_user_fields=("sent_by", "answered_by"),
    ),
    PersonalData(
        model="assessments.VersionMapping",
        user_field="decided_by",
        holds=_("That you decided what became of competencies, and of the evidence on them, in a new version."),
        purpose=_("To account for evidence that was carried over."),
        retention=TRAINING_RECORD,
        fields=("old", "new", "rows", "rule", "carry", "created"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.Goal",
        user_field="learner",
        holds=_("What you decided to work at, by when, and whether you got there."),
        purpose=_("To let you and whoever supervises you see what comes next."),
        retention=_("Until your account is erased."),
        fields=("competency", "text", "due", "created", "reached_at"),
        erase="delete",
        other_user_fields=("set_by",),
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
        on_erase=forget_words,
    ),
    PersonalData(
        model="assessments.Paper",
        user_field="item__attempt__learner",
        holds=_("What the people who read a long answer of yours came to, and what they wrote to you."),
        purpose=_("To work out your result, and to tell you why."),
        retention=TRAINING_RECORD,
        fields=("item", "settled_at", "score", "correct", "outcome", "released_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.Mark",
        user_field="paper__item__attempt__learner",
        holds=_("What each reader of a long answer of yours said."),
        purpose=_("To settle the result fairly, and to be able to show how it came about."),
        retention=TRAINING_RECORD,
        fields=("paper", "place", "points", "score", "correct", "words"),
        erase="keep",
        other_user_fields=("marker",),
    ),
    PersonalData(
        model="assessments.MarkingDraft",
        user_field="marker",
        holds=_("What you have picked and typed about an answer that you read, before you hand it in."),
        purpose=_("To let you go on where you left."),
        retention=_("Until you hand it in, or your account is erased."),
        fields=("paper", "picks", "words"),
        erase="delete",
    ),
    PersonalData(
        model="assessments.AttemptRegrade",
        user_field="attempt__learner",
        holds=_("How a result of yours changed when a mistake in a question was put right."),
        purpose=_("To correct what was wrong, and to be able to show how it came about."),
        retention=TRAINING_RECORD,
        fields=("attempt", "created", "old_score", "new_score", "old_passed", "new_passed"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.ScenarioAttempt",
        user_field="learner",
        holds=_("Your runs through a role-play: when, which ending they came to, and whether that was enough."),
        purpose=_(
            "To let you go on where you left, to look back at what you did, and so that those who supervise you can "
            "talk with you about a run that you finished."
        ),
        retention=TRAINING_RECORD,
        fields=(
            "uuid",
            "scenario",
            "number",
            "status",
            "way",
            "started_at",
            "finished_at",
            "ending",
            "quality",
            "harms",
            "open_harms",
            "met",
            "sent_at",
        ),
        erase="pseudonymise",
        blank={"return_path": ""},
    ),
    PersonalData(
        model="assessments.ScenarioStep",
        user_field="attempt__learner",
        holds=_("What you chose at each moment of a role-play."),
        purpose=_(
            "To show you your path and, counted together and never for fewer than five people, to make role-plays "
            "better."
        ),
        retention=TRAINING_RECORD,
        fields=("attempt", "number", "node", "choice", "tag", "taken_at", "seconds"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.ScenarioWords",
        user_field="attempt__learner",
        holds=_(
            "What you wrote in a role-play: lines of your own and reflections. Nobody else reads them unless you "
            "share them."
        ),
        purpose=_("To let you think with a pen in hand, and to talk about it in supervision if you like."),
        retention=_("Until your account is erased."),
        fields=("attempt", "kind", "step", "text", "saved_at", "shared_at"),
        erase="delete",
    ),
    PersonalData(
        model="assessments.ScenarioSignature",
        user_field="reviewer",
        holds=_("That you put your name to a version of a role-play, and when."),
        purpose=_("So that whoever learns from it can see who answers for it."),
        retention=_("Kept with the version. Your name under it goes when your account is erased."),
        fields=("version", "kind", "name", "signed_at"),
        erase="keep",
        on_erase=forget_name,
    ),
    PersonalData(
        model="assessments.Scenario",
        user_field="locked_by",
        holds=_("That you locked a role-play, so that nobody else changes it."),
        purpose=_("To let others see whom to ask."),
        retention=_("Until you unlock it, or your account is erased."),
        fields=("code", "locked_at"),
        erase="pseudonymise",
        blank={"locked": False, "locked_by": None, "locked_at": None},
    ),
    PersonalData(
        model="assessments.DraftEdit",
        user_field="author",
        holds=_("Which changes you made while writing a role-play."),
        purpose=_("So that they can be undone, and so that authors don’t overwrite each other."),
        retention=_("The last 200 changes of each story, without a name once the account is erased."),
        fields=("draft", "number", "label", "created", "undone"),
        erase="pseudonymise",
        blank={"author": None},
    ),
    PersonalData(
        model="assessments.Regrade",
        user_field="actor",
        holds=_("That you had attempts graded anew, and the reason you gave."),
        purpose=_("To account for changed results."),
        retention=TRAINING_RECORD,
        fields=("question", "created", "reason"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.Instrument",
        user_field="review_asked_by",
        holds=_("Which observation kits you sent to review."),
        purpose=_("So that you are told what came of it."),
        retention=TRAINING_RECORD,
        fields=("code", "review_asked_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.InstrumentVersion",
        user_field="published_by",
        holds=_("That you published a version of an observation kit."),
        purpose=_("So that whoever is rated by it can see who answers for it."),
        retention=TRAINING_RECORD,
        fields=("instrument", "number", "published_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.InstrumentSignature",
        user_field="reviewer",
        holds=_("That you put your name to a version of an observation kit, and when."),
        purpose=_("So that whoever is rated by it can see who answers for it."),
        retention=_("Kept with the version. Your name under it goes when your account is erased."),
        fields=("version", "name", "signed_at"),
        erase="keep",
        on_erase=forget_name_under_kits,
    ),
    PersonalData(
        model="assessments.Sitting",
        user_field="arranged_by",
        holds=_("Which observed role-plays you arranged."),
        purpose=_("To let others see whom to ask."),
        retention=TRAINING_RECORD,
        fields=("instrument_version", "variant", "occasion", "starts_at", "status"),
        erase="pseudonymise",
        blank={"link": "", "contact": "", "cancel_reason": ""},
    ),
    PersonalData(
        model="assessments.Observation",
        user_field="learner",
        holds=_("In which role-plays or practice you were watched, and whether the result is out."),
        purpose=_("Certificates rest on what somebody was seen to do."),
        retention=TRAINING_RECORD,
        fields=("sitting", "number", "items", "part", "status", "due_at", "released_at"),
        erase="keep",
        other_user_fields=("released_by",),
    ),
    PersonalData(
        model="assessments.Seat",
        user_field="rater",
        holds=_("Whom you were asked to watch and rate, as what, and what spoke against it."),
        purpose=_("To show you your work, and to keep raters and those they know apart."),
        retention=TRAINING_RECORD,
        fields=(
            "observation",
            "role",
            "character",
            "watches",
            "conflicts",
            "override",
            "declined",
            "left_at",
            "left_why",
        ),
        erase="pseudonymise",
        blank={"override": ""},
        other_user_fields=("assigned_by",),
    ),
    PersonalData(
        model="assessments.RaterSlot",
        user_field="rater",
        holds=_("When you said that you could watch and rate."),
        purpose=_("So that whoever arranges a role-play asks you for a time that suits you."),
        retention=_("Until you take it back, or your account is erased; a month after it is over."),
        fields=("starts_at", "ends_at"),
        erase="delete",
    ),
    PersonalData(
        model="assessments.RecordingConsent",
        user_field="person",
        holds=_("What you said when you were asked whether a role-play may be recorded, and to what."),
        purpose=_("Nothing is recorded, kept or watched without it."),
        retention=TRAINING_RECORD,
        fields=("request", "kind", "supervisor", "terms", "said_at"),
        erase="keep",
        on_erase=forget_recordings_with,
    ),
    PersonalData(
        model="assessments.RecordingRequest",
        user_field="asked_by",
        holds=_("For which role-plays you asked whether they may be recorded."),
        purpose=_("To let those who were asked see who asked."),
        retention=TRAINING_RECORD,
        fields=("sitting", "asked_at", "keep_days", "longest_days", "others", "others_agreed_at", "taken_back_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.Recording",
        user_field="added_by",
        holds=_("Which recordings of role-plays you added, and when they were deleted."),
        purpose=_("To account for what was recorded."),
        retention=_("The file goes when its time is over or somebody in it withdraws; that it was there is kept."),
        fields=("sitting", "created", "media_type", "size", "deleted_at", "deleted_why"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.RecordingView",
        user_field="viewer",
        holds=_("Which recordings you opened, when, and as what."),
        purpose=_("So that whoever is in a recording can see who watched it."),
        retention=TRAINING_RECORD,
        fields=("recording", "kind", "reason", "seen_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.RatingSheet",
        user_field="submitted_by",
        holds=_("The sheets that you handed in: what you ticked, the levels, your notes and reasons."),
        purpose=_("The person you watched learns from them, and a result rests on them."),
        retention=TRAINING_RECORD,
        fields=("rating", "number", "marks", "levels", "harms", "notes", "reason", "created"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.ObservationResult",
        user_field="observation__learner",
        holds=_("What came of being watched: a level for each skill, and whether the standard was met."),
        purpose=_("Certificates rest on it, and it says what to practise next."),
        retention=TRAINING_RECORD,
        fields=("observation", "outcome", "levels", "harms", "explained", "created"),
        erase="keep",
        told_when={"observation__status": "released"},
        other_user_fields=("decided_by",),
    ),
    PersonalData(
        model="assessments.Feedback",
        user_field="observation__learner",
        holds=_("What was written to you after a role-play: what to keep, what to change, a next step."),
        purpose=_("So that you know what to practise."),
        retention=_("Until your account is erased."),
        fields=("observation", "keep", "change", "step", "step_by", "behaviours", "given_at"),
        erase="delete",
        told_when={"given_at__isnull": False, "observation__status": "released"},
        other_user_fields=("author",),
    ),
    PersonalData(
        model="assessments.Response",
        user_field="observation__learner",
        holds=_("What you said to a result, and whether you appealed."),
        purpose=_("To let you answer, and to have another rater look."),
        retention=_("That you answered is kept with the result; your words go when your account is erased."),
        fields=("observation", "kind", "words", "said_at", "settled_at"),
        erase="pseudonymise",
        blank={"words": ""},
    ),
    PersonalData(
        model="assessments.Concern",
        user_field="observation__learner",
        holds=_("That an actor or a peer saw something harmful, and what was decided about it."),
        purpose=_("So that nothing that could hurt somebody is lost, and somebody looks at it."),
        retention=TRAINING_RECORD,
        fields=("observation", "behaviours", "status", "decided_at"),
        erase="pseudonymise",
        blank={"reason": ""},
        told_when={"decided_at__isnull": False, "observation__status": "released"},
        other_user_fields=("decided_by",),
    ),
    PersonalData(
        model="assessments.FollowUp",
        user_field="observation__learner",
        holds=_("That something harmful was seen, and by when somebody talked it through with you."),
        purpose=_("So that nobody is left alone with it, and it is put right."),
        retention=TRAINING_RECORD,
        fields=("observation", "behaviours", "status", "acknowledged_at", "debriefed_at", "closed_at", "agreed"),
        erase="pseudonymise",
        blank={"agreed": ""},
        told_when={"debriefed_at__isnull": False},
        other_user_fields=("owner",),
    ),
    PersonalData(
        model="assessments.PerformanceVersion",
        user_field="published_by",
        holds=_("That you published a transcript that raters learn on."),
        purpose=_("To let others see whom to ask."),
        retention=TRAINING_RECORD,
        fields=("performance", "number", "created"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.ReferenceSignature",
        user_field="reviewer",
        holds=_("That you put your name to the reference ratings of a transcript, and when."),
        purpose=_("So that raters can see who answers for what they are measured by."),
        retention=_("Kept with the version. Your name under it goes when your account is erased."),
        fields=("version", "name", "signed_at"),
        erase="keep",
        on_erase=forget_reference_name,
    ),
    PersonalData(
        model="assessments.RaterRules",
        user_field="set_by",
        holds=_("That you set the rules for raters."),
        purpose=_("To let others see whom to ask."),
        retention=TRAINING_RECORD,
        fields=("created",),
        erase="keep",
    ),
    PersonalData(
        model="assessments.CalibrationRun",
        user_field="rater",
        holds=_("Your runs through transcripts to learn rating, and how close you came to the reference."),
        purpose=_("To know who rates safely. Only you and lead supervisors see the figures."),
        retention=TRAINING_RECORD,
        fields=("refresher", "started_at", "finished_at", "passed", "verdict", "ratings_since"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.CalibrationSheet",
        user_field="run__rater",
        holds=_("What you ticked for each transcript."),
        purpose=_("To show you where you and the reference differ."),
        retention=TRAINING_RECORD,
        fields=("run", "version", "marks", "levels", "submitted_at"),
        erase="keep",
    ),
    PersonalData(
        model="assessments.RaterPause",
        user_field="rater",
        holds=_("That you were paused as a rater, or let go on, and why."),
        purpose=_("To account for who rated when."),
        retention=TRAINING_RECORD,
        fields=("paused", "reason", "created"),
        erase="keep",
        other_user_fields=("actor",),
    ),
    PersonalData(
        model="assessments.ReferenceComment",
        user_field="author",
        holds=_("What you said about the reference ratings of a transcript."),
        purpose=_("To make references better, together."),
        retention=_("Until your account is erased."),
        fields=("version", "behaviour", "text", "created"),
        erase="delete",
    ),
)
