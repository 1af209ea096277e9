from assessments.scenarios.choices import NodeKind

# What a moment of each kind is made of, besides key, kind, title and text.
PARTS: dict[str, tuple[str, ...]] = {
    NodeKind.NARRATION: ("tellings", "effects", "repairs", "routes"),
    NodeKind.SAY: ("member", "tellings", "effects", "repairs", "routes"),
    NodeKind.CHAT: ("member", "tellings", "effects", "repairs", "routes"),
    NodeKind.CHOICE: ("star", "choices", "seconds", "late"),
    NodeKind.CHECK: ("star", "choices"),
    NodeKind.LINE: ("model", "look_for", "routes"),
    NodeKind.REFLECTION: ("routes",),
    NodeKind.ENDING: ("tellings", "quality"),
}
