"""Lists and tables on lines of their own: only the lines of what changed are replaced."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Any

import yaml

from bot.store.pack_files.yaml_document import plain_value
from bot.store.yaml_editing.flow import FlowEditor
from bot.store.yaml_editing.layout import Replacements, TextLines, is_block, is_block_text
from bot.store.yaml_editing.plan import Plan, plan_list, plan_table
from bot.store.yaml_editing.style import nearest_elements
from bot.store.yaml_editing.writer import Writer, WrittenValue


class BlockEditor:
    """Puts the changes of one item into replacements."""

    def __init__(self, layout: TextLines, writer: Writer, replacements: Replacements) -> None:
        self._layout = layout
        self._writer = writer
        self._replacements = replacements
        self._flow = FlowEditor(layout, writer)

    def table(self, node: yaml.MappingNode, new: Mapping[str, Any]) -> None:
        """Make a table say `new`."""
        if node.flow_style:
            self._put(node, self._flow.value(node, new, ""))
            return
        pairs = node.value
        plan = plan_table([key.value for key, _ in pairs], plain_value(node), new)
        for at, value in plan.changed.items():
            key, now = pairs[at]
            place = self._layout.key_start(key)
            self._change(self._layout.after_colon(key), now, value, key.value, place, in_list=False)
        stays = self._remove_pairs(node, plan.removed)
        column = self._layout.column(self._layout.key_start(pairs[0][0]))
        for at, names in plan.added.items():
            lines = [line for name in names for line in self._writer.pair(name, new[name], column)]
            self._add_pairs(node, at, column, lines, stays=stays)

    def replace(self, behind: int, node: yaml.Node, new: WrittenValue) -> None:
        """Put another value where one stands behind a colon or dash; a comment on its line stays."""
        layout = self._layout
        end = layout.end(node)
        start, head_end = node.start_mark.index, end
        body_start = body_end = layout.next_line(end)
        if is_block(node):
            start = behind
            if layout.line_start(node.start_mark.index) > behind:
                head_end, body_start = behind, layout.next_line(behind)
        elif is_block_text(node):
            head_end = layout.header_end(node)
            body_start = layout.next_line(head_end)
        if not new.head or start <= behind:
            start = behind
        gap = " " if start == behind and new.head else ""
        self._replacements.put(start, max(start, head_end), gap + new.head)
        self._replacements.put_lines(body_start, max(body_start, body_end), new.lines)

    def _change(self, behind: int, node: yaml.Node, new: Any, field: str, key: int, *, in_list: bool) -> None:
        if new and isinstance(new, list) and isinstance(node, yaml.SequenceNode) and is_block(node):
            self._list(node, new, field)
        elif new and isinstance(new, Mapping) and isinstance(node, yaml.MappingNode) and node.value:
            if is_block(node):
                self.table(node, new)
            else:
                self._put(node, self._flow.value(node, new, field))
        elif new and isinstance(new, list) and isinstance(node, yaml.SequenceNode) and node.value:
            self._put(node, self._flow.value(node, new, field))
        else:
            column = self._layout.column(key)
            self.replace(behind, node, self._writer.value(new, field, column, own=[node], in_list=in_list))

    def _list(self, node: yaml.SequenceNode, new: Sequence[Any], field: str) -> None:
        layout, children = self._layout, node.value
        plan: Plan = plan_list(plain_value(node), new)
        for at, value in plan.changed.items():
            dash = layout.dash(node, at)
            self._change(dash + 1, children[at], value, field, dash, in_list=True)
        for at in plan.removed:
            start = layout.line_start(layout.dash(node, at))
            self._replacements.put_lines(start, layout.next_line(layout.end(children[at])), [])
        first = layout.dash(node, 0)
        column, gap = layout.column(first), max(1, children[0].start_mark.index - first - 1)
        if layout.line_start(children[0].start_mark.index) > first:
            gap = 1
        for at, values in plan.added.items():
            lines = [
                line
                for value in values
                for line in self._writer.element(value, field, column, gap, nearest_elements(children, at))
            ]
            place = layout.line_start(first) if at < 0 else layout.next_line(layout.end(children[at]))
            self._replacements.put_lines(place, place, lines)

    def _remove_pairs(self, node: yaml.MappingNode, removed: AbstractSet[int]) -> bool:
        """Take fields out; whether the first stays where it is, or another takes its place behind a dash."""
        layout, pairs = self._layout, node.value
        leading = self._leading(node, removed) if self._shares_line(node) else 0
        moves_up = leading not in removed and self._adjoins(node, leading)
        if leading:
            stop = layout.line_end(layout.end(pairs[leading - 1][1]))
            stop = layout.key_start(pairs[leading][0]) if moves_up else stop
            self._replacements.put(layout.key_start(pairs[0][0]), stop, "")
        for at in removed:
            if at >= leading:
                key, value = pairs[at]
                line = layout.line_start(key.start_mark.index)
                self._replacements.put_lines(line, layout.next_line(layout.end(value)), [])
        return moves_up

    def _leading(self, node: yaml.MappingNode, removed: AbstractSet[int]) -> int:
        """How many fields go in front of all others, with nothing between their lines."""
        return next(at for at in count() if at not in removed or not self._adjoins(node, at))

    def _adjoins(self, node: yaml.MappingNode, at: int) -> bool:
        """Whether there is a field at a position, and nothing between its line and the field before."""
        layout, pairs = self._layout, node.value
        if not 0 < at < len(pairs):
            return at == 0
        before = layout.next_line(layout.end(pairs[at - 1][1]))
        return before == layout.line_start(layout.key_start(pairs[at][0]))

    def _add_pairs(
        self, node: yaml.MappingNode, at: int, column: int, lines: Sequence[str], *, stays: bool
    ) -> None:
        layout = self._layout
        if at >= 0:
            place = layout.behind(node.value[at][1], column)
            self._replacements.put_lines(place, place, lines)
            return
        first = layout.key_start(node.value[0][0])
        if not self._shares_line(node):
            self._replacements.put_lines(layout.line_start(first), layout.line_start(first), lines)
            return
        text = layout.newline.join(lines).lstrip(" ")
        self._replacements.put(first, first, text + (layout.newline + " " * column if stays else ""))

    def _shares_line(self, node: yaml.MappingNode) -> bool:
        """Whether the first field stands behind a dash."""
        first = self._layout.key_start(node.value[0][0])
        return bool(self._layout.text[self._layout.line_start(first) : first].strip(" "))

    def _put(self, node: yaml.Node, text: str) -> None:
        self._replacements.put(node.start_mark.index, node.end_mark.index, text)
