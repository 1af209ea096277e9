"""What bringing a framework in would do, without doing it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from assessments.competencies import queries
from assessments.competencies.describing import describe
from assessments.competencies.editing import placed
from assessments.competencies.formats import read
from assessments.competencies.formats.checking import check
from assessments.competencies.formats.comparing import Change, compare, weaker
from assessments.competencies.formats.normal import Data, fingerprint, line, normal
from assessments.competencies.formats.problems import Problem
from assessments.competencies.models import Competency, FrameworkVersion
from lms.common.hashing import content_hash

LONGEST_VERSION = 20


@dataclass(frozen=True)
class Plan:
    """What would happen. `data`: the framework of the file in its normal form, None where it can't be read.

    `standing` is the version in force; `same` says that it has these very words.
    """

    data: Data | None = None
    standing: FrameworkVersion | None = None
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: bool = False

    @property
    def stops(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.stops]

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many parts of each (state, sort)."""
        return Counter((one.state, one.sort) for one in self.changes)

    @property
    def digest(self) -> str:
        """Changes when something else would happen than was shown."""
        mark = fingerprint(self.data) if self.data else ""
        return content_hash([mark, self.standing.pk if self.standing else 0])


@dataclass(frozen=True)
class InForce:
    """What a plan is held against: the version in force with what it says, and the codes that are known."""

    version: FrameworkVersion | None
    data: Data | None
    codes: dict[str, str]


def in_force() -> InForce:
    """As it is now. A fixed number of queries."""
    version = queries.current_version()
    known = {code.casefold(): code for code in Competency.objects.values_list("code", flat=True)}
    return InForce(version, describe(version) if version else None, known)


def plan_import(*, data: bytes, format_name: str) -> Plan:
    """The dry run, against the version in force. A file that can't be read is a plan of its problems alone.

    A fixed number of queries, whatever the file holds.
    """
    found, problems = read(data, format_name)
    now = in_force()
    return plan_data(found, problems, now) if found is not None else Plan(standing=now.version, problems=problems)


def plan_draft(data: Data, now: InForce) -> Plan:
    """What publishing a draft would do; problems stand with the code of their part. No query."""
    there = placed(data)
    return plan_data(there, check(there), now)


def plan_data(found: Data, problems: list[Problem], now: InForce) -> Plan:
    """What publishing this framework would do. No query."""
    there = now.data
    return Plan(
        data=normal(found),
        standing=now.version,
        problems=_ordered(
            [
                *weaker(found, there),
                *problems,
                *_clashes(found, now.codes),
                *_other_framework(found, now.version),
            ]
        ),
        changes=compare(found, there),
        same=bool(there and fingerprint(found) == fingerprint(there)),
    )


def _ordered(problems: list[Problem]) -> list[Problem]:
    """What stops first; each once."""
    return sorted(dict.fromkeys(problems), key=lambda problem: not problem.stops)


def _clashes(found: Data, known: dict[str, str]) -> list[Problem]:
    """Codes that differ from known ones in capital letters alone: addresses know no difference."""
    rows = [one for domain in found["domains"] for one in domain["competencies"]]
    words = _("“%(code)s” is known as “%(known)s”. Write it the same.")
    return [
        Problem(row["at"], words % {"code": code, "known": known[code.casefold()]})
        for row in rows
        if (code := line(row["code"])) and known.get(code.casefold(), code) != code
    ]


def _other_framework(found: Data, standing: FrameworkVersion | None) -> list[Problem]:
    if standing is None or line(found["code"]) == standing.framework.code:
        return []
    words = _("This is another framework, “%(code)s”. Published, it takes the place of “%(standing)s” for everybody.")
    return [Problem("", words % {"code": line(found["code"]), "standing": standing.framework.code}, stops=False)]


def next_version(taken: str) -> str:
    """A name after this one: its last number raised by one."""
    found = re.search(r"([0-9]{1,9})([^0-9]*)\Z", taken)
    if found is None:
        return f"{taken}.1"[:LONGEST_VERSION]
    return f"{taken[: found.start()]}{int(found[1]) + 1}{found[2]}"[:LONGEST_VERSION]


def suggested_version(plan: Plan) -> str:
    """The name that the file gives, unless it is taken by other words; then one after it that is free. One query."""
    if plan.data is None:
        return ""
    rows = FrameworkVersion.objects.filter(framework__code=plan.data["code"])
    taken, name = set(rows.values_list("version", flat=True)), plan.data["version"][:LONGEST_VERSION] or "1.0"
    for _attempt in range(100):
        if name not in taken:
            return name
        name = next_version(name)
    return ""
