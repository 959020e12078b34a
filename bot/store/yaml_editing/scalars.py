"""Writing one text as YAML that parses to exactly this text: plain, quoted, or folded over lines."""

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import yaml

from bot.store.pack_files.yaml_document import Document, DocumentError
from bot.store.yaml_editing.layout import BREAKS, RewriteError

# Fields written without quotes although YAML tools give them a type: the model expects that type.
TYPED = frozenset({"paragraph", "popular", "checked", "review_by"})
_TEXT_TAG = "tag:yaml.org,2002:str"
_SPACE = re.compile("(?<=[^ ]) (?=[^ ])")
_UNFOLDABLE = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def write_inline(text: str, *, flow: bool, quote: str = "", needed: str = '"', typed: bool = False) -> str:
    """A text on one line. `quote` is used always, `needed` where it cannot stand plain.

    Raises RewriteError where YAML cannot hold it.
    """
    for style in dict.fromkeys((quote, needed if quote == "" else quote, '"')):
        written = _emit(text, style, flow=flow, typed=typed)
        if written is not None and _reads_back(f"[{written}]" if flow else f"- {written}", text):
            return written
    raise RewriteError("it has a character that YAML cannot hold: remove it")


def can_stand_plain(text: str, *, flow: bool = False) -> bool:
    """Whether a text needs no quotes."""
    return _emit(text, "", flow=flow, typed=False) is not None


def write_block(text: str, style: str, width: int, now: Sequence[str] = ()) -> tuple[str, list[str]] | None:
    """A text as `>` or `|`: the header, and its lines without indentation; None where it would not read back.

    `width` is the number of characters a folded line may have. The lines of `now`, a folded text that stands
    there, stay where their words do.
    """
    if not text.strip(" \n") or text[0] in " \n" or text.endswith(("\n\n", " ")) or _UNFOLDABLE.search(text):
        return None
    header = style + ("" if text.endswith("\n") else "-")
    paragraphs = text.removesuffix("\n").split("\n")
    for kept in dict.fromkeys((tuple(now), ())):
        lines = paragraphs if style == "|" else _fold(paragraphs, width, kept)
        written = "\n".join(f"  {line}" if line else "" for line in lines)
        if _reads_back(f"- {header}\n{written}\n", text):
            return header, lines
    return None


def _fold(paragraphs: list[str], width: int, now: Sequence[str]) -> list[str]:
    """The paragraphs as lines, an empty one between them; what is alike in front and at the end stays."""
    before = _paragraphs(now)
    front, back = _count_common_ends([" ".join(lines) for lines in before], paragraphs)
    old = before[front : len(before) - back]
    new = paragraphs[front : len(paragraphs) - back]
    middle = (
        [_refold(new[0], width, old[0])]
        if len(old) == len(new) == 1
        else [_wrap(paragraph, width) for paragraph in new]
    )
    parts = [*before[:front], *middle, *before[len(before) - back :]]
    return [line for part in parts for line in ("", *part)][1:]


def _refold(paragraph: str, width: int, now: list[str]) -> list[str]:
    """One paragraph as lines: those in front of a change and behind it stay."""
    words = paragraph.split(" ")
    front, back = _count_common_ends(" ".join(now).split(" "), words)
    first, last = now[: _count_whole_lines(now, front)], now[len(now) - _count_whole_lines(now[::-1], back) :]
    middle = words[sum(map(_count_words, first)) : len(words) - sum(map(_count_words, last))]
    return [*first, *_wrap(" ".join(middle), width), *last]


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([])
    return paragraphs


def _count_common_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """The number of equal elements at the front, and of equal ones among the rest at the end."""
    shorter = min(len(old), len(new))
    front = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - front
    return front, next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)


def _count_whole_lines(lines: Sequence[str], words: int) -> int:
    """The number of whole lines that the first `words` words fill."""
    return sum(total <= words for total in accumulate(map(_count_words, lines)))


def _count_words(line: str) -> int:
    return line.count(" ") + 1


def _wrap(paragraph: str, width: int) -> list[str]:
    """Break at single spaces only: folding gives exactly one back."""
    lines: list[str] = []
    for word in _SPACE.split(paragraph) if paragraph else ():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _emit(text: str, style: str, *, flow: bool, typed: bool) -> str | None:
    """What PyYAML writes in a style; None where it does not allow that style."""
    plain = (typed and text not in ("", "~", "null")) or _tag(text) == _TEXT_TAG
    if not style and not plain:
        return None
    if style != '"' and any(character in text for character in BREAKS):
        return None
    events: list[Any] = [
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        yaml.SequenceStartEvent(None, None, True, flow_style=flow),
        yaml.ScalarEvent(None, None, (not style, True), text, style=style or None),
        yaml.SequenceEndEvent(),
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    ]
    whole: str = yaml.emit(events, allow_unicode=True, width=2**31)
    written = whole.removesuffix("\n")
    written = written[1:-1] if flow else written[2:]
    quoted = written[:1] if written[:1] in ("'", '"') else ""
    return written if quoted == style else None


def _tag(text: str) -> str:
    resolver = yaml.SafeLoader("")
    tag: str = resolver.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag


def _reads_back(written: str, text: str) -> bool:
    try:
        return bool(Document(written).value == [text])
    except DocumentError:
        return False
