import pytest

from bot.store.folder_thread import FolderThread
from bot.store.library import Library
from bot.store.pack_files.loader import PackError, PackMissingError
from tests.packs import changed, write_pack


def load(folder):
    return Library.load(folder, FolderThread(5.0))


def test_a_library_serves_the_pack_of_its_folder(tmp_path):
    library = load(write_pack(tmp_path))

    assert library.snapshot.ask("number of shops").outcome.entry.id == "shop-count"
    assert library.snapshot.revision


def test_a_snapshot_that_was_taken_stays_when_another_takes_its_place(tmp_path):
    library = load(write_pack(tmp_path / "one"))
    taken = library.snapshot
    library.snapshot = load(
        write_pack(tmp_path / "two", changed("qa.yaml", "12 shops", "12 stores"))
    ).snapshot

    assert taken.knowledge.entries["shop-count"].answer == "It had 12 shops by the end of 2019."
    assert library.snapshot.knowledge.entries["shop-count"].answer == "It had 12 stores by the end of 2019."
    assert taken.revision != library.snapshot.revision


def test_a_library_without_a_good_pack_is_empty_and_says_why_until_there_is_one(tmp_path):
    missing = load(tmp_path / "nowhere")
    broken = load(write_pack(tmp_path / "bad", changed("qa.yaml", "topic: bread", "topic: braed")))

    assert [missing.state, broken.state] == ["", ""]
    with pytest.raises(PackMissingError, match="nowhere"):
        _ = missing.snapshot
    with pytest.raises(PackError, match="braed"):
        _ = broken.snapshot
    broken.snapshot = load(write_pack(tmp_path / "good")).snapshot
    assert broken.snapshot.ask("number of shops").outcome.entry.id == "shop-count"
    assert broken.state == broken.snapshot.revision
