"""Pictures and recordings of a question: what is frozen of them, and how they are found again to be shown.

Frozen are a reference that knows no address, and the words that stand for what can't be seen or heard:

    {kind: "picture", id, alt, caption, credit}
    {kind: "audio" | "video", id, title, caption, language, minutes, transcript}

To be shown, each gains its addresses (`with_media`). One that has gone since keeps its words, and has none.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from content.media.models import Picture, Recording

Medium = dict[str, Any]
Body = dict[str, Any]
# Two widths for the browser to choose from, as in lessons.
WIDTHS = (480, 960)
FILTERS = tuple(f"width-{width}" for width in WIDTHS)


def freeze_picture(picture: Picture, caption: str = "") -> Medium:
    """A picture as an `ImageBlock` gives it, with the text alternative of this place."""
    alt = "" if picture.decorative else picture.contextual_alt_text or picture.description or picture.title
    return {"kind": "picture", "id": picture.pk, "alt": alt, "caption": caption, "credit": picture.credit}


def freeze_recording(recording: Recording, caption: str = "") -> Medium:
    return {
        "kind": recording.kind,
        "id": recording.pk,
        "title": recording.title,
        "caption": caption,
        "language": recording.language,
        "minutes": recording.minutes,
        "transcript": recording.transcript,
    }


def freeze(value: Any, caption: str = "") -> Medium | None:
    """What is frozen of what a chooser gives; None for nothing chosen, or for what has gone."""
    if isinstance(value, Picture):
        return freeze_picture(value, caption)
    return freeze_recording(value, caption) if isinstance(value, Recording) else None


def freeze_block(name: str, value: Any) -> Medium | None:
    """What is frozen of a `picture` or `recording` block."""
    return freeze(value["image" if name == "picture" else "recording"], value["caption"] or "")


def media_from(stream: StreamValue) -> list[Medium]:
    """The pictures and recordings of a stream of such blocks."""
    found = [freeze_block(child.block_type, child.value) for child in stream]
    return [medium for medium in found if medium]


def with_media(bodies: Sequence[Body]) -> list[Body]:
    """The same bodies, with the addresses of their pictures and recordings.

    No query without any; else three at the most (pictures, their sizes, recordings), however many there are. A size
    that was never made is made here, once.
    """
    media = [medium for body in bodies for medium in _media_of(body)]
    if not media:
        return list(bodies)
    addresses = _pictures(media) | _recordings(media)
    return [_addressed(body, addresses) for body in bodies]


def _media_of(body: Body) -> Iterable[Medium]:
    yield from body.get("media", ())
    yield from (piece for piece in body.get("vignette", {}).get("pieces", ()) if piece["kind"] != "text")
    for option in body["options"]:
        yield from option.get("media", ())


def _addressed(body: Body, addresses: dict[tuple[bool, int], Medium]) -> Body:
    def found(holder: dict[str, Any], name: str = "media") -> dict[str, Any]:
        if not holder.get(name):
            return holder
        return holder | {name: [one | addresses.get(_key(one), {}) for one in holder[name]]}

    shown = found(body) | {"options": [found(option) for option in body["options"]]}
    return shown | {"vignette": found(body["vignette"], "pieces")} if body.get("vignette") else shown


def _key(medium: Medium) -> tuple[bool, int]:
    return medium["kind"] == "picture", medium.get("id", 0)


def _pictures(media: Iterable[Medium]) -> dict[tuple[bool, int], Medium]:
    wanted = {medium["id"] for medium in media if medium["kind"] == "picture"}
    if not wanted:
        return {}
    pictures = Picture.objects.filter(pk__in=wanted).prefetch_renditions(*FILTERS)
    return {(True, picture.pk): _sizes(picture) for picture in pictures}


def _sizes(picture: Picture) -> Medium:
    """Addresses of a picture's sizes; none when its file has gone or can't be read."""
    try:
        made = picture.get_renditions(*FILTERS)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return {}
    renditions = list(made.values())
    largest = renditions[-1]
    return {
        "url": largest.url,
        "srcset": ", ".join(f"{one.url} {one.width}w" for one in renditions),
        "width": largest.width,
        "height": largest.height,
    }


def _recordings(media: Iterable[Medium]) -> dict[tuple[bool, int], Medium]:
    wanted = {medium["id"] for medium in media if medium["kind"] != "picture"}
    if not wanted:
        return {}
    return {
        (False, one.pk): {"url": one.file.url, "captions": one.captions.url if one.captions else ""}
        for one in Recording.objects.filter(pk__in=wanted)
        if one.file
    }
