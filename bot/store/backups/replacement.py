"""New files in the place of old ones, which are kept: all of them, or none.

It is done by renaming alone. Whatever may fail for lack of space or rights is done before, and what fails all
the same is taken back. If the program is killed in the middle, the note stands, and the next call goes on.
"""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.store.backups.unfinished import read_note, remove_note, write_note
from bot.store.revisions.atomic_files import Disk


@dataclass(frozen=True)
class Exchange:
    """Of one folder: the names that are moved out of the way, and the new files with their names."""

    folder: Path
    old: tuple[str, ...]
    new: tuple[tuple[Path, str], ...]


def replace_all(exchanges: Sequence[Exchange], data: Path, now: datetime) -> tuple[Path, ...]:
    """Carry them out; the folders in which the old files are kept. Raises OSError: then all is as it was.

    `data` is where the note stands meanwhile. The new files are in their folders already, under other names.
    """
    disk, begun = Disk(), read_note(data)
    kept = begun or _new_name([each.folder for each in exchanges], now)
    with ExitStack() as undo:
        if begun is None:
            write_note(data, kept)
            undo.callback(remove_note, data)
        for each in exchanges:
            _move_away(each, kept, undo)
            for staged, name in each.new:
                _rename(staged, each.folder / name, undo)
        for each in exchanges:
            disk.fsync_folder(each.folder)
            with suppress(FileNotFoundError):
                disk.fsync_folder(each.folder / kept)
        undo.pop_all()
    remove_note(data)
    return tuple(each.folder / kept for each in exchanges if (each.folder / kept).is_dir())


def _move_away(exchange: Exchange, kept: str, undo: ExitStack) -> None:
    """Move the old files into the folder that keeps them; what a call before put there stays."""
    folder = exchange.folder / kept
    for name in exchange.old:
        file = exchange.folder / name
        if not os.path.lexists(file) or os.path.lexists(folder / name):
            continue
        if not folder.exists():
            folder.mkdir(mode=stat.S_IRWXU)
            undo.callback(folder.rmdir)
        _rename(file, folder / name, undo)


def _rename(source: Path, target: Path, undo: ExitStack) -> None:
    Disk().rename(source, target)
    undo.callback(_rename_back, target, source)


def _rename_back(target: Path, source: Path) -> None:
    # What cannot be taken back leaves the rest to be taken back.
    with suppress(OSError):
        Disk().rename(target, source)


def _new_name(folders: Sequence[Path], now: datetime) -> str:
    return next(name for name in _names(now) if not any(os.path.lexists(folder / name) for folder in folders))


def _names(now: datetime) -> Iterator[str]:
    name = f"replaced-{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    yield name
    for number in range(2, 1_000):
        yield f"{name}-{number}"
