"""Whether two spellings are the same name. Pure."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
PLAIN = str.maketrans({
    "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss",
    "ـ": "", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
})  # fmt: skip
# Marks of these classes carry meaning in the scripts of South and South-East Asia; accents are of other classes.
MEANINGFUL = {7, 8, 9}
JOINERS = re.compile(r"['’‘ʼ`´.\u200b-\u200f\u2066-\u2069]")


def is_same_name(typed: str, stored: str) -> bool:
    """Whether `typed` is `stored`, whatever the case, the accents, hyphens and spaces.

    All of the name is asked for: a part of it matches nothing, so that nobody finds it out bit by bit.
    """
    folded = fold(typed)
    return bool(folded) and folded == fold(stored)


def fold(name: str) -> str:
    """A name without case, accents, apostrophes and hyphens, in single spaces."""
    apart = unicodedata.normalize("NFKD", name.translate(PLAIN)).casefold().translate(PLAIN)
    bare = unicodedata.normalize("NFKC", "".join(character for character in apart if _counts(character)))
    # Letters, marks and numbers are a name; whatever else stands there parts its words.
    words = (character if unicodedata.category(character)[0] in "LMN" else " " for character in JOINERS.sub("", bare))
    return " ".join("".join(words).split())


def _counts(character: str) -> bool:
    mark = unicodedata.combining(character)
    return mark == 0 or mark in MEANINGFUL
