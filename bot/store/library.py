"""The knowledge that is served: one whole snapshot at a time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.core.snapshot import Snapshot
from bot.store.pack import load_pack


def load_snapshot(folder: Path) -> Snapshot:
    """Load the pack of a folder and index it; raises PackError or PackMissingError."""
    with _collection_held_off():
        pack = load_pack(folder)
        return Snapshot.build(pack.knowledge, pack.revision)


@contextmanager
def _collection_held_off() -> Iterator[None]:
    """Hold the garbage collector off: of the many objects that loading makes, nearly all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Library:
    """Holds the snapshot in force. A handler takes it once and uses it throughout."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    @classmethod
    def load(cls, folder: Path) -> "Library":
        """Load the pack of a folder; raises PackError or PackMissingError."""
        return cls(load_snapshot(folder))
