"""Two reviewers publish at the same time: real threads on real connections."""

import pytest

from assessments.competencies.errors import ImportRefused
from assessments.competencies.formats import write
from assessments.competencies.models import FrameworkVersion
from assessments.competencies.planning import plan_import
from assessments.competencies.services import import_framework, publish_framework
from tests.assessments.competencies.frameworks import CHANGED, changed, small_framework
from tests.assessments.quizzes.test_concurrency import at_once

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


def file_of(data):
    return write(data, "csv", changed=CHANGED, creator="")


def publisher(data, version):
    """Publishes what its reader saw, which is seen before anybody publishes."""
    content = file_of(data)
    seen = plan_import(data=content, format_name="csv").digest
    return lambda: import_framework(data=content, format_name="csv", version=version, expected=seen)


def test_of_two_files_against_the_same_version_one_comes_in():
    publish_framework(data=small_framework())
    results = at_once(
        publisher(changed(small_framework()), "1.1"),
        publisher(small_framework(2), "1.2"),
        publisher(small_framework(3), "1.3"),
    )
    refused = [one for one in results if isinstance(one, ImportRefused)]
    assert len(refused) == 2
    assert all("has changed since you looked" in str(one) for one in refused)
    assert FrameworkVersion.objects.count() == 2


def test_the_same_button_four_times_publishes_once():
    publish_framework(data=small_framework())
    content = file_of(changed(small_framework()))
    results = at_once(*[lambda: import_framework(data=content, format_name="csv", version="1.1")] * 4)
    assert sorted(new for _version, new in results) == [False, False, False, True]
    assert FrameworkVersion.objects.count() == 2
