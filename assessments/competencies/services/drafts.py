"""The next version of a framework: begun, changed part by part, sent, sent back, published."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.competencies import queries
from assessments.competencies.choices import DraftState
from assessments.competencies.describing import describe
from assessments.competencies.drafts import FrameworkDraft
from assessments.competencies.editing import (
    Part,
    codes,
    mark_of,
    move,
    part_at,
    put,
    remove,
)
from assessments.competencies.errors import DraftRefused, ImportRefused, PartStale
from assessments.competencies.formats.checking import CODE, DOTTED
from assessments.competencies.formats.comparing import BEHAVIOUR, COMPETENCY, DOMAIN
from assessments.competencies.formats.normal import line, normal
from assessments.competencies.models import BehaviourVersion, Competency
from assessments.competencies.planning import in_force, plan_draft, plan_import
from assessments.competencies.services import lock_frameworks
from assessments.signals import review_answered, review_asked
from lms.common import audit, clock
from lms.people.models import User

LONGEST_CODE = {DOMAIN: 8, COMPETENCY: 20, BEHAVIOUR: 24}


@transaction.atomic
def start_draft(*, actor: User) -> FrameworkDraft:
    """Begin the next version with the words of the one in force; the one that is begun already, if there is one.

    Raises `DraftRefused` as long as no framework is in force.
    """
    lock_frameworks()
    base = queries.current_version()
    if base is None:
        raise DraftRefused(_("No framework is in force yet. Bring the first one in as a file."))
    begun = FrameworkDraft.objects.filter(base=base, file_name="", state=DraftState.EDITING).order_by("pk").first()
    if begun:
        return begun
    draft = FrameworkDraft.objects.create(base=base, data=normal(describe(base)), started_by=actor)
    audit.record("framework.draft", draft, actor=actor, data={"base": base.version})
    return draft


@transaction.atomic
def keep_file(*, data: bytes, format_name: str, file_name: str, owner: User, actor: User) -> FrameworkDraft:
    """Lay the framework of a file beside the one in force, to be changed and sent. Raises `ImportRefused`.

    `owner` brought the file, `actor` keeps it.
    """
    plan = plan_import(data=data, format_name=format_name)
    if plan.data is None or plan.stops:
        raise ImportRefused(_("It has problems to be mended first. Mend them and bring the file in again."))
    draft = FrameworkDraft.objects.create(
        base=plan.standing, data=plan.data, file_name=file_name[:100], started_by=owner
    )
    audit.record("framework.draft", draft, actor=actor, data={"format": format_name})
    return draft


@transaction.atomic
def change_part(
    *, draft: FrameworkDraft, sort: str, code: str, part: Part, seen: str, actor: User, under: str = ""
) -> FrameworkDraft:
    """Put one part into the draft. `seen` is `mark_of` what its author saw there; `under`: where a new one hangs.

    What says the same already is no change. Raises `PartStale` where somebody else changed it meanwhile (nothing is
    written then), and `DraftRefused` for a new code that is taken or was used before.
    """
    draft = _open(draft)
    now = part_at(draft.data, sort, code)
    if now is not None and part_at(normal(put(draft.data, sort, code, part)), sort, code) == now:
        return draft
    if mark_of(now) != seen:
        raise PartStale(_stale_words(now), now=now)
    if now is None:
        _check_new(draft, sort, code, part, under or str(part.get("domain", "")))
    return _keep(draft, put(draft.data, sort, code, part, under), "change", sort, code, actor)


@transaction.atomic
def remove_part(*, draft: FrameworkDraft, sort: str, code: str, seen: str, actor: User) -> FrameworkDraft:
    """Take a domain without competencies, a competency or a behaviour out. What is gone already is no change.

    Versions that are published keep it, and so does what was rated by them. Raises `PartStale` and `DraftRefused`.
    """
    draft = _open(draft)
    now = part_at(draft.data, sort, code)
    if now is None:
        return draft
    if mark_of(now) != seen:
        raise PartStale(_("Somebody changed it meanwhile. Look at it before you take it out."), now=now)
    if sort == DOMAIN and any(one["code"] == code and one["competencies"] for one in draft.data["domains"]):
        raise DraftRefused(_("Move its competencies to another domain first."))
    return _keep(draft, remove(draft.data, sort, code), "remove", sort, code, actor)


@transaction.atomic
def move_part(*, draft: FrameworkDraft, sort: str, code: str, step: int, actor: User) -> FrameworkDraft:
    """Move a part one place up (-1) or down (1) among its own."""
    draft = _open(draft)
    return _keep(draft, move(draft.data, sort, code, step), "move", sort, code, actor)


def _open(draft: FrameworkDraft) -> FrameworkDraft:
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state != DraftState.EDITING:
        words = _("It is not being written any more: %(state)s. Nothing was changed.")
        raise DraftRefused(words % {"state": draft.get_state_display()})
    return draft


def _keep(draft: FrameworkDraft, data: dict[str, Any], act: str, sort: str, code: str, actor: User) -> FrameworkDraft:
    data = normal(data)
    if data != draft.data:
        draft.data = data
        draft.save(update_fields=["data", "updated"])
        audit.record("framework.change", draft, actor=actor, data={"act": act, "sort": sort, "code": code})
    return draft


def _stale_words(now: Part | None) -> str:
    if now is None:
        return _("Somebody took it out meanwhile. Save again to put it back with your words.")
    return _("Somebody changed it meanwhile. What it says now stands below; save again to put your words in its place.")


def _check_new(draft: FrameworkDraft, sort: str, code: str, part: Part, under: str) -> None:
    above = {COMPETENCY: DOMAIN, BEHAVIOUR: COMPETENCY}.get(sort)
    if sort not in LONGEST_CODE or (above and part_at(draft.data, above, under) is None):
        raise DraftRefused(_("There is no such place in this draft any more."))
    pattern = DOTTED if sort == BEHAVIOUR else CODE
    if not pattern.fullmatch(code) or len(code) > LONGEST_CODE[sort]:
        words = _("A code holds letters, figures and hyphens, at most %(n)s of them.")
        raise DraftRefused(words % {"n": LONGEST_CODE[sort]})
    if code.casefold() in {one.casefold() for one in _taken(draft, sort)}:
        raise DraftRefused(_("“%(code)s” is in this draft already.") % {"code": code})
    if sort == COMPETENCY:
        _check_known(code)
    if sort == BEHAVIOUR:
        _check_behaviour(draft, code, part, under)


def _taken(draft: FrameworkDraft, sort: str) -> list[str]:
    if sort == DOMAIN:
        return [one["code"] for one in draft.data["domains"]]
    if sort == COMPETENCY:
        return codes(draft.data)
    rows = (one for domain in draft.data["domains"] for one in domain["competencies"])
    return [item["code"] for one in rows for item in one["behaviours"]]


def _check_known(code: str) -> None:
    """A competency that there was may come back, under the very code that evidence knows it by."""
    known = Competency.objects.filter(code__iexact=code).first()
    if known and known.code != code:
        words = _("“%(code)s” is known as “%(known)s”. Write it the same.")
        raise DraftRefused(words % {"code": code, "known": known.code})


def _check_behaviour(draft: FrameworkDraft, code: str, part: Part, under: str) -> None:
    """A behaviour's code means one thing for good: somebody was rated by it. The same words may come back."""
    if not code.startswith(f"{under}."):
        words = _("“%(code)s” does not begin with its competency: %(competency)s.")
        raise DraftRefused(words % {"code": code, "competency": under})
    rows = BehaviourVersion.objects.filter(code__iexact=code).exclude(competency_version__version=draft.base)
    used = rows.select_related("competency_version__version").order_by("-pk").first()
    base = BehaviourVersion.objects.filter(code=code, competency_version__version=draft.base)
    if used and not base.exists() and used.text != line(part.get("text")):
        words = _("“%(code)s” was used in version %(version)s: “%(text)s”. Its code stays with it; take another.")
        said = {"code": code, "version": used.competency_version.version.version, "text": used.text}
        raise DraftRefused(words % said)


