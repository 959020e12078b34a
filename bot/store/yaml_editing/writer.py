"""Values as lines of YAML, written as the neighbours are: a head behind the key or dash, and lines below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from bot.store.yaml_editing.layout import RewriteError
from bot.store.yaml_editing.scalars import TYPED, block, inline
from bot.store.yaml_editing.style import Style


@dataclass(frozen=True)
class Written:
    """A value: what stands on its key's line, and the whole lines below it, without line ends."""

    head: str
    lines: Sequence[str] = ()


class Writer:
    """Writes values in the habits of one place in a file."""

    def __init__(self, habits: Style) -> None:
        self._habits = habits

    def item(self, fields: Mapping[str, Any], dash: int, gap: int) -> list[str]:
        """A whole item as lines, its dash at column `dash` with `gap` spaces behind it."""
        start = " " * dash + "-" + " " * gap
        if self._habits.flow_items():
            return [start + self.flow(fields, "")]
        lines = self.table(fields, dash + 1 + gap)
        return [start + lines[0].lstrip(" "), *lines[1:]]

    def table(self, fields: Mapping[str, Any], column: int) -> list[str]:
        """A table as lines, one field after the other."""
        lines: list[str] = []
        for name in self._habits.ordered(list(fields)):
            lines += self.pair(name, fields[name], column)
        return lines

    def pair(self, name: str, value: Any, column: int) -> list[str]:
        """One field as lines, its key at a column."""
        written = self.value(value, name, column)
        head = f" {written.head}" if written.head else ""
        return [f"{' ' * column}{self.key(name)}:{head}", *written.lines]

    def key(self, name: str) -> str:
        """A key, in quotes where the neighbours' keys are."""
        return inline(name, flow=True, quote=self._habits.key_quote())

    def value(
        self, value: Any, field: str, column: int, *, own: Sequence[yaml.Node] = (), listed: bool = False
    ) -> Written:
        """The value of a field whose key (or dash, where it is `listed`) stands at a column.

        `own` is what stands there now, or the other elements of the same list.
        """
        if value is None:
            return Written("null" if listed else "")
        if isinstance(value, str):
            return self._text(value, field, column, own, listed)
        if not value or self._in_brackets(value, field, own):
            return Written(self.flow(value, field))
        if isinstance(value, Mapping):
            return Written("", self.table(value, column + 2))
        right, gap = self._habits.dashes()
        lines: list[str] = []
        for each in value:
            lines += self.element(each, field, column + right, gap)
        return Written("", lines)

    def element(
        self, value: Any, field: str, dash: int, gap: int, own: Sequence[yaml.Node] = ()
    ) -> list[str]:
        """One element of a list as lines."""
        start = " " * dash + "-" + " " * gap
        if isinstance(value, Mapping) and value and not self._habits.flow_elements(field):
            lines = self.table(value, dash + 1 + gap)
            return [start + lines[0].lstrip(" "), *lines[1:]]
        if isinstance(value, Mapping | list):
            return [start + self.flow(value, field)]
        written = self.value(value, field, dash, own=own, listed=True)
        return [start + written.head, *written.lines]

    def flow(self, value: Any, field: str, part: str | None = None, own: Sequence[yaml.Node] = ()) -> str:
        """A value on one line, in brackets."""
        if value is None:
            return "null"
        if isinstance(value, str):
            return self._inline(value, field, part, own, flow=True)
        if isinstance(value, list):
            return f"[{', '.join(self.flow(each, field, part) for each in value)}]"
        pairs = ", ".join(self.flow_pair(name, value, field) for name in self._habits.ordered(list(value)))
        pad = self._habits.padding(field) if pairs else ""
        return f"{{{pad}{pairs}{pad}}}"

    def flow_pair(self, name: str, fields: Mapping[str, Any], field: str) -> str:
        """One field of a table in braces; `field` is the item's field that the table is, or none."""
        value = self.flow(fields[name], field, name) if field else self.flow(fields[name], name)
        return f"{self.key(name)}: {value}"

    def _in_brackets(self, value: Any, field: str, own: Sequence[yaml.Node]) -> bool:
        now = [node for node in own if not isinstance(node, yaml.ScalarNode) and node.value]
        if isinstance(value, Mapping):
            return self._habits.flow_elements(field)
        if now and isinstance(now[0], yaml.SequenceNode):
            return bool(now[0].flow_style)
        return self._habits.flow(field)

    def _text(self, text: str, field: str, column: int, own: Sequence[yaml.Node], listed: bool) -> Written:
        habits = self._habits.texts
        line = self._inline(text, field, None, own, flow=False)
        room = habits.width - column - (2 if listed else len(field) + 2)
        fits = len(line) <= room and "\n" not in text
        style = habits.block_style(field, own)
        if style and (not fits or habits.always_block(field, room, own)):
            indent = habits.indent(column, own)
            folded = block(text, style, habits.width - indent, habits.folded(own))
            if folded:
                header, lines = folded
                return Written(header, [" " * indent + each if each else "" for each in lines])
        return Written(line)

    def _inline(
        self, text: str, field: str, part: str | None, own: Sequence[yaml.Node], *, flow: bool
    ) -> str:
        habits = self._habits.texts
        quote, typed = habits.quote(field, part, own), (part or field) in TYPED
        try:
            return inline(text, flow=flow, quote=quote, needed=habits.needed_quote, typed=typed)
        except RewriteError as error:
            raise RewriteError(f"`{part or field}`: {error}") from None
