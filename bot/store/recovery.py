"""What became of a save that was cut off: read off the files, and nothing else."""

from collections.abc import Mapping
from enum import Enum, auto


class Found(Enum):
    """How far a save came."""

    NONE = auto()
    """Nothing of it is there: the files are as they were."""
    OVER = auto()
    """Nothing of it is there, or no longer: somebody has written to the files since."""
    PART = auto()
    """Some files are replaced, and the others are as they were: it can be finished."""
    MIXED = auto()
    """Some files are replaced, and somebody has written to others since."""
    ALL = auto()
    """It is all there."""


def how_far(disk: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> Found:
    """Compare the files that a save changes with what they were and shall be; a missing one is neither."""
    changed = [name for name in new if new[name] != old.get(name)]
    there = [name for name in changed if disk.get(name) == new[name]]
    untouched = all(disk.get(name) == old.get(name) for name in changed if name not in there)
    if len(there) == len(changed):
        return Found.ALL
    if there:
        return Found.PART if untouched else Found.MIXED
    return Found.NONE if untouched else Found.OVER
