"""Where two texts differ: the passages, each as it was and as it is, with a few words around."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

# Up to so many characters both texts are shown whole.
_SHORT = 100
# So many words are shown before and after the ones that changed.
_AROUND = 4
# Comparing takes the square of the number of words: longer texts are shown whole.
_MOST_WORDS = 2_000
# Each word with the space behind it. Scripts without spaces are taken character by character.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_WORD = re.compile(rf"(?:[{_UNSPACED}]|[^\s{_UNSPACED}]+)\s*|\s+")


def excerpts(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The passages in which two texts differ, as old and new; short texts whole, equal ones not at all."""
    if old == new:
        return ()
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(old), len(new)) <= _SHORT or len(before) + len(after) > _MOST_WORDS:
        return ((old, new),)
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    return tuple(
        (_passage(before, group[0][1], group[-1][2]), _passage(after, group[0][3], group[-1][4]))
        for group in groups
    )


def whole(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """The same, with both texts whole however long they are."""
    return ((old, new),) if old != new else ()


def _passage(words: Sequence[str], start: int, end: int) -> str:
    ahead, behind = "… " * (start > 0), " …" * (end < len(words))
    return f"{ahead}{''.join(words[start:end]).strip()}{behind}"
