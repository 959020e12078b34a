"""What somebody typed, made fit to be repeated in the bot's name: no link, no invite, no change of direction.

Figures, names and words stay as they were written. What is certainly a link becomes the word for it. What
has a path, but no scheme (`example.com/x`), is parted by a space behind the dot. A bare `example.com` is a
name: Discord makes no link of it.
"""

import re
import unicodedata

LINK = "(link)"
# More marks than any writing puts on one letter, and too few to cover the lines above.
_MOST_MARKS = 4
_JOINERS = "\u200c\u200d"
# From Hebrew on are the writings, and the emoji, in which a joiner changes what is seen.
_IDLE_JOINERS = re.compile(f"(?<![\u0590-\U0010ffff])[{_JOINERS}]+|[{_JOINERS}]+(?![\u0590-\U0010ffff])")
# Formatting characters that are seen: signs above or around Arabic, Syriac and Kaithi figures.
_SEEN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Blank, and neither a space nor a formatting character by their class.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e00ff]"
)
_CERTAIN = re.compile(
    r"[\w+.-]{0,30}://[^\s<>()\[\]]*"
    r"|(?<!\w)www[.。](?=\S)[^\s<>()\[\]]*"
    r"|(?:discord|dsc)[.。]gg(?:/[^\s<>()\[\]]*)?"
    r"|discord(?:app)?[.。]com/[^\s<>()\[\]]*"
)
_PUNCTUATION = ".,;:!?'\"”’"
# A dot of a host name in front of a path or a port; a full stop of Chinese or Japanese is read as one.
_HOST_AND_PATH = r"[^\W\d_]{2}[\w.。-]*[/:]"
_DOT = re.compile(rf"(?<=[^\s.])\.(?={_HOST_AND_PATH})|(?<=[^\s。])。(?={_HOST_AND_PATH})")


def make_harmless(text: str) -> str:
    """The text without links, invites and what cannot be seen, whatever letters they are written in.

    Markup and mentions stay: they are escaped where the text is shown. Line feeds stay, too.
    """
    seen = drop_invisible(text)
    folded, owners = _fold(seen)
    parts, end = [], 0
    for found in _CERTAIN.finditer(folded):
        length = len(found.group().rstrip(_PUNCTUATION))
        first, last = owners[found.start()], owners[found.start() + length - 1]
        parts += [seen[end:first], LINK]
        end = last + 1
    return _part_addresses("".join([*parts, seen[end:]]))


def drop_invisible(text: str) -> str:
    """The text without characters that are not seen themselves: those of direction, and blanks of no width.

    Control characters but line feeds become spaces. Of marks on one letter at most four stay.
    """
    kept: list[str] = []
    marks = 0
    for character in _BLANK.sub("", text):
        kind = unicodedata.category(character)
        if kind in ("Mn", "Me"):
            marks += 1
        elif kind != "Cf":
            marks = 0
        if kind == "Cs":
            kept.append("\ufffd")
        elif kind == "Cc":
            kept.append(character if character == "\n" else " ")
        elif marks <= _MOST_MARKS and (kind != "Cf" or character in _SEEN or character in _JOINERS):
            kept.append(character)
    return _IDLE_JOINERS.sub("", "".join(kept))


def _part_addresses(text: str) -> str:
    folded, owners = _fold(text)
    parts, end = [], 0
    for dot in _DOT.finditer(folded):
        behind = owners[dot.start()] + 1
        parts.append(text[end:behind])
        end = behind
    return " ".join([*parts, text[end:]])


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in plain small letters without marks, and for each character the place it comes from."""
    folded: list[str] = []
    owners: list[int] = []
    for at, character in enumerate(text):
        for part in character if character.isascii() else unicodedata.normalize("NFKD", character):
            if unicodedata.category(part) not in ("Mn", "Me", "Cf"):
                small = part.casefold()
                folded.append(small)
                owners += [at] * len(small)
    return "".join(folded), owners
