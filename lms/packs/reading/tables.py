"""The rows of a table block: `| a | b |`, with a line of dashes under the head."""

import re

from django.utils.translation import gettext_lazy as _

from lms.common.texts.problems import Problems

RULE = re.compile(r"^\|(\s*:?-{3,}:?\s*\|)+$")


def read_table(text: str) -> list[list[str]]:
    """Head and rows of a sound table, cell by cell. A bar inside a cell is written \\|."""
    lines = [line.strip() for line in text.strip().split("\n")]
    return [_cells(line) for position, line in enumerate(lines) if position != 1]


def check_table(text: str, file: str, first_line: int, problems: Problems) -> None:
    """Say on which line a table is not one."""
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines) < 3 or not RULE.match(lines[1]):
        problems.add(file, first_line, _("a table has a head, a line like | --- | --- | and at least one row"))
        return
    width = len(_cells(lines[0]))
    for number, line in enumerate(lines, start=first_line):
        if not (line.startswith("|") and line.endswith("|")):
            problems.add(file, number, _("a row begins and ends with |"))
        elif len(_cells(line)) != width:
            problems.add(
                file, number, _("%(count)s cells, but the head has %(width)s"), count=len(_cells(line)), width=width
            )


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]
