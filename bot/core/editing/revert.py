"""Revert: an earlier change of a text is undone, and every later change is kept."""

from merge3 import Merge3
from patiencediff import PatienceSequenceMatcher


def revert(before: str, after: str, now: str) -> str | None:
    """The text as it is `now`, with the change from `before` to `after` undone; every other byte stays.

    This is a three-way merge whose common ancestor is `after`. None where a line that changed, or the one
    above or below it, was changed since: then a person has to look at it.
    """
    base, mine, theirs = (text.splitlines(keepends=True) for text in (after, now, before))
    # The matcher's base class is typed for texts of anything, the merge asks for one of lines.
    merge = Merge3(base, mine, theirs, sequence_matcher=PatienceSequenceMatcher)  # type: ignore[arg-type]
    groups = list(merge.merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "".join(line for group in groups for line in group[1])
