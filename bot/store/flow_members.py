"""The members of a list or table in brackets, each with what stands around it, and back to text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from bot.store.spans import BREAKS, Layout, RewriteError

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


def read(layout: Layout, node: yaml.Node) -> tuple[list[Member], str, bool]:
    """The members of a list or table, what stands behind the last of them, and whether a comma does."""
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
        found = (_REST.match(text, stop + 1) if comma else _COMMENT.match(text, end)) or None
        rest = found.group() if found else ""
        members.append(Member(text[place:start], text[start:end], text[end:stop] if comma else "", rest))
        place = (stop + 1 if comma else end) + len(rest)
    return members, text[place:close], comma


def joined(layout: Layout, node: yaml.Node, members: Sequence[Member], tail: str, *, comma: bool) -> str:
    """The text of a list or table with these members between its brackets."""
    text = layout.text
    if not members:
        return text[node.start_mark.index] + tail + text[node.end_mark.index - 1]
    pieces = [text[node.start_mark.index]]
    for at, member in enumerate(members):
        lead = member.lead
        if at and "#" in members[at - 1].rest and not any(each in lead for each in BREAKS):
            lead = layout.newline + " " * (layout.column(node.start_mark.index) + 1)
        stop = "," if at < len(members) - 1 or comma else ""
        pieces += (lead, member.body, member.trail, stop, member.rest)
    if "#" in members[-1].rest and not any(each in tail for each in BREAKS):
        tail = layout.newline + " " * layout.column(node.start_mark.index) + tail
    return "".join([*pieces, tail, text[node.end_mark.index - 1]])


def _extent(child: yaml.Node | tuple[yaml.Node, yaml.Node]) -> tuple[int, int]:
    if isinstance(child, tuple):
        key, value = child
        return key.start_mark.index, max(key.end_mark.index, value.end_mark.index)
    return child.start_mark.index, child.end_mark.index


def leads(members: Sequence[Member]) -> tuple[str, str]:
    """What stands before a first member, and before any other."""
    if not members:
        return "", " "
    first = members[0].lead[last_line(members[0].lead) :]
    if len(members) > 1:
        return first, members[1].lead[last_line(members[1].lead) :]
    return first, first if any(each in first for each in BREAKS) else " "


def last_line(lead: str) -> int:
    """Where the break before the last line of some white space begins."""
    found = _LAST_LINE.search(lead)
    return found.start() if found else 0
