"""The file of an embedded database: where it is, whether it is still the same, and for whom."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL

# The end of the name of the marker, which says that there is or was a database.
MARKER_SUFFIX = ".belongs-here"


def database_in(folder: Path) -> Path:
    """Where the embedded database is in its folder."""
    return folder / "footnote.db"


def files_of(database: Path) -> tuple[str, ...]:
    """The names of all files that belong to it: SQLite's side files, and the marker that it was there."""
    return tuple(f"{database.name}{end}" for end in ("", "-journal", "-wal", "-shm", MARKER_SUFFIX))


def find_file(url: URL) -> Path | None:
    """The file of a database; None if it is none, but on a server."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def make_folder(folder: Path) -> None:
    """Make the folder of a database where it is missing, for its owner alone."""
    folder.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)


def make_private(file: Path) -> None:
    """Let only its owner read what people asked. SQLite gives its side files the mode of the database."""
    make_folder(file.parent)
    # Before SQLite makes it, which leaves it to the umask.
    with suppress(FileExistsError):
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR))
    mode = stat.S_IMODE(file.stat().st_mode)
    if mode & ~stat.S_IRWXU:
        # Of another owner: what it is like is theirs to say.
        with suppress(PermissionError):
            file.chmod(mode & stat.S_IRWXU)


def identify(file: Path | None) -> tuple[int, int] | None:
    """What tells the file from another in its place. None if it is gone: no file, or one that was emptied."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    if status is None or not stat.S_ISREG(status.st_mode) or not status.st_size:
        return None
    return status.st_dev, status.st_ino
