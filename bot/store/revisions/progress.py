"""How far a save got that was cut off, told from the files."""

from collections.abc import Mapping
from enum import Enum, auto


class SaveProgress(Enum):
    """How far a save got."""

    NONE = auto()
    """Nothing was written: the files are unchanged."""
    OVERWRITTEN = auto()
    """None of the new texts is in the files, and somebody has written to the files since."""
    PARTIAL = auto()
    """Some files are replaced and the others are unchanged: the save can be finished."""
    MIXED = auto()
    """Some files are replaced, and somebody has written to the others since."""
    ALL = auto()
    """All files are replaced."""


def measure_progress(disk: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> SaveProgress:
    """Compare the files that a save changes with their old and new texts. A missing file is neither."""
    changed = [name for name in new if new[name] != old.get(name)]
    replaced = [name for name in changed if disk.get(name) == new[name]]
    untouched = all(disk.get(name) == old.get(name) for name in changed if name not in replaced)
    if len(replaced) == len(changed):
        return SaveProgress.ALL
    if replaced:
        return SaveProgress.PARTIAL if untouched else SaveProgress.MIXED
    return SaveProgress.NONE if untouched else SaveProgress.OVERWRITTEN
