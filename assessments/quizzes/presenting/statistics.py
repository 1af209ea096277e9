"""The statistics of a quiz and of a question, as their pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assessments.questions.models import QuestionRevision
from assessments.quizzes import charts
from assessments.quizzes.findings import Thresholds, is_hidden, question_findings, quiz_findings
from assessments.quizzes.picks import PickWords, plain, words_for
from assessments.quizzes.presenting import figures
from assessments.quizzes.statistics import Band, QuestionStatistics, QuizStatistics
from lms.common.figures import NONE, decimal, hundredths, seconds_words, share_words

LONGEST = 90
MOST_TYPED = 12


@dataclass(frozen=True)
class Figure:
    """A number with its name and words."""

    label: str
    value: str
    words: str = ""


@dataclass(frozen=True)
class QuestionRow:
    """A question in the table of a quiz. `hidden`: why it has no figures, else empty."""

    number: int
    question: int
    code: str
    revision: int
    text: str
    safety_critical: bool
    n: int
    hidden: str
    figures: list[Figure]
    sentences: list[str]


@dataclass(frozen=True)
class PickRow:
    """Something that could be chosen. `width`: how long its bar is, in percent."""

    text: str
    line: str
    right: bool
    n: int
    share: str
    width: float
    mean: str


@dataclass(frozen=True)
class PickTable:
    caption: str
    rows: list[PickRow]
    has_lines: bool


@dataclass(frozen=True)
class RevisionPage:
    """One revision of a question with all its figures, or (`hidden`) why it has none."""

    number: int
    ask: str
    n: int
    hidden: str = ""
    figures: Sequence[Figure] = ()
    sentences: Sequence[str] = ()
    tables: Sequence[PickTable] = ()


@dataclass(frozen=True)
class QuizPage:
    """The figures of a quiz, its distribution and its questions."""

    n: int
    hidden: str
    figures: list[Figure]
    sentences: list[str]
    notes: list[str]
    columns: list[charts.Column]
    bands: list[tuple[str, int, bool | None]]
    field: charts.Field | None
    rows: list[QuestionRow]


def quiz_page(
    quiz: QuizStatistics,
    questions: Sequence[QuestionStatistics],
    revisions: Mapping[Any, QuestionRevision],
    limits: Thresholds,
    *,
    pass_mark: int | None,
    people: int | None = None,
) -> QuizPage:
    """`pass_mark` in hundredths, as the quiz has it now; None where points alone do not decide whether it is met.

    `people`: how many made these attempts, where some made several.
    """
    if quiz.n and people is not None and is_hidden(people, limits):
        return QuizPage(quiz.n, figures.hidden_words(people, limits), [], [], [], [], [], None, [])
    if not quiz.n or is_hidden(quiz.n + quiz.left_out, limits) or is_hidden(quiz.n, limits):
        hidden = figures.hidden_words(quiz.n + quiz.left_out, limits) if quiz.n else ""
        return QuizPage(quiz.n, hidden, [], [], [], [], [], None, [])
    met_from = None if pass_mark is None else quiz.questions * pass_mark / 100
    ordered = sorted(
        questions, key=lambda one: (revisions[one.revision].question.code, -revisions[one.revision].number)
    )
    rows = [_row(place, one, revisions[one.revision], limits) for place, one in enumerate(ordered, start=1)]
    labels = [(band, _band_label(band)) for band in quiz.distribution]
    return QuizPage(
        n=quiz.n,
        hidden="",
        figures=_quiz_figures(quiz, limits),
        sentences=[figures.finding_words(one, quiz.n) for one in quiz_findings(quiz, limits)],
        notes=_notes(quiz),
        columns=charts.columns([(band.low, band.n, label) for band, label in labels], met_from=met_from),
        bands=[(label, band.n, None if met_from is None else band.low >= met_from) for band, label in labels],
        field=_field(rows, ordered),
        rows=rows,
    )


def _quiz_figures(quiz: QuizStatistics, limits: Thresholds) -> list[Figure]:
    points, alpha = _("of %(most)d points") % {"most": quiz.questions}, figures.alpha_words(quiz.alpha, limits)
    return [
        Figure(_("Attempts"), str(quiz.n), _("of %(n)d questions each") % {"n": quiz.questions}),
        Figure(_("Met"), share_words(quiz.passed, quiz.n), hundredths(quiz.passed / quiz.n)),
        Figure(_("Mean score"), decimal(quiz.mean), points),
        Figure(_("Standard deviation"), decimal(quiz.deviation), _("points")),
        Figure(_("Reliability (Cronbach's alpha)"), decimal(quiz.alpha), alpha),
        Figure(_("Standard error of measurement"), decimal(quiz.error), _("points, up or down")),
    ]


def _notes(quiz: QuizStatistics) -> list[str]:
    notes = []
    if quiz.left_out:
        text = _("%(n)d attempts with another number of questions count for the questions only.")
        notes.append(text % {"n": quiz.left_out})
    if quiz.drawn:
        text = _(
            "Questions were drawn, so not everybody had the same ones: alpha and standard error take each mark as its "
            "distance from the mean of its question. The rarest question was asked %(n)d times."
        )
        notes.append(text % {"n": quiz.least_asked})
    return notes


def _band_label(band: Band) -> str:
    low = f"{band.low:g}"
    return low if band.high - band.low <= 1 else f"{low}–{band.high:g}"


def _field(rows: Sequence[QuestionRow], ordered: Sequence[QuestionStatistics]) -> charts.Field | None:
    points = [
        (row.number, one.facility, one.discrimination, bool(row.sentences))
        for row, one in zip(rows, ordered, strict=True)
        if not row.hidden and one.facility is not None and one.discrimination is not None
    ]
    return charts.field(points) if points else None


def _row(number: int, found: QuestionStatistics, revision: QuestionRevision, limits: Thresholds) -> QuestionRow:
    hidden = figures.hidden_words(found.crowd, limits) if is_hidden(found.crowd, limits) else ""
    return QuestionRow(
        number=number,
        question=revision.question_id,
        code=revision.question.code,
        revision=revision.number,
        text=Truncator(_words_of(revision)).chars(LONGEST),
        safety_critical=revision.safety_critical,
        n=found.n,
        hidden=hidden,
        figures=[] if hidden else question_figures(found, limits),
        sentences=_sentences(found, revision, limits),
    )


def question_figures(found: QuestionStatistics, limits: Thresholds) -> list[Figure]:
    """Facility, discrimination, sure and not right, time; in this order."""
    timed, middle, _mean = found.seconds
    return [
        Figure(_("Facility"), decimal(found.facility), figures.facility_words(found.facility, limits)),
        Figure(
            _("Discrimination"),
            decimal(found.discrimination),
            figures.discrimination_words(found.discrimination, limits),
        ),
        Figure(
            _("Very sure, not right"),
            hundredths(found.sure_and_wrong),
            _("of %(n)d that say how sure") % {"n": found.said} if found.said else _("not asked"),
        ),
        Figure(_("Time, median"), seconds_words(middle), _("of %(n)d answers") % {"n": timed}),
    ]


def revision_page(found: QuestionStatistics, revision: QuestionRevision, limits: Thresholds) -> RevisionPage:
    """A revision on the page of its question."""
    ask = _words_of(revision)
    if is_hidden(found.crowd, limits):
        return RevisionPage(revision.number, ask, found.n, hidden=figures.hidden_words(found.crowd, limits))
    more = [
        Figure(_("Exactly right"), share_words(found.right, found.n)),
        Figure(_("Left open"), share_words(found.left_open, found.n)),
        Figure(_("Time, mean"), seconds_words(found.seconds[2]), _("a pause counts")),
    ]
    return RevisionPage(
        revision.number,
        ask,
        found.n,
        figures=[*question_figures(found, limits), *more],
        sentences=_sentences(found, revision, limits),
        tables=_tables(found, revision, limits),
    )


def _sentences(found: QuestionStatistics, revision: QuestionRevision, limits: Thresholds) -> list[str]:
    chosen = words_for(revision.kind, revision.body, []).get("chosen", [])
    right = frozenset(one.key for one in chosen if one.right)
    return [figures.finding_words(one, found.n) for one in question_findings(found, limits, right=right)]


def _tables(found: QuestionStatistics, revision: QuestionRevision, limits: Thresholds) -> list[PickTable]:
    captions = {
        "chosen": _("Chosen answers"),
        "best": _("Called the best"),
        "worst": _("Called the worst"),
        "pairs": _("What was matched"),
        "places": _("Which place each step was given"),
        "text": _("What was written most often"),
    }
    # What was typed may name somebody: shown only where several typed the same.
    typed = [one.pick for one in found.picks if one.n >= limits.smallest_group][:MOST_TYPED]
    counts = {one.pick: one for one in found.picks}
    tables = []
    for name, choices in words_for(revision.kind, revision.body, typed).items():
        rows = [_pick_row(one, counts, found.n, limits) for one in choices]
        if rows:
            tables.append(PickTable(captions[name], rows, has_lines=any(row.line for row in rows)))
    return tables


def _pick_row(words: PickWords, counts: Mapping[str, Any], n: int, limits: Thresholds) -> PickRow:
    pick = counts.get(words.key)
    picked = pick.n if pick else 0
    mean = hundredths(pick.mean_score) if pick else NONE
    if is_hidden(picked, limits):
        mean = _("too few")
    return PickRow(
        text=words.text,
        line=words.line,
        right=words.right,
        n=picked,
        share=hundredths(picked / n),
        width=round(100 * picked / n, 1),
        mean=mean,
    )


def _words_of(revision: QuestionRevision) -> str:
    return plain(f"{revision.body['story']} {revision.body['ask']}".replace("</p>", " "))
