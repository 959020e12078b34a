"""The places of lines, keys and values in a text, and replacing parts of it."""

import re
from bisect import bisect_right
from collections.abc import Sequence

import yaml

# YAML 1.1 ends a line at each of these, and so does libyaml.
BREAKS = "\n\r\x85\u2028\u2029"
_BREAK = re.compile(f"\r\n|[{BREAKS}]")
_COMMENT = f"#[^{BREAKS}]*"
_TO_DASH = re.compile(f"(?:[ \t]*(?:{_COMMENT})?(?:\r\n|[{BREAKS}]))+[ \t]*(-)")
# A comment is skipped as a whole: a colon in it does not belong to the key.
_COLON = re.compile(rf"(?>(?:[ \t{BREAKS}]|(?<=[ \t{BREAKS}]){_COMMENT})*):")
_QUESTION = re.compile(r"\?[ \t]+\Z")
_HEADER = re.compile("[|>][0-9+-]*")


class RewriteError(ValueError):
    """The file cannot be changed as intended; the text says why."""


class TextLines:
    """A text and its lines. Every place is an index into the text.

    `blocks` says whether new texts may be written with `|` or `>` in it.
    """

    def __init__(self, text: str, *, blocks: bool = True) -> None:
        self.text = text
        self.blocks = blocks
        self._starts = [0, *(match.end() for match in _BREAK.finditer(text))]
        first = _BREAK.search(text)
        self.newline = first.group() if first and first.group() in ("\n", "\r\n", "\r") else "\n"

    def line_start(self, at: int) -> int:
        """Where the line of a place begins."""
        return self._starts[bisect_right(self._starts, at) - 1]

    def next_line(self, at: int) -> int:
        """Where the line after the one of a place begins, or the end of the text."""
        after = bisect_right(self._starts, at)
        return self._starts[after] if after < len(self._starts) else len(self.text)

    def line_end(self, at: int) -> int:
        """Where the line of a place ends, before its break."""
        start = self.line_start(at)
        return start + len(self.text[start : self.next_line(at)].rstrip(BREAKS))

    def column(self, at: int) -> int:
        """How many characters stand before a place in its line."""
        return at - self.line_start(at)

    def lines(self, start: int, end: int) -> list[tuple[int, str]]:
        """The whole lines between two line starts: where each begins, and its text without the break."""
        lines = []
        while start < end:
            after = self.next_line(start)
            lines.append((start, self.text[start:after].rstrip(BREAKS)))
            start = after
        return lines

    def end(self, node: yaml.Node) -> int:
        """The place after the last character of a value, without comments or blank lines below it."""
        node = _last(node)
        end: int = node.end_mark.index
        if not is_block_text(node):
            return end
        if self.keeps_blank_lines(node) or node.value.rstrip("\n").endswith((" ", "\t")):
            # Lines that look blank are part of this text; the place is in the last of them.
            return end - 1 if end == self.line_start(end) else end
        start = node.start_mark.index
        return start + len(self.text[start:end].rstrip(" \t" + BREAKS))

    def keeps_blank_lines(self, node: yaml.Node) -> bool:
        """Does it end with a text that includes the blank lines below it, as `|+` does?"""
        last = _last(node)
        return is_block_text(last) and "+" in self.text[last.start_mark.index : self.header_end(last)]

    def header_end(self, node: yaml.Node) -> int:
        """Where the `>-` of a block text ends."""
        header = _HEADER.search(self.text, node.start_mark.index)
        return header.end() if header else node.start_mark.index

    def key_start(self, key: yaml.Node) -> int:
        """Where a key begins, or the `?` before it."""
        start: int = key.start_mark.index
        question = _QUESTION.search(self.text, self.line_start(start), start)
        return question.start() if question else start

    def after_colon(self, key: yaml.Node) -> int:
        """The place behind the colon of a key. Raises RewriteError for a `? key` that has none."""
        colon = _COLON.match(self.text, key.end_mark.index)
        if not colon:
            raise RewriteError(
                f"line {key.start_mark.line + 1} of the file is written in a way I cannot edit"
            )
        return colon.end()

    def dash(self, block: yaml.SequenceNode, at: int) -> int:
        """The place of the dash of an element of a block list; raises RewriteError without one."""
        if at == 0:
            return int(block.start_mark.index)
        match = _TO_DASH.match(self.text, self.end(block.value[at - 1]))
        if not match:
            line = block.value[at].start_mark.line + 1
            raise RewriteError(f"line {line} of the file is written in a way I cannot edit")
        return match.start(1)

    def behind(self, node: yaml.Node, column: int) -> int:
        """The line start after a value and the comments below it that are indented more than `column`."""
        end = at = self.next_line(self.end(node))
        while at < len(self.text):
            after = self.next_line(at)
            line = self.text[at:after]
            words = line.strip(" \t" + BREAKS)
            indent = len(line) - len(line.lstrip(" "))
            if words and not (words.startswith("#") and indent > column):
                break
            end = after if words else end
            at = after
        return end


def _last(node: yaml.Node) -> yaml.Node:
    """The last value inside a list or table."""
    while is_block(node):
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node


def is_block_text(node: yaml.Node) -> bool:
    """Is it written with `|` or `>`?"""
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def is_block(node: yaml.Node) -> bool:
    """Is it a list or a table on lines of its own?"""
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


class Replacements:
    """Replacements in a text, collected first and then applied together."""

    def __init__(self, text: str, newline: str) -> None:
        self._text = text
        self._newline = newline
        self._replacements: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, text: str) -> None:
        """Replace the text between two places."""
        if self._text[start:end] != text:
            self._replacements.append((start, end, text))

    def put_lines(self, start: int, end: int, lines: Sequence[str]) -> None:
        """Replace whole lines; both places are line starts."""
        self.put(start, end, "".join(line + self._newline for line in lines))

    def result(self) -> str:
        """The text with all replacements made; at one place, in the order they were put.

        Raises RewriteError if two replacements overlap.
        """
        pieces: list[str] = []
        at = 0
        for start, end, text in sorted(self._replacements, key=lambda replacement: replacement[:2]):
            if start < at:
                raise RewriteError("two changes meet in one place: save them one after the other")
            pieces += (self._text[at:start], text)
            at = end
        return "".join([*pieces, self._text[at:]])
