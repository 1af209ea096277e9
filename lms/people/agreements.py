"""Which texts are in force, remembered so that a request costs no query once somebody has accepted them."""

from django.core.cache import cache
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

from lms.common import clock
from lms.people.models import Agreement
from lms.people.queries import agreements_in_force

KEY = "people:agreements-in-force"
# Where every process has a cache of its own, a new version is asked for after this many seconds at most.
LONGEST = 60
PARSER = MarkdownIt("commonmark", {"html": False})


def in_force_mark() -> str:
    """A short text that changes whenever another set of versions is in force; empty when there is none."""
    mark = cache.get(KEY)
    if mark is None:
        mark = ",".join(str(agreement.pk) for agreement in agreements_in_force())
        cache.set(KEY, mark, _seconds())
    return mark


def _seconds() -> float:
    now = clock.now()
    upcoming = Agreement.objects.filter(in_force_from__gt=now).order_by("in_force_from").first()
    if upcoming is None:
        return LONGEST
    return max(1.0, min(LONGEST, (upcoming.in_force_from - now).total_seconds()))


def forget_mark() -> None:
    """Ask the database again at the next request."""
    cache.delete(KEY)


def as_html(agreement: Agreement) -> str:
    """The text of an agreement. Its author writes Markdown; HTML in it is shown as text, never obeyed."""
    return mark_safe(PARSER.render(agreement.body))  # noqa: S308
