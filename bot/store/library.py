"""The knowledge that is served: one whole snapshot at a time."""

from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.errors import UserError
from bot.store.folder_thread import FolderSilentError, FolderThread
from bot.store.garbage_collection import garbage_collection_paused
from bot.store.pack_files.loader import PackError, PackMissingError, parse_pack, read_texts


class Library:
    """Holds the snapshot in force. A handler takes it once and uses it throughout."""

    def __init__(self, held: Snapshot | UserError) -> None:
        """Hold a snapshot, or the reason why there is none yet."""
        self._held = held

    @classmethod
    def load(cls, folder: Path, thread: FolderThread) -> "Library":
        """Load the pack of a folder, which is read in its thread.

        Where it does not load, or the folder does not answer, the library is empty and remembers why.
        """
        try:
            with garbage_collection_paused():
                pack = parse_pack(folder, *thread.wait_for(lambda: read_texts(folder)))
                return cls(Snapshot.build(pack.knowledge, pack.revision))
        except (PackError, PackMissingError, FolderSilentError) as error:
            # With its traceback would stay all that was read.
            return cls(error.with_traceback(None))

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in force; raises the reason, a UserError, in a library that is empty."""
        if isinstance(self._held, UserError):
            raise self._held
        return self._held

    @snapshot.setter
    def snapshot(self, snapshot: Snapshot) -> None:
        self._held = snapshot

    @property
    def state(self) -> str:
        """The revision of the snapshot in force; an empty text in a library that is empty."""
        return "" if isinstance(self._held, UserError) else self._held.revision
