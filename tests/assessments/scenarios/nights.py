"""A whole evening for the pages: every kind of moment, a harm with its repair, somebody without a name."""

from typing import Any

from tests.factories.scenarios import choice

MEMBERS = [
    {"key": "noor", "name": "Noor", "pronouns": "she/her", "place": "co-host", "mood": 3},
    {"key": "teo", "name": "Teo", "pronouns": "he/him", "place": "here", "mood": 3},
    {"key": "wren", "name": "Wren", "pronouns": "they/them", "place": "camera off", "mood": 1},
    {"key": "ines", "name": "Ines", "pronouns": "she/her", "place": "here", "mood": 2},
    {"key": "phone", "name": "iPhone 7", "place": "no name", "mood": 2, "anonymous": True},
    {"key": "marlon", "name": "Marlon", "place": "listening", "mood": 2},
]


def night(*, script: str = "", seconds: int = 0) -> dict[str, Any]:
    """`script` is put into every text, to see that it stays words; `seconds` sets a clock at the first choice."""
    nodes = [
        {"key": "n1", "kind": "say", "member": "teo", "text": "Can I just start? I’ve had a week.", **_to("n1c")},
        _first(seconds),
        {"key": "hurt", "kind": "narration", "text": "It is quiet. Somebody clears their throat.", **_to("mend")},
        _mend(),
        {"key": "told", "kind": "narration", "text": "In the corner, a message comes in.", **_to("chat")},
        {"key": "chat", "kind": "chat", "member": "wren", "text": "is it all secret?", **_to("own")},
        *_own_words(),
        {
            "key": "good",
            "kind": "ending",
            "quality": "good",
            "text": "Eight people know what stays here. The evening can begin.",
        },
    ]
    members = [{**one, "about": script} for one in MEMBERS]
    return {"start": "n1", "members": members, "nodes": [_with_script(node, script) for node in nodes]}


def _to(key: str) -> dict[str, Any]:
    return {"routes": [{"to": key}]}


def _with_script(node: dict[str, Any], script: str) -> dict[str, Any]:
    words = {name: node[name] + script for name in ("text", "model") if name in node}
    choices = [
        {**one, **{name: one[name] + script for name in ("text", "happened", "why") if name in one}}
        for one in node.get("choices", ())
    ]
    return {**node, **words, **({"choices": choices} if choices else {})}


def _first(seconds: int) -> dict[str, Any]:
    timed = {"seconds": seconds, "late": "told"} if seconds else {}
    helpful = _said(
        "two-minutes",
        "helpful",
        "told",
        "I want to hear it. Two minutes so we all know what stays here, then you’re first.",
        "Teo nods and sits back.",
        why="He hears that his turn is safe, and the group hears what stays here.",
        behaviours=["SAFE-2.B1", "SAFE-2.A1"],
        reference=True,
    )
    partly = _said(
        "later",
        "neutral",
        "told",
        "Go ahead, we’ll do the rules after.",
        "Two people go quiet.",
        why="Kind to Teo. The others do not know yet who can hear them.",
        behaviours=["PEER-1.B1"],
    )
    harmful = _said(
        "sharp",
        "harmful",
        "hurt",
        "Rules first. Please don’t interrupt.",
        "Teo turns his camera off.",
        why="He asked for help and was told off. Next time he won’t ask.",
        behaviours=["GRP-1.H1"],
        next_line="I want to hear it. Two minutes, then you’re first.",
        effects=[{"subject": "mood.teo", "operation": "set", "value": 0}],
    )
    asks = {"key": "n1c", "kind": "choice", "star": True, "text": "What do you say to Teo?"}
    return {**asks, **timed, "choices": [helpful, partly, harmful]}


def _mend() -> dict[str, Any]:
    sorry = _said(
        "sorry",
        "helpful",
        "told",
        "Teo, that came out sharp, I’m sorry. You’re first after two minutes.",
        "His camera comes back on.",
        why="Owning it once, out loud, is enough.",
        behaviours=["GRP-1.B2"],
        repairs=["n1c:sharp"],
    )
    on = _said(
        "read-on",
        "neutral",
        "hurt",
        "Let’s go on with the agreement.",
        "Nobody looks up.",
        why="The agreement is read to people who are thinking of something else.",
        behaviours=["GRP-1.B2"],
    )
    return {"key": "mend", "kind": "choice", "text": "Teo’s camera is off. What do you say?", "choices": [sorry, on]}


def _own_words() -> list[dict[str, Any]]:
    right = {"key": "hurt", "text": "Somebody could be badly hurt", "tag": "helpful", "why": "That is the one."}
    wrong = {
        "key": "none",
        "text": "There is none",
        "tag": "neutral",
        "why": "There is one, and Wren needs to know it.",
    }
    return [
        {
            "key": "own",
            "kind": "line",
            "text": "What would you write back, in your own words?",
            "model": "What’s said here stays here. If someone could be badly hurt, I may get help.",
            "look_for": ["It says what stays.", "It names the one exception."],
            **_to("quick"),
        },
        {
            "key": "quick",
            "kind": "check",
            "text": "What is the one exception?",
            "choices": [{**one, "spoken": False, **_to("think")} for one in (right, wrong)],
        },
        {"key": "think", "kind": "reflection", "text": "What was hard to say?", **_to("good")},
    ]


def _said(key: str, tag: str, to: str, text: str, happened: str, **more: Any) -> dict[str, Any]:
    return {**choice(key, tag, to), "text": text, "happened": happened, **more}
