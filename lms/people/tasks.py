"""Mail, sent after the commit and off the request where a worker runs."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from lms.common import clock
from lms.people.models import Invitation
from lms.people.queries import person_by_email


@task()
def send_invitation(invitation_id: int) -> bool:
    """Mail the link of an open invitation. False if there is nothing to send any more."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(pk=invitation_id).first()
    if invitation is None or invitation.accepted_at is not None or invitation.expires_at <= clock.now():
        return False
    person = person_by_email(invitation.email)
    with translation.override(person.language if person else settings.LANGUAGE_CODE):
        context = {
            "invitation": invitation,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "link": f"{settings.SITE_URL}{reverse('people:invitation', args=[invitation.token])}",
            "expires": invitation.expires_at,
        }
        subject = render_to_string("people/email/invitation_subject.txt", context).strip()
        message = render_to_string("people/email/invitation_message.txt", context)
        send_mail(subject, message, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    return True
