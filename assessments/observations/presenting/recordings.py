"""Recordings in words: to whoever is in one, to whoever arranges it, to whoever watches it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.instruments.sheets import State as SheetState
from assessments.observations.choices import ConsentKind, RecordingEnd, ViewerKind, Watching
from assessments.observations.models import Rating, Recording, RecordingView, Seat
from assessments.observations.presenting.states import State, moment
from assessments.observations.queries.recordings import Answer, Standing
from lms.people.models import User

# What each answer looks like; the words depend on who reads.
LOOKS = {
    ConsentKind.GIVEN: ("check", "is-met"),
    ConsentKind.DECLINED: ("close", "is-open"),
    ConsentKind.WITHDRAWN: ("close", "is-open"),
}


@dataclass(frozen=True)
class Said:
    """One person's answer, for whoever arranges it."""

    name: str
    state: State
    when: str
    supervisor: bool


@dataclass(frozen=True)
class Looked:
    """One look at a recording."""

    name: str
    as_what: str
    when: str
    reason: str


@dataclass(frozen=True)
class OwnLine:
    """A sentence on the page of somebody's own role-play, with a link where there is something to say or see."""

    words: str
    url: str = ""
    label: str = ""
    asks: bool = False


def own_line_about(standing: Standing, person: User) -> OwnLine:
    """What becomes of being recorded, for somebody in it."""
    if standing.request is None or (not standing.asked and standing.recording is None):
        return OwnLine(_("Nothing is recorded."))
    url = reverse("assessments:recording_consent", args=[standing.sitting.uuid])
    mine = next((answer for answer in standing.answers if answer.person.pk == person.pk), Answer(person))
    if standing.recording is not None:
        return OwnLine(_("It was recorded, with everybody’s consent."), url, _("Watch it, or take your consent back"))
    if mine.kind == ConsentKind.GIVEN:
        words = _("You agreed that it may be recorded. That happens only if everybody in it does.")
        return OwnLine(words, url, _("Read it again, or change your mind"))
    if mine.kind:
        return OwnLine(_("You would rather not be recorded, so nothing is."), url, _("Read it again"))
    words = _("You are asked whether it may be recorded. Nothing is, unless everybody in it agrees.")
    return OwnLine(words, url, _("Read what it means, and answer"), asks=True)


def own_answer(standing: Standing, person: User) -> Answer:
    return next((answer for answer in standing.answers if answer.person.pk == person.pk), Answer(person))


def answer_state(answer: Answer) -> State:
    """For whoever arranges it. Nobody is asked why."""
    if not answer.kind:
        return State("clock", "is-open", _("has not answered yet"))
    icon, style = LOOKS[ConsentKind(answer.kind)]
    words = {
        ConsentKind.GIVEN: _("agrees"),
        ConsentKind.DECLINED: _("would rather not"),
        ConsentKind.WITHDRAWN: _("took their consent back"),
    }
    return State(icon, style, words[ConsentKind(answer.kind)])


def said_lines(standing: Standing) -> list[Said]:
    return [
        Said(
            name=answer.person.full_name,
            state=answer_state(answer),
            when=moment(answer.consent.said_at) if answer.consent else "",
            supervisor=bool(answer.consent and answer.consent.supervisor),
        )
        for answer in standing.answers
    ]


def looked_lines(views: Sequence[RecordingView]) -> list[Looked]:
    return [
        Looked(view.viewer.full_name, str(ViewerKind(view.kind).label), moment(view.seen_at), view.reason)
        for view in views
    ]


def sitting_words(standing: Standing) -> str:
    """How it stands, in a line, for the page of the role-play."""
    if standing.recording is not None:
        return _("There is a recording.")
    if not standing.asked:
        return _("Nothing is recorded. You can ask everybody in it whether it may be.")
    if standing.complete:
        return _("Everybody in it agrees to being recorded.")
    waiting = [answer.person.full_name for answer in standing.answers if not answer.kind]
    if waiting:
        return _("Still to answer: %(names)s.") % {"names": ", ".join(waiting)}
    if standing.missing:
        return _("Not everybody agrees, so nothing is recorded.")
    return _("Those without an account have not agreed yet.")


def until_words(standing: Standing) -> str:
    """Until when the recording is kept, as things stand."""
    if standing.kept_for_appeal:
        return _(
            "Somebody took their consent back. An appeal is open and rests on it: it is deleted as soon as that is "
            "decided, and until then only the appeal’s rater can open it."
        )
    if standing.delete_on is None:
        return ""
    day = date_format(standing.delete_on, "DATE_FORMAT")
    return _("It is deleted on %(day)s by itself, or earlier: %(keep)s days after the result is final.") % {
        "day": day,
        "keep": standing.request.keep_days if standing.request else 0,
    }


def gone_words(recordings: Sequence[Recording]) -> list[str]:
    """Of each recording that is gone: when, and why."""
    return [
        _("A recording was deleted on %(day)s: %(why)s.")
        % {
            "day": date_format(row.deleted_at, "DATE_FORMAT"),
            "why": str(RecordingEnd(row.deleted_why).label).lower(),
        }
        for row in recordings
        if row.deleted_at is not None
    ]


def recording_facts(recording: Recording) -> str:
    return " · ".join(
        [recording.media_type, filesizeformat(recording.size), moment(recording.created), str(recording.added_by)]
    )


@dataclass(frozen=True)
class WatchingWords:
    """How a rater watches, on the page *Ready?*; not `ready` while they wait for a recording."""

    title: str
    words: str
    ready: bool = True
    url: str = ""


def watching_words(seat: Seat, standing: Standing) -> WatchingWords:
    recording = standing.recording
    url = reverse("assessments:recording", args=[recording.uuid]) if recording and not standing.withdrawn else ""
    if seat.watches == Watching.RECORDING:
        if url:
            words = _("Start the stopwatch of your sheet when you press play, so that your notes carry its time.")
            return WatchingWords(_("From a recording"), words, url=url)
        words = _("It is not there yet. We tell you when it is.")
        return WatchingWords(_("From a recording"), words, ready=False)
    if url:
        return WatchingWords(_("Live"), _("It was recorded, with everybody’s consent: you can look again."), url=url)
    if standing.complete:
        return WatchingWords(_("Live"), _("It may be recorded: everybody in it agrees."))
    return WatchingWords(_("Live"), _("Nothing is recorded."))


@dataclass(frozen=True)
class TimedNote:
    """A rater's own note; `seconds` into the role-play by their stopwatch."""

    seconds: int
    clock: str
    behaviour: str
    seen: str


def timed_notes(ratings: Sequence[Rating]) -> list[TimedNote]:
    """A rater's own notes in the order of their times."""
    found = [note for rating in ratings for note in SheetState.from_json(rating.state).notes]
    return [
        TimedNote(
            note["seconds"], f"{note['seconds'] // 60}:{note['seconds'] % 60:02d}", note["behaviour"], note["seen"]
        )
        for note in sorted(found, key=lambda note: note["seconds"])
    ]
