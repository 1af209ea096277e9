"""What a file says of a question that has more than a file can hold."""

import pytest

from lms.packs.writing.bodies import BodyWriter
from lms.packs.writing.describe import Describer
from tests.assessments.questions.test_media import with_everything

pytestmark = pytest.mark.django_db


def test_an_answer_that_is_a_picture_alone_is_written_with_its_words() -> None:
    writer = BodyWriter(lambda kind, key: "", lambda attributes: "")
    options = Describer(writer).question(with_everything()).data["options"]
    assert [option["text"] for option in options[:2]] == ["An empty chair", "Recording"]
    assert not any(name in option for option in options for name in ("picture", "recording"))
    assert sorted(writer.left_out) == ["picture", "picture", "recording", "recording"]
