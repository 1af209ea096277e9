"""The kinds of question, one class each. What is asked, kept, graded and reviewed goes through `kind_of`."""

from typing import Any

from assessments.questions.choices import QuestionKind
from assessments.questions.kinds.base import Body, Kind, Response, refuse
from assessments.questions.kinds.choice import OneBest, SeveralRight, TrueFalse
from assessments.questions.kinds.gaps import Gaps
from assessments.questions.kinds.judgement import Judgement
from assessments.questions.kinds.likert import Likert
from assessments.questions.kinds.long import LongAnswer
from assessments.questions.kinds.matching import Matching
from assessments.questions.kinds.ordering import Ordering
from assessments.questions.kinds.ranking import RankedJudgement
from assessments.questions.kinds.spot import Spot
from assessments.questions.kinds.written import Number, ShortAnswer

KINDS: dict[str, Kind] = {
    QuestionKind.ONE_BEST: OneBest(),
    QuestionKind.SEVERAL_RIGHT: SeveralRight(),
    QuestionKind.TRUE_FALSE: TrueFalse(),
    QuestionKind.MATCHING: Matching(),
    QuestionKind.ORDERING: Ordering(),
    QuestionKind.SHORT_ANSWER: ShortAnswer(),
    QuestionKind.NUMBER: Number(),
    QuestionKind.JUDGEMENT: Judgement(),
    QuestionKind.RANKING: RankedJudgement(),
    QuestionKind.GAPS: Gaps(),
    QuestionKind.SPOT: Spot(),
    QuestionKind.LIKERT: Likert(),
    QuestionKind.LONG_ANSWER: LongAnswer(),
}


def kind_of(name: str) -> Kind:
    """The kind of this name, a value of `QuestionKind`. Raises KeyError for any other."""
    return KINDS[name]


def clean_response(kind: str, body: Body, response: Any) -> Response | None:
    """A response in its stored form, or None for "nothing answered".

    Raises `UnknownAnswer` for what this question did not offer, whatever it may be.
    """
    if response is None:
        return None
    if not isinstance(response, dict):
        raise refuse()
    return kind_of(kind).clean(body, _storable(response))


def _storable(value: Any) -> Any:
    """The same without NUL: PostgreSQL stores none in JSON, and nobody types one."""
    if isinstance(value, str):
        return value.replace("\x00", "")
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return {name: _storable(one) for name, one in value.items()} if isinstance(value, dict) else value
