"""What stands in the file of an observation kit. Lengths are those of the database and of the desk's forms."""

from assessments.instruments.choices import Consensus, InstrumentKind, PassRule, Weight
from lms.common.texts.schema import Field

CODE = Field("code", longest=24)
CODES = Field("list", needed=False, blank=True, of=CODE, longest=60)
NUMBER = Field("integer", needed=False)
FLAG = Field("flag", needed=False)
WEIGHT = Field("choice", needed=False, choices=tuple(Weight.values))
# Judged by `checking`: shares are numbers, short words a mapping of codes.
PART = Field("anything", needed=False)


def words(longest: int) -> Field:
    return Field(needed=False, blank=True, longest=longest)


def numbers(*names: str) -> Field:
    return Field("mapping", needed=False, keys=dict.fromkeys(names, NUMBER))


PROMPT = {
    "minute": Field("integer", high=240),
    "actor": Field(longest=60),
    "cue": Field(longest=600),
    "if_trainee": words(300),
    "then": words(600),
    "elicits": CODES,
}
KIT = {
    "code": Field("slug", longest=40),
    "title": Field(longest=120),
    "kind": Field("choice", choices=tuple(InstrumentKind.values)),
    "summary": words(300),
    "content_note": words(300),
    "minutes": numbers("play", "rate", "feedback"),
    "raters": numbers("summative", "formative"),
    "level4_requires": PART,
    "unrated_when_missing_more_than": Field("list", needed=False, of=Field("integer", low=1), longest=2),
    "adjudicate": Field("mapping", needed=False, keys={"levels_apart": NUMBER, "any_harm": FLAG}),
    "consensus": Field("choice", needed=False, choices=tuple(Consensus.values)),
    "pass_rule": Field(
        "mapping",
        needed=False,
        keys={
            "rule": Field("choice", needed=False, choices=tuple(PassRule.values)),
            "safety_minimum": NUMBER,
            "share_at_least": PART,
            "share_level": NUMBER,
            "merit_share": PART,
            "merit_level": NUMBER,
            "stop_on_harm": FLAG,
        },
    ),
    "retry": Field(
        "mapping",
        needed=False,
        keys={
            "after_stop_hours": NUMBER,
            "missed_items_only": FLAG,
            "retries": NUMBER,
            "meeting_from": Field("integer", needed=False, low=1),
            "lead_from": Field("integer", needed=False, low=1),
        },
    ),
    "due_days": NUMBER,
    "recording": Field(
        "mapping",
        needed=False,
        keys={
            "allowed": FLAG,
            "rate_days": Field("integer", needed=False, low=1, high=60),
            "keep_days": Field("integer", needed=False, low=1, high=365),
            "longest_days": Field("integer", needed=False, low=1, high=730),
        },
    ),
    "conflicts": Field(
        "mapping", needed=False, keys=dict.fromkeys(("supervises", "same_organisation", "rated_before"), WEIGHT)
    ),
    "follow_up": numbers("acknowledge_hours", "debrief_hours"),
    "appeal": numbers("days"),
    "asides": numbers("days_after_release"),
    "items": Field(
        "list",
        longest=30,
        of=Field("mapping", keys={"competency": CODE, "scripted_out": CODES, "unprompted": CODES, "short": PART}),
    ),
    "setting": words(3000),
    "trainee_brief": words(3000),
    "observer_notes": words(3000),
    "must_see": Field("list", needed=False, blank=True, of=Field(longest=300), longest=30),
    "pause_word": words(30),
    "stop_rule": words(600),
    "de_role": words(600),
    "actors": Field(
        "list",
        needed=False,
        blank=True,
        longest=12,
        of=Field(
            "mapping", keys={"name": Field(longest=60), "about": words(600), "wants": words(600), "limits": words(600)}
        ),
    ),
    "variants": Field(
        "list",
        needed=False,
        blank=True,
        longest=12,
        of=Field(
            "mapping",
            keys={
                "code": Field("code", longest=10),
                "title": words(120),
                "prompts": Field("list", needed=False, blank=True, longest=80, of=Field("mapping", keys=PROMPT)),
            },
        ),
    ),
}
