"""A YAML file as values with lines: one parser, every scalar the text that stands there.

Nothing is guessed: `no`, `1:30` and `017` stay what they are, and the model gives them their type.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from bot.core.pack.problems import Path

# libyaml is many times faster than the parser in Python, and in every wheel of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Deeper nesting than any shape of a pack has; past it a parser is at the mercy of its stack.
_DEEPEST = 50
# What `!!` stands for: such a tag loses no text.
_STANDARD = "tag:yaml.org,2002:"


class DocumentError(Exception):
    """The text is not YAML, or YAML that a pack must not have; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class Document:
    """The parsed text: plain values, and the line of each."""

    def __init__(self, text: str) -> None:
        """Parse it; raises DocumentError for the first thing that is wrong with its form."""
        # Line and name of each key that stands twice in one table.
        self.repeated_keys: list[tuple[int, str]] = []
        self._keys_that_are_no_text: list[int] = []
        try:
            self.value, self._place = self._document(yaml.parse(text, Loader=_Loader))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            raise DocumentError(line, f"this is not valid YAML ({error.problem or error.context})") from None
        except yaml.YAMLError as error:
            line = _line_of(text, error)
            raise DocumentError(line, "there is a character that YAML does not allow") from None
        # Only now: what is wrong further down is more often the cause.
        for line in self._keys_that_are_no_text:
            raise DocumentError(line, "a key must be a text: quote it if it begins with [ or {")

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
                    raise DocumentError(_line(event), "a second document begins here: keep one")
                is_first = False
            elif isinstance(event, yaml.NodeEvent):
                value, inside = self._value(event, events, 0)
                place = place if value is None else _Place(_line(event), inside)
        return value, place

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> tuple[Any, "_Inside"]:
        """What begins with an event: its value, and where what is inside it stands."""
        _refuse_traps(event)
        if isinstance(event, yaml.ScalarEvent):
            is_nothing = event.value in ("", "~", "null") and not event.style
            return None if is_nothing else event.value, ()
        if depth == _DEEPEST:
            raise DocumentError(_line(event), "this is nested too deeply")
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, depth + 1)
        return self._table(events, depth + 1)

    def _list(self, events: Iterator[yaml.Event], depth: int) -> tuple[list[Any], "_Inside"]:
        values: list[Any] = []
        places: list[_Place] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value, inside = self._value(event, events, depth)
            values.append(value)
            places.append(_Place(_line(event), inside))
        return values, places

    def _table(self, events: Iterator[yaml.Event], depth: int) -> tuple[dict[str, Any], "_Inside"]:
        values: dict[str, Any] = {}
        places: dict[str, _Place] = {}
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            name = self._key(key, events, depth)
            if name in values:
                self.repeated_keys.append((_line(key), name))
            values[name], inside = self._value(next(events), events, depth)
            places[name] = _Place(_line(key), inside)
        return values, places

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> str:
        self._value(event, events, depth)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        self._keys_that_are_no_text.append(_line(event))
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


def _refuse_traps(event: yaml.Event) -> None:
    """Raise DocumentError for aliases, anchors and tags.

    An alias can multiply a text without end; of a text that begins with `&` or `!`, YAML drops a part.
    """
    if isinstance(event, yaml.AliasEvent):
        raise DocumentError(_line(event), "aliases (`*name`) are not supported: quote it, or write it out")
    if getattr(event, "anchor", None):
        raise DocumentError(_line(event), "anchors (`&name`) are not supported: quote it, or remove it")
    if not (getattr(event, "tag", None) or _STANDARD).startswith(_STANDARD):
        raise DocumentError(_line(event), "tags (`!name`) are not supported: quote it, or remove it")


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _line_of(text: str, error: yaml.YAMLError) -> int:
    """The line of the place where the reader gave up, which libyaml counts in bytes."""
    position = getattr(error, "position", 0)
    return text.encode("utf-8", "surrogatepass").count(b"\n", 0, position) + 1
