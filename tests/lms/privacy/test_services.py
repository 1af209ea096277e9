"""What is declared is in the copy; what is erased is nowhere any more."""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, models
from django.test import Client

from certificates.awards.services import suspend_award
from certificates.documents.models import Certificate
from courses.enrolment.services import enrol
from courses.progress.services import press_done, save_reflection, share_reflection
from lms.common.privacy import declaration_for, declarations
from lms.common.signals import person_viewed
from lms.people.services import add_accommodation, invite, save_profile
from lms.privacy.errors import LastAdministrator
from lms.privacy.models import AccessLogEntry
from lms.privacy.queries import rows_of
from lms.privacy.services import delete_old_log, erase_person, export_person, log_access
from tests.factories.assessments import QuizFactory, make_attempt
from tests.factories.certificates import make_certificate
from tests.factories.courses import make_course
from tests.factories.notifications import NotificationFactory
from tests.factories.people import AgreementFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory

pytestmark = pytest.mark.django_db
MARK = "Zebedee"


def lived_in() -> Any:
    """Somebody who has used everything, and left their mark wherever one can write."""
    AgreementFactory()
    organisation = OrganisationFactory()
    certificate = make_certificate(learner=UserFactory(roles=["trainee"], full_name=f"{MARK} Quux"))
    user = certificate.award.learner
    manager = UserFactory(roles=["programme_manager"], organisation=organisation)
    save_profile(user=user, preferred_name=MARK, region="GB")
    EmailAddress.objects.filter(user=user).update(email=f"{MARK}@example.org".lower())
    get_user_model().objects.filter(pk=user.pk).update(email=f"{MARK}@example.org".lower())
    user.refresh_from_db()
    invitation = invite(email=user.email, full_name=MARK, organisation=organisation, roles=["trainee"], actor=manager)
    invitation.accepted_by = user
    invitation.save()
    link = SupervisionLinkFactory(trainee=user, organisation=organisation)
    add_accommodation(user=user, kind="format", needed=f"Large print for {MARK}", actor=manager)
    tree = make_course(reflections=True)
    enrolment = enrol(learner=user, course=tree.course)
    press_done(enrolment=enrolment, lesson=tree.lessons[0])
    box = save_reflection(
        learner=user, activity=tree.activity(tree.lessons[0], "reflection"), text=f"I, {MARK}", sequence=1
    )
    share_reflection(reflection=box)
    make_attempt(QuizFactory(), user, right=1, finish=True)
    suspend_award(award=certificate.award, actor=manager, reason=f"{MARK} asked for it")
    NotificationFactory(recipient=user, title=f"Hello {MARK}")
    log_access(viewer=link.supervisor, subject=user, what="the record")
    return user


def text_columns() -> Iterator[tuple[str, str]]:
    """Every column of every table that can hold words."""
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField, models.UUIDField)
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_concrete_fields:
            if isinstance(field, kinds) and model._meta.managed:
                yield model._meta.db_table, field.column


