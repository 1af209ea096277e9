"""The keys of each kind of file in a pack. Lengths are those of the database."""

from dataclasses import fields

from assessments.calibration.certifying import RaterRule
from assessments.questions.choices import QuestionKind
from assessments.questions.keys import MOST_KEYS
from assessments.quizzes.choices import Behaviour, Grading
from lms.common.texts.schema import Field

TEXT, FLAG, SLUG, CODE = Field(), Field("flag"), Field("slug", longest=60), Field("code", longest=24)
TITLE = Field(longest=160)
DECIMAL = Field("decimal", longest=20)
CODES = Field("list", needed=False, blank=True, of=CODE, longest=40)
WORDS = Field("list", needed=False, blank=True, of=TEXT)


def optional(kind: str = "text", longest: int = 20_000) -> Field:
    return Field(kind, needed=False, blank=True, longest=longest)


PACK = {
    "name": SLUG,
    "title": TITLE,
    "version": Field(longest=20),
    "language": Field("choice", choices=("en",)),
    "licence": Field(longest=60),
    "description": optional(),
    "review_note": optional(),
}

AGREEMENT = {
    "kind": Field("choice", choices=("disclaimer", "adult", "conduct", "privacy")),
    "version": Field(longest=20),
    "title": Field(longest=120),
    "order": Field("integer"),
}

HOME = {
    "title": TITLE,
    "kind": Field("choice", choices=("home",)),
    "kicker": optional(longest=120),
    "lead": optional(),
    "steps": Field(
        "list",
        needed=False,
        blank=True,
        longest=3,
        of=Field("mapping", keys={"title": Field(longest=60), "text": Field(longest=300)}),
    ),
    "facts": Field(
        "list",
        needed=False,
        blank=True,
        longest=8,
        of=Field("mapping", keys={"label": Field(longest=80), "value": Field(longest=60)}),
    ),
    "statement": optional(longest=160),
}

STANDARD = {
    "title": TITLE,
    "slug": SLUG,
    "kind": Field("choice", choices=("standard",)),
    "summary": optional(),
    "footer": Field("flag", needed=False),
}

RESOURCE = {
    "title": TITLE,
    "slug": SLUG,
    "kind": Field("choice", choices=("resource",)),
    "summary": optional(),
    "owner": optional(longest=120),
    "licence": optional(longest=60),
    "review_by": optional("day"),
    "safety": Field("flag", needed=False),
}

COURSE = {
    "title": TITLE,
    "slug": SLUG,
    "code": Field("code", longest=20),
    "summary": optional(),
    "self_enrol": Field("flag", needed=False),
}

MODULE = {
    "title": TITLE,
    "slug": SLUG,
    "code": Field("code", longest=20),
    "summary": optional(),
    "objectives": WORDS,
    "competencies": CODES,
    "drawing": optional("slug", 40),
    "drawing_alt": optional(longest=250),
}

SOURCE = Field("mapping", keys={"text": TEXT, "url": optional("url", 500), "note": optional(longest=500)})

LESSON = {
    "title": TITLE,
    "slug": SLUG,
    "kind": Field("choice", choices=("lesson", "check")),
    "minutes": Field("integer", low=1, high=600),
    "lead": optional(),
    "competencies": CODES,
    "requires": Field("list", needed=False, blank=True, of=SLUG),
    "safety": FLAG,
    "drawing": optional("slug", 40),
    "drawing_alt": optional(longest=250),
    "sources": Field("list", needed=False, blank=True, of=SOURCE),
}

