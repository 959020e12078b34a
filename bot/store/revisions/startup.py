"""What is served after a start: the files, or the last good revision if they do not load."""

import logging
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import UserError
from bot.store.errors import HistoryError, UnfinishedError
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.pack_files.loader import FILES, Pack, PackError, PackMissingError, parse_pack, read_texts
from bot.store.revisions.atomic_files import remove_leftovers
from bot.store.revisions.folder_lock import FolderBusyError
from bot.store.revisions.records import Records
from bot.store.revisions.rows import Revision
from bot.store.revisions.save import SaveProcess
from bot.store.revisions.stored_texts import DamagedError
from bot.store.threads import run_in_thread

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class StartupResult:
    """What is served from now on."""

    pack: Pack
    revision: Revision | None
    """The revision that the pack is; None if the history cannot be used."""
    load_error: UserError | None = None
    """Why the last good revision is served instead of the files, which are left unchanged."""
    history_error: UserError | None = None
    """Why the history cannot be used. Then the pack is what the files hold."""


async def recover_and_load(
    folder: Path,
    thread: FolderThread,
    records: Records,
    saving: SaveProcess,
    exclusively: AbstractAsyncContextManager[None],
    now: datetime,
) -> StartupResult:
    """Finish or drop interrupted saves, and load the pack to serve.

    `exclusively` locks the folder meanwhile. If it raises FolderBusyError, or if the history cannot be used,
    the files are served without a record. Raises PackError, PackMissingError, FolderSilentError or
    UnfinishedError if neither the files nor a revision can be served.
    """
    try:
        async with exclusively:
            return await _recover(folder, thread, records, saving, now)
    except (HistoryError, FolderBusyError) as error:
        return StartupResult(await _load(folder, thread), None, history_error=HistoryError(error.failure))
    except (PackError, PackMissingError, FolderSilentError, UnfinishedError) as error:
        return await _load_last_good(folder, records, error)


async def _recover(
    folder: Path, thread: FolderThread, records: Records, saving: SaveProcess, now: datetime
) -> StartupResult:
    """Finish or drop interrupted saves, and record what the files hold.

    Raises PackError, PackMissingError, FolderSilentError, UnfinishedError or HistoryError.
    """
    await thread.run(lambda: remove_leftovers([folder / name for name in FILES]))
    await saving.finish_interrupted_saves()
    pack = await _load(folder, thread)
    added = await records.add_state(pack.texts, now)
    return StartupResult(pack, added or await records.newest())


async def _load(folder: Path, thread: FolderThread) -> Pack:
    """Load the pack in threads; raises PackError, PackMissingError or FolderSilentError."""
    texts, unreadable = await thread.run(lambda: read_texts(folder))
    return await run_in_thread(lambda: parse_pack(folder, texts, unreadable))


async def _load_last_good(
    folder: Path, records: Records, error: PackError | PackMissingError | FolderSilentError | UnfinishedError
) -> StartupResult:
    """Open the newest revision that loads. Raises `error`, that of the files, if none does."""
    try:
        for revision in await records.page():
            pack = await _parse(folder, records, revision.number)
            if pack is not None:
                return StartupResult(pack, revision, error)
    except HistoryError:
        _log.warning("The last good revision is out of reach")
    raise error


async def _parse(folder: Path, records: Records, number: int) -> Pack | None:
    try:
        texts = await records.texts(number)
        return await run_in_thread(lambda: parse_pack(folder, texts)) if texts else None
    except (DamagedError, PackError):
        return None
