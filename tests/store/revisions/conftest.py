"""A pack, and its archive that nobody has opened yet."""

import pytest

from tests.archives import archive_of, version, write


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "pack", version(0))
    return tmp_path / "pack"


@pytest.fixture
async def archive(tmp_path, folder):
    archive = archive_of(tmp_path)
    yield archive
    await archive.close()
