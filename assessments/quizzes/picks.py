"""What was picked in an answer, as short keys that can be counted, and what a key says. Pure.

A key is the path to what was picked: "chosen/<option>", "best/<option>", "pairs/<option>/<match>",
"places/<option>/<place>", "text/<what was typed>". A kind of question with another form of answer gets keys by the same
rule and no words for them: it is counted as answered, and its table stays away.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import strip_tags

from assessments.questions.kinds import kind_of
from assessments.questions.kinds.written import fold

# What is typed at greater length is prose: nobody counts how often the same is written.
LONGEST = 80
PROSE = "prose"


@dataclass(frozen=True)
class PickWords:
    """What a key says: `text` in plain words, beside `line` (the step or half it answers), and whether it is right."""

    key: str
    text: str
    right: bool
    line: str = ""


@lru_cache(maxsize=8192)
def picks_in(response: str | None) -> tuple[str, ...]:
    """The keys of a response in the form in which the database holds it; none for a question left open."""
    return picks_of(json.loads(response)) if response else ()


def picks_of(response: Any) -> tuple[str, ...]:
    """The keys of a response; none for a question left open."""
    if not isinstance(response, dict):
        return ()
    return tuple(key for name, value in response.items() for key in _walk(name, value))


def _walk(path: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(f"{path}/{name}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(path, inner)
    elif path == "text":
        text = fold(str(value))
        yield f"{path}/{text}" if len(text) <= LONGEST else PROSE
    else:
        yield f"{path}/{value}"


def words_for(kind: str, body: dict[str, Any], seen: list[str]) -> dict[str, list[PickWords]]:
    """What could be picked, chosen or not, by the first part of the key; for typed answers what was (`seen`)."""
    options = {option["id"]: option for option in body.get("options", ())}
    found: dict[str, list[PickWords]] = {}
    if kind_of(kind).block == "option":
        found["chosen"] = [_option("chosen", one, right=bool(one["correct"])) for one in options.values()]
    elif kind == "judgement":
        ratings = [one["rating"] for one in options.values()]
        for name, end in (("best", max(ratings)), ("worst", min(ratings))):
            found[name] = [_option(name, one, right=one["rating"] == end) for one in options.values()]
    elif "matches" in body:
        found["pairs"] = [
            PickWords(f"pairs/{key}/{match['id']}", match["text"], one["match"] == match["id"], plain(one["text"]))
            for key, one in options.items()
            for match in body["matches"]
        ]
    elif kind_of(kind).block == "step":
        places = range(1, len(options) + 1)
        found["places"] = [
            PickWords(f"places/{key}/{place}", str(place), place == right, plain(one["text"]))
            for right, (key, one) in enumerate(options.items(), start=1)
            for place in places
        ]
    elif kind_of(kind).block in {"accepted", "quantity"}:
        texts = [key.removeprefix("text/") for key in seen if key.startswith("text/")]
        found["text"] = [_typed(kind, body, text) for text in texts]
    return found


def _option(name: str, option: dict[str, Any], *, right: bool) -> PickWords:
    return PickWords(f"{name}/{option['id']}", plain(option["text"]), right)


def _typed(kind: str, body: dict[str, Any], text: str) -> PickWords:
    return PickWords(f"text/{text}", text, kind_of(kind).grade(body, {"text": text}).correct)


def plain(html: str) -> str:
    """The words of clean HTML, without its tags."""
    return " ".join(strip_tags(html.replace("<br/>", " ").replace("<br>", " ")).split())
