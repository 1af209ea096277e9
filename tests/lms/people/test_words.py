from decimal import Decimal

import pytest

from lms.people.choices import AccommodationKind, amount_in_words
from lms.people.devices import device_in_words


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/128.0 Safari/537.36", "Chrome on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/128.0 Mobile Safari/537.36", "Chrome on Android"),
        ("", "A device we do not recognise"),
    ],
)
def test_device_in_words(user_agent, words):
    assert device_in_words(user_agent) == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (AccommodationKind.TIME_FACTOR, Decimal("1.50"), "1.5 times the time"),
        (AccommodationKind.EXTRA_ATTEMPTS, Decimal("2.00"), "2 more"),
        (AccommodationKind.LATER_DATES, Decimal("1.00"), "1 day later"),
        (AccommodationKind.LATER_DATES, Decimal("14.00"), "14 days later"),
        (AccommodationKind.FORMAT, None, ""),
    ],
)
def test_amount_in_words(kind, value, words):
    assert amount_in_words(kind, value) == words
