"""What tags, passages and marks are called in Twee."""

from assessments.scenarios.choices import NodeKind, Tag

# The name under which StoryData holds what is ours.
OURS = "holdspace"
ENDING = "ending"
STAR = "star"
WITH_CHOICES = frozenset({NodeKind.CHOICE.value, NodeKind.CHECK.value})
TAGS = frozenset(Tag.values)
# Passages that other programs give a meaning of their own.
LEFT_OUT = frozenset(
    {
        "StoryInit",
        "StoryCaption",
        "StoryMenu",
        "StoryAuthor",
        "StorySubtitle",
        "StoryBanner",
        "StoryDisplayTitle",
        "StoryInterface",
        "StorySettings",
        "StoryIncludes",
        "StoryShare",
        "PassageHeader",
        "PassageFooter",
        "PassageReady",
        "PassageDone",
    }
)
# Marks that stand once, with words as they are.
WORDS = frozenset({"title", "member", "text", "model", "late", "key", "tag", "happened", "why", "when", "next_line"})
# Marks with several words on one line, and those with yes or no.
LISTS = frozenset({"behaviours", "repairs"})
FLAGS = frozenset({"reference", "spoken"})
# Marks that stand once for each: what they fill, and the name of what they hold there.
EACH = {"route": ("routes", "to"), "telling": ("tellings", "text")}
