"""The knowledge that is served: one whole snapshot at a time."""

from pathlib import Path

from bot.core.snapshot import Snapshot
from bot.store.pack import load_pack


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    pack = load_pack(folder)
    return Snapshot.build(pack.knowledge, pack.revision)


class Library:
    """Holds the snapshot in force. A handler takes it once and uses it throughout."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @classmethod
    def load(cls, folder: Path) -> "Library":
        """Load the pack of a folder; raises PackError or PackMissingError."""
        return cls(load_snapshot(folder))
