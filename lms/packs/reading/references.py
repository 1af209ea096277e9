"""Checks across files: what names something must find it, and nothing may be there twice."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems
from lms.packs.reading.pack import Entry, Pack, walk_lessons

RESERVED_SLUGS = {"courses", "resources"}


def check_references(pack: Pack, problems: Problems, drawings: frozenset[str]) -> None:
    """Everything that names something else. `drawings` are the keys of the line drawings that exist."""
    _Checker(pack, problems).run(drawings)


def competencies(pack: Pack) -> dict[str, dict]:
    """The competencies of the framework by code."""
    return {
        competency["code"]: competency
        for framework in pack.of("framework")
        for domain in framework.data["domains"]
        for competency in domain["competencies"]
    }


class _Checker:
    def __init__(self, pack: Pack, problems: Problems) -> None:
        self.pack, self.problems = pack, problems
        self.lessons = list(walk_lessons(pack))
        self.codes = set(competencies(pack))
        self.quizzes = {entry.data["id"] for entry in pack.of("quiz")}
        self.scenarios = {entry.data["id"] for entry in pack.of("scenario")}
        self.labs = {entry.data["id"] for entry in pack.of("lab")}
        self.known_by_check = {code for quiz in pack.of("quiz") for code in quiz.data.get("competencies") or []}

    def run(self, drawings: frozenset[str]) -> None:
        self._slugs()
        self._tree()
        for entry in self.pack.entries:
            self._competencies(entry)
            self._drawing(entry, drawings)
        before: set[str] = set()
        for lesson in self.lessons:
            self._quizzes_in(lesson)
            self._pieces_in(lesson, "scenario", self.scenarios)
            self._pieces_in(lesson, "lab", self.labs)
            self._known(lesson, "requires", lesson.data.get("requires") or [], before, "lesson before this one called")
            before.add(lesson.data["slug"])
        for entry in self.pack.entries:
            self._downloads(entry)
        for entry in self.pack.of("question"):
            slugs = {lesson.data["slug"] for lesson in self.lessons}
            self._known(entry, "reread", [entry.data.get("reread")], slugs, "lesson")
            vignettes = {vignette.data["code"] for vignette in self.pack.of("vignette")}
            self._known(entry, "vignette", [entry.data.get("vignette")], vignettes, "vignette")
        for entry in self.pack.of("programme"):
            self._requirements(entry, entry.data["requirements"])

    def _known(self, entry: Entry, key: str, values: Iterable[str | None], known: set[str], what: str) -> None:
        for value in values:
            if value and value not in known:
                self.problems.add(
                    entry.path, entry.line_of(key), _("there is no %(what)s %(value)s"), what=what, value=value
                )

    def _slugs(self) -> None:
        self._twice(self.pack.of("lesson"), "slug")
        self._twice(self.pack.of("module"), "code")
        self._twice(self.pack.of("course"), "code")
        for entry in self.pack.of("standard"):
            if entry.data["slug"] in RESERVED_SLUGS:
                self.problems.add(entry.path, entry.line_of("slug"), _("this slug is taken by the site itself"))

    def _twice(self, entries: list[Entry], key: str) -> None:
        seen: dict[str, Entry] = {}
        for entry in entries:
            twin = seen.setdefault(str(entry.data[key]), entry)
            if twin is not entry:
                self.problems.add(
                    entry.path,
                    entry.line_of(key),
                    _("%(value)s is there twice; see %(where)s"),
                    value=entry.data[key],
                    where=f"{twin.path}:{twin.line_of(key)}",
                )

    def _tree(self) -> None:
        keys = {entry.key for entry in self.pack.entries}
        for entry in [*self.pack.of("module"), *self.pack.of("lesson")]:
            if entry.parent not in keys:
                self.problems.add(entry.path, 1, _("there is no readable file for %(parent)s"), parent=entry.parent)
        for entry in [*self.pack.of("course"), *self.pack.of("module")]:
            below = self.pack.under(entry)
            if not below:
                self.problems.add(entry.path, 1, _("nothing stands under it"))
            self._positions(below)

    def _positions(self, entries: list[Entry]) -> None:
        for first, second in zip(entries, entries[1:], strict=False):
            if first.position == second.position:
                self.problems.add(second.path, 1, _("has the same number as %(path)s"), path=first.path)

    def _competencies(self, entry: Entry) -> None:
        if entry.kind in {"lesson", "module", "quiz", "scenario", "lab"}:
            self._known(entry, "competencies", entry.data.get("competencies") or [], self.codes, "competency")
        if entry.kind == "question":
            self._known(entry, "competency", [entry.data["competency"]], self.codes, "competency")
        if entry.kind == "quiz":
            self._known(entry, "pre_form", [entry.data.get("pre_form")], self.quizzes, "quiz")
            for line in entry.data["blueprint"]:
                if line.get("competency"):
                    self._one(entry, line.line_of("competency"), line["competency"], self.codes, "competency")

    def _drawing(self, entry: Entry, drawings: frozenset[str]) -> None:
        self._known(entry, "drawing", [entry.data.get("drawing")], set(drawings), "drawing")
        for piece in entry.pieces:
            if piece.name == "drawing":
                self._one(entry, piece.line, piece.attributes["key"], set(drawings), "drawing")
        if entry.kind == "lesson" and entry.data.get("drawing") and not entry.data.get("drawing_alt"):
            self.problems.add(
                entry.path, entry.line_of("drawing"), _("drawing_alt is missing: say what the drawing shows")
            )

    def _quizzes_in(self, lesson: Entry) -> None:
        blocks = [piece for piece in lesson.pieces if piece.name == "quiz"]
        for piece in blocks:
            self._one(lesson, piece.line, piece.attributes["code"], self.quizzes, "quiz")
        if lesson.data["kind"] == "check" and not blocks:
            self.problems.add(lesson.path, 1, _("a check has a quiz block"))

    def _pieces_in(self, lesson: Entry, kind: str, known: set[str]) -> None:
        for piece in lesson.pieces:
            if piece.name == kind:
                self._one(lesson, piece.line, piece.attributes["code"], known, kind)

    def _downloads(self, entry: Entry) -> None:
        resources = {resource.data["slug"] for resource in self.pack.of("resource")}
        for piece in entry.pieces:
            if piece.name == "download":
                self._one(entry, piece.line, piece.attributes["resource"], resources, "resource")

    def _requirements(self, entry: Entry, requirements: list[dict]) -> None:
        courses = {course.data["slug"] for course in self.pack.of("course")}
        for requirement in requirements:
            line = getattr(requirement, "line", 1)
            kinds = set(requirement) - {"level", "evidence"}
            if len(kinds) != 1 or ("level" in requirement) != ("observed" in requirement):
                self.problems.add(
                    entry.path, line, _("a requirement is one of course, knowledge, observed with level, all or any")
                )
                continue
            kind = kinds.pop()
            if kind in {"all", "any"}:
                self._requirements(entry, requirement[kind])
            elif kind == "course":
                self._one(entry, line, requirement[kind], courses, "course")
            else:
                self._one(entry, line, requirement[kind], self.codes, "competency")
                if kind == "knowledge":
                    self._one(entry, line, requirement[kind], self.known_by_check, "check for")

    def _one(self, entry: Entry, line: int, value: str, known: set[str], what: str) -> None:
        if value not in known:
            self.problems.add(entry.path, line, _("there is no %(what)s %(value)s"), what=what, value=value)
