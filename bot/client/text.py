"""Text as text: nothing that curators or readers wrote is rendered as markup, or pings."""

import re

_MARKUP = re.compile(r"([\\*_~`|<>\[\]()#@:-])")


_ESCAPE = "\\"


def plain(text: str) -> str:
    """The text with all of Discord's markup made harmless, on as many lines as it has."""
    return _MARKUP.sub(r"\\\1", text)


def quoted(text: str, limit: int) -> str:
    """What somebody typed, on one line, cut at `limit` characters, as plain text."""
    line = " ".join(text.split())
    return plain(line if len(line) <= limit else f"{line[: limit - 1]}…")


def short(label: str, limit: int) -> str:
    """A label at no more than `limit` characters."""
    return label if len(label) <= limit else f"{label[: limit - 1]}…"


def cut(text: str, limit: int) -> str:
    """The text at no more than `limit` characters, never ending in half an escape."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rstrip(_ESCAPE)}…"
