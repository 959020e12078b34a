"""The pack of a folder, loaded once: for commands that answer and end."""

from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Knowledge
from bot.store.garbage_collection import garbage_collection_paused
from bot.store.pack_files.loader import load_pack


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    with garbage_collection_paused():
        knowledge, revision = _load(folder)
        return Snapshot.build(knowledge, revision)


def _load(folder: Path) -> tuple[Knowledge, str]:
    # What else there is of a pack, its lines and texts, is let go before the index takes room.
    pack = load_pack(folder)
    return pack.knowledge, pack.revision
