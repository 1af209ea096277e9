"""The body of a page as a database field."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose blocks are not frozen into migrations.

    The column holds JSON whatever the blocks are, so a new block kind or a new help text needs no migration,
    here or in the apps above that build on the same library. A migration that has to rewrite bodies reads
    their JSON (`raw_data`).
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs
