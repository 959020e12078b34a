"""The pack's files in a backup: as they stand, to the byte, whether they load or not."""

from collections.abc import Mapping
from pathlib import Path

from bot.store.backups.errors import BackupError
from bot.store.pack_files.loader import FILES, PackError, PackMissingError, parse_pack
from bot.store.pack_files.regular_file import read_regular_file


def read_pack_files(folder: Path) -> dict[str, bytes]:
    """The files of a pack that are there. Raises BackupError, and PackMissingError where there is none."""
    contents: dict[str, bytes] = {}
    for name in FILES:
        try:
            contents[name] = read_regular_file(folder / name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            why = error.strerror or str(error)
            raise BackupError(f"{folder / name} cannot be read ({why}): no backup was taken.") from error
    if not contents:
        raise PackMissingError(
            f"There is no pack at {folder}: name the folder that holds {', '.join(FILES)} with --knowledge or"
            " FOOTNOTE_KNOWLEDGE."
        )
    return contents


def loads(contents: Mapping[str, bytes]) -> bool:
    """Is that a pack without an error?"""
    try:
        parse_pack(Path(), {name: contents[name].decode("utf-8") for name in FILES})
    except (KeyError, UnicodeDecodeError, PackError):
        return False
    return True
