"""Frameworks for tests: the one of the pack, and small ones of any words."""

import copy
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from hypothesis import strategies as st

from assessments.competencies.formats.normal import line

CHANGED = "2026-03-01T09:00:00+00:00"
LEVELS = [
    {"number": number, "name": name, "mark": mark, "description": f"What level {number} means."}
    for number, name, mark in ((1, "Harm", "▲"), (2, "Developing", "◔"), (3, "Skilled", "●"), (4, "Advanced", "★"))
]


def pack_framework() -> dict[str, Any]:
    """The framework that is shipped."""
    path = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator" / "framework.yaml"
    return yaml.safe_load(path.read_text())


def small_framework(count: int = 1, **more: Any) -> dict[str, Any]:
    """A whole framework with `count` competencies in one domain."""
    domain = {"code": "A", "title": "Safety", "competencies": [competency(n) for n in range(1, count + 1)]}
    whole = {"code": "circle", "title": "Circle framework", "version": "1.0", "level4_requires": "any"}
    return {**whole, "informed_by": ["A source"], "levels": copy.deepcopy(LEVELS), "domains": [domain], **more}


def competency(number: int) -> dict[str, Any]:
    code = f"SAFE-{number}"
    kinds = (("H1", "harmful"), ("B1", "basic"), ("A1", "advanced"))
    return {
        "code": code,
        "title": f"Role and scope {number}",
        "description": "Being clear.",
        "safety_critical": number == 1,
        "method": "observed",
        "informed_by": ["N.A.P.S. values: honest; transparent"],
        "crosswalk": {"dps": [1, 9], "groupact": [], "naps": ["shared power"]},
        "behaviours": [{"code": f"{code}.{end}", "kind": kind, "text": f"Does {kind} {code}"} for end, kind in kinds],
    }


def changed(data: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The same with another text of the first behaviour, and whatever else is given."""
    data = copy.deepcopy(data) | more
    data["domains"][0]["competencies"][0]["behaviours"][0]["text"] = "Says something else"
    return data


# Words as people and spreadsheets write them: signs that mean something to CSV, to JSON or to our own separators.
SIGNS = "abé=+-@＝'\";|\\,\n\r\t #:▲%\u2028\x85\u200b\u202e\xa0\x00\x1f\ufeff"
words = st.text(SIGNS, min_size=1, max_size=12).filter(line)
maybe = st.text(SIGNS, max_size=12)
parts = st.lists(st.integers(1, 40) | words, max_size=3)


@st.composite
def frameworks(draw: Any) -> dict[str, Any]:
    """Frameworks of any words with good codes."""
    data = small_framework(draw(st.integers(1, 2)))
    data |= {"title": draw(words), "informed_by": draw(st.lists(words, max_size=2))}
    data["level4_requires"] = draw(st.sampled_from(["any", "all", "2"]))
    for level in data["levels"]:
        level |= {
            "name": draw(words),
            "description": draw(maybe),
            "mark": draw(st.text("|;\\'=▲:", min_size=1, max_size=2)),
        }
    last = competency(9)
    data["domains"].append({"code": "B", "title": draw(words), "competencies": [last]})
    data["domains"][0]["title"] = draw(words)
    last["behaviours"] += [
        {"code": f"SAFE-9.X{n}", "kind": "basic", "text": draw(words)} for n in range(draw(st.integers(0, 3)))
    ]
    for one in [*data["domains"][0]["competencies"], last]:
        one |= {"title": draw(words), "description": draw(maybe), "safety_critical": draw(st.booleans())}
        one |= {"method": draw(st.sampled_from(["observed", "portfolio", "both"]))}
        one |= {"informed_by": draw(st.lists(words, max_size=2))}
        one |= {"crosswalk": draw(st.dictionaries(st.sampled_from(["dps", "naps", "own-set"]), parts, max_size=2))}
        for behaviour in one["behaviours"]:
            behaviour["text"] = draw(words)
    return data
