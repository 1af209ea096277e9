"""Loading and exporting content packs."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from content.blocks.choices import drawing_choices
from lms.common import audit, clock
from lms.common.texts.yaml_text import without_empty
from lms.packs.errors import FolderInTheWay, PackBroken, PackUnknown
from lms.packs.loading.context import Context, Names, Report
from lms.packs.loading.loader import load_entries
from lms.packs.models import Pack
from lms.packs.reading.pack import Pack as Source
from lms.packs.reading.read import read_pack
from lms.packs.writing.bodies import BodyWriter
from lms.packs.writing.describe import Describer
from lms.packs.writing.export import Exporter


def check_pack(*, root: Path) -> Source:
    """The pack in a folder. Raises PackBroken with everything that is wrong with it."""
    source, problems = read_pack(root, drawings=frozenset(key for key, _label in drawing_choices()))
    if len(problems):
        raise PackBroken(list(problems))
    return source


@transaction.atomic
def load_pack(*, root: Path, force: bool = False, actor: Any = None) -> Report:
    """Load the pack in a folder, whole or not at all. Loaded again unchanged, it writes nothing.

    What an editor changed since is left alone and named in the report, unless `force`. Raises PackBroken.
    """
    source = check_pack(root=root)
    given = without_empty(source.meta)
    pack, _made = Pack.objects.select_for_update().get_or_create(
        name=given["name"], defaults={"title": given["title"], "version": given["version"]}
    )
    context = Context(source, pack, force=force, actor=actor)
    load_entries(context)
    _note(pack, given, source, context.report, actor)
    return context.report


def _note(pack: Pack, given: dict[str, Any], source: Source, report: Report, actor: Any) -> None:
    directory = [without_empty(entry.data) for entry in source.of("directory")]
    meta = {"pack": given, **({"directory": directory[0]} if directory else {})}
    if not report.wrote and pack.meta == meta:
        return
    pack.title, pack.version, pack.meta = given["title"], given["version"], meta
    pack.loaded_at = clock.now()
    pack.save()
    counts = {"created": len(report.created), "updated": len(report.updated), "kept": len(report.kept)}
    audit.record("pack.load", pack, actor=actor, data={"version": pack.version, **counts})


def export_pack(*, root: Path, name: str = "") -> tuple[list[str], list[str]]:
    """Write what lies in the database into a new or empty folder, in the form that `load_pack` reads.

    Gives the paths written, and the kinds of blocks that files have no form for (pictures, recordings) and that were
    left out. `name` is needed where several packs were loaded. Raises FolderInTheWay, PackUnknown.
    """
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise FolderInTheWay(_("Name a folder that is new or empty; this one holds files."))
    packs = Pack.objects.filter(name=name) if name else Pack.objects.all()
    pack = packs.first()
    if pack is None or packs.count() > 1:
        known = ", ".join(Pack.objects.values_list("name", flat=True)) or "–"
        raise PackUnknown(_("Say which pack, by --pack. There are: %(names)s") % {"names": known})
    names = Names()
    writer = BodyWriter(names.name, names.resolve)
    paths = []
    for path, text in Exporter(pack, Describer(writer)).files():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths, writer.left_out
