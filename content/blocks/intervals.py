"""Estimates with their intervals, drawn on the server, with the same numbers as a table."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.charts import Interval, charts


class IntervalRowBlock(blocks.StructBlock):
    """One estimate."""

    label = blocks.CharBlock(
        max_length=160, label=_("What was estimated"), help_text=_("e.g. “Clinical recovery (Smit 2023)”.")
    )
    estimate = blocks.FloatBlock(label=_("Estimate"))
    low = blocks.FloatBlock(required=False, label=_("Interval from"))
    high = blocks.FloatBlock(required=False, label=_("Interval to"))
    measure = blocks.CharBlock(
        max_length=80, label=_("Measure"), help_text=_("e.g. “g”. Rows with the same measure share a scale.")
    )
    source = blocks.CharBlock(required=False, max_length=250, label=_("Source"))

    class Meta:
        icon = "decimal"
        label_format = "{label}: {estimate}"

    def clean(self, value: Any) -> Any:
        """Both ends or neither, and the estimate between them."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        low, estimate, high = cleaned["low"], cleaned["estimate"], cleaned["high"]
        if (low is None) != (high is None):
            message = _("Give both ends of the interval, or neither.")
            raise StructBlockValidationError(block_errors={"low": ValidationError(message)})
        if low is not None and not low <= estimate <= high:
            message = _("The estimate has to lie between the two ends.")
            raise StructBlockValidationError(block_errors={"estimate": ValidationError(message)})
        return cleaned


class IntervalsBlock(blocks.StructBlock):
    """A chart of estimates with a line at zero: an interval that crosses it may be no effect at all."""

    caption = blocks.CharBlock(
        required=False, max_length=250, label=_("Caption"), help_text=_("What the chart says, in a sentence.")
    )
    rows = blocks.ListBlock(IntervalRowBlock(), min_num=1, label=_("Rows"))

    class Meta:
        icon = "sliders"
        label = _("Intervals")
        template = "content/blocks/intervals.html"
        label_format = "{caption}"
        description = _("Estimates with their intervals as a chart, with the same numbers as a table.")
        preview_value = {
            "caption": "Two outcomes, invented for this preview",
            "rows": [
                {"label": "First", "estimate": 0.2, "low": 0.1, "high": 0.3, "measure": "g", "source": ""},
                {"label": "Second", "estimate": 0.1, "low": -0.2, "high": 0.4, "measure": "g", "source": ""},
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `charts`, the rows in their places."""
        context = super().get_context(value, parent_context=parent_context)
        context["charts"] = charts(
            [
                (row["measure"], Interval(row["label"], row["estimate"], row["low"], row["high"], row["source"] or ""))
                for row in value["rows"]
            ]
        )
        return context
