"""Lists and tables in brackets: their members, and edits of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from bot.store.pack_files.yaml_document import plain_value
from bot.store.yaml_editing.layout import BREAKS, RewriteError, TextLines
from bot.store.yaml_editing.plan import Plan, plan_list, plan_table
from bot.store.yaml_editing.style import nearest_elements
from bot.store.yaml_editing.writer import Writer

_GAP = re.compile(rf"(?:[ \t{BREAKS}]|#[^{BREAKS}]*)*")
_REST = re.compile(rf"[ \t]*(?:#[^{BREAKS}]*)?(?=[{BREAKS}])")
_COMMENT = re.compile(rf"[ \t]*#[^{BREAKS}]*(?=[{BREAKS}])")
_LAST_LINE = re.compile(rf"(?:\r\n|[{BREAKS}])?[^{BREAKS}]*\Z")


@dataclass(frozen=True)
class Member:
    """What stands before it, its own text, what stands before and behind the comma, on its line."""

    lead: str
    body: str
    trail: str = ""
    rest: str = ""


def read_members(layout: TextLines, node: yaml.Node) -> tuple[list[Member], str, bool]:
    """The members of a list or table, what stands behind the last of them, and whether a comma does.

    Raises RewriteError where the list or table is not in brackets.
    """
    text, close = layout.text, node.end_mark.index - 1
    place = node.start_mark.index + 1
    if text[place - 1] not in "[{":
        raise RewriteError(f"line {node.start_mark.line + 1} of the file is written in a way I cannot edit")
    members: list[Member] = []
    comma = False
    for child in node.value:
        start, end = _extent(child)
        gap = _GAP.match(text, end)
        stop = gap.end() if gap else end
        comma = stop < close and text[stop] == ","
        match = (_REST.match(text, stop + 1) if comma else _COMMENT.match(text, end)) or None
        rest = match.group() if match else ""
        members.append(Member(text[place:start], text[start:end], text[end:stop] if comma else "", rest))
        place = (stop + 1 if comma else end) + len(rest)
    return members, text[place:close], comma


def join_members(
    layout: TextLines, node: yaml.Node, members: Sequence[Member], tail: str, *, comma: bool
) -> str:
    """The text of a list or table with these members between its brackets."""
    text = layout.text
    if not members:
        return text[node.start_mark.index] + tail + text[node.end_mark.index - 1]
    pieces = [text[node.start_mark.index]]
    for at, member in enumerate(members):
        lead = member.lead
        if at and "#" in members[at - 1].rest and not any(character in lead for character in BREAKS):
            lead = layout.newline + " " * (layout.column(node.start_mark.index) + 1)
        stop = "," if at < len(members) - 1 or comma else ""
        pieces += (lead, member.body, member.trail, stop, member.rest)
    if "#" in members[-1].rest and not any(character in tail for character in BREAKS):
        tail = layout.newline + " " * layout.column(node.start_mark.index) + tail
    return "".join([*pieces, tail, text[node.end_mark.index - 1]])


def _extent(child: yaml.Node | tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
    if isinstance(child, tuple):
        key, value = child
        return key.start_mark.index, max(key.end_mark.index, value.end_mark.index)
    return child.start_mark.index, child.end_mark.index


def usual_leads(members: Sequence[Member]) -> tuple[str, str]:
    """What stands before a first member, and before any other."""
    if not members:
        return "", " "
    first = members[0].lead[last_line_start(members[0].lead) :]
    if len(members) > 1:
        return first, members[1].lead[last_line_start(members[1].lead) :]
    return first, first if any(character in first for character in BREAKS) else " "


def last_line_start(lead: str) -> int:
    """Where the break before the last line of some white space begins."""
    match = _LAST_LINE.search(lead)
    return match.start() if match else 0


class FlowEditor:
    """Makes the new text of one list or table in brackets."""

    def __init__(self, layout: TextLines, writer: Writer) -> None:
        self._layout = layout
        self._writer = writer

    def value(self, node: yaml.Node, new: Any, field: str, part: str | None = None) -> str:
        """The text of a value as it shall be, as near to what stands there as can be."""
        old = plain_value(node)
        start = node.start_mark.index
        if old == new:
            return self._layout.text[start : node.end_mark.index]
        if old and new and isinstance(new, list) and isinstance(old, list):
            elements = plan_list(old, new)
            bodies = {
                at: self.value(node.value[at], element, field, part)
                for at, element in elements.changed.items()
            }
            added = {
                at: [
                    self._writer.flow(element, field, part, nearest_elements(node.value, at))
                    for element in news
                ]
                for at, news in elements.added.items()
            }
            return self.rebuilt(node, Plan(elements.removed, bodies, added))
        if old and new and isinstance(new, Mapping) and isinstance(old, Mapping) and self._braced(node):
            return self._table(node, old, new, field)
        return self._writer.flow(new, field, part, [node])

    def pair(self, key: yaml.Node, node: yaml.Node, written: str) -> str:
        """The text of a key and its value, which is given."""
        text = self._layout.text
        if node.start_mark.index > key.end_mark.index and node.start_mark.index < node.end_mark.index:
            return text[key.start_mark.index : node.start_mark.index] + written
        return f"{text[key.start_mark.index : key.end_mark.index]}: {written}"

    def rebuilt(self, node: yaml.Node, plan: Plan) -> str:
        """The text of a list or table; what is changed or added is given as text."""
        members, tail, comma = read_members(self._layout, node)
        first, between = usual_leads(members)
        kept: list[Member] = [Member(between, body) for body in plan.added.get(-1, [])]
        comments = ""
        for at, member in enumerate(members):
            if at in plan.removed:
                comments += member.lead[: last_line_start(member.lead)] if "#" in member.lead else ""
            else:
                body = plan.changed.get(at, member.body)
                lead = member.lead if kept or at == 0 or "#" in member.lead else first
                if kept and at == 0:
                    # What stands over the first member stands over the new ones now.
                    kept[0], lead = replace(kept[0], lead=lead), between
                if comments and not any(character in lead for character in BREAKS):
                    lead = self._layout.newline + lead
                kept.append(replace(member, lead=comments + lead, body=body))
                comments = ""
            kept += [Member(between, body) for body in plan.added.get(at, [])]
        if kept and kept[0].lead == between:
            kept[0] = replace(kept[0], lead=first)
        if comments and not any(character in tail for character in BREAKS):
            tail = self._layout.newline + tail
        return join_members(self._layout, node, kept, comments + tail, comma=comma)

    def _table(self, node: yaml.Node, old: Mapping[str, Any], new: Mapping[str, Any], field: str) -> str:
        pairs = node.value
        plan = plan_table([key.value for key, _ in pairs], old, new)
        bodies = {}
        for at, value in plan.changed.items():
            key, now = pairs[at]
            inner = self.value(now, value, field, key.value) if field else self.value(now, value, key.value)
            bodies[at] = self.pair(key, now, inner)
        added = {
            at: [self._writer.flow_pair(name, new, field) for name in names]
            for at, names in plan.added.items()
        }
        return self.rebuilt(node, Plan(plan.removed, bodies, added))

    def _braced(self, node: yaml.Node) -> bool:
        return self._layout.text[node.start_mark.index] == "{"
