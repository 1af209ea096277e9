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
    timed = {"seconds": seconds, "late": "told"} if seconds else {}
    nodes = [
        {
            "key": "n1",
            "kind": "say",
            "member": "teo",
            "text": f"Can I just start? I’ve had a week.{script}",
            "routes": [{"to": "n1c"}],
        },
        {
            "key": "n1c",
            "kind": "choice",
            "star": True,
            "text": f"What do you say to Teo?{script}",
            **timed,
            "choices": [
                _said(
                    "two-minutes",
                    "helpful",
                    "told",
                    "I want to hear it. Two minutes so we all know what stays here, then you’re first.",
                    happened=f"Teo nods and sits back.{script}",
                    why=f"He hears that his turn is safe, and the group hears what stays here.{script}",
                    behaviours=["SAFE-2.B1", "SAFE-2.A1"],
                    reference=True,
                ),
                _said(
                    "later",
                    "neutral",
                    "told",
                    "Go ahead, we’ll do the rules after.",
                    happened="Two people go quiet.",
                    why="Kind to Teo. The others do not know yet who can hear them.",
                    behaviours=["PEER-1.B1"],
                ),
                _said(
                    "sharp",
                    "harmful",
                    "hurt",
                    f"Rules first. Please don’t interrupt.{script}",
                    happened="Teo turns his camera off.",
                    why="He asked for help and was told off. Next time he won’t ask.",
                    behaviours=["GRP-1.H1"],
                    next_line="I want to hear it. Two minutes, then you’re first.",
                    effects=[{"subject": "mood.teo", "operation": "set", "value": 0}],
                ),
            ],
        },
        {
            "key": "hurt",
            "kind": "narration",
            "text": "It is quiet. Somebody clears their throat.",
            "routes": [{"to": "mend"}],
        },
        {
            "key": "mend",
            "kind": "choice",
            "text": "Teo’s camera is off. What do you say?",
            "choices": [
                _said(
                    "sorry",
                    "helpful",
                    "told",
                    "Teo, that came out sharp, I’m sorry. You’re first after two minutes.",
                    happened="His camera comes back on.",
                    why="Owning it once, out loud, is enough.",
                    behaviours=["GRP-1.B2"],
                    repairs=["n1c:sharp"],
                ),
                _said(
                    "read-on",
                    "neutral",
                    "hurt",
                    "Let’s go on with the agreement.",
                    happened="Nobody looks up.",
                    why="The agreement is read to people who are thinking of something else.",
                    behaviours=["GRP-1.B2"],
                ),
            ],
        },
        {
            "key": "told",
            "kind": "narration",
            "text": f"In the corner, a message comes in.{script}",
            "routes": [{"to": "chat"}],
        },
        {
            "key": "chat",
            "kind": "chat",
            "member": "wren",
            "text": f"is it all secret?{script}",
            "routes": [{"to": "own"}],
        },
        {
            "key": "own",
            "kind": "line",
            "text": "What would you write back, in your own words?",
            "model": f"What’s said here stays here. If someone could be badly hurt, I may get help.{script}",
            "look_for": ["It says what stays.", "It names the one exception."],
            "routes": [{"to": "quick"}],
        },
        {
            "key": "quick",
            "kind": "check",
            "text": "What is the one exception?",
            "choices": [
                {
                    "key": "hurt",
                    "text": "Somebody could be badly hurt",
                    "tag": "helpful",
                    "spoken": False,
                    "why": "That is the one.",
                    "routes": [{"to": "think"}],
                },
                {
                    "key": "none",
                    "text": "There is none",
                    "tag": "neutral",
                    "spoken": False,
                    "why": "There is one, and Wren needs to know it.",
                    "routes": [{"to": "think"}],
                },
            ],
        },
        {"key": "think", "kind": "reflection", "text": "What was hard to say?", "routes": [{"to": "good"}]},
        {
            "key": "good",
            "kind": "ending",
            "quality": "good",
            "text": f"Eight people know what stays here. The evening can begin.{script}",
        },
    ]
    return {"start": "n1", "members": [{**one, "about": script} for one in MEMBERS], "nodes": nodes}


def _said(key: str, tag: str, to: str, text: str, **more: Any) -> dict[str, Any]:
    return {**choice(key, tag, to), "text": text, **more}
