import pytest

from content.site.facts import dialled


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("116 123", "116123"),
        ("HELLO to 741741", "741741"),
        ("+44 20 7946 0018", "+442079460018"),
        ("", ""),
        ("ask", ""),
    ],
)
def test_dialled_gives_what_a_phone_can_dial(written, digits):
    assert dialled(written) == digits
