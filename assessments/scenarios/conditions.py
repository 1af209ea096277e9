"""Whether a condition holds, and its form as words for files and labels. Pure; nothing is ever evaluated as code."""

import re

from django.utils.translation import gettext as _

from assessments.scenarios.choices import Test
from assessments.scenarios.effects import format_effects, parse_effects
from assessments.scenarios.fields import A_SUBJECT, MOST_CLAUSES
from assessments.scenarios.graph import Clause, Condition
from assessments.scenarios.state import State
from assessments.scenarios.values import clip, read_value, write_value

__all__ = ["format_condition", "format_effects", "holds", "parse_condition", "parse_effects"]

LONGEST = 4_000
TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^\s"]+)', re.DOTALL)
WORDS = {Test.IS: "is", Test.IS_NOT: "is not", Test.AT_LEAST: "at least", Test.AT_MOST: "at most"}
# The longer ones first.
TESTS = {
    ("is", "at", "least"): Test.AT_LEAST,
    ("is", "at", "most"): Test.AT_MOST,
    ("at", "least"): Test.AT_LEAST,
    ("at", "most"): Test.AT_MOST,
    ("is", "not"): Test.IS_NOT,
    ("is",): Test.IS,
}
JOINED = {"and": "all", "or": "any"}


def holds(condition: Condition | None, state: State) -> bool:
    """No condition always holds. What asks for something that the story doesn't keep never does."""
    if condition is None:
        return True
    results = (clause_holds(clause, state) for clause in condition.clauses)
    return any(results) if condition.joined == "any" else all(results)


def clause_holds(clause: Clause, state: State) -> bool:
    found = state.ask(clause.subject)
    if found is None:
        return False
    if clause.test in (Test.IS, Test.IS_NOT):
        # True and 1 are equal, and not the same.
        same = type(found) is type(clause.value) and found == clause.value
        return same is (clause.test == Test.IS)
    if type(found) is not int or type(clause.value) is not int:
        return False
    return found >= clause.value if clause.test == Test.AT_LEAST else found <= clause.value


def parse_condition(text: str) -> Condition:
    """“trust at least 3 and variant is b”. Raises `ValueError` with a sentence for its author.

    “and” and “or” are not mixed; words with blanks, digits in front or a meaning of their own stand in double quotes.
    """
    tokens = tokenize(text)
    clauses: list[Clause] = []
    joiners: set[str] = set()
    while True:
        if len(clauses) >= MOST_CLAUSES:
            raise ValueError(_("A condition asks for at most %(most)d things.") % {"most": MOST_CLAUSES})
        clauses.append(take_clause(tokens))
        if not tokens:
            break
        joiners.add(take_joiner(tokens))
    if len(joiners) > 1:
        raise ValueError(_("A condition joins its parts by “and” or by “or”, not by both."))
    return Condition(tuple(clauses), joiners.pop() if joiners else "all")


def tokenize(text: str) -> list[str]:
    if not isinstance(text, str):
        raise ValueError(_("A condition is a text such as “trust at least 3”."))
    if len(text) > LONGEST:
        raise ValueError(_("A condition has at most %(most)d characters.") % {"most": LONGEST})
    tokens, at, text = [], 0, text.strip()
    while at < len(text):
        found = TOKEN.match(text, at)
        if not found:
            raise ValueError(_("A quotation mark is not closed in “%(text)s”.") % {"text": clip(text[at:])})
        tokens.append(found[1])
        at = found.end()
    if not tokens:
        raise ValueError(_("The condition is empty."))
    return tokens


def take_clause(tokens: list[str]) -> Clause:
    subject = tokens.pop(0) if tokens else ""
    if not A_SUBJECT.fullmatch(subject):
        raise ValueError(
            _("“%(word)s” can’t be asked for. Ask for a variable, mood.…, seen.…, variant or open_harms.")
            % {"word": clip(subject)}
        )
    for words, test in TESTS.items():
        if tuple(word.lower() for word in tokens[: len(words)]) == words and len(tokens) > len(words):
            del tokens[: len(words)]
            return Clause(subject, str(test), read_value(tokens.pop(0)))
    raise ValueError(
        _("After “%(subject)s” comes “is”, “is not”, “at least” or “at most”, and a value.")
        % {"subject": clip(subject)}
    )


def take_joiner(tokens: list[str]) -> str:
    word = tokens.pop(0)
    if word.lower() not in JOINED:
        raise ValueError(_("“%(word)s” stands where “and” or “or” has to.") % {"word": clip(word)})
    return JOINED[word.lower()]


def format_condition(condition: Condition | None) -> str:
    """What `parse_condition` reads; empty for no condition. A single clause is always joined by “all”."""
    if condition is None:
        return ""
    joiner = " or " if condition.joined == "any" else " and "
    return joiner.join(f"{one.subject} {WORDS[Test(one.test)]} {write_value(one.value)}" for one in condition.clauses)
