"""The events of a YAML text, one after the other, as long as it has nothing in it that a pack must not have.

Whoever reads them stops at the first that is too much: the rest of the text is not even parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from bot.core.pack.limits import MAX_DEPTH, MAX_DIRECTIVES, MAX_KEYS, MAX_LIST, MAX_NODES, MAX_TEXT

# libyaml is many times faster than the parser in Python, and in every wheel of PyYAML.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What `!!` stands for: such a tag loses no text.
_STANDARD = "tag:yaml.org,2002:"
# Characters that the parser is given at once.
_CHUNK = 16_384
# At the beginning of a line. The look behind comes after the first character: the search can jump to it.
_TAG_DIRECTIVE = re.compile(r"%(?<![^\r\n\x85\u2028\u2029]%)TAG\b")
_TOO_DEEP = (
    f"this is nested too deeply: at most {MAX_DEPTH} lists or tables stand in each other; take some out"
)
# What libyaml says where brackets are nested deeper than it looks ahead.
_TOO_DEEP_FOR_PARSER = "exceeded maximum nesting depth"


class DocumentError(Exception):
    """The text is not YAML, or YAML that a pack must not have; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read_events(text: str) -> Iterator[yaml.Event]:
    """The events of a text. Raises DocumentError for what is no YAML, and for what a pack must not have."""
    _refuse_many_directives(text)
    budget = _Budget()
    try:
        for event in yaml.parse(_Chunks(text), Loader=_Loader):
            _refuse_traps(event)
            budget.spend(event)
            yield event
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context
        is_too_deep = problem == _TOO_DEEP_FOR_PARSER
        message = _TOO_DEEP if is_too_deep else f"this is not valid YAML ({problem})"
        raise DocumentError(mark.line + 1 if mark else 1, message) from None
    except yaml.YAMLError as error:
        line = _line_of(text, error)
        raise DocumentError(line, "there is a character that YAML does not allow") from None


def line_of(event: yaml.Event) -> int:
    """The line where an event begins, from 1."""
    return event.start_mark.line + 1 if event.start_mark else 1


class _Chunks:
    """A text that the parser reads a piece at a time.

    The parser holds up every other thread while it is in one piece, and at most so long: between two it calls
    `read`, and only Python code lets others have their turn. So this must not be an `io.StringIO`.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0

    def read(self, _size: int = -1) -> str:
        chunk = self._text[self._at : self._at + _CHUNK]
        self._at += len(chunk)
        return chunk


class _Budget:
    """What the events may still hold."""

    def __init__(self) -> None:
        self._nodes = 0
        # The lists and tables that are open, outermost first.
        self._open: list[_Collection] = []

    def spend(self, event: yaml.Event) -> None:
        """Count an event. Raises DocumentError where it is more than a pack may have."""
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._count(event)
            if isinstance(event, yaml.ScalarEvent):
                _refuse_long_text(event)
            else:
                self._begin(event)

    def _count(self, event: yaml.NodeEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            most = f"{MAX_NODES:,} keys, texts, lists and tables"
            raise DocumentError(line_of(event), f"the file has more than {most}: take some out")
        if self._open:
            self._open[-1].add(event)

    def _begin(self, event: yaml.NodeEvent) -> None:
        if len(self._open) == MAX_DEPTH:
            raise DocumentError(line_of(event), _TOO_DEEP)
        is_list = isinstance(event, yaml.SequenceStartEvent)
        # A key and its value are two nodes.
        self._open.append(
            _Collection("list", "items", MAX_LIST)
            if is_list
            else _Collection("table", "keys", MAX_KEYS, nodes_each=2)
        )


@dataclass(slots=True)
class _Collection:
    """A list or a table, and how many nodes stand in it so far."""

    kind: str
    members: str
    most: int
    nodes_each: int = 1
    nodes: int = 0

    def add(self, event: yaml.NodeEvent) -> None:
        self.nodes += 1
        if self.nodes > self.most * self.nodes_each:
            has = f"this {self.kind} has more than {self.most:,} {self.members}"
            raise DocumentError(line_of(event), f"{has}, and no {self.kind} may: take some out")


def _refuse_many_directives(text: str) -> None:
    """Raise DocumentError for too many lines that begin with `%TAG`.

    The parser compares each of them with all before it, and has no event until the last: of a whole file of
    them it would take hours.
    """
    beyond = next(islice(_TAG_DIRECTIVE.finditer(text), MAX_DIRECTIVES, None), None)
    if beyond is not None:
        line = text.count("\n", 0, beyond.start()) + 1
        raise DocumentError(line, f"the file has more than {MAX_DIRECTIVES} lines with `%TAG`: take them out")


def _refuse_long_text(event: yaml.ScalarEvent) -> None:
    if len(event.value) > MAX_TEXT:
        has = f"this text has {len(event.value):,} characters, and any text has at most {MAX_TEXT:,}"
        raise DocumentError(line_of(event), f"{has}: shorten it")


def _refuse_traps(event: yaml.Event) -> None:
    """Raise DocumentError for aliases, anchors and tags.

    An alias can multiply a text without end; of a text that begins with `&` or `!`, YAML drops a part.
    """
    if isinstance(event, yaml.AliasEvent):
        raise DocumentError(line_of(event), "aliases (`*name`) are not supported: quote it, or write it out")
    if getattr(event, "anchor", None):
        raise DocumentError(line_of(event), "anchors (`&name`) are not supported: quote it, or remove it")
    if not (getattr(event, "tag", None) or _STANDARD).startswith(_STANDARD):
        raise DocumentError(line_of(event), "tags (`!name`) are not supported: quote it, or remove it")


def _line_of(text: str, error: yaml.YAMLError) -> int:
    """The line of the place where the reader gave up, which libyaml counts in bytes."""
    position = getattr(error, "position", 0)
    return text.encode("utf-8", "surrogatepass").count(b"\n", 0, position) + 1
