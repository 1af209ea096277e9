import factory

from lms.notifications.models import Notification
from tests.factories.people import UserFactory


class NotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Notification

    recipient = factory.SubFactory(UserFactory)
    kind = "feedback"
    key = factory.Sequence(lambda n: f"test:{n}")
    title = "Read this again"
    body = "It is worth it."
    path = "/training/"
