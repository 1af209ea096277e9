"""QTI content packages: a ZIP with a manifest and a file an item; and single items. No database, nothing on disk."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.utils.translation import gettext as _

from assessments.questions.choices import QuestionKind
from assessments.questions.formats.draft import Draft, Limits, Problem, Reading, Unreadable, Writing
from assessments.questions.formats.labels import tags_of
from assessments.questions.formats.leaving import told_beside, told_ties, unwritable
from assessments.questions.formats.qti_items import read_item
from assessments.questions.formats.qti_names import Dialect, in_old_names
from assessments.questions.formats.qti_writing import WRITERS, write_item
from assessments.questions.formats.xml_tree import Node, document, element, read_xml, words

MANIFEST = "imsmanifest.xml"
MOST_FILES = 5_000
# A fixed moment, so that the same questions give the same bytes.
THEN = (2020, 1, 1, 0, 0, 0)


def read_qti(data: bytes, limits: Limits) -> Reading:
    """The questions of a package, or the one of a single item. Raises `Unreadable` for a file that can't be read."""
    if not data.strip():
        raise Unreadable(_("The file is empty."))
    if data.startswith(b"PK"):
        return _read_package(data, limits)
    reading = Reading()
    root = _item_of(data)
    _add(reading, root, name=_name_of(root), tags=[])
    return reading


def _item_of(data: bytes) -> Node:
    root = in_old_names(read_xml(data))
    if root.name == "questestinterop":
        raise Unreadable(_("This is QTI 1.2. We read QTI 2.1, 2.2 and 3.0."), root.line)
    if root.name != "assessmentItem":
        raise Unreadable(_("This is not a QTI item: its first element is <%(name)s>.") % {"name": root.name}, root.line)
    return root


def _name_of(root: Node) -> str:
    return root.attrs.get("identifier", "") or root.attrs.get("title", "")


def _add(reading: Reading, root: Node, *, name: str, tags: Sequence[str], file: str = "") -> None:
    try:
        draft, problems = read_item(root, name=name, tags=tags)
    except Unreadable as error:
        reading.problems.append(error.problem(_of(file, name), root.line))
        return
    reading.drafts.append(draft)
    reading.problems.extend(problems)


def _of(file: str, name: str) -> str:
    return f"{name} ({file})" if file else name


class _Package:
    """A ZIP from a stranger: read in memory, counted before and while it is unpacked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise Unreadable(_("This is not a sound ZIP file.")) from error
        entries = self.zip.infolist()
        self.left = limits.unpacked
        if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > limits.unpacked:
            raise Unreadable(_("Unpacked, this package is too large."))
        for entry in entries:
            if leads_out(entry.filename):
                raise Unreadable(_("A file of the package leads out of it: %(name)s") % {"name": entry.filename[:80]})
            if entry.flag_bits & 1:
                raise Unreadable(_("The package is locked with a password."))
        self.names = {entry.filename for entry in entries if not entry.is_dir()}

    def read(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as stream:
                data = stream.read(self.left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise Unreadable(_("A file of the package is damaged: %(name)s") % {"name": name[:80]}) from error
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(_("Unpacked, this package is too large."))
        return data

    def manifest(self) -> str:
        """The manifest at the top, or in the only folder of the top. Raises `Unreadable`."""
        found = sorted((name for name in self.names if name.split("/")[-1] == MANIFEST), key=lambda one: one.count("/"))
        if not found or found[0].count("/") > 1:
            raise Unreadable(_("There is no imsmanifest.xml in this ZIP: it is not a QTI package."))
        return found[0]


def leads_out(name: str) -> bool:
    """Whether a path would leave the folder it is unpacked into."""
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in (path.parts[0] if path.parts else "")


def _read_package(data: bytes, limits: Limits) -> Reading:
    package = _Package(data, limits)
    where = package.manifest()
    base = PurePosixPath(where).parent
    reading = Reading()
    resources = list(in_old_names(read_xml(package.read(where))).deep("resource"))
    items = [node for node in resources if "item" in node.attrs.get("type", "")]
    limits.check_count(len(items))
    for resource in items:
        _add_resource(reading, resource, package, base)
    if any("test" in node.attrs.get("type", "").split("_") for node in resources):
        reading.problems.append(Problem(0, _("The test itself, its order and settings, is not kept."), stops=False))
    if not reading.drafts and not reading.problems:
        raise Unreadable(_("There is no question in this package."))
    return reading


def _add_resource(reading: Reading, resource: Node, package: _Package, base: PurePosixPath) -> None:
    href = unquote(resource.attrs.get("href", ""))
    name = str(base / href)
    if leads_out(href) or name not in package.names:
        words_ = _("The manifest names a file that is not in the package.")
        reading.problems.append(Problem(resource.line, words_, href[:200]))
        return
    try:
        root = _item_of(package.read(name))
    except Unreadable as error:
        reading.problems.append(error.problem(href))
        return
    tags = [tag.text.strip() for keyword in resource.deep("keyword") for tag in keyword.children or [keyword]]
    _add(reading, root, name=_name_of(root), tags=tags, file=href)


def write_package(drafts: Sequence[Draft], dialect: Dialect) -> Writing:
    """A content package with these questions."""
    out = io.BytesIO()
    problems: list[Problem] = []
    resources: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for draft in drafts:
            stop = unwritable(draft, WRITERS, dialect.label)
            if stop:
                problems.append(stop)
                continue
            problems += [*(told_ties(draft) if draft.kind == QuestionKind.RANKING else []), *told_beside(draft)]
            name = f"items/{draft.name}.xml"
            _put(package, name, write_item(draft, dialect))
            resources.append(_resource(draft, name, dialect))
        _put(package, MANIFEST, _manifest(resources, dialect))
    return Writing(out.getvalue(), problems)


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    package.writestr(zipfile.ZipInfo(name, THEN), data, zipfile.ZIP_DEFLATED)


def _resource(draft: Draft, name: str, dialect: Dialect) -> str:
    keywords = [element("keyword", element("string", words(tag), language="en")) for tag in tags_of(draft)]
    lom = element("lom", element("general", *keywords), xmlns=dialect.lom_namespace)
    return element(
        "resource",
        element("metadata", lom),
        element("file", href=name),
        identifier=f"item-{draft.name}",
        type=dialect.resource_type,
        href=name,
    )


def _manifest(resources: Sequence[str], dialect: Dialect) -> bytes:
    about = element("schema", dialect.schema) + element("schemaversion", dialect.schema_version)
    return document(
        element(
            "manifest",
            element("metadata", about),
            element("organizations"),
            element("resources", *resources),
            xmlns=dialect.package_namespace,
            identifier="holdspace-questions",
        )
    )
