from typing import Any

from tests.architecture.access import LOGIN, OK, Line
from tests.factories.certificates import AwardFactory, ProgrammeVersionFactory, make_certificate
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory

OVERSEE = {"programme_manager": OK, "lead_supervisor": OK, "auditor": OK}
DECIDE = {"programme_manager": OK, "lead_supervisor": OK}
# Wagtail leads those with the desk but without the list back to its home.
DESK = {"programme_manager": OK, "content_editor": OK, "clinical_reviewer": OK, "auditor": OK}


def award() -> dict[str, Any]:
    return {"uuid": AwardFactory().uuid}


def award_elsewhere() -> dict[str, Any]:
    return {"uuid": AwardFactory(learner=UserFactory(organisation=OrganisationFactory())).uuid}


def own_award(knocking: Any) -> dict[str, Any]:
    return {"uuid": AwardFactory(learner=knocking or UserFactory()).uuid}


def own(knocking: Any) -> dict[str, Any]:
    return {"uuid": make_certificate(AwardFactory(learner=knocking or UserFactory())).uuid}


def of_another() -> dict[str, Any]:
    return {"uuid": make_certificate().uuid}


def elsewhere() -> dict[str, Any]:
    return {"uuid": make_certificate(AwardFactory(learner=UserFactory(organisation=OrganisationFactory()))).uuid}


def of_my_trainee(knocking: Any) -> dict[str, Any]:
    away = UserFactory(organisation=OrganisationFactory())
    if knocking is not None:
        SupervisionLinkFactory(supervisor=knocking, trainee=away)
    return {"uuid": make_certificate(AwardFactory(learner=away)).uuid}


def issued_code() -> dict[str, Any]:
    return {"code": make_certificate().serial}


def published() -> dict[str, Any]:
    return {"code": ProgrammeVersionFactory().programme.code}


REVOKE = {"action": "revoked", "reason": "Found out later"}
AGAIN = {"reissue_reason": "Name corrected"}
LINES = [
    Line("certificates:verify", public=True),
    Line("certificates:verify_code", kwargs=issued_code, public=True),
    Line("certificates:programme", kwargs=published, public=True),
    Line("certificates:mine", everybody=OK),
    Line("certificates:download", "my own", own, everybody=OK),
    Line("certificates:download", "of another", of_another, roles=OVERSEE),
    Line("certificates:download", "of another organisation", elsewhere),
    Line("certificates:download", "of whom I supervise", of_my_trainee, everybody=OK),
    Line("certificates:retry", "my own", own, {}, everybody=OK),
    Line("certificates:retry", "of another", of_another, {}),
    Line("certificates:reissue", "of another", of_another, AGAIN, roles=DECIDE),
    Line("certificates:reissue", "of another organisation", elsewhere, AGAIN),
    Line("certificates:reissue", "of whom I supervise", of_my_trainee, AGAIN, roles=DECIDE),
    Line("certificates:reissue", "my own", own, AGAIN),
    Line("certificates:awards", roles=OVERSEE),
    Line("certificates:award", "of another", award, roles=OVERSEE),
    Line("certificates:award", "of another organisation", award_elsewhere),
    Line("certificates:award", "my own, to read", own_award, roles=OVERSEE),
    Line("certificates:award", "my own, to decide", own_award, REVOKE),
    Line("certificates:award", "to decide", award, REVOKE, roles=DECIDE),
    Line("certificates:award", "of another organisation, to decide", award_elsewhere, REVOKE),
    Line("awards:index", everybody=LOGIN, roles=DESK),
    Line("awards:index_results", everybody=LOGIN, roles=DESK),
    Line("issued-certificates:index", everybody=LOGIN, roles=DESK),
    Line("issued-certificates:index_results", everybody=LOGIN, roles=DESK),
]
