"""The shipped pack, indexed once for all tests."""

from pathlib import Path

import pytest
from hypothesis import settings

from bot.core.answering.snapshot import Snapshot
from bot.store.pack_files.loader import Pack, load_pack

KNOWLEDGE = Path(__file__).parents[1] / "knowledge"

# How long an example takes says nothing about whether it is right.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shipped_pack() -> Pack:
    return load_pack(KNOWLEDGE)


@pytest.fixture(scope="session")
def shipped(shipped_pack: Pack) -> Snapshot:
    return Snapshot.build(shipped_pack.knowledge, shipped_pack.revision)
