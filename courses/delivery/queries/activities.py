"""What there is to do in a lesson, as one reader stands with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.quizzes.choices import Layout
from assessments.quizzes.models import Quiz, QuizVersion
from assessments.quizzes.paging import book_of
from assessments.quizzes.presenting import forward_words, parts_words
from assessments.quizzes.queries import NO_GRANTS, AttemptState, Grants, attempt_state, current_quiz_version, time_for
from assessments.quizzes.rule_wording import grants_sentence, marks_needed, rule_facts
from assessments.quizzes.windows import window_of
from assessments.quizzes.wording import limit_words
from assessments.quizzes.wording import moment as moment_words
from courses.catalogue.choices import ActivityKind, LessonKind
from courses.catalogue.models import Activity, LessonPage
from courses.delivery.cards import QuizCard, Stand, asked_words, safety_words, takes_words, tries_words
from courses.delivery.standing import LessonAccess
from courses.enrolment.models import Enrolment
from courses.progress.models import Reflection
from lms.common import clock
from lms.people.models import User

KEPT = ("text", "earlier", "sequence", "saved_at", "shared_at")


@dataclass(frozen=True)
class ReflectionBox:
    """A private box as its writer finds it. `sequence` counts its saves; `window` names this very page."""

    url: str
    share_url: str
    text: str = ""
    earlier: str = ""
    sequence: int = 0
    saved_at: Any = None
    shared_at: Any = None


def reflection_boxes(activities: Sequence[Activity], enrolment: Enrolment) -> dict[str, ReflectionBox]:
    """The private boxes among the activities of a learner, by block id. One query, none where there are no boxes."""
    boxes = [row for row in activities if row.kind == ActivityKind.REFLECTION]
    if not boxes:
        return {}
    mine = Reflection.objects.filter(learner=enrolment.learner_id, cycle=enrolment.cycle)
    mine = mine.filter(activity__in=[row.pk for row in boxes])
    kept = {row["activity_id"]: row for row in mine.values("activity_id", *KEPT)}
    return {row.block_id: _box(row, kept.get(row.pk, {})) for row in boxes}


def _box(activity: Activity, kept: Mapping[str, Any]) -> ReflectionBox:
    key = {"activity_uuid": activity.uuid}
    return ReflectionBox(
        url=reverse("courses:reflection", kwargs=key),
        share_url=reverse("courses:reflection_share", kwargs=key),
        **{name: kept[name] for name in KEPT if name in kept},
    )


def quiz_cards(
    lesson: LessonPage, activities: Sequence[Activity], user: User, access: LessonAccess
) -> dict[str, QuizCard]:
    """The quizzes of a lesson by block id. Four queries for each."""
    by_block = {row.block_id: row for row in activities if row.kind == ActivityKind.QUIZ}
    cards = {}
    for child in lesson.body:
        activity = by_block.get(child.id) if child.block_type == "quiz" else None
        if activity is not None and child.value["quiz"] is not None:
            main = lesson.kind == LessonKind.CHECK
            card = quiz_card(activity, child.value["quiz"], user, access, main=main)
            # A page that is there for its quiz says in its own text what the quiz's opening words say.
            cards[child.id] = replace(card, intro="") if main and len(lesson.body) > 1 else card
    return cards


def quiz_card(activity: Activity, quiz: Quiz, user: User, access: LessonAccess, *, main: bool) -> QuizCard:
    """How `user` stands with a quiz here. Three queries; one for somebody who reads along."""
    version = current_quiz_version(quiz)
    settings = version.settings if version else {}
    blueprint = version.blueprint if version else []
    book = book_of({"layout": Layout.ONE, **settings}, blueprint)
    unmarked = settings.get("unmarked", 0)
    marked = book.total - unmarked
    asked = {
        "activity_uuid": str(activity.uuid),
        "title": settings.get("title") or quiz.title,
        "intro": settings.get("intro", ""),
        "questions": asked_words(book.total, unmarked),
        "takes": marks_needed(settings, marked) or takes_words(settings.get("pass_mark", 100), marked),
        "safety": safety_words(blueprint),
        "minutes": settings.get("minutes", quiz.minutes),
        "main": main,
        "clock": _clock(version, NO_GRANTS),
        "facts": tuple(rule_facts(settings, window_of(settings))),
        "parts": parts_words(book),
        "way": forward_words(book),
    }
    if version is None:
        return QuizCard(**asked, stand="closed", tries="", sentence=_("This check is not open yet."))
    if access.enrolment is None:
        return QuizCard(**asked, stand="closed", tries="", sentence=_("You are reading along: nothing is recorded."))
    state = attempt_state(
        quiz=quiz,
        learner=user,
        placement=activity.uuid,
        now=clock.now(),
        cycle=access.enrolment.cycle,
        version=version,
    )
    asked |= {"clock": _clock(version, state.grants), "facts": tuple(rule_facts(settings, state.window))}
    return QuizCard(**asked, **standing(state, activity, paused=not access.records, retired=bool(quiz.retired_at)))


def _clock(version: QuizVersion | None, grants: Grants) -> str:
    """How long this learner may take, e.g. “45 minutes, from the moment you start”."""
    time = time_for(version, grants) if version else None
    return limit_words(time) if time else ""


def standing(state: AttemptState, activity: Activity, *, paused: bool, retired: bool) -> dict[str, Any]:
    """The part of a card that depends on what was tried so far."""
    review = state.best_passed or state.last
    stand, sentence = _stand(state, paused=paused, retired=retired)
    may_start = stand in {"open", "under_way"}
    return {
        "stand": stand,
        "sentence": sentence,
        "tries": tries_words(state.tries_left) if may_start else "",
        "opens_at": (state.opens_at or state.window.opens) if stand == "waiting" else None,
        "start_url": reverse("courses:activity_start", kwargs={"activity_uuid": activity.uuid}) if may_start else None,
        "review_url": reverse("assessments:review", args=[review.uuid]) if review else None,
        "granted": grants_sentence(state.grants.time_factor, state.grants.tries, state.grants.later.days),
        "reread": state.reread if stand in {"reread", "waiting"} else (),
    }


def _stand(state: AttemptState, *, paused: bool, retired: bool) -> tuple[Stand, str]:
    if state.best_passed:
        day = date_format(localtime(state.best_passed.finished_at), "DATE_FORMAT")
        return "met", _("Met · %(day)s") % {"day": day}
    if paused:
        return "closed", _("Your training is paused.")
    if state.open_attempt:
        return "under_way", _("Under way. Your answers so far are saved.")
    if retired:
        return "closed", _("This check is no longer in use.")
    if state.awaiting:
        return "closed", _("Handed in. A person reads your answers; we tell you when that is done.")
    return _next_try(state)


def _next_try(state: AttemptState) -> tuple[Stand, str]:
    """Whether another try opens, and when."""
    if state.not_open_yet and state.window.opens:
        return "waiting", _("Opens on %(moment)s.") % {"moment": moment_words(state.window.opens)}
    if state.closed and state.window.closes:
        text = _("Closed on %(moment)s. Please talk to whoever runs your programme.")
        return "closed", text % {"moment": moment_words(state.window.closes)}
    if state.opens_at:
        moment = date_format(localtime(state.opens_at), "DATETIME_FORMAT")
        return "waiting", _("Not yet. Your next try opens on %(moment)s.") % {"moment": moment}
    if not state.tries_left:
        return "closed", _("Not yet. All tries are used; please talk to whoever runs your programme.")
    if state.reread:
        return "reread", _("Not yet. Before the next try, open these lessons again.")
    return "open", _("Not yet. Read what was named, and try again.") if state.last else _("Not started yet.")
