"""The two looks that every page is seen in: a phone by day, a desk by night. Both widths and both themes."""

import pytest

LOOKS = [(390, False), (1280, True)]
in_both_looks = pytest.mark.parametrize(("width", "dark"), LOOKS, ids=["phone-light", "desk-dark"])
