import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lms.common import audit, clock
from lms.people.models import User
from lms.privacy import queries
from lms.privacy.erasure import erase_account, erase_declared, erase_remarks
from lms.privacy.errors import LastAdministrator
from lms.privacy.export import write_export
from lms.privacy.models import AccessLogEntry

# Somebody who clicks to and fro on one page has looked once.
SAME_LOOK = dt.timedelta(hours=1)
AT_ONCE = 500
KEEP_LOG = dt.timedelta(days=2 * 365)


@transaction.atomic
def log_access(*, viewer: User, subject: User, what: str) -> AccessLogEntry | None:
    """Note that `viewer` looked at `what` of `subject`; None for oneself and for the same look within the hour."""
    if viewer.pk == subject.pk:
        return None
    since = clock.now() - SAME_LOOK
    same = AccessLogEntry.objects.filter(viewer=viewer, subject=subject, what=what[:80], created__gte=since)
    return None if same.exists() else AccessLogEntry.objects.create(viewer=viewer, subject=subject, what=what[:80])


@transaction.atomic
def log_access_of_many(*, viewer: User, subjects: Iterable[int], what: str) -> int:
    """The same for many people (their keys) at once; gives how many entries it took. Two queries per 500 of them."""
    since, words, added = clock.now() - SAME_LOOK, what[:80], 0
    keys = sorted({*subjects} - {viewer.pk})
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        same = AccessLogEntry.objects.filter(viewer=viewer, subject__in=some, what=words, created__gte=since)
        seen = set(same.values_list("subject", flat=True))
        entries = [AccessLogEntry(viewer=viewer, subject_id=key, what=words) for key in some if key not in seen]
        added += len(AccessLogEntry.objects.bulk_create(entries))
    return added


@transaction.atomic
def export_person(*, user: User) -> bytes:
    """A ZIP of everything held about `user` (see the README in it). That it was made is written down."""
    content = write_export(user)
    audit.record("privacy.export", user, actor=user)
    return content


@transaction.atomic
def erase_person(*, user: User, actor: User) -> User:
    """Erase `user`: delete what can go, keep what must stay without name, end all sessions, close the account.

    It can't be undone; done twice, it is done once. Raises LastAdministrator.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.erased_at:
        return user
    if queries.is_last_administrator(user):
        raise LastAdministrator(_("You are the only administrator. Make somebody else one first."))
    erase_declared(user)
    erase_remarks(user)
    user.refresh_from_db()
    erase_account(user)
    audit.record("privacy.erase", user, actor=None if actor.pk == user.pk else actor)
    return user


def delete_old_log(*, keep: dt.timedelta = KEEP_LOG) -> int:
    """Forget who looked longer ago than `keep`; gives how many entries went."""
    return AccessLogEntry.objects.filter(created__lt=clock.now() - keep).delete()[0]
