"""A table with a caption and a header row, and the plain form in which content packs give one."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

CELL_FEATURES = ["bold", "italic", "link"]


def table_value(
    *, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]], row_headings: bool = False
) -> dict[str, Any]:
    """The stored (JSON) form of a table block from plain rows. `rows` holds HTML cells, as many as `header`."""
    return {
        "caption": caption,
        "row_headings": row_headings,
        "table": {
            "columns": [{"type": "text", "heading": heading} for heading in header],
            "rows": [{"values": list(row)} for row in rows],
            "caption": "",
        },
    }


def table_cells(value: dict[str, Any]) -> tuple[str, list[str], list[list[str]]]:
    """Caption, header and HTML rows from the stored (JSON) form: the reverse of `table_value`."""
    table = value.get("table") or {}
    header = [column["heading"] for column in table.get("columns", [])]
    rows = [[str(cell) for cell in row["values"]] for row in table.get("rows", [])]
    return value.get("caption", ""), header, rows


class TableBlock(blocks.StructBlock):
    """A table. Its caption says what it shows, so that it can be understood when it is read aloud."""

    caption = blocks.CharBlock(max_length=250, label=_("Caption"), help_text=_("e.g. “Who can see what”."))
    row_headings = blocks.BooleanBlock(required=False, label=_("The first column names the row"))
    table = TypedTableBlock(
        [
            ("text", blocks.RichTextBlock(features=CELL_FEATURES, required=False, label=_("Words"))),
            ("number", blocks.CharBlock(required=False, label=_("Number"))),
        ],
        label=_("Cells"),
        help_text=_("Give every column a heading."),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "content/blocks/table.html"
        label_format = "{caption}"
        description = _("Rows and columns, with a caption that says what they show.")
        preview_value = table_value(
            caption="How long a round takes",
            header=["Part", "Minutes"],
            rows=[["Welcome", "5"], ["Check-in", "15"], ["Closing", "8"]],
            row_headings=True,
        )

    def clean(self, value: Any) -> Any:
        """Every column has a heading, and there is at least one row."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        table = cleaned["table"]
        if not table.row_data:
            raise StructBlockValidationError(block_errors={"table": ValidationError(_("Add at least one row."))})
        if not all(str(column["heading"]).strip() for column in table.columns):
            message = _("Give every column a heading: without it nobody can follow the table by ear.")
            raise StructBlockValidationError(block_errors={"table": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds `columns` and `cells`, plain lists for the template."""
        context = super().get_context(value, parent_context=parent_context)
        table = value.get("table")
        context["columns"] = [
            {"heading": column["heading"], "number": column["block"].name == "number"} for column in table.columns
        ]
        context["cells"] = [
            [
                {"value": cell, "number": column["number"], "heading": value.get("row_headings") and position == 0}
                for position, (cell, column) in enumerate(zip(row["values"], context["columns"], strict=True))
            ]
            for row in table.row_data
        ]
        return context
