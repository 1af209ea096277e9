"""A kit in a list."""

from dataclasses import dataclass

from django.urls import reverse

from assessments.instruments.models import InstrumentVersion
from assessments.instruments.presenting.desk import names_of


@dataclass(frozen=True)
class Card:
    code: str
    kind: str
    title: str
    summary: str
    content_note: str
    minutes: int
    rated: str
    reviewers: str
    url: str


def card_of(version: InstrumentVersion) -> Card:
    """`version` with its instrument and signatures (see `queries.kits_to_read`)."""
    kit = version.kit
    return Card(
        code=version.instrument.code,
        kind=str(version.get_kind_display()),
        title=version.title,
        summary=kit.get("summary", ""),
        content_note=kit.get("content_note", ""),
        minutes=kit.get("minutes", {}).get("play", 0),
        rated=" · ".join(item["competency"] for item in kit.get("items", ())),
        reviewers=names_of(version.signatures.all()),
        url=reverse("assessments:kit", args=[version.uuid]),
    )
