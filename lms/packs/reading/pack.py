"""A whole pack as plain data. See docs/authoring.md for the form of the files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from assessments.instruments.spec import KIT
from assessments.questions.kinds import kind_of
from assessments.scenarios.formats.spec import STORY
from lms.common.texts.located import Mapping, Sequence, parse
from lms.common.texts.problems import Problems
from lms.common.texts.schema import Place, Spec, check_mapping
from lms.packs.reading import specs
from lms.packs.reading.directives import Piece, split_body
from lms.packs.reading.files import Folder

FRONT = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.S | re.M)
COURSE_FILE = re.compile(r"^courses/(?P<course>[^/]+)/course\.md$")
MODULE_FILE = re.compile(r"^courses/(?P<course>[^/]+)/(?P<module>[^/]+)/module\.md$")
LESSON_FILE = re.compile(r"^courses/(?P<course>[^/]+)/(?P<module>[^/]+)/(?P<number>\d+)-(?P<slug>[^/]+)\.md$")
MODULE_FOLDER = re.compile(r"^[a-z]*(?P<number>\d+)-(?P<slug>.+)$")
FLAT_FILES = {
    "agreements": ("agreement", specs.AGREEMENT),
    "resources": ("resource", specs.RESOURCE),
    "vignettes": ("vignette", specs.VIGNETTE),
    "quizzes": ("quiz", specs.QUIZ),
    "scenarios": ("scenario", STORY),
    "labs": ("lab", specs.LAB),
    "instruments": ("instrument", KIT),
    "calibration": ("performance", specs.PERFORMANCE),
    "programmes": ("programme", specs.PROGRAMME),
}
# Kinds whose files begin with their place in lists.
NUMBERED = {"scenario", "lab"}


@dataclass(frozen=True)
class Entry:
    """One thing a pack brings. `key` is unique in the pack; `parent` is the key of what it stands under."""

    kind: str
    key: str
    path: str
    data: Mapping
    pieces: tuple[Piece, ...] = ()
    parent: str = ""
    position: int = 0

    def line_of(self, key: str) -> int:
        return self.data.line_of(key)


@dataclass
class Pack:
    meta: Mapping = field(default_factory=Mapping)
    entries: list[Entry] = field(default_factory=list)

    def of(self, kind: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind]

    def under(self, parent: Entry) -> list[Entry]:
        """What stands under a course or a module, in its order."""
        found = [entry for entry in self.entries if entry.parent == parent.key]
        return sorted(found, key=lambda entry: entry.position)


def read_files(root: Path, problems: Problems) -> Pack:
    """Everything the files of a pack say. What can't be read is left out, and said in `problems`."""
    return _Reader(root, problems).read()


