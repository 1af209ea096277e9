"""Numbers as words, in the reader's language."""

from django.utils.translation import gettext_lazy

WORDS = (
    gettext_lazy("none"),
    gettext_lazy("one"),
    gettext_lazy("two"),
    gettext_lazy("three"),
    gettext_lazy("four"),
    gettext_lazy("five"),
    gettext_lazy("six"),
    gettext_lazy("seven"),
    gettext_lazy("eight"),
    gettext_lazy("nine"),
    gettext_lazy("ten"),
    gettext_lazy("eleven"),
    gettext_lazy("twelve"),
)


def in_words(number: int) -> str:
    """A count from 0 to 12 as a word, any other in digits."""
    return str(WORDS[number]) if 0 <= number < len(WORDS) else str(number)
