"""The block library. Pages take `BodyBlock`; lessons add `ReflectionBlock` and their activities."""

from content.blocks.fields import BodyField
from content.blocks.library import BodyBlock
from content.blocks.reflection import ReflectionBlock
from content.blocks.tables import table_cells, table_value
from content.blocks.text import ProseBlock

__all__ = ["BodyBlock", "BodyField", "ProseBlock", "ReflectionBlock", "table_cells", "table_value"]
