from typing import Any

from lms.common import clock
from lms.people.services import invite
from tests.architecture.access import DENIED, LOGIN, OK, Line
from tests.factories.people import AccommodationFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory

MANAGER = {"programme_manager": OK}
EDITORS = {"content_editor": OK, "clinical_reviewer": OK, "programme_manager": OK, "auditor": OK}
OVERSEE = {"programme_manager": OK, "lead_supervisor": OK, "auditor": OK}


def newcomer() -> dict[str, Any]:
    return {"uuid": UserFactory().uuid}


def stranger() -> dict[str, Any]:
    return {"uuid": UserFactory(organisation=OrganisationFactory()).uuid}


def supervised(knocking: Any) -> dict[str, Any]:
    if knocking is None:
        return newcomer()
    away = UserFactory(organisation=OrganisationFactory())
    return {"uuid": SupervisionLinkFactory(supervisor=knocking, trainee=away).trainee.uuid}


def oneself(knocking: Any) -> dict[str, Any]:
    return {"uuid": (knocking or UserFactory()).uuid}


def need() -> dict[str, Any]:
    row = AccommodationFactory()
    return {"uuid": row.user.uuid, "need": row.uuid}


def need_of_another() -> dict[str, Any]:
    return {"uuid": UserFactory().uuid, "need": AccommodationFactory().uuid}


def asked(knocking: Any) -> dict[str, Any]:
    return {"uuid": SupervisionLinkFactory(supervisor=knocking or UserFactory(), accepted_at=None).uuid}


def link_of_others() -> dict[str, Any]:
    return {"uuid": SupervisionLinkFactory(accepted_at=clock.now()).uuid}


def link_elsewhere() -> dict[str, Any]:
    away = UserFactory(organisation=OrganisationFactory())
    return {"uuid": SupervisionLinkFactory(trainee=away).uuid}


def invited(knocking: Any) -> dict[str, Any]:
    email = knocking.email if knocking else "new@example.org"
    row = invite(email=email, organisation=OrganisationFactory(), roles=["trainee"], actor=None)
    return {"token": row.token}


LINES = [
    Line("people:profile", everybody=OK),
    Line("people:agreements", everybody=OK),
    Line("people:invitation", kwargs=invited, public=True),
    Line("people:list", roles=OVERSEE | {"supervisor": OK}),
    Line("people:invite", roles=MANAGER),
    Line("people:person", "who belongs to no organisation", newcomer, roles=OVERSEE),
    Line("people:person", "of another organisation", stranger),
    Line("people:person", "whom I supervise", supervised, everybody=OK),
    Line("people:person", "myself", oneself, everybody=OK),
    Line("people:role", kwargs=newcomer, post={"role": "trainee"}, roles=MANAGER),
    Line("people:role", "of another organisation", stranger, {"role": "trainee"}),
    Line("people:role", "whom I supervise", supervised, {"role": "trainee"}),
    Line("people:supervision", kwargs=newcomer, post={}, roles=MANAGER),
    Line("people:supervision", "of another organisation", stranger, {}),
    Line("people:need", kwargs=newcomer, post={}, roles=MANAGER),
    Line("people:need", "whom I supervise", supervised, {}),
    Line("people:need_end", kwargs=need, post={}, roles=MANAGER),
    Line("people:need_end", "somebody else's need", need_of_another, {}),
    Line("people:supervision_accept", "asked myself", asked, {}, everybody=OK),
    Line("people:supervision_accept", "asked somebody else", link_of_others, {}),
    Line("people:supervision_end", "my own", asked, {}, everybody=OK),
    Line("people:supervision_end", "of others", link_of_others, {}, roles=MANAGER),
    Line("people:supervision_end", "of another organisation", link_elsewhere, {}),
    Line("admin_door", everybody=DENIED, roles=EDITORS),
    Line("page_door", everybody=DENIED),
    Line("editor_account", everybody=LOGIN, roles=EDITORS),
]
