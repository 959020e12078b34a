"""Values as lines of YAML, written as the neighbours are: a head behind the key or dash, and lines below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bot.store.yaml_editing.layout import RewriteError
from bot.store.yaml_editing.scalars import TYPED, write_block, write_inline
from bot.store.yaml_editing.style import Style


@dataclass(frozen=True)
class WrittenValue:
    """A value: what stands on its key's line, and the whole lines below it, without line ends."""

    head: str
    lines: Sequence[str] = ()


class Writer:
    """Writes values in the text_style of one place in a file."""

    def __init__(self, style: Style) -> None:
        self._style = style

    def item(self, fields: Mapping[str, Any], dash: int, gap: int) -> list[str]:
        """A whole item as lines, its dash at column `dash` with `gap` spaces behind it."""
        start = " " * dash + "-" + " " * gap
        if self._style.flow_items():
            return [start + self.flow(fields, "")]
        lines = self.table(fields, dash + 1 + gap)
        return [start + lines[0].lstrip(" "), *lines[1:]]

    def table(self, fields: Mapping[str, Any], column: int) -> list[str]:
        """A table as lines, one field after the other."""
        lines: list[str] = []
        for name in self._style.ordered(list(fields)):
            lines += self.pair(name, fields[name], column)
        return lines

    def pair(self, name: str, value: Any, column: int) -> list[str]:
        """One field as lines, its key at a column."""
        written = self.value(value, name, column)
        head = f" {written.head}" if written.head else ""
        return [f"{' ' * column}{self.key(name)}:{head}", *written.lines]

    def key(self, name: str) -> str:
        """A key, in quotes where the neighbours' keys are."""
        return write_inline(name, flow=True, quote=self._style.key_quote())

    def value(
        self, value: Any, field: str, column: int, *, own: Sequence[yaml.Node] = (), in_list: bool = False
    ) -> WrittenValue:
        """The value of a field whose key (or dash, where it is `listed`) stands at a column.

        `own` is what stands there now, or the other elements of the same list.
        """
        if value is None:
            return WrittenValue("null" if in_list else "")
        if isinstance(value, str):
            return self._text(value, field, column, own, in_list)
        if not value or self._in_brackets(value, field, own):
            return WrittenValue(self.flow(value, field))
        if isinstance(value, Mapping):
            return WrittenValue("", self.table(value, column + 2))
        right, gap = self._style.dashes()
        lines: list[str] = []
        for element in value:
            lines += self.element(element, field, column + right, gap)
        return WrittenValue("", lines)

    def element(
        self, value: Any, field: str, dash: int, gap: int, own: Sequence[yaml.Node] = ()
    ) -> list[str]:
        """One element of a list as lines."""
        start = " " * dash + "-" + " " * gap
        if isinstance(value, Mapping) and value and not self._style.flow_elements(field):
            lines = self.table(value, dash + 1 + gap)
            return [start + lines[0].lstrip(" "), *lines[1:]]
        if isinstance(value, Mapping | list):
            return [start + self.flow(value, field)]
        written = self.value(value, field, dash, own=own, in_list=True)
        return [start + written.head, *written.lines]

    def flow(self, value: Any, field: str, part: str | None = None, own: Sequence[yaml.Node] = ()) -> str:
        """A value on one line, in brackets."""
        if value is None:
            return "null"
        if isinstance(value, str):
            return self._inline(value, field, part, own, flow=True)
        if isinstance(value, list):
            return f"[{', '.join(self.flow(element, field, part) for element in value)}]"
        pairs = ", ".join(self.flow_pair(name, value, field) for name in self._style.ordered(list(value)))
        pad = self._style.padding(field) if pairs else ""
        return f"{{{pad}{pairs}{pad}}}"

    def flow_pair(self, name: str, fields: Mapping[str, Any], field: str) -> str:
        """One field of a table in braces; `field` is the item's field that the table is, or none."""
        value = self.flow(fields[name], field, name) if field else self.flow(fields[name], name)
        return f"{self.key(name)}: {value}"

    def _in_brackets(self, value: Any, field: str, own: Sequence[yaml.Node]) -> bool:
        now = [node for node in own if not isinstance(node, yaml.ScalarNode) and node.value]
        if isinstance(value, Mapping):
            return self._style.flow_elements(field)
        if now and isinstance(now[0], yaml.SequenceNode):
            return bool(now[0].flow_style)
        return self._style.flow(field)

    def _text(
        self, text: str, field: str, column: int, own: Sequence[yaml.Node], in_list: bool
    ) -> WrittenValue:
        text_style = self._style.texts
        line = self._inline(text, field, None, own, flow=False)
        room = text_style.width - column - (2 if in_list else len(field) + 2)
        fits = len(line) <= room and "\n" not in text
        style = text_style.block_style(field, own)
        if style and (not fits or text_style.always_block(field, room, own)):
            indent = text_style.indent(column, own)
            folded = write_block(text, style, text_style.width - indent, text_style.folded_lines(own))
            if folded:
                header, lines = folded
                return WrittenValue(header, [" " * indent + row if row else "" for row in lines])
        return WrittenValue(line)

    def _inline(
        self, text: str, field: str, part: str | None, own: Sequence[yaml.Node], *, flow: bool
    ) -> str:
        text_style = self._style.texts
        quote, typed = text_style.quote(field, part, own), (part or field) in TYPED
        try:
            return write_inline(text, flow=flow, quote=quote, needed=text_style.needed_quote, typed=typed)
        except RewriteError as error:
            raise RewriteError(f"`{part or field}`: {error}") from None
