import pytest

from lms.common.privacy import declaration_for
from tests.factories.certificates import AwardFactory, make_certificate
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def forget(learner) -> None:
    for model in ("certificates.Award", "certificates.AwardEvent", "certificates.Certificate"):
        declaration = declaration_for(model)
        if declaration.on_erase:
            declaration.on_erase(learner)


def test_erasing_keeps_the_proof_and_forgets_the_person() -> None:
    learner = UserFactory(full_name="Imke Lind")
    certificate = make_certificate(AwardFactory(learner=learner, events=["suspended", "reinstated"]))
    forget(learner)
    certificate.refresh_from_db()
    assert "Imke" not in str(certificate.snapshot)
    assert certificate.snapshot["programme"] == "Foundations of peer support"
    events = list(certificate.award.events.all())
    assert [event.kind for event in events] == ["granted", "suspended", "reinstated"]
    assert {event.reason for event in events} == {""}


def test_erasing_one_person_leaves_the_others() -> None:
    other = make_certificate(AwardFactory(learner__full_name="Ada Berg", events=["suspended"]))
    forget(UserFactory())
    other.refresh_from_db()
    assert other.snapshot["name"] == "Ada Berg"
    assert other.award.events.last().reason


def test_erasing_twice_is_harmless() -> None:
    certificate = make_certificate()
    forget(certificate.award.learner)
    forget(certificate.award.learner)
    certificate.refresh_from_db()
    assert certificate.snapshot["name"] == ""
