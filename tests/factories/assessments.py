"""Questions and quizzes as an editor would have published them: the factories go through the services."""

from typing import Any

import factory

from assessments.competencies.models import Competency
from assessments.questions import services as question_services
from assessments.questions.models import Question, QuestionBank
from assessments.questions.vignettes import Vignette
from assessments.quizzes import services as quiz_services
from assessments.quizzes.models import NO_PLACEMENT, Quiz, QuizAttempt


class CompetencyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Competency
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"SAFE-{n + 1}")
    title = "Role and scope"
    safety_critical = False
    order = factory.Sequence(lambda n: n)


class QuestionBankFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = QuestionBank
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"bank-{n + 1}")
    title = factory.LazyAttribute(lambda bank: f"Bank {bank.code}")


class VignetteFactory(factory.django.DjangoModelFactory):
    """A published vignette."""

    class Meta:
        model = Vignette

    code = factory.Sequence(lambda n: f"vignette-{n + 1}")
    title = "The first evening"
    text = "<p>Eight chairs, and somebody cries.</p>"

    @classmethod
    def _create(cls, model_class: type[Vignette], *args: Any, **kwargs: Any) -> Vignette:
        return question_services.save_vignette(**kwargs)


def options(right: str = "a", letters: str = "abcd") -> list[dict[str, Any]]:
    """Options with a key per letter; those in `right` are right."""
    return [
        {
            "key": letter,
            "text": f"<p>Answer {letter}</p>",
            "correct": letter in right,
            "feedback": f"<p>Why {letter}.</p>",
        }
        for letter in letters
    ]


class QuestionFactory(factory.django.DjangoModelFactory):
    """A published question. `right="ac"` says which of `letters` are right."""

    class Meta:
        model = Question

    class Params:
        right = "a"
        letters = "abcd"

    code = factory.Sequence(lambda n: f"q{n + 1:04d}")
    bank = factory.SubFactory(QuestionBankFactory)
    kind = "one_best"
    stem = factory.LazyAttribute(lambda question: f"<p>A member asks.</p><p>What do you say to {question.code}?</p>")
    options = factory.LazyAttribute(lambda question: options(question.right, question.letters))
    topic = "values"
    competency = factory.SubFactory(CompetencyFactory)
    feedback = "<p>For everybody.</p>"

    @classmethod
    def _create(cls, model_class: type[Question], *args: Any, **kwargs: Any) -> Question:
        return question_services.save_question(**kwargs)


class QuizFactory(factory.django.DjangoModelFactory):
    """A published quiz that asks `n` of the bank's `bank_size` questions on one topic; `critical` are safety ones.

    `QuizFactory(n=3, critical=1, competencies=[…])`; give `bank` and `blueprint` to bring your own questions.
    """

    class Meta:
        model = Quiz

    code = factory.Sequence(lambda n: f"quiz-{n + 1}")
    title = "Check: what peer support is"
    intro = "<p>Take your time.</p>"
    n = 3
    bank_size = None
    critical = 0
    bank = None
    blueprint = None

    @classmethod
    def _create(cls, model_class: type[Quiz], *args: Any, **kwargs: Any) -> Quiz:
        n, size, critical = kwargs.pop("n"), kwargs.pop("bank_size"), kwargs.pop("critical")
        if kwargs["bank"] is None:
            kwargs["bank"] = QuestionBankFactory(code=f"{kwargs['code']}-bank")
            for place in range(size or n):
                QuestionFactory(
                    code=f"{kwargs['code']}-q{place + 1}", bank=kwargs["bank"], safety_critical=place < critical
                )
        if kwargs["blueprint"] is None:
            kwargs["blueprint"] = [{"topic": "values", "count": n, "safety_critical": critical}]
        return quiz_services.save_quiz(**kwargs)


def answer(attempt: QuizAttempt, position: int, *, right: bool = True, sequence: int = 1) -> None:
    """Answer one question by its key, or with every option that the key leaves out but one."""
    body = attempt.items.select_related("revision").get(position=position).revision.body
    chosen = [option["id"] for option in body["options"] if option["correct"] is right]
    kind = attempt.items.get(position=position).revision.kind
    chosen = chosen[:1] if kind == "one_best" else chosen
    quiz_services.record_answer(attempt=attempt, position=position, response={"chosen": chosen}, sequence=sequence)


def make_attempt(
    quiz: Quiz, learner: Any, *, right: int | None = None, finish: bool = False, placement: Any = NO_PLACEMENT
) -> QuizAttempt:
    """An attempt with the first `right` questions answered by the key and the others not (None: nothing answered)."""
    attempt = quiz_services.start_attempt(quiz=quiz, learner=learner, placement=placement, return_path="/training/")
    if right is not None:
        for position in range(1, attempt.items.count() + 1):
            answer(attempt, position, right=position <= right)
    return quiz_services.finish_attempt(attempt=attempt) if finish else attempt
