"""How a Q&A file is written near one item: what shapes its neighbours have, or else are usual."""

from collections.abc import Iterator, Sequence

import yaml

from bot.store.yaml_editing.layout import TextLines, is_block
from bot.store.yaml_editing.plan import find_field_position, usual_rank
from bot.store.yaml_editing.text_style import TextStyle

_INLINE_LISTS = frozenset({"related", "see", "events"})
_NEAR = 12


class Style:
    """The habits of the items given, nearest first; `texts` has how they write their texts."""

    def __init__(self, layout: TextLines, items: Sequence[yaml.Node]) -> None:
        self._layout = layout
        self._items = [item for item in items if isinstance(item, yaml.MappingNode)][:_NEAR]
        self.texts = TextStyle(layout, self._items)

    def ordered(self, fields: Sequence[str]) -> list[str]:
        """The fields in the order of the nearest neighbour; what it lacks, at its usual place."""
        near = [key.value for item in self._items[:1] for key, _ in item.value]
        names = [name for name in dict.fromkeys(near) if name in fields]
        for name in sorted((name for name in fields if name not in names), key=usual_rank):
            names.insert(find_field_position(name, names), name)
        return names

    def flow_items(self) -> bool:
        """Whether items are written as `{id: x, ...}`."""
        return bool(self._items and self._items[0].flow_style)

    def flow(self, field: str) -> bool:
        """Whether a list of this field is written in brackets."""
        for node in self._values(field):
            if isinstance(node, yaml.SequenceNode) and node.value:
                return bool(node.flow_style)
        return field in _INLINE_LISTS

    def flow_elements(self, field: str) -> bool:
        """Whether the tables of this field are written in braces."""
        for node in self._values(field):
            tables = node.value if isinstance(node, yaml.SequenceNode) else [node]
            if tables and isinstance(tables[0], yaml.MappingNode):
                return bool(tables[0].flow_style)
        return True

    def padding(self, field: str) -> str:
        """What stands inside the braces of a table: nothing, or a space."""
        for node in [*self._items[:1], *self._values(field)]:
            if isinstance(node, yaml.CollectionNode) and node.flow_style and node.value:
                return " " if self._layout.text[node.start_mark.index + 1] == " " else ""
        return ""

    def dashes(self) -> tuple[int, int]:
        """How far a list's dashes stand right of its key, and how many spaces follow a dash."""
        for item in self._items:
            for key, node in item.value:
                if isinstance(node, yaml.SequenceNode) and is_block(node):
                    dash = node.start_mark.index
                    gap = node.value[0].start_mark.index - dash - 1
                    right = self._layout.column(dash) - self._layout.column(self._layout.key_start(key))
                    same_line = self._layout.line_start(node.value[0].start_mark.index) <= dash
                    return right, max(1, gap) if same_line else 1
        return 2, 1

    def key_quote(self) -> str:
        """The quotes that keys stand in, if any."""
        return next((item.value[0][0].style or "" for item in self._items if item.value), "")

    def _values(self, field: str) -> Iterator[yaml.Node]:
        return (node for item in self._items for key, node in item.value if key.value == field)


def nearest_elements(elements: Sequence[yaml.Node], at: int) -> Sequence[yaml.Node]:
    """The elements of a list that are nearest to a position: enough to see how they are written."""
    return elements[max(0, at - _NEAR) : max(0, at) + _NEAR]


def style_at(layout: TextLines, items: Sequence[yaml.Node], at: int) -> Style:
    """The habits of the items around a position."""
    around = range(max(0, at - _NEAR), min(len(items), at + _NEAR + 1))
    return Style(layout, [items[place] for place in sorted(around, key=lambda place: abs(place - at))])
