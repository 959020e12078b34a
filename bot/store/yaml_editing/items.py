"""The items of a section: which lines go with an item, and where a new one comes."""

from collections.abc import Sequence
from typing import Any

import yaml

from bot.store.yaml_editing.block import BlockEditor
from bot.store.yaml_editing.layout import Replacements, RewriteError, TextLines
from bot.store.yaml_editing.plan import Plan
from bot.store.yaml_editing.style import Style, style_at
from bot.store.yaml_editing.writer import Writer

_NEAR = 6


class SectionEditor:
    """Puts a plan for a section that stands on lines of its own into replacements."""

    def __init__(self, layout: TextLines, node: yaml.SequenceNode, replacements: Replacements) -> None:
        self._layout = layout
        self._node = node
        self._replacements = replacements
        self._column = layout.column(node.start_mark.index)

    def carry_out(self, plan: Plan) -> None:
        """Change, remove and add items."""
        for at, fields in plan.changed.items():
            editor = BlockEditor(self._layout, Writer(self._style(at)), self._replacements)
            editor.table(self._node.value[at], fields)
        for at in plan.removed:
            start, end = self._extent(at, plan)
            self._replacements.put(start, end, "")
        for at, news in plan.added.items():
            self._add(at, news, plan)

    def _add(self, at: int, news: Sequence[Any], plan: Plan) -> None:
        first = max(at, 0)
        model = self._node.value[first]
        gap = max(1, model.start_mark.index - self._layout.dash(self._node, first) - 1)
        if self._layout.line_start(model.start_mark.index) > self._layout.dash(self._node, first):
            gap = 1
        writer = Writer(self._style(first))
        between = [""] * self._blank_lines(first)
        items = [writer.item(fields, self._column, gap) for fields in news]
        if at < 0 and 0 not in plan.removed:
            place = self._start(0)
            lines = [line for item in items for line in [*item, *between]]
        else:
            place = self._end(first)
            between = [] if self._layout.keeps_blank_lines(model) and first not in plan.removed else between
            lines = [line for item in items for line in [*between, *item]]
            if first in plan.removed:
                lines = lines[len(between) :]
        self._replacements.put_lines(place, place, lines)

    def _extent(self, at: int, plan: Plan) -> tuple[int, int]:
        """The lines that go with an item.

        Comments directly above it go where they belong to it alone: they stand right below the item
        before, with no blank line between, or what they head ends with this item. Of the blank lines
        on both sides one run stays.
        """
        start, end = self._start(at), self._end(at)
        above = self._layout.lines(self._gap_start(at), start)
        comments = 0
        while comments < len(above) and above[-1 - comments][1].strip():
            comments += 1
        below_item = at > 0 and comments == len(above)
        if comments and (below_item or self._group_ends(at, plan)):
            above = above[: len(above) - comments]
            start = self._layout.next_line(above[-1][0]) if above else self._gap_start(at)
        if at not in plan.added and self._blank_below(at, plan):
            while above and not above[-1][1].strip():
                start = above.pop()[0]
        if at > 0 and self._layout.keeps_blank_lines(self._node.value[at - 1]):
            end = self._past_blank_lines(at, plan)
        return start, end

    def _past_blank_lines(self, at: int, plan: Plan) -> int:
        """The end of an item that goes and, where nothing else happens there, of the blank lines below it."""
        end = self._end(at)
        if at not in plan.added and at + 1 not in plan.removed:
            for start, line in self._layout.lines(end, len(self._layout.text)):
                if line.strip():
                    return start
        return end

    def _blank_below(self, at: int, plan: Plan) -> bool:
        """Whether a blank line, or nothing at all, comes below an item and those that go with it."""
        while at + 1 in plan.removed and self._end(at) == self._start(at + 1):
            at += 1
        end = self._end(at)
        return at not in plan.added and not self._layout.text[end : self._layout.next_line(end)].strip()

    def _group_ends(self, at: int, plan: Plan) -> bool:
        """Whether no item that stays or comes follows under the same comment."""
        if at == 0 and -1 in plan.added:
            return False
        for place in range(at, len(self._node.value)):
            if place in plan.added or (place > at and place not in plan.removed):
                return False
            if place + 1 < len(self._node.value) and "#" in self._comments(place):
                return True
        return True

    def _comments(self, at: int) -> str:
        """What stands on the lines between an item and the next."""
        return self._layout.text[self._end(at) : self._start(at + 1)]

    def _blank_lines(self, at: int) -> int:
        """How many blank lines stand between items hereabouts: rather above this one than below."""
        last = len(self._node.value) - 1
        near = sorted(range(max(0, at - _NEAR), min(last, at + _NEAR)), key=lambda gap: abs(gap - at + 1))
        gaps = [self._comments(place) for place in near]
        typical = next((gap for gap in gaps if "#" not in gap), gaps[0] if gaps else "")
        lines = typical.splitlines()
        return next((count for count, line in enumerate(lines) if line.strip()), len(lines))

    def _gap_start(self, at: int) -> int:
        if at > 0:
            return self._end(at - 1)
        # Up to the line of the section's own key.
        start = self._start(0)
        while start > 0:
            before = self._layout.line_start(start - 1)
            line = self._layout.text[before:start].strip()
            if line and not line.startswith("#"):
                break
            start = before
        return start

    def _start(self, at: int) -> int:
        dash = self._layout.dash(self._node, at)
        start = self._layout.line_start(dash)
        if self._layout.text[start:dash].strip(" "):
            line = self._node.value[at].start_mark.line + 1
            raise RewriteError(f"line {line} of the file is written in a way I cannot edit")
        return start

    def _end(self, at: int) -> int:
        return self._layout.behind(self._node.value[at], self._column)

    def _style(self, at: int) -> Style:
        return style_at(self._layout, self._node.value, at)
