"""What the crosswalks of a framework point at: sets of named targets, in short words of ours. No database.

The keys of sets and targets are those of a framework's `crosswalk`. Themes are named as their authors name them; the
other names are short forms of ours, and stand for nobody else's wording.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Part = int | str


@dataclass(frozen=True)
class TargetSet:
    """A published set. `targets`: name by part, in the order of the source."""

    key: str
    label: Promise
    short: Promise
    targets: dict[Part, Promise]


DPS: dict[Part, Promise] = {
    1: _("Protecting the rights of service users"),
    2: _("Technical knowledge and skills in practice of digital peer support"),
    3: _("Available technologies"),
    4: _("Equity of access"),
    5: _("Digital communication skills"),
    6: _("Performance-based training"),
    7: _("Self-care"),
    8: _("Monitoring digital peer support and addressing digital crisis"),
    9: _("Peer support competencies"),
    10: _("Health literacy (emerging)"),
}
SAMHSA: dict[Part, Promise] = {
    1: _("Caring relationships"),
    2: _("Support"),
    3: _("Lived experience shared"),
    4: _("Support made personal"),
    5: _("Recovery planning"),
    6: _("Links to resources"),
    7: _("Health and wellness"),
    8: _("Managing crises"),
    9: _("Communication"),
    10: _("Collaboration and teamwork"),
    11: _("Leadership and advocacy"),
    12: _("Growth and development"),
}
NAPS: dict[Part, Promise] = {
    "voluntary": _("Voluntary"),
    "hopeful": _("Hopeful"),
    "open-minded": _("Open-minded"),
    "empathetic": _("Empathetic"),
    "respectful": _("Respectful"),
    "facilitate change": _("Helping change along"),
    "honest": _("Honest and direct"),
    "mutual": _("Mutual and reciprocal"),
    "shared power": _("Power shared equally"),
    "strengths": _("Looking at strengths"),
    "transparent": _("Transparent"),
    "person-driven": _("Led by the person"),
}
GROUPACT: dict[Part, Promise] = {
    "ground rules": _("Ground rules"),
    "participation": _("Everybody takes part"),
    "empathy": _("Empathy between members"),
    "problem-solving": _("Solving problems together"),
    "attendance": _("Barriers to attendance"),
    "time management": _("Time"),
    "confidentiality": _("Confidentiality in the group"),
}
SETS = (
    TargetSet(
        "dps",
        _("Digital peer support themes (Collins-Pisano and others 2021)"),
        _("Digital peer support"),
        DPS,
    ),
    TargetSet("samhsa", _("SAMHSA core competency categories (2015)"), _("SAMHSA"), SAMHSA),
    TargetSet("naps", _("Values of the N.A.P.S. practice guidelines"), _("N.A.P.S."), NAPS),
    TargetSet("groupact", _("GroupACT domains, as named in its abstract"), _("GroupACT"), GROUPACT),
)
BY_KEY = {one.key: one for one in SETS}


def target_of(part: Part) -> Part:
    """The target that a part stands for: what is said of it in brackets, as in "attendance (access)", is a remark."""
    return part if isinstance(part, int) else part.partition(" (")[0]


def name_of(key: str, part: Part) -> str:
    """The name of a target; what the framework itself says where we know none."""
    found = BY_KEY[key].targets.get(target_of(part)) if key in BY_KEY else None
    return str(found or part)


def is_known(key: str, part: Part) -> bool:
    return key in BY_KEY and target_of(part) in BY_KEY[key].targets
