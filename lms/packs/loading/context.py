"""What the parts of a load share: the pack, its ledger, and how a name in a file becomes a row."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, Site

from assessments.competencies.models import Competency
from assessments.quizzes.models import Quiz
from assessments.scenarios.models import Scenario
from content.pages.models import HomePage, ResourceIndexPage, ResourcePage
from courses.catalogue.models import CourseIndexPage
from courses.sessions.models import Lab
from lms.common import clock
from lms.packs.models import Pack, PackItem
from lms.packs.reading.pack import Entry
from lms.packs.reading.pack import Pack as Source
from lms.packs.writing.bodies import BodyWriter
from lms.packs.writing.describe import Describer

# What a body points at: the model, and the field that holds its name in files.
NAMED: dict[str, tuple[type[Model], str]] = {
    "quiz": (Quiz, "code"),
    "scenario": (Scenario, "code"),
    "lab": (Lab, "code"),
    "resource": (ResourcePage, "slug"),
}


@dataclass
class Report:
    """What a load did, by key. `kept`: changed by an editor and left alone."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def wrote(self) -> int:
        return len(self.created) + len(self.updated)


class Names:
    """Names in files for rows in the database, and the other way round; each kind is read once."""

    def __init__(self) -> None:
        self._slugs: dict[str, dict[Any, str]] = {}

    def name(self, kind: str, key: Any) -> str:
        """The code of a quiz, scenario or lab, or the slug of a resource; "" for one that has gone."""
        if kind not in self._slugs:
            model, name = NAMED[kind]
            self._slugs[kind] = dict(model._default_manager.values_list("pk", name))
        return self._slugs[kind].get(key, "")

    def find(self, kind: str, name: str) -> int:
        """The primary key of a quiz, scenario or lab by its code, of a resource by its slug."""
        model, field_name = NAMED[kind]
        # The first is the original; translations of it came later.
        found = model._default_manager.filter(**{field_name: name}).order_by("pk").values_list("pk", flat=True)
        return int(found[0])

    def forget(self) -> None:
        self._slugs.clear()

    def resolve(self, attributes: dict[str, str]) -> str:
        """The address behind a stored link: a page of ours by its path."""
        if attributes.get("linktype") == "page":
            page = Page.objects.filter(pk=attributes.get("id")).first()
            return (page.get_url() or "") if page else ""
        return attributes.get("href", "")


class Context:
    """One load."""

    def __init__(self, source: Source, pack: Pack, *, force: bool, actor: Any) -> None:
        self.source, self.pack, self.force, self.actor = source, pack, force, actor
        self.names = Names()
        self.describer = Describer(BodyWriter(self.names.name, self.names.resolve))
        self.items = {item.key: item for item in pack.items.all()}
        self.report = Report()
        self.made: dict[str, Model] = {}

    def stored(self, key: str) -> Model | None:
        """The row an earlier load made for this key, if it is still there."""
        item = self.items.get(key)
        if item is None:
            return None
        model = ContentType.objects.get_for_id(item.content_type_id).model_class()
        return model._default_manager.filter(pk=item.object_id).first() if model else None

    def note(self, entry: Entry, row: Model, source_hash: str, stored_hash: str, extra: dict[str, Any]) -> None:
        """Write into the ledger what was just loaded."""
        self.items[entry.key], _created = PackItem.objects.update_or_create(
            pack=self.pack,
            key=entry.key,
            defaults={
                "content_type": ContentType.objects.get_for_model(row),
                "object_id": str(row.pk),
                "source_hash": source_hash,
                "stored_hash": stored_hash,
                "extra": extra,
            },
        )
        self.names.forget()

    def competencies(self, codes: list[str]) -> list[Competency]:
        by_code = {one.code: one for one in Competency.objects.filter(code__in=codes)}
        return [by_code[code] for code in codes]


def home_page() -> HomePage | None:
    """The home page of the default site."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return HomePage.objects.filter(pk=site.root_page_id).first() if site else None


def index_page(model: type[ResourceIndexPage] | type[CourseIndexPage], title: str, slug: str) -> Any:
    """The list under the home page that resources or courses stand in; made when it is missing."""
    home = home_page()
    found = model.objects.first()
    if found or home is None:
        return found
    page = model(title=title, slug=slug, first_published_at=clock.now())
    home.add_child(instance=page)
    page.save_revision().publish(skip_permission_checks=True)
    return page
