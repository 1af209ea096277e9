"""Which regions somebody may choose for crisis help. The app that keeps the lines says so; this room only asks it."""

from collections.abc import Callable

Provider = Callable[[], list[tuple[str, str]]]

_PROVIDERS: list[Provider] = []


def register(provider: Provider) -> None:
    """`provider` returns (code, name) pairs, in the order to show them."""
    _PROVIDERS.append(provider)


def choices() -> list[tuple[str, str]]:
    """All regions: (code, name)."""
    return [pair for provider in _PROVIDERS for pair in provider()]
