"""A YAML file as values with lines: one parser, every scalar the text that stands there.

Nothing is guessed: `no`, `1:30` and `017` stay what they are, and the model gives them their type.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from bot.core.pack.problems import Path, quote
from bot.store.pack_files.yaml_events import DocumentError, line_of, read_events

__all__ = ["Document", "DocumentError", "compose", "plain_value"]

# libyaml is many times faster than the parser in Python, and in every wheel of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """The parsed text: plain values, and the line of each."""

    def __init__(self, text: str) -> None:
        """Parse it; raises DocumentError for the first thing that is wrong with its form."""
        # Line and name of each key that stands twice in one table.
        self.repeated_keys: list[tuple[int, str]] = []
        self._key_that_is_no_text: int | None = None
        self.value, self._place = self._document(read_events(text))
        # Only now: what is wrong further down is more often the cause.
        if self._key_that_is_no_text is not None:
            message = "a key must be a text: quote it if it begins with [ or {"
            raise DocumentError(self._key_that_is_no_text, message)

    def line(self, path: Path) -> int:
        """The line of the value at a path, or of the nearest thing above it that is there."""
        place = self._place
        for step in path:
            child = place.child(step)
            if child is None:
                break
            place = child
        return place.line

    def _document(self, events: Iterator[yaml.Event]) -> tuple[Any, "_Place"]:
        value: Any = None
        place = _Place(1, ())
        is_first = True
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if not is_first:
                    raise DocumentError(line_of(event), "a second document begins here: keep one")
                is_first = False
            elif isinstance(event, yaml.NodeEvent):
                value, inside = self._value(event, events)
                place = place if value is None else _Place(line_of(event), inside)
        return value, place

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event]) -> tuple[Any, "_Inside"]:
        """What begins with an event: its value, and where what is inside it stands."""
        if isinstance(event, yaml.ScalarEvent):
            is_nothing = event.value in ("", "~", "null") and not event.style
            return None if is_nothing else event.value, ()
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events)
        return self._table(events)

    def _list(self, events: Iterator[yaml.Event]) -> tuple[list[Any], "_Inside"]:
        values: list[Any] = []
        places: list[_Place] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value, inside = self._value(event, events)
            values.append(value)
            places.append(_Place(line_of(event), inside))
        return values, places

    def _table(self, events: Iterator[yaml.Event]) -> tuple[dict[str, Any], "_Inside"]:
        values: dict[str, Any] = {}
        places: dict[str, _Place] = {}
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            name = self._key(key, events)
            if name in values:
                self.repeated_keys.append((line_of(key), quote(name)))
            values[name], inside = self._value(next(events), events)
            places[name] = _Place(line_of(key), inside)
        return values, places

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event]) -> str:
        self._value(event, events)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if self._key_that_is_no_text is None:
            self._key_that_is_no_text = line_of(event)
        return ""


class _Place(NamedTuple):
    """Where a value stands, and what is inside it; the value of a key stands where the key does."""

    line: int
    inside: "_Inside"

    def child(self, step: str | int) -> "_Place | None":
        if isinstance(self.inside, Mapping):
            # A table may stand where a list of tables is meant: it is the first of them.
            return self if step == 0 else self.inside.get(str(step))
        return self.inside[step] if isinstance(step, int) and step < len(self.inside) else None


_Inside = Mapping[str, _Place] | Sequence[_Place]


def compose(text: str) -> yaml.Node | None:
    """The nodes of a text that loads as a `Document`, each with its beginning and end; None if empty."""
    node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    return node


def plain_value(node: yaml.Node) -> Any:
    """The plain value of a node, as `Document` has it."""
    if isinstance(node, yaml.ScalarNode):
        is_nothing = node.value in ("", "~", "null") and not node.style
        return None if is_nothing else node.value
    if isinstance(node, yaml.SequenceNode):
        return [plain_value(child) for child in node.value]
    return {key.value: plain_value(child) for key, child in node.value}
