"""The sections in the file: on lines of their own or in brackets, empty, or not there yet."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from bot.core.editing.edits import Section
from bot.store.yaml_editing.block import BlockEditor
from bot.store.yaml_editing.flow import FlowEditor
from bot.store.yaml_editing.items import SectionEditor
from bot.store.yaml_editing.layout import Replacements, TextLines, is_block
from bot.store.yaml_editing.plan import Plan
from bot.store.yaml_editing.style import Style, style_at
from bot.store.yaml_editing.writer import Writer, WrittenValue

_DASH = 2


def carry_out(
    text: str, root: yaml.Node | None, plans: Mapping[Section, Plan], *, blocks: bool = True
) -> str:
    """The text with the plans carried out; `root` is what it was composed to, and its last line is ended.

    `blocks` says whether new texts may be written with `|` or `>`.
    """
    layout = TextLines(text, blocks=blocks)
    replacements = Replacements(text, layout.newline)
    if not isinstance(root, yaml.MappingNode):
        place = layout.line_start(root.start_mark.index) if root else len(text)
        for section, plan in plans.items():
            replacements.put_lines(place, place, _new_section(layout, root, section, plan))
    elif root.flow_style:
        replacements.put(root.start_mark.index, root.end_mark.index, _flow_root(layout, root, plans))
    else:
        # New sections last: they stand behind what is new in the one before.
        for section in sorted(plans, key=lambda section: _find_pair(root, section) is None):
            _block_section(layout, root, section, plans[section], replacements)
    return replacements.result()


def _block_section(
    layout: TextLines, root: yaml.MappingNode, section: Section, plan: Plan, replacements: Replacements
) -> None:
    key_and_value = _find_pair(root, section)
    if not key_and_value:
        place = layout.behind(root.value[-1][1], layout.column(root.start_mark.index))
        replacements.put_lines(place, place, ["", *_new_section(layout, root, section, plan)])
        return
    key, node = key_and_value
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        items = _new_items(layout, root, plan)
        editor = BlockEditor(layout, Writer(_style_near(layout, root)), replacements)
        editor.replace(layout.after_colon(key), node, WrittenValue("", items))
    elif is_block(node):
        if len(plan.removed) == len(node.value) and not plan.added:
            replacements.put(layout.after_colon(key), layout.after_colon(key), " []")
        SectionEditor(layout, node, replacements).carry_out(plan)
    else:
        replacements.put(node.start_mark.index, node.end_mark.index, _flow_list(layout, node, plan))


def _flow_root(layout: TextLines, root: yaml.MappingNode, plans: Mapping[Section, Plan]) -> str:
    editor = FlowEditor(layout, Writer(_style_near(layout, root)))
    whole = Plan()
    for section, plan in plans.items():
        key_and_value = _find_pair(root, section)
        if key_and_value:
            key, node = key_and_value
            if isinstance(node, yaml.SequenceNode) and node.value:
                items = _flow_list(layout, node, plan)
            else:
                items = _new_flow_list(layout, root, plan)
            whole.changed[root.value.index(key_and_value)] = editor.pair(key, node, items)
        else:
            pair = f"{section}: {_new_flow_list(layout, root, plan)}"
            whole.added.setdefault(len(root.value) - 1, []).append(pair)
    return editor.rebuilt(root, whole)


def _flow_list(layout: TextLines, node: yaml.SequenceNode, plan: Plan) -> str:
    items = node.value
    bodies = {}
    for at, fields in plan.changed.items():
        editor = FlowEditor(layout, Writer(style_at(layout, items, at)))
        bodies[at] = editor.value(items[at], fields, "")
    added = {
        at: [Writer(style_at(layout, items, max(at, 0))).flow(fields, "") for fields in news]
        for at, news in plan.added.items()
    }
    whole = FlowEditor(layout, Writer(style_at(layout, items, 0)))
    return whole.rebuilt(node, Plan(plan.removed, bodies, added))


def _new_flow_list(layout: TextLines, root: yaml.Node, plan: Plan) -> str:
    writer = Writer(_style_near(layout, root))
    return f"[{', '.join(writer.flow(fields, '') for fields in plan.added[-1])}]"


def _new_section(layout: TextLines, root: yaml.Node | None, section: Section, plan: Plan) -> Sequence[str]:
    indent = " " * (layout.column(root.start_mark.index) if isinstance(root, yaml.MappingNode) else 0)
    return [f"{indent}{section}:", *_new_items(layout, root, plan)]


def _new_items(layout: TextLines, root: yaml.Node | None, plan: Plan) -> Sequence[str]:
    """Items for a section that has none, as the other section's are written."""
    dash, gap = _DASH, 1
    for node in _lists(root):
        if is_block(node):
            first = layout.dash(node, 0)
            dash = layout.column(first)
            if layout.line_start(node.value[0].start_mark.index) <= first:
                gap = max(1, node.value[0].start_mark.index - first - 1)
    writer = Writer(_style_near(layout, root))
    return [line for fields in plan.added.get(-1, []) for line in writer.item(fields, dash, gap)]


def _style_near(layout: TextLines, root: yaml.Node | None) -> Style:
    items: list[Any] = [item for node in _lists(root) for item in node.value[-1:-13:-1]]
    return Style(layout, items)


def _lists(root: yaml.Node | None) -> Sequence[yaml.SequenceNode]:
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    return [node for _, node in pairs if isinstance(node, yaml.SequenceNode) and node.value]


def _find_pair(root: yaml.MappingNode, section: Section) -> tuple[yaml.Node, yaml.Node] | None:
    # Of a key that stands twice, the last one counts.
    return next((pair for pair in reversed(root.value) if pair[0].value == section.value), None)
