"""Taking a person out of what is kept. What has to stay, stays without a name."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from wagtail.models import Comment, CommentReply, TaskState
from wagtail.users.models import UserProfile

from lms.common import clock
from lms.common.privacy import PersonalData, declarations
from lms.people.models import User
from lms.privacy.plain import follow
from lms.privacy.queries import rows_of


def erase_declared(user: User) -> None:
    """Do what each declaration promises, upper apps first, so that nothing points at what goes."""
    for declaration in reversed(list(declarations())):
        rows = rows_of(declaration, user)
        if declaration.on_erase:
            declaration.on_erase(user)
        if declaration.erase == "delete":
            _delete_files(declaration, user)
            rows.delete()
        elif declaration.erase == "pseudonymise" and declaration.blank:
            rows.update(**declaration.blank)


def _delete_files(declaration: PersonalData, user: User) -> None:
    for row in rows_of(declaration, user) if declaration.files else ():
        for path in declaration.files:
            stored = follow(row, path)
            if stored:
                stored.storage.delete(stored.name)


def erase_account(user: User) -> None:
    """Blank the account itself and everything with which one could sign in to it."""
    keys = list(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for model in (UserSession, Authenticator, EmailAddress, UserProfile):
        model.objects.filter(user=user).delete()
    user.groups.clear()
    user.user_permissions.clear()
    user.email = f"{user.uuid}@erased.invalid"
    user.full_name = user.preferred_name = ""
    user.last_login = None
    user.is_active = user.is_staff = user.is_superuser = False
    user.erased_at = clock.now()
    user.set_unusable_password()
    user.save()


def erase_remarks(user: User) -> None:
    """What somebody remarked on pages and reviews in Wagtail."""
    CommentReply.objects.filter(user=user).delete()
    Comment.objects.filter(user=user).delete()
    TaskState.objects.filter(finished_by=user).exclude(comment="").update(comment="")
