"""The way in: read a pack and say everything that is wrong with it."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems
from lms.packs.reading.bodies import check_bodies
from lms.packs.reading.judging import check_judging
from lms.packs.reading.pack import Pack, read_files
from lms.packs.reading.references import check_references


def read_pack(root: Path, *, drawings: frozenset[str]) -> tuple[Pack, Problems]:
    """A pack and its problems. With any problem, the pack is only good for being looked at, never for loading."""
    problems = Problems()
    if not root.is_dir():
        problems.add(str(root), 1, _("there is no such folder"))
        return Pack(), problems
    pack = read_files(root, problems)
    check_bodies(pack, problems)
    check_references(pack, problems, drawings)
    check_judging(pack, problems)
    return pack, problems
