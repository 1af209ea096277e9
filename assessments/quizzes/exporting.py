"""Answers in words, for a file of them. No database."""

import json
from typing import Any

from assessments.quizzes.picks import plain


def response_words(body: dict[str, Any], response: Any) -> str:
    """An answer in words: each id that the question knows by its text, anything else as it was stored."""
    if not response:
        return ""
    texts = {
        str(part["id"]): plain(str(part.get("text", "")))
        for value in body.values()
        if isinstance(value, list)
        for part in value
        if isinstance(part, dict) and "id" in part
    }
    if not isinstance(response, dict):
        return json.dumps(response, ensure_ascii=False)
    parts = [(name, _said(value, texts)) for name, value in response.items()]
    return parts[0][1] if len(parts) == 1 else " | ".join(f"{name}: {words}" for name, words in parts)


def _said(value: Any, texts: dict[str, str]) -> str:
    if isinstance(value, dict):
        return " | ".join(f"{texts.get(str(key), key)}: {_said(inner, texts)}" for key, inner in value.items())
    if isinstance(value, list):
        return " | ".join(_said(inner, texts) for inner in value)
    return (texts.get(value) if isinstance(value, str) else None) or str(value)
