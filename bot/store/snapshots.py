"""The pack of a folder, loaded once: for commands that answer and end."""

from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.store.garbage_collection import garbage_collection_paused
from bot.store.pack_files.loader import load_pack


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    with garbage_collection_paused():
        pack = load_pack(folder)
        return Snapshot.build(pack.knowledge, pack.revision)
