from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from lms.common import clock
from lms.people.choices import AccommodationKind, AgreementKind
from lms.people.models import Accommodation, Acknowledgement, Agreement, Membership, Organisation, SupervisionLink, User
from lms.people.queries import agreements_in_force

PASSWORD = "a long pass phrase"


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Circle {n}")
    slug = factory.Sequence(lambda n: f"circle-{n}")


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(roles=["trainee"], organisation=…, acknowledged=True)`; the password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @factory.post_generation
    def roles(self: User, create: bool, extracted: Any, **kwargs: Any) -> None:
        for role in extracted or ():
            self.groups.add(Group.objects.get_or_create(name=str(role))[0])

    @factory.post_generation
    def organisation(self: User, create: bool, extracted: Organisation | None, **kwargs: Any) -> None:
        if extracted is not None:
            Membership.objects.create(user=self, organisation=extracted)

    @factory.post_generation
    def verified(self: User, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        EmailAddress.objects.create(user=self, email=self.email, primary=True, verified=extracted is not False)

    @factory.post_generation
    def acknowledged(self: User, create: bool, extracted: bool | None, **kwargs: Any) -> None:
        if extracted:
            for agreement in agreements_in_force():
                Acknowledgement.objects.create(user=self, agreement=agreement)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class SupervisionLinkFactory(factory.django.DjangoModelFactory):
    """Accepted, and begun today."""

    class Meta:
        model = SupervisionLink

    supervisor = factory.SubFactory(UserFactory, roles=["supervisor"])
    trainee = factory.SubFactory(UserFactory, roles=["trainee"])
    organisation = factory.SubFactory(OrganisationFactory)
    accepted_at = factory.LazyFunction(clock.now)


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    kind = AgreementKind.CONDUCT
    version = factory.Sequence(lambda n: f"1.{n}")
    title = "Code of conduct"
    body = "Be **kind** to each other."


class AccommodationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Accommodation

    user = factory.SubFactory(UserFactory)
    kind = AccommodationKind.TIME_FACTOR
    value = "1.5"
    needed = "Half as much time again in checks"
    recorded_by = factory.SubFactory(UserFactory, roles=["programme_manager"])
