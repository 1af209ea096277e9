"""What a CASE package of another program says and we have no place for: nothing goes missing unseen. No database."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.competencies.formats.normal import Data, line
from assessments.competencies.formats.problems import Problem

COMMON = {"identifier", "uri", "lastChangeDateTime", "notes"}
DOCUMENT = COMMON | {"creator", "title", "version", "adoptionStatus", "licenseURI", "CFPackageURI"}
ITEM = COMMON | {"fullStatement", "abbreviatedStatement", "humanCodingScheme", "listEnumeration", "CFDocumentURI"}
ITEM |= {"CFItemType", "CFItemTypeURI", "licenseURI"}
PACKAGE = {"CFDocument", "CFItems", "CFAssociations", "CFDefinitions", "CFRubrics"}
# How the lines of notes begin that we read.
OURS = ("code:", "level4_requires:", "level_mark_", "informed_by:", "method:", "safety_critical:")
MOST_NAMES = 12


def left_out(package: Data) -> list[Problem]:
    """Everything of the package that a framework of ours does not keep. Nothing of it stops anything."""
    document = package["CFDocument"]
    items = [one for one in package["CFItems"] if isinstance(one, dict)]
    return [
        *_licences([document, *items], package),
        *_status(document),
        *_fields(package, items),
        *_notes([document, *items]),
    ]


def _licences(rows: Iterable[Data], package: Data) -> Iterator[Problem]:
    """Whose words may be used how is not for a program to say: somebody has to know that it was asked."""
    names = [_name(row["licenseURI"]) for row in rows if row.get("licenseURI")]
    definitions = package.get("CFDefinitions")
    more = definitions.get("CFLicenses") if isinstance(definitions, dict) else None
    names += [_name(one) for one in more] if isinstance(more, list) else []
    if names:
        words = _("The file names a licence: %(names)s. It is not kept. Publish only words that you may use.")
        yield Problem("", words % {"names": _list(names)}, stops=False)


def _name(licence: Any) -> str:
    said = (licence.get("title") or licence.get("uri")) if isinstance(licence, dict) else licence
    return line(said) if isinstance(said, str) else "?"


def _status(document: Data) -> Iterator[Problem]:
    said = document.get("adoptionStatus")
    if isinstance(said, str) and line(said) not in {"", "Adopted"}:
        words = _("The file calls itself “%(status)s”, not adopted.") % {"status": line(said)[:40]}
        yield Problem("", words, stops=False)


def _fields(package: Data, items: Iterable[Data]) -> Iterator[Problem]:
    names = [*(set(package) - PACKAGE), *(set(package["CFDocument"]) - DOCUMENT)]
    names += [name for item in items for name in set(item) - ITEM]
    if names:
        words = _("Fields that we have no place for are left out: %(names)s.")
        yield Problem("", words % {"names": _list(sorted(map(line, names)))}, stops=False)


def _notes(rows: Iterable[Data]) -> Iterator[Problem]:
    said = [one["notes"] for one in rows if isinstance(one.get("notes"), str)]
    n = sum(any(not entry.strip().startswith(OURS) for entry in notes.splitlines() if entry.strip()) for notes in said)
    if n:
        words = ngettext("Notes in %(n)s place are left out.", "Notes in %(n)s places are left out.", n)
        yield Problem("", words % {"n": n}, stops=False)


def _list(names: Iterable[str]) -> str:
    """The first few, each once."""
    different = list(dict.fromkeys(name[:60] for name in names))
    return ", ".join(different[:MOST_NAMES]) + (" …" if len(different) > MOST_NAMES else "")
