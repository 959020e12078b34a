"""A YAML file as text with positions: one parser, every scalar the text that stands there.

Nothing is guessed: `no`, `1:30` and `017` stay what they are, and the model gives them their type.
"""

from typing import Any

import yaml

from bot.core.problem import Path

# libyaml is many times faster than the parser in Python, and in every wheel of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Deeper nesting than any shape of a pack has; past it a parser is at the mercy of its stack.
_DEEPEST = 50


class DocumentError(Exception):
    """The text is no YAML that a pack can be written in; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Document:
    """The parsed text: plain values, and the line of each."""

    def __init__(self, text: str) -> None:
        """Parse it; raises DocumentError for the first thing that is wrong with its form."""
        self._root = _compose(text)
        self._repeated: list[tuple[int, str]] = []
        self.value: Any = plain(self._root, self._repeated)

    @property
    def root(self) -> yaml.Node | None:
        """The composed nodes, with their marks; None where the text holds no value."""
        return self._root

    @property
    def repeated_keys(self) -> tuple[tuple[int, str], ...]:
        """Line and name of each key that stands twice in one mapping."""
        return tuple(self._repeated)

    def line(self, path: Path) -> int:
        """The line of the value at a path, or of the nearest thing above it that is there."""
        node, line = self._root, 1
        if node is not None and self.value is not None:
            line = node.start_mark.line + 1
        for step in path:
            found = _child(node, step)
            if found is None:
                return line
            line, node = found
        return line


def plain(node: yaml.Node | None, repeated: list[tuple[int, str]] | None = None) -> Any:
    """The plain value of a node; line and name of a key that stands twice go to `repeated`."""
    if node is None:
        return None
    if isinstance(node, yaml.ScalarNode):
        empty = node.value in ("", "~", "null") and not node.style
        return None if empty else node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain(child, repeated) for child in node.value]
    table: dict[Any, Any] = {}
    for key, child in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise DocumentError(line, "a key must be a text: quote it if it begins with [ or {")
        name = key.value
        if name in table and repeated is not None:
            repeated.append((line, name))
        table[name] = plain(child, repeated)
    return table


def _compose(text: str) -> yaml.Node | None:
    try:
        _refuse_traps(text)
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
        return node
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise DocumentError(line, f"this is not valid YAML ({error.problem or error.context})") from None
    except yaml.YAMLError as error:
        raise DocumentError(_line_of(text, error), "there is a character that YAML does not allow") from None


def _refuse_traps(text: str) -> None:
    """Refuse what could blow up: aliases that multiply, nesting without end."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise DocumentError(line, "aliases (`*name`) are not supported: write it out")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise DocumentError(line, "this is nested too deeply")


def _line_of(text: str, error: yaml.YAMLError) -> int:
    """The line of the place where the reader gave up, which libyaml counts in bytes."""
    position = getattr(error, "position", 0)
    return text.encode("utf-8", "surrogatepass").count(b"\n", 0, position) + 1


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        child = node.value[step]
        return child.start_mark.line + 1, child
    if isinstance(node, yaml.MappingNode):
        # A table may stand where a list of tables is meant: it is the first of them.
        if step == 0:
            return node.start_mark.line + 1, node
        for key, child in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, child
    return None
