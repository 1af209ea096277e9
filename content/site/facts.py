"""Crisis regions and lines as plain values: what is kept in the cache and shown on the page."""

import re
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from content.site.status import LineStatus, line_status

NUMBER = re.compile(r"\+?\d[\d ().-]*\d|\d+")


def dialled(number: str) -> str:
    """What a phone dials: the last number in the text without its spaces. "HELLO to 741741" gives "741741"."""
    numbers = NUMBER.findall(number)
    return re.sub(r"[^\d+]", "", numbers[-1]) if numbers else ""


@dataclass(frozen=True)
class LineFacts:
    """One line, as it was entered."""

    name: str
    call: str
    text: str
    chat_url: str
    hours: str
    note: str
    source_checked: date | None
    last_verified: date | None
    verified_by: str
    verify_by: date | None

    @property
    def call_digits(self) -> str:
        return dialled(self.call)

    @property
    def text_digits(self) -> str:
        return dialled(self.text)

    def status(self, today: date) -> LineStatus:
        return line_status(
            source_checked=self.source_checked,
            last_verified=self.last_verified,
            verify_by=self.verify_by,
            today=today,
        )


@dataclass(frozen=True)
class RegionFacts:
    """One region with the lines that have not closed. `emergency` is empty where no source gave the number."""

    code: str
    name: str
    emergency: str
    lines: tuple[LineFacts, ...]

    @property
    def anchor(self) -> str:
        return f"region-{self.code.lower()}"

    @property
    def emergency_digits(self) -> str:
        return dialled(self.emergency)


def line_facts(line: Any) -> LineFacts:
    """The public facts of a CrisisLine, saved or not."""
    return LineFacts(**{field.name: getattr(line, field.name) for field in fields(LineFacts)})
