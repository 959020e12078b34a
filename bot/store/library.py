"""The knowledge that is served: one whole snapshot at a time."""

from pathlib import Path

from bot.core.snapshot import Snapshot
from bot.store.pack import load_pack


class Library:
    """Holds the snapshot in force. A handler takes it once and uses it throughout."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @classmethod
    def load(cls, folder: Path) -> "Library":
        """Load the pack of a folder; raises PackError or PackMissingError."""
        pack = load_pack(folder)
        return cls(Snapshot.build(pack.knowledge, pack.revision))
