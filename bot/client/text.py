"""Texts of readers and curators as plain text: no markup is rendered, nobody is pinged."""

import re

from bot.core.language.harmless_text import make_harmless

_MARKUP = re.compile(r"([\\*_~`|<>\[\]()#@:-])")
_BACKSLASH = "\\"


def escape(text: str) -> str:
    """The text with a backslash before each character of Discord's markup. Line breaks stay."""
    return _MARKUP.sub(r"\\\1", text)


def echo(text: str) -> str:
    """What somebody typed, to repeat it on its own lines: escaped, and without links, invites or tricks."""
    return escape(make_harmless(text))


def excerpt(text: str, limit: int) -> str:
    """The same on one line, shortened to `limit` characters before it is escaped."""
    return escape(shorten(" ".join(make_harmless(text).split()), limit))


def shorten(text: str, limit: int) -> str:
    """A text that is not escaped (a label, a choice), at most `limit` characters long."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def cut(text: str, limit: int) -> str:
    """An escaped text, at most `limit` characters long. It never ends in half an escape."""
    if len(text) <= limit:
        return text
    return f"{text[: limit - 1].rstrip(_BACKSLASH)}…"
