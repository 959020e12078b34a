"""Lists and tables in brackets: each member keeps its text, its line and its comment; commas follow."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import yaml

from bot.store.document import plain
from bot.store.flow_members import Member, joined, last_line, leads, read
from bot.store.habits import beside
from bot.store.list_plan import Plan, plan_list, plan_table
from bot.store.spans import BREAKS, Layout
from bot.store.yaml_writing import Writer


class FlowEditor:
    """Makes the new text of one list or table in brackets."""

    def __init__(self, layout: Layout, writer: Writer) -> None:
        self._layout = layout
        self._writer = writer

    def value(self, node: yaml.Node, new: Any, field: str, part: str | None = None) -> str:
        """The text of a value as it shall be, as near to what stands there as can be."""
        old = plain(node)
        start = node.start_mark.index
        if old == new:
            return self._layout.text[start : node.end_mark.index]
        if old and new and isinstance(new, list) and isinstance(old, list):
            elements = plan_list(old, new)
            bodies = {
                at: self.value(node.value[at], each, field, part) for at, each in elements.changed.items()
            }
            added = {
                at: [self._writer.flow(each, field, part, beside(node.value, at)) for each in news]
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
        members, tail, comma = read(self._layout, node)
        first, between = leads(members)
        kept: list[Member] = [Member(between, body) for body in plan.added.get(-1, [])]
        comments = ""
        for at, member in enumerate(members):
            if at in plan.removed:
                comments += member.lead[: last_line(member.lead)] if "#" in member.lead else ""
            else:
                body = plan.changed.get(at, member.body)
                lead = member.lead if kept or at == 0 or "#" in member.lead else first
                if kept and at == 0:
                    # What stands over the first member stands over the new ones now.
                    kept[0], lead = replace(kept[0], lead=lead), between
                if comments and not any(each in lead for each in BREAKS):
                    lead = self._layout.newline + lead
                kept.append(replace(member, lead=comments + lead, body=body))
                comments = ""
            kept += [Member(between, body) for body in plan.added.get(at, [])]
        if kept and kept[0].lead == between:
            kept[0] = replace(kept[0], lead=first)
        if comments and not any(each in tail for each in BREAKS):
            tail = self._layout.newline + tail
        return joined(self._layout, node, kept, comments + tail, comma=comma)

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
