"""How texts are written near one item: in which quotes, folded or not, how wide, how far to the right."""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

import yaml

from bot.store.yaml_editing.layout import TextLines, is_block_text
from bot.store.yaml_editing.scalars import can_stand_plain

_ENOUGH = 60
_NARROWEST, _WIDTH, _WIDEST = 60, 100, 130


class TextStyle:
    """What the items given do, nearest first. `own` is always what is nearer still, where there is such."""

    def __init__(self, layout: TextLines, items: Sequence[yaml.MappingNode]) -> None:
        self._layout = layout
        self._items = items

    def quote(self, field: str, part: str | None, own: Sequence[yaml.Node]) -> str:
        """The quotes this field's texts stand in although they need none."""
        for texts in (own, self._texts(field, part)):
            free = [node for node in texts if isinstance(node, yaml.ScalarNode) and not is_block_text(node)]
            plain = [node for node in free if node.value or node.style]
            styles = Counter(
                node.style or "" for node in plain if not node.style or can_stand_plain(node.value)
            )
            if styles:
                return styles.most_common(1)[0][0]
        # Nobody has this field: a file that quotes every text, as JSON does, quotes this one too.
        nearby = {node.style or "" for item in self._items[:1] for node in _scalars(item)}
        return nearby.pop() if len(nearby) == 1 and not nearby & {"|", ">"} else ""

    @cached_property
    def needed_quote(self) -> str:
        """The quotes that are taken where some are needed."""
        quoted = (node.style for item in self._items for node in _scalars(item) if node.style in ("'", '"'))
        return next(quoted, '"')

    def block_style(self, field: str, own: Sequence[yaml.Node]) -> str:
        """How this field's long texts are written: `>`, `|`, or on one line."""
        if not self._layout.blocks:
            return ""
        for node in self._own_or_near(field, own):
            if is_block_text(node):
                return str(node.style)
            if len(node.value) > self.width:
                return ""
        return "" if any(isinstance(node, yaml.SequenceNode) for node in self._values(field)) else ">"

    def always_block(self, field: str, room: int, own: Sequence[yaml.Node]) -> bool:
        """Whether most texts that had `room` on their key's line are written in a block all the same."""
        for texts in (own, self._texts(field, None)):
            short = [is_block_text(node) for node in texts if _is_line(node) and len(node.value) <= room]
            if short:
                return 2 * sum(short) > len(short)
        return False

    def folded_lines(self, own: Sequence[yaml.Node]) -> list[str]:
        """The lines of the folded text that stands there, without indentation; none where it is none."""
        layout = self._layout
        if len(own) != 1 or not _is_folded(own[0]):
            return []
        body = layout.lines(layout.next_line(own[0].start_mark.index), layout.end(own[0]))
        begins = next(self._line_columns(own), 0)
        return [line[begins:] for _, line in body]

    @cached_property
    def width(self) -> int:
        """The width to which texts are folded, in characters."""
        layout = self._layout
        folded = [node for item in self._items for node in _scalars(item) if node.style == ">"]
        lengths = [
            len(line)
            for node in folded
            for _, line in layout.lines(layout.next_line(node.start_mark.index), layout.end(node))
            if len(line) <= _WIDEST
        ]
        return max(lengths) if lengths and max(lengths) >= _NARROWEST else _WIDTH

    def indent(self, column: int, own: Sequence[yaml.Node]) -> int:
        """Where the lines of a block text begin whose key or dash stands at a column."""
        # A text in the place of one begins no further to the left: a comment or spaces below would be in it.
        return max(column + 1, next(self._line_columns(own), column + self._right))

    @cached_property
    def _right(self) -> int:
        """How far the lines of a block text stand right of its key."""
        layout = self._layout
        for item in self._items:
            for key, node in item.value:
                for begins in self._line_columns([node]):
                    return max(1, begins - layout.column(layout.key_start(key)))
        return 2

    def _line_columns(self, nodes: Sequence[yaml.Node]) -> Iterator[int]:
        """The columns at which the lines of block texts begin."""
        layout = self._layout
        for node in nodes:
            if is_block_text(node) and node.value.strip():
                body = layout.lines(layout.next_line(node.start_mark.index), layout.end(node))
                first = next((line for _, line in body if line.strip()), "")
                yield len(first) - len(first.lstrip(" "))

    def _own_or_near(self, field: str, own: Sequence[yaml.Node]) -> list[yaml.ScalarNode]:
        return [node for node in own if isinstance(node, yaml.ScalarNode)] or self._texts(field, None)

    def _texts(self, field: str, part: str | None) -> list[yaml.ScalarNode]:
        texts = (text for node in self._values(field) for text in _scalars(node, part) if text.value)
        return list(islice(texts, _ENOUGH))

    def _values(self, field: str) -> Iterator[yaml.Node]:
        return (node for item in self._items for key, node in item.value if key.value == field)


def _is_folded(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.style == ">"


def _is_line(node: yaml.Node) -> bool:
    """Whether it is a text of one line."""
    return isinstance(node, yaml.ScalarNode) and "\n" not in node.value.removesuffix("\n")


def _scalars(node: yaml.Node, part: str | None = None) -> Iterator[yaml.ScalarNode]:
    """The texts in a value; of a table only those of one key, where one is named."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child, part)
    else:
        for key, child in node.value:
            if part is None or key.value == part:
                yield from _scalars(child, part)
