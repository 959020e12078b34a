"""The pack, loaded and indexed for a command."""

from pathlib import Path

from bot.core.snapshot import Snapshot
from bot.store.pack import load_pack


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    pack = load_pack(folder)
    return Snapshot.build(pack.knowledge, pack.revision)
