"""What bringing a file in would do, without doing it."""

from collections import Counter
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale

from assessments.competencies.models import Competency
from assessments.questions import queries
from assessments.questions.choices import Difficulty
from assessments.questions.compiling import problem_with
from assessments.questions.describing import draft_from, newest
from assessments.questions.formats import read
from assessments.questions.formats.comparing import asks_the_same, fingerprint, says_the_same
from assessments.questions.formats.draft import Draft, Limits, Problem, Unreadable
from assessments.questions.models import Question, QuestionBank
from lms.common.hashing import content_hash

NEW, CHANGED, SAME, DUPLICATE, STOPPED = "new", "changed", "same", "duplicate", "stopped"


@dataclass(frozen=True)
class Defaults:
    """What new questions get where the file does not say it."""

    competency: Competency | None = None
    topic: str = ""
    difficulty: int = Difficulty.MIDDLE


@dataclass(frozen=True)
class Row:
    """One question of the file: what would happen to it. `twin` is the code of what it is a duplicate of."""

    draft: Draft
    code: str
    state: str
    twin: str = ""
    question: Question | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What would happen. `problems` are those of the rows too; by line."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> Counter[str]:
        return Counter(row.state for row in self.rows)

    @property
    def stops(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.stops]

    @property
    def digest(self) -> str:
        """Changes when something else would happen than was shown."""
        return content_hash([[row.code, row.state, row.twin, fingerprint(row.draft)] for row in self.rows])


def limits() -> Limits:
    """The limits of this site."""
    size = settings.QUESTION_IMPORT_MAX_BYTES
    return Limits(size=size, unpacked=4 * size, questions=settings.QUESTION_IMPORT_MAX_QUESTIONS)


def plan_import(*, data: bytes, format_name: str, bank: QuestionBank, defaults: Defaults) -> Plan:
    """The dry run: each question's state and problems. A file that can't be read is a plan of one problem."""
    try:
        reading = read(data, format_name, limits())
    except Unreadable as error:
        return Plan(problems=[error.problem()])
    planner = _Planner(bank, defaults, reading.drafts)
    rows = [planner.row(draft) for draft in reading.drafts]
    problems = [*reading.problems, *(problem for row in rows for problem in row.problems)]
    return Plan(rows=rows, problems=sorted(problems, key=lambda problem: problem.line))


class _Planner:
    """Compares the questions of a file with what is there; a fixed number of queries, but for drafts on top."""

    def __init__(self, bank: QuestionBank, defaults: Defaults, drafts: list[Draft]) -> None:
        self.bank, self.defaults = bank, defaults
        self.competencies = set(Competency.objects.values_list("code", flat=True))
        codes = {self._code(draft) for draft in drafts}
        found = Question.objects.filter(code__in=codes, locale=Locale.get_default())
        self.there = {one.code: one for one in found.select_related("bank", "competency", "latest_revision")}
        self.twins = {fingerprint(draft_from(one)): one.code for one in queries.standing_questions(bank)}
        self.lines: dict[str, int] = {}
        self.seen: dict[str, str] = {}

    def row(self, draft: Draft) -> Row:
        code = self._code(draft)
        question = self.there.get(code)
        if draft.unfinished and question is not None and question.kind == draft.kind:
            # What the program that wrote the file can't say does not take away what is there.
            draft = replace(draft, options=draft_from(newest(question)).options)
        stops = self._stops(draft, code, question)
        draft, notes = self._noted(draft, question)
        state, twin = (STOPPED, "") if stops else self._state(draft, code, question)
        self.lines.setdefault(code, draft.line)
        if state == NEW:
            self.seen.setdefault(fingerprint(draft), code)
        problems = tuple(Problem(draft.line, words, draft.name or code) for words in stops)
        more = tuple(Problem(draft.line, words, draft.name or code, stops=False) for words in notes)
        return Row(draft, code, state, twin, question, problems + more)

    def _code(self, draft: Draft) -> str:
        """From the name; a question without one gets a code from what it asks: the same each time."""
        return slugify(draft.name)[:60].strip("-") or f"{self.bank.code[:40]}-{fingerprint(draft)[:10]}"

    def _state(self, draft: Draft, code: str, question: Question | None) -> tuple[str, str]:
        if question is not None:
            there = draft_from(newest(question))
            return (SAME if asks_the_same(draft, there) and says_the_same(draft, there) else CHANGED), ""
        mark = fingerprint(draft)
        twin = self.twins.get(mark) or self.seen.get(mark, "")
        return (DUPLICATE, twin) if twin else (NEW, "")

    def _stops(self, draft: Draft, code: str, question: Question | None) -> list[str]:
        words = []
        if code in self.lines:
            text = _("Another question of this file is called “%(code)s” too (line %(line)s).")
            words.append(text % {"code": code, "line": self.lines[code]})
        if question is not None and question.bank_id != self.bank.pk:
            text = _("“%(code)s” is there already, in the bank “%(bank)s”.")
            words.append(text % {"code": code, "bank": question.bank})
        if question is not None and question.retired_at:
            words.append(_("“%(code)s” is there and retired. Bring it back into use first.") % {"code": code})
        if question is None and not self.defaults.competency and draft.competency not in self.competencies:
            words.append(_("It has no competency that we know. Choose one for all that have none."))
        if question is None and not (draft.topic or self.defaults.topic):
            words.append(_("It has no topic. Write one for all that have none."))
        options = [{"id": str(place), **part} for place, part in enumerate(draft.options)]
        problem = problem_with(kind=draft.kind, stem=draft.stem, options=options, feedback=draft.feedback)
        return [*words, problem] if problem and not draft.unfinished else words

    def _noted(self, draft: Draft, question: Question | None) -> tuple[Draft, list[str]]:
        notes = []
        if draft.competency and draft.competency not in self.competencies:
            notes.append(_("There is no competency “%(code)s”; it is not taken over.") % {"code": draft.competency})
            draft = replace(draft, competency="")
        if draft.safety_critical and not (question and question.safety_critical):
            notes.append(_("The file calls it safety-critical. That is taken over only if you say so."))
        return draft, notes
