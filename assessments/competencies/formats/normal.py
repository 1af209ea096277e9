"""One way to write a framework down, so that two ways of saying the same become equal. No database.

A framework is a dictionary as a pack's `framework.yaml` has it: code, title, version, level4_requires, informed_by,
levels [{number, name, mark, description}], domains [{code, title, competencies [{code, title, description,
safety_critical, method, informed_by, crosswalk {set: [parts]}, behaviours [{code, kind, text}]}]}]. Readers of files
put beside each part, under `at`, where it stands; the normal form leaves that out.
"""

import re
from typing import Any

from lms.common.hashing import content_hash

Data = dict[str, Any]
NUMBER = re.compile(r"[1-9][0-9]{0,3}")
# No file of ours can hold these: neither a cell of a spreadsheet nor XML has a place for them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]|[\ud800-\udfff]")


def normal(data: Data) -> Data:
    """The normal form: texts without white space at their ends, every key there, what says nothing left out."""
    return {
        "code": text(data.get("code")),
        "title": line(data.get("title")),
        "version": line(data.get("version")),
        "level4_requires": line(data.get("level4_requires")) or "any",
        "informed_by": lines(data.get("informed_by")),
        "levels": sorted(
            (
                {
                    "number": level.get("number"),
                    "name": line(level.get("name")),
                    "mark": line(level.get("mark")),
                    "description": text(level.get("description")),
                }
                for level in data.get("levels") or []
            ),
            key=lambda level: str(level["number"]),
        ),
        "domains": [_domain(domain) for domain in data.get("domains") or []],
    }


def _domain(domain: Data) -> Data:
    return {
        "code": line(domain.get("code")),
        "title": line(domain.get("title")),
        "competencies": [_competency(one) for one in domain.get("competencies") or []],
    }


def _competency(row: Data) -> Data:
    crosswalk = {line(key): parts_of(parts) for key, parts in (row.get("crosswalk") or {}).items()}
    return {
        "code": line(row.get("code")),
        "title": line(row.get("title")),
        "description": text(row.get("description")),
        "safety_critical": bool(row.get("safety_critical")),
        "method": line(row.get("method")),
        "informed_by": lines(row.get("informed_by")),
        "crosswalk": {key: parts for key, parts in crosswalk.items() if parts},
        "behaviours": [
            {"code": line(one.get("code")), "kind": line(one.get("kind")), "text": line(one.get("text"))}
            for one in row.get("behaviours") or []
        ],
    }


def text(value: Any) -> str:
    """A text that may have several lines."""
    said = "" if value is None else str(value)
    return CONTROL.sub("", said.replace("\r\n", "\n").replace("\r", "\n")).strip()


def line(value: Any) -> str:
    """A text of one line."""
    return " ".join(text(value).split())


def lines(values: Any) -> list[str]:
    return [said for said in map(line, values or []) if said]


def parts_of(values: Any) -> list[int | str]:
    """What a crosswalk names, each once: numbers as numbers, whether a file writes 1 or "1"."""
    said = lines(values if isinstance(values, list | tuple) else [values])
    return [int(one) if NUMBER.fullmatch(one) else one for one in dict.fromkeys(said)]


def fingerprint(data: Data) -> str:
    """SHA-256 of what a framework says, whatever its version is called."""
    return content_hash({**normal(data), "version": ""})
