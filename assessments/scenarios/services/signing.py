from django.db import transaction
from django.utils.translation import gettext as _

from assessments.scenarios import queries
from assessments.scenarios.choices import SignatureKind
from assessments.scenarios.errors import SignatureRefused
from assessments.scenarios.models import Scenario, ScenarioSignature, ScenarioVersion
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def sign_version(*, version: ScenarioVersion, kind: str, reviewer: User) -> ScenarioSignature:
    """Put a named reviewer's name to the newest version: that its safety content, or its reference path, is right.

    Signed again, it gives back what is there. Raises `SignatureRefused` for a version that is not the newest (its
    words are no longer played by new runs), without the permission, and for an account without a name.
    """
    scenario = Scenario.objects.select_for_update().get(pk=version.scenario_id)
    signed = ScenarioSignature.objects.filter(version=version, kind=kind, reviewer=reviewer).first()
    if signed:
        return signed
    if kind not in SignatureKind or not reviewer.has_perm(queries.MAY_SIGN):
        raise SignatureRefused(_("Signing is for clinical reviewers."))
    newest = queries.current_version(scenario)
    if newest is None or newest.pk != version.pk:
        raise SignatureRefused(_("Another version was published meanwhile. Please look at that one."))
    if not reviewer.full_name.strip():
        raise SignatureRefused(_("A signature needs a name. Add yours to your profile first."))
    signature = ScenarioSignature.objects.create(
        version=version, kind=kind, reviewer=reviewer, name=reviewer.full_name, signed_at=clock.now()
    )
    facts = {"code": scenario.code, "number": version.number, "kind": str(kind)}
    audit.record("scenario.sign", scenario, actor=reviewer, data=facts)
    return signature
