"""Text as text: nothing that curators or readers wrote is rendered as markup, or pings."""

import re

_MARKUP = re.compile(r"([\\*_~`|<>\[\]()#@:-])")


def plain(text: str) -> str:
    """The text with all of Discord's markup made harmless, on as many lines as it has."""
    return _MARKUP.sub(r"\\\1", text)


def quoted(text: str, limit: int) -> str:
    """What somebody typed, on one line, cut at `limit` characters, as plain text."""
    line = " ".join(text.split())
    return plain(line if len(line) <= limit else f"{line[: limit - 1]}…")
