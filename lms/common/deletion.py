"""What is used is not deleted. Every app's `wagtail_hooks` asks here before the desk deletes anything."""

from collections.abc import Iterable, Sequence
from itertools import chain

from django.contrib import messages
from django.db import models, router
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

NAMED = 5


def refuse_if_used(request: HttpRequest, instances: Iterable[models.Model]) -> HttpResponse | None:
    """None when nothing points at `instances`; else a way back, with a message that says where they are used.

    Pages stand for all that is below them. For `before_delete_page`, `before_delete_snippet` and, with the
    action "delete", `before_bulk_action`.
    """
    asked = list(instances)
    for instance in asked:
        places = where_used(instance)
        if places:
            messages.error(request, _refusal(instance, places))
            return HttpResponseRedirect(_way_back(request, instance))
    return None


def where_used(instance: models.Model) -> list[str]:
    """Where an object is used, in words: titles of pages, kinds and numbers of everything else."""
    going = _going(instance)
    return _named(chain(_protectors(going), _referrers(going)), {_key(one) for one in going})


def _going(instance: models.Model) -> Sequence[models.Model]:
    if isinstance(instance, Page):
        return list(instance.get_descendants(inclusive=True))
    return [instance]


def _key(instance: models.Model) -> tuple[str, str]:
    """The same for a page and its specific type."""
    label = "page" if isinstance(instance, Page) else instance._meta.label_lower
    return label, str(instance.pk)


def _protectors(going: Sequence[models.Model]) -> Iterable[models.Model]:
    """What the database would not let go."""
    collector = Collector(using=router.db_for_write(type(going[0])), origin=going[0])
    try:
        collector.collect(going)
    except ProtectedError as error:
        return error.protected_objects
    except RestrictedError as error:
        return error.restricted_objects
    return ()


def _referrers(going: Sequence[models.Model]) -> Iterable[models.Model]:
    """What shows or chooses it, from Wagtail's index of references; not what goes along with it."""
    for one in going:
        for source, references in ReferenceIndex.get_grouped_references_to(one):
            if any(reference.on_delete is not models.CASCADE for reference in references):
                yield source


def _named(sources: Iterable[models.Model], going: set[tuple[str, str]]) -> list[str]:
    titles: dict[tuple[str, str], str] = {}
    kinds: dict[str, set[str]] = {}
    for source in sources:
        key = _key(source)
        if key in going:
            continue
        if isinstance(source, Page):
            titles[key] = f"“{source.title}”"
        else:
            # Rows about people stay nameless here: their number is enough.
            kinds.setdefault(str(source._meta.verbose_name), set()).add(key[1])
    return [*titles.values(), *(f"{name} ({len(pks)})" for name, pks in kinds.items())]


def _refusal(instance: models.Model, places: list[str]) -> str:
    named = places[:NAMED]
    if len(places) > NAMED:
        named.append(_("%(count)s more") % {"count": len(places) - NAMED})
    return _("“%(name)s” cannot be deleted, because it is used: %(places)s. Take it out there first, or retire it.") % {
        "name": instance,
        "places": get_text_list(named, _("and")),
    }


def _way_back(request: HttpRequest, instance: models.Model) -> str:
    return AdminURLFinder(request.user).get_edit_url(instance) or reverse("wagtailadmin_home")
