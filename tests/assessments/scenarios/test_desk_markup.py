"""HTML that no template escapes."""

import pytest
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from assessments.scenarios.desk.inputs import Input
from assessments.scenarios.desk.markup import Option, option_list
from lms.common.markup import fill

HOSTILE = "\"'><script>alert(1)</script>&amp;"
ESCAPED = "&quot;&#x27;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;"


@pytest.mark.parametrize("one", [HOSTILE, mark_safe("<b>ours</b>"), gettext_lazy("R&D"), 7, None])
def test_rows_are_filled_in_as_django_would(one):
    assert fill('<i title="{}">{}</i>', [(one, HOSTILE)]) == format_html_join(
        "", '<i title="{}">{}</i>', [(one, HOSTILE)]
    )


def test_options_are_escaped_and_the_chosen_one_is_marked():
    shown = option_list([Option(HOSTILE, HOSTILE), Option("a", "A", chosen=True)])
    assert shown == f'<option value="{ESCAPED}">{ESCAPED}</option><option value="a" selected>A</option>'


def test_boxes_to_tick_have_ids_of_their_own_and_are_escaped():
    field = Input(
        "a.repairs", "Makes good", "several", options=(Option(HOSTILE, HOSTILE), Option("b", "B", chosen=True))
    )
    assert field.offered == (
        f'<div><input type="checkbox" id="f-a-repairs-1" name="a.repairs" value="{ESCAPED}">'
        f'<label for="f-a-repairs-1">{ESCAPED}</label></div>'
        '<div><input type="checkbox" id="f-a-repairs-2" name="a.repairs" value="b" checked>'
        '<label for="f-a-repairs-2">B</label></div>'
    )
