"""Serials of certificates, such as HS-2026-7KQ4-M2XD-93. Pure.

Prefix and year for the eye, eight random characters (40 bits) that nobody guesses, and two that check the rest, so
that a slip of the finger is told apart from a certificate that never was. The alphabet is Crockford's base 32: no
I, L, O or U. The check is the rest as a number, modulo the prime 1021: it finds every single wrong character and
every swap of two characters, since 32 has order 68 modulo 1021 and no two places are that far apart.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass

PREFIX = "HS"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 8
CHECK_PRIME = 1021
LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
BODY = re.compile(r"(\d{4})([0-9A-HJKMNP-TV-Z]{8})([0-9A-HJKMNP-TV-Z]{2})")
LONGEST_INPUT = 300


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the serial it stands for (empty if it has not the form of one), and if its check holds."""

    serial: str
    is_sound: bool


def new_serial(year: int) -> str:
    """A serial nobody can guess."""
    body = f"{year:04d}" + "".join(secrets.choice(ALPHABET) for _place in range(RANDOM_LENGTH))
    return _format(body + check_characters(body))


def check_characters(body: str) -> str:
    """The two characters that check year and random part."""
    number = 0
    for character in body:
        number = (number * 32 + ALPHABET.index(character)) % CHECK_PRIME
    return ALPHABET[number // 32] + ALPHABET[number % 32]


def read(typed: str) -> Typed:
    """The serial behind what was typed, pasted or scanned.

    Case, spaces and dashes do not matter, O is 0, I and L are 1, full-width and other digits are digits, the prefix
    may be missing, and of an address the last part counts.
    """
    address = re.split(r"[?#]", unicodedata.normalize("NFKC", typed[:LONGEST_INPUT]).strip())[0]
    text = address.rstrip("/").rsplit("/", 1)[-1].upper()
    letters = "".join(_digit(character) for character in text if character.isalnum())
    found = BODY.fullmatch(letters.removeprefix(PREFIX).translate(LOOKALIKES))
    if found is None:
        return Typed("", is_sound=False)
    body, check = found[1] + found[2], found[3]
    return Typed(_format(body + check), is_sound=check == check_characters(body))


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)


def _format(body: str) -> str:
    return "-".join([PREFIX, body[:4], body[4:8], body[8:12], body[12:]])
