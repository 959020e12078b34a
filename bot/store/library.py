"""The knowledge that is served: one whole snapshot at a time."""

from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.errors import UserError
from bot.store.pack_files.loader import PackError, PackMissingError, load_pack
from bot.store.threads import garbage_collection_paused


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    with garbage_collection_paused():
        pack = load_pack(folder)
        return Snapshot.build(pack.knowledge, pack.revision)


class Library:
    """Holds the snapshot in force. A handler takes it once and uses it throughout."""

    def __init__(self, held: Snapshot | UserError) -> None:
        """Hold a snapshot, or the reason why there is none yet."""
        self._held = held

    @classmethod
    def load(cls, folder: Path) -> "Library":
        """Load the pack of a folder. Where it does not load, the library is empty and remembers why."""
        try:
            return cls(load_snapshot(folder))
        except (PackError, PackMissingError) as error:
            return cls(error)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot in force; raises PackError or PackMissingError in a library that is empty."""
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
