from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from lms.notifications.queries import unread_count


def unread(request: HttpRequest) -> dict[str, object]:
    """`unread`: how many notifications wait for whoever is signed in. Asked only where a template shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unread": SimpleLazyObject(lambda: unread_count(user))}
