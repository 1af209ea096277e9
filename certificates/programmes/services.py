from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from assessments.competencies.models import Competency
from certificates.programmes import reading
from certificates.programmes.choices import RequirementKind
from certificates.programmes.errors import ProgrammeInvalid, VersionTaken
from certificates.programmes.models import Programme, ProgrammeVersion, Requirement
from certificates.programmes.reading import Wanted
from courses.catalogue.models import CoursePage
from lms.common import audit, clock
from lms.common.hashing import content_hash
from lms.people.models import Organisation, User


@transaction.atomic
def publish_programme(
    *,
    data: Mapping[str, Any],
    actor: User | None = None,
    organisation: Organisation | None = None,
    is_demo: bool = False,
) -> ProgrammeVersion:
    """Publish a programme from its data (see a pack's `programmes/*.yaml`) as a new version.

    Keys: code, title, version, attests, caveat, validity_months (None: for good), signatories [{name, role}],
    requirements [{course|knowledge|observed: code, level, evidence}, {all|any: [...]}]. A course is named by its code
    or slug; `evidence` is a rule of `aggregation.Rule`, e.g. {method: latest, ratings: 2, raters: 2, stale_months: 12}.

    The same data again gives back the version that is there. A new version retires the ones before it: who began
    before may finish under them (`queries.versions_for`). `organisation` and `is_demo` count for a new programme.
    Raises VersionTaken for changed data under a published number, ProgrammeInvalid for data that cannot be used.
    """
    spec = reading.normalise(data)
    wanted = reading.read_requirements(spec["requirements"])
    digest = content_hash(spec)
    programme, _created = Programme.objects.select_for_update().get_or_create(
        code=spec["code"], defaults={"title": spec["title"], "organisation": organisation, "is_demo": is_demo}
    )
    stored = programme.versions.filter(version=spec["version"]).first()
    if stored:
        if stored.content_hash == digest:
            return stored
        raise VersionTaken(programme.title, stored.version)
    version = _add_version(programme, spec, digest)
    _Tree(version, wanted).store()
    audit.record("programme.publish", version, actor=actor, data={"version": version.version, "hash": digest[:12]})
    return version


def _add_version(programme: Programme, spec: dict[str, Any], digest: str) -> ProgrammeVersion:
    now = clock.now()
    programme.versions.filter(retired_at=None).update(retired_at=now, updated=now)
    if programme.title != spec["title"]:
        programme.title = spec["title"]
        programme.save(update_fields=["title", "updated"])
    version = ProgrammeVersion(
        programme=programme,
        published_at=now,
        content_hash=digest,
        **{key: spec[key] for key in ("version", "title", "attests", "caveat", "validity_months", "signatories")},
    )
    version.full_clean()
    version.save()
    return version


class _Tree:
    """Stores the requirements of one version; looks every code up once."""

    def __init__(self, version: ProgrammeVersion, wanted: tuple[Wanted, ...]) -> None:
        self.version, self.wanted = version, wanted
        self.courses = _courses(set(reading.codes(wanted, RequirementKind.COURSE)))
        names = set(reading.codes(wanted, RequirementKind.KNOWLEDGE, RequirementKind.OBSERVED))
        self.competencies = Competency.objects.in_bulk(names, field_name="code")

    def store(self) -> None:
        self._store(self.wanted, None)

    def _store(self, wanted: tuple[Wanted, ...], parent: Requirement | None) -> None:
        for order, item in enumerate(wanted):
            row = Requirement(
                version=self.version,
                parent=parent,
                kind=item.kind,
                level=item.level,
                evidence=dict(item.evidence),
                order=order,
                **self._target(item),
            )
            row.full_clean()
            row.save()
            self._store(item.children, row)

    def _target(self, item: Wanted) -> dict[str, Any]:
        if item.kind == RequirementKind.COURSE:
            return {"course": _known(self.courses, item.code, _("There is no course “%(code)s”."))}
        if item.code:
            return {"competency": _known(self.competencies, item.code, _("There is no competency “%(code)s”."))}
        return {}


def _courses(names: set[str]) -> dict[str, CoursePage]:
    pages = CoursePage.objects.filter(Q(code__in=names) | Q(slug__in=names))
    return {page.slug: page for page in pages} | {page.code: page for page in pages}


def _known(found: Mapping[str, Any], code: str, words: str) -> Any:
    if code not in found:
        raise ProgrammeInvalid(words % {"code": code})
    return found[code]
