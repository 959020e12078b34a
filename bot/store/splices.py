"""Replacements in a text, gathered first and carried out together."""

from collections.abc import Sequence

from bot.store.spans import RewriteError


class Splices:
    """What goes from one place to another, and what comes instead."""

    def __init__(self, text: str, newline: str) -> None:
        self._text = text
        self._newline = newline
        self._found: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, text: str) -> None:
        """Replace what stands between two places."""
        if self._text[start:end] != text:
            self._found.append((start, end, text))

    def put_lines(self, start: int, end: int, lines: Sequence[str]) -> None:
        """Replace whole lines; both places are line starts."""
        self.put(start, end, "".join(line + self._newline for line in lines))

    def result(self) -> str:
        """The text with all of it done; what was put at one place first stands first."""
        pieces: list[str] = []
        at = 0
        for start, end, text in sorted(self._found, key=lambda each: each[:2]):
            if start < at:
                raise RewriteError("two changes meet in one place: save them one after the other")
            pieces += (self._text[at:start], text)
            at = end
        return "".join([*pieces, self._text[at:]])
