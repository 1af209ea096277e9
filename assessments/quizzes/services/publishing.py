from collections.abc import Sequence
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.questions.models import Question, QuestionBank
from assessments.questions.services import retire_question
from assessments.quizzes import queries
from assessments.quizzes.agreeing import Terms
from assessments.quizzes.choices import Behaviour, Layout, Navigation
from assessments.quizzes.models import Quiz, QuizVersion
from assessments.quizzes.services.checking import check_blueprint
from assessments.quizzes.services.composing import blueprint_blocks
from assessments.quizzes.services.rules import lay_rules
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import User


@transaction.atomic
def publish_quiz(*, quiz: Quiz, actor: User | None = None) -> QuizVersion:
    """Freeze settings, blueprint and pool of a quiz as a `QuizVersion`; nothing changed, nothing new.

    The pool is the newest revision of every published, unretired question of the bank in the quiz's language.
    Raises `BankTooSmall`, naming the line of the blueprint. Attempts under way stay on their version.
    """
    Quiz.objects.select_for_update().get(pk=quiz.pk)
    blueprint = queries.blueprint_from(quiz.blueprint)
    settings = queries.settings_of(quiz)
    pool = check_blueprint(
        bank=quiz.bank, locale_id=quiz.locale_id, blueprint=blueprint, sections=settings.get("sections", ())
    )
    parts = {
        "settings": settings | queries.unmarked_setting(blueprint, pool),
        "blueprint": blueprint,
        "pool": [revision.pk for revision in pool],
        "competencies": sorted(quiz.competencies.values_list("id", flat=True)),
    }
    digest = content_hash(parts)
    newest = queries.current_quiz_version(quiz)
    if newest and newest.content_hash == digest:
        return newest
    version = QuizVersion.objects.create(
        quiz=quiz, number=newest.number + 1 if newest else 1, content_hash=digest, **parts
    )
    audit.record("quiz.publish", quiz, actor=actor, data={"code": quiz.code, "number": version.number})
    return version


@transaction.atomic
def refresh_quizzes(*, bank: QuestionBank, actor: User | None = None) -> list[QuizVersion]:
    """Let the published quizzes of a bank draw from what it holds now. Raises `BankTooSmall` and changes nothing."""
    return [publish_quiz(quiz=quiz, actor=actor) for quiz in queries.published_quizzes(bank)]


@transaction.atomic
def withdraw_question(*, question: Question, actor: User | None = None) -> Question:
    """Retire a question and take it out of every quiz. Raises `BankTooSmall` when a quiz could not be filled then."""
    question = retire_question(question=question, actor=actor)
    refresh_quizzes(bank=question.bank, actor=actor)
    return question


@transaction.atomic
def save_quiz(
    *,
    code: str,
    title: str,
    bank: QuestionBank,
    blueprint: Sequence[dict[str, Any]],
    intro: str = "",
    pass_mark: int = 80,
    attempts_allowed: int = 2,
    pause_hours: int = 24,
    layout: str = Layout.ONE,
    minutes: int = 10,
    time_limit: int = 0,
    grace_seconds: int = 60,
    certainty: bool = False,
    behaviour: str = Behaviour.DEFERRED,
    per_page: int = 5,
    navigation: str = Navigation.FREE,
    shuffle_questions: bool = True,
    shuffle_answers: bool = True,
    pre_form: Quiz | None = None,
    marking: dict[str, Any] | None = None,
    competencies: Sequence[Competency] = (),
    locale: Locale | None = None,
    actor: User | None = None,
    **rules: Any,
) -> Quiz:
    """Write a quiz and publish it (an import's way in; editors use Wagtail).

    `blueprint`: see `composing.blueprint_blocks`, e.g. [{topic, count, safety_critical}], the last one optional;
    `intro` is HTML as a rich text field stores it; `pass_mark` in hundredths; `time_limit` in minutes, 0 for no clock;
    `marking`: what differs from the usual of {markers, threshold, rule, release}, see `agreeing.Terms`; `rules`: fields
    of `QuizRules`, with `bands` as [{mark, text}]. Raises `BankTooSmall`, and ValidationError where
    rules do not go together.
    """
    locale = locale or Locale.get_default()
    quiz = Quiz.objects.filter(code=code, locale=locale).first() or Quiz(code=code, locale=locale)
    quiz.title, quiz.intro, quiz.bank, quiz.layout = title, intro, bank, layout
    quiz.pass_mark, quiz.minutes = pass_mark, minutes
    quiz.behaviour = behaviour
    terms = Terms(**(marking or {}))
    quiz.markers, quiz.marking_threshold = terms.markers, terms.threshold
    quiz.marking_rule, quiz.marking_release = terms.rule, terms.release
    quiz.time_limit, quiz.grace_seconds, quiz.certainty = time_limit, grace_seconds, certainty
    quiz.attempts_allowed, quiz.pause_hours = attempts_allowed, pause_hours
    quiz.per_page, quiz.navigation, quiz.pre_form = per_page, navigation, pre_form
    quiz.shuffle_questions, quiz.shuffle_answers = shuffle_questions, shuffle_answers
    quiz.blueprint = blueprint_blocks(code=code, blueprint=blueprint, locale=locale)
    lay_rules(quiz=quiz, rules=rules)
    quiz.full_clean()
    quiz.save()
    quiz.competencies.set(competencies)
    quiz.save()
    # `publish` tells receivers.py, which freezes the version: the same way as from Wagtail.
    quiz.save_revision(user=actor, clean=False).publish(user=actor, skip_permission_checks=True)
    return Quiz.objects.get(pk=quiz.pk)


@transaction.atomic
def retire_quiz(*, quiz: Quiz, actor: User | None = None) -> Quiz:
    """Nobody can start it any more; attempts under way are finished and results stay."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if quiz.retired_at is None:
        quiz.retired_at = clock.now()
        quiz.save(update_fields=["retired_at", "updated"])
        audit.record("quiz.retire", quiz, actor=actor, data={"code": quiz.code})
    return quiz


@transaction.atomic
def restore_quiz(*, quiz: Quiz, actor: User | None = None) -> Quiz:
    """Let a retired quiz be started again, on what its bank holds now. Raises `BankTooSmall`."""
    quiz = Quiz.objects.select_for_update().get(pk=quiz.pk)
    if quiz.retired_at is not None:
        quiz.retired_at = None
        quiz.save(update_fields=["retired_at", "updated"])
        audit.record("quiz.restore", quiz, actor=actor, data={"code": quiz.code})
        publish_quiz(quiz=quiz, actor=actor)
    return quiz