@transaction.atomic
def send_draft(*, draft: FrameworkDraft, note: str, actor: User) -> FrameworkDraft:
    """Send it to clinical review. Sent already, it stays as it is. Raises `DraftRefused` while it has problems."""
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == DraftState.WAITING:
        return draft
    draft = _open(draft)
    plan = plan_draft(draft.data, in_force())
    if plan.stops:
        raise DraftRefused(_("Not sent: there are problems to be mended first."))
    if plan.same:
        raise DraftRefused(_("Not sent: it says the same as the version in force."))
    draft.state, draft.note = DraftState.WAITING, note.strip()[:500]
    draft.sent_by, draft.sent_at = actor, clock.now()
    draft.save(update_fields=["state", "note", "sent_by", "sent_at", "updated"])
    audit.record("framework.send", draft, actor=actor)
    review_asked.send(sender=FrameworkDraft, content=draft, actor=actor)
    return draft


@transaction.atomic
def take_back(*, draft: FrameworkDraft, actor: User) -> FrameworkDraft:
    """Take a draft that waits back, to go on writing. Not waiting, it stays as it is."""
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == DraftState.WAITING:
        draft.state = DraftState.EDITING
        draft.save(update_fields=["state", "updated"])
        audit.record("framework.take_back", draft, actor=actor)
    return draft