def where_it_stands(word: str) -> list[str]:
    """Columns in which a word occurs, whatever the case, be it in JSON or in plain text."""
    found = []
    with connection.cursor() as cursor:
        for table, column in text_columns():
            quoted = f"{connection.ops.quote_name(table)}"
            cursor.execute(
                f"SELECT COUNT(*) FROM {quoted} WHERE LOWER(CAST({connection.ops.quote_name(column)} AS TEXT)) LIKE %s",  # noqa: S608
                [f"%{word.lower()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return found


def unpack(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: json.loads(archive.read(name)) if name.endswith(".json") else archive.read(name)
            for name in archive.namelist()
        }


def test_export_holds_every_declared_field_of_every_row() -> None:
    user = lived_in()
    files = unpack(export_person(user=user))
    checked = 0
    for declaration in declarations():
        count = rows_of(declaration, user).count()
        if not count:
            continue
        said = files[f"{declaration.model.lower()}.json"]
        assert len(said["rows"]) == count, declaration.model
        assert all(tuple(row) == declaration.fields for row in said["rows"]), declaration.model
        assert said["purpose"] == str(declaration.purpose)
        checked += 1
    assert checked >= 14
    assert files["courses.reflection.json"]["rows"][0]["text"] == f"I, {MARK}"
    assert files["account.emailaddress.json"]["rows"][0]["email"] == user.email
    assert "courses.reflection.json" in files["README.txt"].decode()


def test_export_brings_the_files_along() -> None:
    user = lived_in()
    stored = Certificate.objects.get(award__learner=user)
    if not stored.pdf:
        call_command("make_certificates")
        stored.refresh_from_db()
    files = unpack(export_person(user=user))
    names = [name for name in files if name.startswith("files/certificates.certificate/")]
    assert len(names) == 1
    assert files[names[0]].startswith(b"%PDF")


def test_export_holds_nothing_of_others() -> None:
    user = lived_in()
    lived = UserFactory(full_name="Somebody Else")
    NotificationFactory(recipient=lived, title="For somebody else")
    assert "For somebody else" not in str(unpack(export_person(user=user)))


def test_erase_leaves_nothing_of_what_somebody_wrote_or_was_called() -> None:
    user = lived_in()
    assert len(where_it_stands(MARK)) > 8
    erase_person(user=user, actor=user)
    assert where_it_stands(MARK) == []


def test_erase_keeps_what_was_promised_to_stay() -> None:
    user = lived_in()
    serial = Certificate.objects.get(award__learner=user).serial
    erase_person(user=user, actor=user)
    assert Certificate.objects.get(award__learner=user).serial == serial
    assert user.quiz_attempts.count() == 1
    for declaration in declarations():
        if declaration.erase == "delete":
            assert not rows_of(declaration, user).exists(), declaration.model


def test_erase_closes_every_door(client_for: Callable[..., Client]) -> None:
    user = lived_in()
    client = client_for(user)
    assert client.get("/me/data/").status_code == 200
    erase_person(user=user, actor=user)
    assert client.get("/me/data/").status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.full_name, user.has_usable_password()) == (False, "", False)
    assert user.email == f"{user.uuid}@erased.invalid"
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not user.groups.exists()


def test_erase_twice_is_erased_once() -> None:
    user = UserFactory()
    first = erase_person(user=user, actor=user).erased_at
    assert erase_person(user=user, actor=user).erased_at == first


def test_erase_frees_the_address() -> None:
    user = UserFactory(email="again@example.org")
    erase_person(user=user, actor=user)
    assert UserFactory(email="again@example.org").pk != user.pk


def test_erase_of_the_last_administrator_is_refused() -> None:
    user = UserFactory(is_superuser=True)
    with pytest.raises(LastAdministrator):
        erase_person(user=user, actor=user)
    UserFactory(is_superuser=True)
    assert erase_person(user=user, actor=user).erased_at


def test_person_viewed_is_written_down_once_an_hour() -> None:
    link = SupervisionLinkFactory()
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as moment:
        for _look in range(2):
            person_viewed.send(sender=None, viewer=link.supervisor, subject=link.trainee, what="the record")
        assert AccessLogEntry.objects.count() == 1
        moment.shift(3601)
        person_viewed.send(sender=None, viewer=link.supervisor, subject=link.trainee, what="the record")
    assert AccessLogEntry.objects.count() == 2


def test_looking_at_oneself_is_not_written_down() -> None:
    user = UserFactory()
    person_viewed.send(sender=None, viewer=user, subject=user, what="the record")
    assert not AccessLogEntry.objects.exists()


def test_delete_old_log_keeps_two_years() -> None:
    link = SupervisionLinkFactory()
    with time_machine.travel("2024-01-01T09:00:00Z"):
        log_access(viewer=link.supervisor, subject=link.trainee, what="the record")
    with time_machine.travel("2026-01-02T09:00:00Z"):
        log_access(viewer=link.supervisor, subject=link.trainee, what="the record")
        assert delete_old_log() == 1
    assert AccessLogEntry.objects.count() == 1


def test_every_declaration_can_be_read() -> None:
    for declaration in declarations():
        assert declaration_for(declaration.model) is declaration
        assert not rows_of(declaration, UserFactory()).exclude(pk=None).exists() or declaration.user_field == "pk"
