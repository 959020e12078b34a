"""What serves after a start: the files, or the last good revision where they do not load."""

import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.store.errors import HistoryError, UnfinishedError
from bot.store.pack_files.loader import FILES, Pack, PackError, PackMissingError, load_pack, parse_pack
from bot.store.revisions.atomic_files import remove_leftovers
from bot.store.revisions.folder_lock import FolderBusyError
from bot.store.revisions.records import Records
from bot.store.revisions.rows import DamagedError, Revision
from bot.store.revisions.save import SaveProcess
from bot.store.threads import in_thread

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opening:
    """What serves from now on."""

    pack: Pack
    revision: Revision | None
    """The revision it is; None where the history is out of reach."""
    trouble: UserError | None = None
    """Why the files do not serve, and the last good revision does; they are left as they are."""
    unrecorded: UserError | None = None
    """Why the history is out of reach; the pack is what the files hold."""


async def opened(
    folder: Path,
    records: Records,
    saving: SaveProcess,
    exclusively: AbstractAsyncContextManager[None],
    now: datetime,
) -> Opening:
    """Finish or drop what was cut off, and say what serves.

    `exclusively` holds the folder alone meanwhile, or raises FolderBusyError: then it serves unrecorded, as
    where the history is out of reach. Raises PackError, PackMissingError or UnfinishedError where neither
    the files nor a revision serves.
    """
    try:
        async with exclusively:
            return await _recovered(folder, records, saving, now)
    except (HistoryError, FolderBusyError) as error:
        return Opening(await _loaded(folder), None, unrecorded=HistoryError(error.reason))
    except (PackError, PackMissingError, UnfinishedError) as error:
        return await _last_good(folder, records, error)


async def _recovered(folder: Path, records: Records, saving: SaveProcess, now: datetime) -> Opening:
    """Finish or drop what was cut off, and record what the files hold.

    Raises PackError, PackMissingError, UnfinishedError or HistoryError.
    """
    await in_thread(lambda: remove_leftovers([folder / name for name in FILES]))
    await saving.settle()
    pack = await _loaded(folder)
    added = await records.add_state(pack.texts, now)
    return Opening(pack, added or await records.newest())


async def _loaded(folder: Path) -> Pack:
    """Load the pack in a thread; raises PackError or PackMissingError."""
    return await in_thread(lambda: load_pack(folder))


async def _last_good(
    folder: Path, records: Records, trouble: PackError | PackMissingError | UnfinishedError
) -> Opening:
    """Open the newest revision that loads; without one, what is wrong with the files is raised."""
    try:
        for revision in await records.page():
            pack = await _parsed(folder, records, revision.number)
            if pack is not None:
                return Opening(pack, revision, trouble)
    except HistoryError:
        _log.warning("The last good revision is out of reach")
    raise trouble


async def _parsed(folder: Path, records: Records, number: int) -> Pack | None:
    try:
        texts = await records.texts(number)
        return await in_thread(lambda: parse_pack(folder, texts)) if texts else None
    except (DamagedError, PackError):
        return None
