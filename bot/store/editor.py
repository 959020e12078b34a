"""Edits of the pack: made ready off the event loop, saved, and served at once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.impact import Impact, impact
from bot.core.editing.edits import Edit, Fields, Items, Section, items_of
from bot.core.pack.models import Article
from bot.core.pack.validation import QA
from bot.store.errors import EditError
from bot.store.library import Library
from bot.store.pack_files.loader import Pack, parse_pack
from bot.store.pack_files.watcher import Watch
from bot.store.prepared_edits import PreparedEdit, prepare_edit
from bot.store.revisions.archive import Archive, MovedError, Opening, Origin, Revision
from bot.store.revisions.unrecorded import Unrecorded
from bot.store.threads import off_loop

__all__ = ["EditError", "Editor", "PreparedEdit"]


class Editor:
    """Knows the files as they stand, and changes them."""

    def __init__(self, folder: Path, library: Library, archive: Archive, still_seconds: float) -> None:
        self._folder = folder
        self._watch = Watch(folder, still_seconds)
        self._broken = self._watch.broken
        self._library = library
        self.archive = archive
        self._unrecorded = Unrecorded(archive)
        self._pack: Pack | None = None
        self._items: Items = {}
        # A save is not looked at in the middle, and nothing is saved while a hand edit is taken up.
        self._alone = asyncio.Lock()

    @property
    def state(self) -> str:
        """The name of the state that is served, or of the one that stands in its files and does not load.

        Empty before anything is served.
        """
        return self._broken.state or self._library.state

    @property
    def is_broken(self) -> bool:
        """Do the files, as they stood when they were last looked at, not load?"""
        return self._broken.exist

    @property
    def trouble(self) -> str:
        """What keeps the files from loading, in a line; nothing where they load."""
        return self._broken.trouble

    @property
    def broken(self) -> Mapping[str, str]:
        """The files as they stand and do not load, by name; none where they load, or one cannot be read."""
        return self._broken.texts

    @property
    def article(self) -> Article:
        """What the article is, as it is served."""
        return self._library.snapshot.knowledge.article

    @property
    def items(self) -> Items:
        """The items of the Q&A file as they stand in it."""
        return self._items

    def item(self, section: Section, id: str) -> Fields | None:
        """An item as it stands in the file; None where there is none of that id."""
        return self._items.get(section, {}).get(id)

    @property
    def texts(self) -> Mapping[str, str]:
        """The files of what is served, by name; none before they were opened."""
        return self._pack.texts if self._pack else {}

    async def open(self, now: datetime) -> Opening:
        """Settle what an earlier run left, and serve what stands; raises PackError or PackMissingError."""
        async with self._alone:
            found = await self._watch.stamp()
            opening = await self.archive.open(now)
            # What is wrong with them is told now, and not again as if they had just been changed.
            await self._watch.opened(found, opening.trouble)
            await self._serve(opening.pack)
            if opening.unrecorded:
                self._unrecorded.add(opening.pack.texts, now)
                self._unrecorded.told()
        return opening

    async def look(self, now: datetime, at: float) -> Revision | None:
        """Take up what somebody changed in the files by hand, once it stands still; `at` is in seconds.

        Returns the oldest revision that became of it and was not returned yet. Raises PackError or
        PackMissingError where it does not load, and what was good is served on; SaveError where it is
        served and cannot be recorded: it is tried again, and that is told once.
        """
        async with self._alone:
            pack = await self._watch.changed(at)
            if pack is not None and pack.revision != self._library.state:
                await self._serve(pack)
                self._unrecorded.add(pack.texts, now)
            await self._unrecorded.record_by_and_by(at)
            return self._unrecorded.recorded()

    async def close(self) -> None:
        """Wait for a save under way, record what is not yet, and let go of the database."""
        async with self._alone:
            await self._unrecorded.record_at_last()
            await self.archive.close()

    async def prepare(self, edits: Sequence[Edit], files: Mapping[str, str], today: date) -> PreparedEdit:
        """Put whole files in place and carry edits out, without saving.

        Raises PackError or EditError where the pack would not load.
        """
        on, texts, mends = self.state, self._with(files), bool(files and self.broken)
        candidate = await off_loop(
            prepare_edit, self._folder, texts, self._library.snapshot, self._items, tuple(edits), today
        )
        if mends:
            self._broken.mended(candidate.pack.revision)
        return replace(candidate, on=on)

    async def check(self, files: Mapping[str, str]) -> None:
        """Raise PackError with every problem, where the pack would not load with whole files in place."""
        await off_loop(parse_pack, self._folder, self._with(files))

    async def impact(self, candidate: PreparedEdit, recent: Sequence[str]) -> Impact:
        """What a candidate would do to answers."""
        return await off_loop(impact, self._library.snapshot, candidate.snapshot, candidate.items, recent)

    async def save(
        self, candidate: PreparedEdit, by: Origin, who: int | None, why: str, now: datetime
    ) -> Revision:
        """Save a candidate and serve it; raises SaveError where it is not saved."""
        async with self._alone:
            mends = self._broken.give_way(candidate.on, candidate.pack.revision)
            await self._unrecorded.record_before_a_save()
            try:
                revision = await self.archive.save(
                    candidate.pack.texts,
                    candidate.on,
                    by=by,
                    who=who,
                    why=why,
                    items=candidate.items,
                    now=now,
                    mends=mends,
                )
            except MovedError as error:
                if not self.is_broken:
                    # Nothing may show that they changed: without this, every save would be refused.
                    self._watch.read_again()
                    raise
                raise self._broken.refusal from error
            self._broken.replaced()
            self._put(candidate.pack, candidate.snapshot)
        return revision

    def _with(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """All files, with whole ones in the place of some: of those that stand, even if they do not load."""
        standing = self.broken if files else {}
        return {**(standing or self.texts), **files}

    async def _serve(self, pack: Pack) -> None:
        """Serve a pack as it was read; one that is served already costs nothing."""
        if pack.revision == self._library.state:
            self._put(pack, self._library.snapshot)
        else:
            self._put(pack, await off_loop(Snapshot.build, pack.knowledge, pack.revision))

    def _put(self, pack: Pack, snapshot: Snapshot) -> None:
        """From here on every question is answered from this state; one under way keeps the one it took."""
        self._pack, self._items = pack, items_of(pack.documents[QA].value)
        self._library.snapshot = snapshot