@transaction.atomic
def send_back(*, draft: FrameworkDraft, words: str, actor: User) -> FrameworkDraft:
    """Give a draft that waits back to its editors, with a word. Raises `DraftRefused` without one, or too late."""
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    said = words.strip()
    if not said:
        raise DraftRefused(_("Say in a sentence what is to be changed."))
    if draft.state != DraftState.WAITING:
        raise DraftRefused(_("It does not wait for review any more: %(state)s.") % {"state": draft.get_state_display()})
    draft.state, draft.answer = DraftState.EDITING, said[:1000]
    draft.answered_by, draft.answered_at = actor, clock.now()
    draft.save(update_fields=["state", "answer", "answered_by", "answered_at", "updated"])
    audit.record("framework.send_back", draft, actor=actor)
    review_answered.send(sender=FrameworkDraft, content=draft, published=False, asked_by=draft.sent_by, actor=actor)
    return draft


@transaction.atomic
def discard_draft(*, draft: FrameworkDraft, actor: User) -> FrameworkDraft:
    """Put a draft away; it stays in the trail. Put away already, it stays so. Raises `DraftRefused`."""
    draft = FrameworkDraft.objects.select_for_update().get(pk=draft.pk)
    if draft.state == DraftState.DISCARDED:
        return draft
    draft = _open(draft)
    draft.state = DraftState.DISCARDED
    draft.save(update_fields=["state", "updated"])
    audit.record("framework.discard", draft, actor=actor)
    return draft


@transaction.atomic
def follow_version(*, draft: FrameworkDraft, actor: User) -> FrameworkDraft:
    """Hold a draft against the version that is in force by now, with every word of it. It is so already: no change.

    What was said of competencies that this version has, too, stays. Raises `DraftRefused` for one that is not written.
    """
    draft = _open(draft)
    now = queries.current_version()
    if draft.base == now:
        return draft
    known = set(queries.codes_in(now))
    draft.base = now
    draft.successors = {code: named for code, named in (draft.successors or {}).items() if code in known}
    draft.save(update_fields=["base", "successors", "updated"])
    audit.record("framework.follow", draft, actor=actor, data={"base": now.version if now else ""})
    return draft
