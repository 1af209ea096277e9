"""The review matrix as a table of ticks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.quizzes.choices import Aspect, Moment
from assessments.quizzes.reviewing import EVERYTHING, stranger, tidy


class ReviewMatrixWidget(forms.Widget):
    """One row for each thing there is to see, one column for each time, a labelled tick in each cell.

    A form without the hidden `NAME-shown` did not show the matrix: then nothing was unticked.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        matrix = value if isinstance(value, dict) and value else dict.fromkeys(Moment.values, EVERYTHING)
        rows = [
            {
                "label": aspect.label,
                "cells": [
                    {
                        "name": _cell(name, moment, aspect),
                        "label": _("%(what)s: %(when)s") % {"what": aspect.label, "when": moment.label},
                        "ticked": aspect in matrix.get(moment, ()),
                    }
                    for moment in Moment
                ],
            }
            for aspect in Aspect
        ]
        context = {"name": name, "columns": [moment.label for moment in Moment], "rows": rows, "attrs": attrs or {}}
        return render_to_string("assessments/admin/review_matrix.html", context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[str]]:
        if self.value_omitted_from_data(data, files, name):
            return {}
        ticked = {
            moment.value: [aspect.value for aspect in Aspect if _cell(name, moment, aspect) in data]
            for moment in Moment
        }
        return tidy(ticked)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-shown" not in data

    def id_for_label(self, id_: str) -> str:
        return ""


class ReviewMatrixField(forms.Field):
    """{moment: [aspects]}, or {} where everything may always be seen."""

    widget = ReviewMatrixWidget

    def clean(self, value: Any) -> dict[str, list[str]]:
        if unknown := stranger(value or {}):
            raise ValidationError(_("“%(name)s” is not known here.") % {"name": unknown})
        return tidy(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tidy(initial) != tidy(data)


def _cell(name: str, moment: str, aspect: str) -> str:
    return f"{name}-{moment}-{aspect}"
