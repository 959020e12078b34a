"""Files that somebody is still writing are left alone; once they stand still they are read, once."""

import os

import pytest

from bot.store.pack_files.watcher import Debounce, read_stamp

A, B, C = (((time, time, 10, 1),) for time in (1, 2, 3))


@pytest.mark.parametrize(
    ("looks", "read_at"),
    [
        pytest.param(
            [(A, 0.0), (A, 0.2), (A, 0.3), (A, 9.0)], [0.3], id="once it stood still, and once alone"
        ),
        pytest.param([(A, 0.0), (B, 0.2), (B, 0.4), (B, 0.5)], [0.5], id="a change begins the wait anew"),
        pytest.param(
            [(A, 0.0), (A, 0.3), (B, 1.0), (B, 1.3)], [0.3, 1.3], id="a later change is another one"
        ),
        pytest.param([(A, 0.0), (B, 0.1), (C, 0.2), (C, 0.6)], [0.6], id="one after the other is one change"),
        pytest.param([(A, 0.0), (A, 0.3), (B, 1.0), (A, 1.1), (A, 2.0)], [0.3], id="there and back is none"),
        pytest.param([(A, 0.0), (A, 5.0)], [5.0], id="a look that comes late is enough"),
        pytest.param([((None,), 0.0), ((None,), 0.3), (A, 1.0), (A, 1.3)], [0.3, 1.3], id="gone and back"),
    ],
)
def test_files_are_read_when_they_stood_still_for_300_ms(looks, read_at):
    debounce = Debounce(0.3)
    assert [at for now, at in looks if debounce.is_time_to_read(now, at)] == read_at


def test_with_nothing_to_wait_for_a_change_is_read_at_once_and_only_once():
    debounce = Debounce(0.0)
    assert [debounce.is_time_to_read(now, 0.0) for now in (A, A, B, B)] == [True, False, True, False]


def test_what_is_known_is_not_read_until_it_changes():
    debounce = Debounce(0.0)
    debounce.mark_read(A)
    assert [debounce.is_time_to_read(now, 0.0) for now in (A, B)] == [False, True]


def test_what_is_forgotten_is_read_again_once():
    debounce = Debounce(0.0)
    debounce.mark_read(A)
    debounce.read_again()
    assert [debounce.is_time_to_read(now, 0.0) for now in (A, A)] == [True, False]


def _same_size(file):
    file.write_text("b")


def _same_time(file):
    before = file.stat().st_mtime_ns
    file.write_text("longer")
    os.utime(file, ns=(before, before))


def _made_readable(file):
    file.chmod(0o600)


def _replaced(file):
    before = file.stat().st_mtime_ns
    other = file.with_name("other")
    other.write_text("b")
    os.utime(other, ns=(before, before))
    other.replace(file)


def _all_the_same(file):
    before = file.stat().st_mtime_ns
    with file.open("r+") as opened:
        opened.write("b")
    os.utime(file, ns=(before, before))


@pytest.mark.parametrize(
    "change", [_same_size, _same_time, _all_the_same, _replaced, _made_readable, lambda file: file.unlink()]
)
def test_every_way_to_change_a_file_changes_its_stamp(tmp_path, change):
    file = tmp_path / "qa.yaml"
    file.write_text("a")
    os.utime(file, ns=(1, 1))
    before = read_stamp([file])
    assert read_stamp([file]) == before
    change(file)
    assert read_stamp([file]) != before


def test_reading_a_file_leaves_its_stamp_and_a_missing_one_has_none(tmp_path):
    file = tmp_path / "qa.yaml"
    file.write_text("a")
    before = read_stamp([file, tmp_path / "missing"])
    file.read_text()
    assert read_stamp([file, tmp_path / "missing"]) == before
    assert before[1] is None
