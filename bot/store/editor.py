"""Edits of the pack: made ready off the event loop, saved, and served at once."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from bot.core.difference import between
from bot.core.edit import Edit, Fields, Section
from bot.core.impact import Impact, impact
from bot.core.items import Items, items_of
from bot.core.snapshot import Snapshot
from bot.core.validation import QA
from bot.errors import UserError
from bot.store.archive import Archive, By, MovedError, Opening, Revision, SaveError
from bot.store.candidates import Candidate, EditError, candidate_of
from bot.store.library import Library
from bot.store.pack import FILES, Pack, PackError, PackMissingError, load_pack, parse_pack
from bot.store.quiet import off_loop
from bot.store.watching import Stamp, Stillness, stamp

__all__ = ["Candidate", "EditError", "Editor"]


class Editor:
    """Knows the files as they stand, and changes them."""

    def __init__(self, folder: Path, library: Library, archive: Archive, still_seconds: float) -> None:
        self._folder = folder
        self._stillness = Stillness(still_seconds)
        self._library = library
        self.archive = archive
        self._pack: Pack | None = None
        self._items: Items = {}
        # The items of the newest state that is in the history, and why the files do not load, if so.
        self._recorded: Items = {}
        self._trouble: UserError | None = None
        # A save is not looked at in the middle, and nothing is saved while a hand edit is taken up.
        self._alone = asyncio.Lock()

    @property
    def state(self) -> str:
        """The name of the state that is served; none before anything is."""
        return self._library.state

    @property
    def is_broken(self) -> bool:
        """Do the files, as they stood when they were last looked at, not load?"""
        return self._trouble is not None

    @property
    def items(self) -> Items:
        """The items of the Q&A file as they stand in it."""
        return self._items

    def item(self, section: Section, id: str) -> Fields | None:
        """An item as it stands in the file; None where there is none of that id."""
        return self._items.get(section, {}).get(id)

    @property
    def texts(self) -> Mapping[str, str]:
        """The files as they stand, by name; none before they were opened."""
        return self._pack.texts if self._pack else {}

    async def open(self, now: datetime) -> Opening:
        """Settle what an earlier run left, and serve what stands; raises PackError or PackMissingError."""
        async with self._alone:
            found = await self._stamp()
            opening = await self.archive.open(now)
            # What is wrong with them is told now, and not again as if they had just been changed.
            self._stillness.known(found)
            self._trouble = opening.trouble
            await self._serve(opening.pack)
            self._recorded = self._items
        return opening

    async def look(self, now: datetime, at: float) -> Revision | None:
        """Take up what somebody changed in the files by hand, once it stands still; `at` is in seconds.

        Returns the revision it is recorded as. Raises PackError or PackMissingError where it does not
        load, and what was good is served on; SaveError where it is served and cannot be recorded.
        """
        async with self._alone:
            if not self._stillness.settled(await self._stamp(), at):
                return None
            try:
                pack = await off_loop(load_pack, self._folder)
            except (PackError, PackMissingError) as error:
                self._trouble = error
                raise
            self._trouble = None
            if pack.revision == self.state:
                return None
            await self._serve(pack)
            return await self._adopt(pack, now)

    async def close(self) -> None:
        """Wait for a save under way, and let go of the database."""
        async with self._alone:
            await self.archive.close()

    async def prepare(self, edits: Sequence[Edit], files: Mapping[str, str], today: date) -> Candidate:
        """Put whole files in place and carry edits out, without saving.

        Raises PackError or EditError where the pack would not load.
        """
        texts = {**self.texts, **files}
        return await off_loop(
            candidate_of, self._folder, texts, self._library.snapshot, self._items, tuple(edits), today
        )

    async def check(self, files: Mapping[str, str]) -> None:
        """Raise PackError with every problem, where the pack would not load with whole files in place."""
        await off_loop(parse_pack, self._folder, {**self.texts, **files})

    async def impact(self, candidate: Candidate, recent: Sequence[str]) -> Impact:
        """What a candidate would do to answers."""
        return await off_loop(impact, self._library.snapshot, candidate.snapshot, candidate.items, recent)

    async def save(self, candidate: Candidate, by: By, who: int | None, why: str, now: datetime) -> Revision:
        """Save a candidate and serve it; raises SaveError where it is not saved."""
        async with self._alone:
            try:
                texts, items = candidate.pack.texts, candidate.items
                revision = await self.archive.save(
                    texts, candidate.on, by=by, who=who, why=why, items=items, now=now
                )
            except MovedError as error:
                if self._trouble is None:
                    raise
                raise SaveError(_put_right(self._trouble)) from error
            self._put(candidate.pack, candidate.snapshot)
            self._recorded = self._items
        return revision

    async def _stamp(self) -> Stamp:
        return await asyncio.to_thread(stamp, [self._folder / name for name in FILES])

    async def _adopt(self, pack: Pack, now: datetime) -> Revision | None:
        items = tuple(edit.id for edit in between(self._recorded, self._items))
        try:
            revision = await self.archive.adopt(pack, items=items, now=now)
        except MovedError:
            # Somebody is still at it: the next look takes up the rest, and all of it is recorded then.
            return None
        self._recorded = self._items
        return revision

    async def _serve(self, pack: Pack) -> None:
        """Serve a pack as it was read; one that is served already costs nothing."""
        if pack.revision == self.state:
            self._put(pack, self._library.snapshot)
        else:
            self._put(pack, await off_loop(Snapshot.build, pack.knowledge, pack.revision))

    def _put(self, pack: Pack, snapshot: Snapshot) -> None:
        """From here on every question is answered from this state; one under way keeps the one it took."""
        self._pack, self._items = pack, items_of(pack.documents[QA].value)
        self._library.snapshot = snapshot


def _put_right(trouble: UserError) -> str:
    """Why nothing can be saved: the files, with the first thing that is wrong with them."""
    wrong = str(trouble.problems[0]) if isinstance(trouble, PackError) else str(trouble)
    return f"Nothing was changed: the files were changed by hand and do not load. Correct them first: {wrong}"
