"""The folders of the pack and of the database: whether they can be used as they have to be."""

import shlex
import shutil
from pathlib import Path

from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.rights import explain_unmakable, explain_unwritable, find_open_mode, find_unwritable
from bot.store.pack_files.loader import FILES

PACK, DATA, PRIVACY, SPACE = "folders.pack", "folders.data", "folders.privacy", "folders.space"
# In bytes. A save of the largest pack writes 30 MB of files and as much of a revision, and SQLite needs the
# same again until a transaction is whole.
LEAST_FREE = 100_000_000


def check_pack_folder(folder: Path) -> list[Diagnosis]:
    """Can curators save to the pack? Of one that is not there, the pack itself says more."""
    if not folder.is_dir():
        return []
    unwritable = find_unwritable(folder, FILES)
    if unwritable is None:
        return [Diagnosis(PACK, Condition.OK, f"Curators can save to {folder}.")]
    what = "The pack's folder" if unwritable == folder else "The pack's file"
    loss = "it can be read, but no curator can save"
    return [explain_unwritable(PACK, Condition.WARNING, unwritable, what, loss)]


def check_data_folder(folder: Path, database: Path) -> list[Diagnosis]:
    """Can the database be kept in its folder, and made there if it is missing?"""
    loss = "nothing is kept, neither what is asked nor what is edited"
    if not folder.exists():
        parent = _nearest_folder(folder)
        if find_unwritable(parent, ()) is None:
            return [Diagnosis(DATA, Condition.OK, f"{folder} is made at the first start.")]
        return [explain_unmakable(DATA, folder, parent, loss)]
    if not folder.is_dir():
        message = f"{folder}, which FOOTNOTE_DATA names, is no folder: {loss}."
        return [Diagnosis(DATA, Condition.PROBLEM, message, "Name a folder in FOOTNOTE_DATA.")]
    unwritable = find_unwritable(folder, (database.name, f"{database.name}-journal"))
    if unwritable is None:
        return [Diagnosis(DATA, Condition.OK, f"{folder} can be written to.")]
    what = "The data folder" if unwritable == folder else "The database"
    return [explain_unwritable(DATA, Condition.PROBLEM, unwritable, what, loss)]


def check_privacy(database: Path) -> list[Diagnosis]:
    """Can only its owner read what people asked?"""
    mode = find_open_mode(database)
    if mode is None:
        return []
    message = f"What people asked, {database}, is open to others than its owner ({mode:04o})."
    command = f"chmod 600 {shlex.quote(str(database.absolute()))}"
    return [Diagnosis(PRIVACY, Condition.WARNING, message, "Let only its owner use it:", command)]


def check_space(folder: Path, least: int = LEAST_FREE) -> list[Diagnosis]:
    """Are there at least so many bytes free where the folder is, or will be?"""
    free = shutil.disk_usage(_nearest_folder(folder)).free
    if free >= least:
        return [Diagnosis(SPACE, Condition.OK, f"There are {_megabytes(free)} free for {folder}.")]
    message = f"Only {_megabytes(free)} are free for {folder}: a save may need {_megabytes(least)}."
    return [Diagnosis(SPACE, Condition.PROBLEM, message, "Free some space there.")]


def _nearest_folder(folder: Path) -> Path:
    """The folder itself, or the nearest one above that there is."""
    here = folder.absolute()
    return next((place for place in (here, *here.parents) if place.exists()), here)


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,} MB"