KEY = Field("slug", longest=20)
LEVEL_OF_CRITERION = Field(
    "mapping",
    keys={"points": Field("integer", high=100), "words": Field(longest=400), "enough": Field("flag", needed=False)},
)
CRITERION = Field(
    "mapping", keys={"text": Field(longest=200), "levels": Field("list", of=LEVEL_OF_CRITERION, longest=6)}
)
# What stands under `options`, by the kind of question.
ANSWERS: dict[str, dict[str, Field]] = {
    "option": {"key": KEY, "text": TEXT, "correct": FLAG, "feedback": optional()},
    "step": {"key": KEY, "text": TEXT, "feedback": optional()},
    "pair": {"key": KEY, "text": optional(), "match": Field(longest=200), "feedback": optional()},
    "accepted": {"key": KEY, "text": Field(longest=200)},
    "judged": {"key": KEY, "text": TEXT, "rating": Field("integer", low=1, high=4), "feedback": optional()},
    "gap": {
        "key": KEY,
        "before": optional(),
        "right": Field(longest=120),
        "others": TEXT,
        "after": optional(),
        "feedback": optional(),
    },
    "line": {"key": KEY, "speaker": optional(longest=60), "text": TEXT, "correct": FLAG, "feedback": optional()},
    "point": {"key": KEY, "text": Field(longest=80)},
    "rubric": {
        "key": KEY,
        "criteria": Field("list", of=CRITERION, longest=8),
        "aim": Field("integer", needed=False, high=5000),
        "most": Field("integer", needed=False, high=5000),
        "model": optional(),
    },
    "quantity": {"key": KEY, "value": DECIMAL, "tolerance": DECIMAL, "unit": optional(longest=40)},
}
QUESTION = {
    "id": SLUG,
    "kind": Field("choice", choices=tuple(QuestionKind.values)),
    "topic": Field("slug", longest=40),
    "competency": CODE,
    "difficulty": Field("integer", low=1, high=3),
    "safety_critical": FLAG,
    "reread": optional("slug", 120),
    "tags": Field("list", needed=False, blank=True, of=Field(longest=100), longest=20),
    "vignette": optional("slug", 60),
    "stem": TEXT,
    "options": Field("list", of=Field("anything"), longest=MOST_KEYS),
    "feedback": optional(),
    "hints": Field("list", needed=False, blank=True, of=TEXT, longest=9),
}

PLAN_SECTION = Field(
    "mapping",
    keys={
        "title": Field(longest=120),
        "minutes": Field("integer", low=1, high=240),
        "text": TEXT,
        "hosts": optional(),
    },
)
LAB = {
    "id": SLUG,
    "number": Field("integer", low=1, high=99),
    "title": Field(longest=120),
    "summary": Field(longest=240),
    "competencies": CODES,
    "safety": FLAG,
    "content_note": optional(longest=240),
    "enough": Field("integer", needed=False, low=1, high=100),
    "bring": Field("list", needed=False, blank=True, of=Field(longest=120), longest=12),
    "plan": Field("list", of=PLAN_SECTION, longest=20),
}

# Judged by `assessments.calibration.reading`, which says what is wrong with each part.
PERFORMANCE = {
    "code": SLUG,
    "title": Field(longest=120),
    "instrument": SLUG,
    "items": Field("anything"),
    "content_note": optional(longest=300),
    "minutes": Field("anything"),
    "setting": TEXT,
    "lines": Field("anything"),
    "reference": Field("anything"),
}
RULE = Field("anything", needed=False)
RATERS = {field.name: RULE for field in fields(RaterRule)}

VIGNETTE = {"code": SLUG, "title": Field(longest=120), "text": TEXT}

# Three sorts of entries, told apart in `judging`: a section begins, one question, a draw.
DRAW = Field(
    "mapping",
    keys={
        "section": Field("flag", needed=False),
        "title": optional(longest=120),
        "words": optional(),
        "question": Field("slug", needed=False, longest=60),
        "topic": optional("slug", 40),
        "count": Field("integer", needed=False, low=1, high=50),
        "safety_critical": Field("integer", needed=False, high=50),
        "competency": optional("code", 24),
        "tag": optional(longest=100),
        "difficulty": Field("integer", needed=False, low=1, high=3),
        "kind": Field("choice", needed=False, choices=tuple(QuestionKind.values)),
    },
)
BAND = Field("mapping", keys={"mark": Field("integer", high=100), "text": TEXT})
# Fields of `QuizRules`; dates are ISO 8601 with an offset, e.g. "2026-12-01T18:00:00+00:00".
RULES = {
    "question_tries": Field("integer", needed=False, low=2, high=10),
    "try_penalty": Field("integer", needed=False, high=100),
    "grade_by_certainty": Field("flag", needed=False),
    "grading": Field("choice", needed=False, choices=tuple(Grading.values)),
    "reread_first": Field("flag", needed=False),
    "opens_at": optional(longest=40),
    "closes_at": optional(longest=40),
    "review": Field("anything", needed=False, blank=True),
    "bands": Field("list", needed=False, blank=True, of=BAND, longest=20),
}
QUIZ = {
    "id": SLUG,
    "title": TITLE,
    "intro": optional(),
    "pass_mark": Field("integer", low=1, high=100),
    "serve": Field("integer", low=1, high=200),
    "attempts": Field("integer", low=1, high=100),
    "pause_hours": Field("integer", high=8760),
    "layout": Field("choice", choices=("one", "some", "all")),
    "per_page": Field("integer", needed=False, low=1, high=50),
    "navigation": Field("choice", needed=False, choices=("free", "forward")),
    "shuffle_questions": Field("flag", needed=False),
    "shuffle_answers": Field("flag", needed=False),
    "pre_form": Field("slug", needed=False, longest=60),
    "minutes": Field("integer", low=1, high=600),
    "time_limit": Field("integer", needed=False, high=600),
    "grace_seconds": Field("integer", needed=False, high=900),
    "certainty": Field("flag", needed=False),
    "behaviour": Field("choice", needed=False, choices=tuple(Behaviour.values)),
    "marking": Field(
        "mapping",
        needed=False,
        keys={
            "markers": Field("integer", needed=False, low=1, high=2),
            "threshold": Field("integer", needed=False, high=100),
            "rule": Field("choice", needed=False, choices=("mean", "lower")),
            "release": Field("choice", needed=False, choices=("at_once", "batch")),
        },
    ),
    **RULES,
    "competencies": CODES,
    "bank": Field("slug", longest=50),
    "blueprint": Field("list", of=DRAW, longest=50),
}

