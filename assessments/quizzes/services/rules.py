"""Writing the rules of a quiz from values. Part of `save_quiz`."""

from collections.abc import Mapping
from typing import Any

from assessments.quizzes.models import Quiz, QuizRules


def lay_rules(*, quiz: Quiz, rules: Mapping[str, Any]) -> None:
    """Set every rule: as given, else as a new quiz has it. Raises TypeError for a name that is none."""
    known = {field.name: field for field in QuizRules._meta.local_fields}
    strangers = rules.keys() - known.keys()
    if strangers:
        message = f"no such rule: {', '.join(sorted(strangers))}"
        raise TypeError(message)
    for name, field in known.items():
        if name != "bands":
            setattr(quiz, name, rules[name] if name in rules else field.get_default())
    quiz.bands = [
        {"type": "band", "value": dict(band), "id": f"{quiz.code}-band-{place}"}
        for place, band in enumerate(rules.get("bands") or (), start=1)
    ]