class _Reader:
    def __init__(self, root: Path, problems: Problems) -> None:
        self.problems = problems
        self.folder = Folder(root, problems)
        self.pack = Pack()

    def read(self) -> Pack:
        for needed in ("pack.yaml", "framework.yaml"):
            if not self.folder.has(needed):
                self.problems.add(needed, 1, _("this file is missing"))
        for path in self.folder.paths():
            self._read(path)
        return self.pack

    def _read(self, path: str) -> None:
        top, _slash, rest = path.partition("/")
        flat = FLAT_FILES.get(top)
        if path == "pack.yaml":
            self.pack.meta = self._yaml(path, specs.PACK) or self.pack.meta
        elif path == "framework.yaml":
            self._add("framework", path, self._yaml(path, specs.FRAMEWORK), "code")
        elif path == "crisis-lines.yaml":
            self._crisis(path)
        elif path == "raters.yaml":
            self._raters(path)
        elif flat and "/" not in rest:
            self._flat(path, *flat)
        elif top == "questions" and "/" not in rest:
            self._questions(path)
        elif top == "pages" and "/" not in rest:
            self._page(path)
        elif top == "courses":
            self._course_file(path)
        elif path != "README.md":
            self.problems.add(path, 1, _("a pack has no such file"))

    def _flat(self, path: str, kind: str, spec: Spec) -> None:
        if kind in NUMBERED:
            self._numbered(kind, path, spec)
        elif path.endswith(".yaml"):
            self._add(kind, path, self._yaml(path, spec), "id" if kind == "quiz" else "code")
        else:
            self._markdown(kind, path, spec, "kind" if kind == "agreement" else "slug")

    def _numbered(self, kind: str, path: str, spec: Spec) -> None:
        """Its file begins with its place in lists: 1-first-night.yaml."""
        data = self._yaml(path, spec)
        if data is None:
            return
        name = path.rpartition("/")[2].removesuffix(".yaml")
        if name != f"{data['number']}-{data['id']}":
            self.problems.add(path, data.line_of("id"), _("the file is named %(name)s"), name=name)
        self._enter(Entry(kind, f"{kind}/{data['id']}", path, data, (), "", data["number"]))

    def _page(self, path: str) -> None:
        kind, spec = ("home", specs.HOME) if path == "pages/home.md" else ("standard", specs.STANDARD)
        self._markdown(kind, path, spec, "kind" if kind == "home" else "slug")

    def _course_file(self, path: str) -> None:
        course, module, lesson = COURSE_FILE.match(path), MODULE_FILE.match(path), LESSON_FILE.match(path)
        if course:
            self._markdown("course", path, specs.COURSE, "slug", name=course["course"])
        elif module:
            folder = MODULE_FOLDER.match(module["module"])
            if not folder:
                self.problems.add(path, 1, _("the folder of a module begins with a number, like m1-first-steps"))
                return
            under = f"course/{module['course']}"
            self._markdown("module", path, specs.MODULE, "slug", folder["slug"], under, int(folder["number"]))
        elif lesson:
            folder = MODULE_FOLDER.match(lesson["module"])
            under = f"module/{lesson['course']}/{folder['slug'] if folder else lesson['module']}"
            self._markdown("lesson", path, specs.LESSON, "slug", lesson["slug"], under, int(lesson["number"]))
        else:
            self.problems.add(path, 1, _("in a course there are course.md, module.md and lessons like 1-first.md"))

    def _questions(self, path: str) -> None:
        text = self.folder.read(path)
        found = parse(text, path, self.problems) if text is not None else None
        if not isinstance(found, Sequence):
            if text is not None:
                self.problems.add(path, 1, _("a list of questions is wanted here"))
            return
        bank = path.removeprefix("questions/").removesuffix(".yaml")
        for position, question in enumerate(found):
            place = Place(path, found.line_of(position), self.problems)
            if check_mapping(question, specs.QUESTION, place) and self._answers(question, place):
                self._enter(Entry("question", f"question/{question['id']}", path, question, (), bank, position))

    def _answers(self, question: Mapping, place: Place) -> bool:
        """Whether the answers have the keys that this kind of question wants."""
        answers = question["options"]
        spec = specs.ANSWERS[kind_of(question["kind"]).block]
        rows = [check_mapping(one, spec, place.at(answers.line_of(n))) for n, one in enumerate(answers)]
        return all(rows)

    def _crisis(self, path: str) -> None:
        data = self._yaml(path, specs.CRISIS)
        if data is None:
            return
        for position, region in enumerate(data["regions"]):
            self._enter(Entry("crisis", f"crisis/{region['code']}", path, region, (), "", position))
        if "directory" in data:
            self._enter(Entry("directory", "directory", path, data["directory"]))

    def _raters(self, path: str) -> None:
        data = self._yaml(path, specs.RATERS)
        if data is not None:
            self._enter(Entry("raters", "raters", path, data))

    def _yaml(self, path: str, spec: Spec) -> Mapping | None:
        text = self.folder.read(path)
        if text is None:
            return None
        before = len(self.problems)
        data = parse(text, path, self.problems)
        if len(self.problems) > before:
            return None
        return data if check_mapping(data, spec, Place(path, 1, self.problems)) else None

    def _markdown(
        self, kind: str, path: str, spec: Spec, key: str, name: str = "", parent: str = "", position: int = 0
    ) -> None:
        text = self.folder.read(path)
        match = FRONT.match(text) if text is not None else None
        if not match:
            if text is not None:
                self.problems.add(path, 1, _("begins with front matter: keys and values between two lines of ---"))
            return
        before = len(self.problems)
        data = parse(match["front"], path, self.problems, first_line=2)
        sound = len(self.problems) == before
        pieces = split_body(match["body"], path, self.problems, first_line=3 + match["front"].count("\n"))
        if sound and check_mapping(data, spec, Place(path, 2, self.problems)):
            self._add(kind, path, data, key, tuple(pieces), parent, position, name)

    def _add(
        self,
        kind: str,
        path: str,
        data: Mapping | None,
        key: str,
        pieces: tuple[Piece, ...] = (),
        parent: str = "",
        position: int = 0,
        name: str = "",
    ) -> None:
        if data is None:
            return
        name = name or path.rpartition("/")[2].rpartition(".")[0]
        if kind != "framework" and data[key] != name:
            self.problems.add(path, data.line_of(key), _("the file is named %(name)s"), name=name)
        full = f"{parent.partition('/')[2]}/{data[key]}" if parent else data[key]
        self._enter(Entry(kind, f"{kind}/{full}", path, data, pieces, parent, position))

    def _enter(self, entry: Entry) -> None:
        twin = next((other for other in self.pack.entries if other.key == entry.key), None)
        if twin:
            where = f"{twin.path}:{twin.data.line}"
            self.problems.add(
                entry.path, entry.data.line, _("%(key)s is there twice; see %(where)s"), key=entry.key, where=where
            )
        else:
            self.pack.entries.append(entry)


def walk_lessons(pack: Pack) -> Iterator[Entry]:
    """All lessons in the order somebody reads them."""
    for course in pack.of("course"):
        for module in pack.under(course):
            yield from pack.under(module)