LEVEL = Field(
    "mapping",
    keys={
        "number": Field("integer", low=1, high=4),
        "name": Field(longest=40),
        "mark": Field(longest=2),
        "description": optional(longest=300),
    },
)
BEHAVIOUR = Field(
    "mapping",
    keys={
        "code": CODE,
        "kind": Field("choice", choices=("harmful", "basic", "advanced")),
        "text": Field(longest=240),
    },
)
COMPETENCY = Field(
    "mapping",
    keys={
        "code": Field("code", longest=20),
        "title": Field(longest=120),
        "description": optional(),
        "safety_critical": FLAG,
        "method": Field("choice", choices=("observed", "portfolio", "both")),
        "informed_by": WORDS,
        "crosswalk": optional("anything"),
        "behaviours": Field("list", of=BEHAVIOUR, longest=60),
    },
)
DOMAIN = Field(
    "mapping",
    keys={"code": Field("code", longest=8), "title": Field(longest=120), "competencies": Field("list", of=COMPETENCY)},
)
FRAMEWORK = {
    "code": SLUG,
    "title": TITLE,
    "version": Field(longest=20),
    "level4_requires": Field("anything"),
    "informed_by": WORDS,
    "levels": Field("list", of=LEVEL, longest=4),
    "domains": Field("list", of=DOMAIN, longest=40),
}

CHECKED = {
    "source_checked": optional("month"),
    "source": optional(longest=200),
    "verified": Field("choice", needed=False, choices=("V", "M")),
}
LINE = Field(
    "mapping",
    keys={
        "name": Field(longest=120),
        "call": optional(longest=40),
        "text": optional(longest=60),
        "chat": optional("url", 200),
        "hours": optional(longest=80),
        "note": optional(longest=300),
        **CHECKED,
    },
)
REGION = Field(
    "mapping",
    keys={
        "code": Field("code", longest=8),
        "name": Field(longest=80),
        "emergency": optional(longest=20),
        "lines": Field("list", of=LINE, longest=50),
    },
)
CRISIS = {
    "regions": Field("list", of=REGION, longest=300),
    "directory": Field(
        "mapping",
        needed=False,
        keys={"name": Field(longest=120), "url": Field("url", longest=200), "note": optional(longest=300), **CHECKED},
    ),
}

SIGNATORY = Field("mapping", keys={"name": Field(longest=150), "role": Field(longest=150)})
REQUIREMENT = Field("mapping", keys={})
REQUIREMENT.keys.update(
    {
        "course": optional("slug", 60),
        "knowledge": optional("code", 20),
        "observed": optional("code", 20),
        "level": Field("integer", needed=False, low=1, high=4),
        "evidence": Field("anything", needed=False),
        "all": Field("list", needed=False, of=REQUIREMENT),
        "any": Field("list", needed=False, of=REQUIREMENT),
    }
)
PROGRAMME = {
    "code": SLUG,
    "title": TITLE,
    "version": Field(longest=20),
    "attests": Field(longest=300),
    "caveat": optional(longest=300),
    "validity_months": Field("integer", needed=False, low=1, high=600),
    "requirements": Field("list", of=REQUIREMENT, longest=200),
    "signatories": Field("list", needed=False, blank=True, of=SIGNATORY, longest=4),
}
