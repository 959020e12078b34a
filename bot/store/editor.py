"""Edits of the pack: prepared outside the event loop, saved, and served at once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.impact import Impact, measure_impact
from bot.core.editing.edits import Edit, Fields, Items, Section, items_of
from bot.core.pack.models import Article
from bot.core.pack.validation import QA
from bot.store.errors import EditError
from bot.store.library import Library
from bot.store.pack_files.loader import Pack, parse_pack
from bot.store.pack_files.watcher import FileWatcher
from bot.store.prepared_edits import PreparedEdit, prepare_edit
from bot.store.revisions.archive import Archive, MovedError, Origin, Revision, StartupResult
from bot.store.revisions.unrecorded import UnrecordedStates
from bot.store.threads import run_heavy_work

__all__ = ["EditError", "Editor", "PreparedEdit"]


class Editor:
    """Keeps the present state of the pack's files, and changes them."""

    def __init__(
        self, folder: Path, library: Library, archive: Archive, *, still_seconds: float, retry_seconds: float
    ) -> None:
        """Take the parts; read nothing.

        A hand edit is read when the files have not changed for `still_seconds`. If it cannot be recorded in
        the history, that is tried again after `retry_seconds`.
        """
        self._folder = folder
        self._watcher = FileWatcher(folder, still_seconds, archive.folder_thread)
        self._broken = self._watcher.broken
        self._library = library
        self.archive = archive
        self._unrecorded = UnrecordedStates(archive, retry_seconds)
        self._texts: Mapping[str, str] = {}
        self._items: Items = {}
        # The files are not read in the middle of a save, and nothing is saved while a hand edit is loaded.
        self._lock = asyncio.Lock()

    @property
    def state(self) -> str:
        """The name of the state that is served; if the files do not load, of the state of the files.

        Empty before anything is served.
        """
        return self._broken.state or self._library.state

    @property
    def is_broken(self) -> bool:
        """Do the files, as last read, not load?"""
        return self._broken.exist

    @property
    def load_problem(self) -> str:
        """Why the files do not load, in one line; empty if they load."""
        return self._broken.load_problem

    @property
    def broken_texts(self) -> Mapping[str, str]:
        """The texts of files that do not load, by name; empty if they load, or if one cannot be read."""
        return self._broken.texts

    @property
    def article(self) -> Article:
        """The article that is served."""
        return self._library.snapshot.knowledge.article

    @property
    def items(self) -> Items:
        """The items of the Q&A file, as written in it."""
        return self._items

    def item(self, section: Section, id: str) -> Fields | None:
        """An item as written in the file; None if there is no item with that id."""
        return self._items.get(section, {}).get(id)

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts of the files that are served, by name; empty before `open`."""
        return self._texts

    async def open(self, now: datetime) -> StartupResult:
        """Finish the saves of an earlier run, and serve the pack.

        Raises PackError, PackMissingError or FolderSilentError if neither the files nor a revision loads.
        """
        async with self._lock:
            stamp = await self._watcher.read_stamp()
            opening = await self.archive.open(now)
            # The caller reports the error now. It must not come again as if the files had just been changed.
            await self._watcher.mark_opened(stamp, opening.load_error)
            await self._serve(opening.pack)
            if opening.history_error:
                self._unrecorded.add(opening.pack.texts, now)
                self._unrecorded.mark_reported()
        return opening

    async def load_hand_edits(self, now: datetime, at: float) -> Revision | None:
        """Load, serve and record what somebody changed in the files by hand; `at` is in seconds.

        Returns the oldest recorded hand edit that was not returned yet, or None. Raises PackError or
        PackMissingError if the files do not load, and FolderSilentError while the folder does not answer:
        then the last good state is still served. Raises SaveError, once, if the edit is served and cannot be
        recorded: then that is tried again.
        """
        async with self._lock:
            pack = await self._watcher.read_changed(at)
            if pack is not None and pack.revision != self._library.state:
                await self._serve(pack)
                self._unrecorded.add(pack.texts, now)
            await self._unrecorded.record_when_due(at)
            return self._unrecorded.next_recorded()

    async def close(self) -> None:
        """Wait for a running save, record what is not recorded yet, and close the database."""
        async with self._lock:
            await self._unrecorded.record_before_closing()
            await self.archive.close()

    async def prepare(self, edits: Sequence[Edit], files: Mapping[str, str], today: date) -> PreparedEdit:
        """Make the pack that whole new files and edits lead to, without saving it.

        Raises EditError if an edit cannot be written into the file, PackError if the pack would not load.
        """
        on, texts, replaces_broken = self.state, self._with_files(files), bool(files and self.broken_texts)
        candidate = await run_heavy_work(
            prepare_edit, self._folder, texts, self._library.snapshot, self._items, tuple(edits), today
        )
        if replaces_broken:
            self._broken.allow_replacement(candidate.pack.revision)
        return replace(candidate, base_state=on)

    async def check(self, files: Mapping[str, str]) -> None:
        """Raise PackError with every problem if the pack would not load with these whole new files."""
        await run_heavy_work(parse_pack, self._folder, self._with_files(files))

    async def impact(self, candidate: PreparedEdit, recent: Sequence[str]) -> Impact:
        """Find out what a candidate changes in answers, also to the `recent` questions."""
        return await run_heavy_work(
            measure_impact, self._library.snapshot, candidate.snapshot, candidate.items, recent
        )

    async def save(
        self, candidate: PreparedEdit, by: Origin, who: int | None, why: str, now: datetime
    ) -> Revision:
        """Save a candidate and serve it. Raises SaveError if it is not saved."""
        async with self._lock:
            replaces_broken = self._broken.are_replaced_by(candidate.base_state, candidate.pack.revision)
            await self._unrecorded.record_before_save()
            try:
                revision = await self.archive.save(
                    candidate.pack.texts,
                    candidate.base_state,
                    by=by,
                    who=who,
                    why=why,
                    items=candidate.items,
                    now=now,
                    replaces_broken=replaces_broken,
                )
            except MovedError as error:
                if not self.is_broken:
                    # The stamps may not show the change. Without this, every save would be refused.
                    self._watcher.read_again()
                    raise
                raise self._broken.refusal from error
            self._broken.mark_replaced()
            self._put(candidate.pack, candidate.snapshot)
        return revision

    def _with_files(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """The texts of all files, some replaced by whole new ones.

        New files replace those of the present state, even if that does not load.
        """
        if files and self.broken_texts:
            return {**self.broken_texts, **files}
        return {**self.texts, **files}

    async def _serve(self, pack: Pack) -> None:
        """Serve a pack as it was read. A pack that is served already is not indexed again."""
        if pack.revision == self._library.state:
            self._put(pack, self._library.snapshot)
        else:
            self._put(pack, await run_heavy_work(Snapshot.build, pack.knowledge, pack.revision))

    def _put(self, pack: Pack, snapshot: Snapshot) -> None:
        """Answer every new question from this state. A question in progress keeps the snapshot it took."""
        self._texts, self._items = pack.texts, items_of(pack.documents[QA].value)
        self._library.snapshot = snapshot
