"""What takes the place of each competency, and putting a draft in force."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.competencies import queries
from assessments.competencies.choices import DraftState, Needs
from assessments.competencies.drafts import FrameworkDraft, VersionMapping
from assessments.competencies.editing import codes, mark_of
from assessments.competencies.errors import DraftRefused, ImportRefused
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.planning import Plan, in_force, plan_draft
from assessments.competencies.services import lock_frameworks, publish_plan
from assessments.competencies.succession import rows_of, undecided
from assessments.signals import review_answered
from lms.common import audit, clock
from lms.people.models import User


@transaction.atomic
def decide_successors(
    *, draft: FrameworkDraft, successors: Mapping[str, Sequence[str]], actor: User, needs: str = ""
) -> FrameworkDraft:
    """Say what takes the place of these competencies of the version before; those that are not named stay as decided.

    None at all drops one. Raises `DraftRefused` for codes that are not there, and once it is published.
    """
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state not in {DraftState.EDITING, DraftState.WAITING}:
        raise DraftRefused(_("It is decided already: %(state)s.") % {"state": draft.get_state_display()})
    old, new = set(queries.codes_in(draft.base)), set(codes(draft.data))
    unknown = set(successors) - old or any(set(named) - new for named in successors.values())
    if unknown or needs not in {"", *Needs.values}:
        raise DraftRefused(_("One of these competencies is not in the draft any more. Look at it again."))
    named = {code: list(dict.fromkeys(chosen)) for code, chosen in successors.items()}
    draft.successors = {**(draft.successors or {}), **named}
    draft.needs = needs or draft.needs
    draft.save(update_fields=["successors", "needs", "updated"])
    facts = {"successors": named, "needs": draft.needs}
    audit.record("framework.succession", draft, actor=actor, data=facts)
    return draft


@transaction.atomic
def publish_draft(
    *, draft: FrameworkDraft, version: str, expected: str, carry: bool, actor: User
) -> tuple[FrameworkVersion, VersionMapping | None]:
    """Put a draft that waits in force under this name, and note what its competencies were before.

    `expected` is `digest_of` what the reviewer saw; `carry`: they decided that evidence goes over (see
    `carrying.carry_over`, which the caller begins after the commit). Again, it gives back what was made. Raises
    `ImportRefused`, `VersionTaken` and `DraftRefused`; nothing is written then.
    """
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.published:
        return draft.published, VersionMapping.objects.filter(new=draft.published).first()
    if draft.state != DraftState.WAITING:
        raise DraftRefused(_("It does not wait for review any more: %(state)s.") % {"state": draft.get_state_display()})
    lock_frameworks()
    plan = plan_draft(draft.data, in_force())
    if digest_of(draft=draft, plan=plan) != expected:
        raise ImportRefused(_("Something has changed since you looked. Look again at what would happen."))
    if plan.standing != draft.base:
        raise DraftRefused(
            _("Another version has come into force meanwhile. Send it back, to be held against that one.")
        )
    left = undecided(queries.codes_in(draft.base), codes(draft.data), draft.successors)
    if left:
        raise DraftRefused(_("Say first what takes the place of: %(codes)s.") % {"codes": ", ".join(left)})
    made, new = publish_plan(plan=plan, name=version, expected="", actor=actor)
    draft.state, draft.published = DraftState.PUBLISHED, made
    draft.answered_by, draft.answered_at = actor, clock.now()
    draft.save(update_fields=["state", "published", "answered_by", "answered_at", "updated"])
    review_answered.send(sender=FrameworkDraft, content=draft, published=True, asked_by=draft.sent_by, actor=actor)
    return made, _note_mapping(draft, made, carry, actor) if new else None


def digest_of(*, draft: FrameworkDraft, plan: Plan) -> str:
    """Changes when another thing would happen than was shown: to the words, or to people."""
    return mark_of({"plan": plan.digest, "successors": draft.successors, "needs": draft.needs})


def _note_mapping(draft: FrameworkDraft, made: FrameworkVersion, carry: bool, actor: User) -> VersionMapping | None:
    if draft.base is None:
        return None
    rows = rows_of(queries.codes_in(draft.base), codes(draft.data), draft.successors or {})
    mapping = VersionMapping.objects.create(
        old=draft.base,
        new=made,
        rows=[row.as_data() for row in rows],
        rule={"merged": "lowest", "needs": draft.needs},
        carry=carry,
        decided_by=actor,
    )
    audit.record("framework.mapping", mapping, actor=actor, data={"rows": len(rows), "carry": carry})
    return mapping
