"""A backup that is damaged, or made with ill will, changes nothing, and is not unpacked without end."""

import asyncio
import gzip
import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
import zlib
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.store.backups.backup import Installation
from bot.store.backups.errors import BackupError, DamagedBackupError, NewerBackupError
from bot.store.backups.restore import restore_backup
from tests.archives import NOON
from tests.store.backups.installation import contents, make_installation, take

# Zeros that a bomb has ready at most: what is read at once, some kilobytes, holds seven million of them.
MOST_ZEROS = 20_000_000


class Case:
    """An installation and its backup, as bytes, and as the tar archive in it."""

    def __init__(self, place):
        self.place = place
        make_installation(place / "from")
        asyncio.run(take(place / "from", place / "a.tar.gz"))
        self.data = (place / "a.tar.gz").read_bytes()
        self.tar = gzip.decompress(self.data)
        with tarfile.open(fileobj=io.BytesIO(self.tar)) as archive:
            self.parts = {each.name: archive.extractfile(each).read() for each in archive}
        self.manifest = json.loads(self.parts["manifest.json"])
        (place / "to" / "knowledge").mkdir(parents=True)
        (place / "to" / "data").mkdir()
        (place / "to" / "knowledge" / "qa.yaml").write_text("what was there")
        (place / "to" / "data" / "footnote.db").write_text("what was there")
        self.before = contents(place / "to")

    def restore(self, stream):
        """Restore from a stream; the error, if it is refused."""
        to = Installation(self.place / "to" / "knowledge", self.place / "to" / "data", 5, 5)
        try:
            asyncio.run(restore_backup(to, stream, NOON))
        except UserError as error:
            return error
        return None

    def refused(self, data):
        """Why a backup is refused, which must change nothing; None where it is whole all the same."""
        error = self.restore(io.BytesIO(data))
        if error is None:
            self.check_whole()
        else:
            assert "Nothing was changed" in str(error)
            assert contents(self.place / "to") == self.before
        return error

    def check_whole(self):
        """All of it is there; then put what was there before back."""
        to = self.place / "to"
        kept = f"replaced-{NOON:%Y-%m-%d-%H%M%S}"
        found = contents(to)
        for name in (
            "data/footnote.db",
            *(f"knowledge/{each}.yaml" for each in ("article", "qa", "timeline")),
        ):
            assert found[name] == self.parts[name]
            (to / name).unlink()
        for name in self.before:
            folder, _, file = name.rpartition("/")
            (to / folder / kept / file).rename(to / name)
        for folder in ("data", "knowledge"):
            (to / folder / kept).rmdir()
        assert contents(to) == self.before


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return Case(tmp_path_factory.mktemp("damaged"))


def packed(files, **manifest):
    """A backup of these parts, with what it says of them right unless said otherwise."""
    described = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in files.items()
    ]
    about = json.dumps({"parts": described, **manifest}).encode()
    return archived([("manifest.json", about), *files.items()])


def archived(members):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, data in members:
            header = name if isinstance(name, tarfile.TarInfo) else tarfile.TarInfo(name)
            header.size = len(data)
            archive.addfile(header, io.BytesIO(data))
    return packed.getvalue()


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_byte_changed_is_refused_or_changes_nothing_of_it(case, data):
    place = data.draw(st.integers(0, len(case.data) - 1))
    change = data.draw(st.integers(1, 255))
    case.refused(case.data[:place] + bytes([case.data[place] ^ change]) + case.data[place + 1 :])


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_byte_changed_before_it_was_compressed_is_refused_or_changes_nothing_of_it(case, data):
    # Of the headers, and what is said of the parts, more often than of the rest.
    place = data.draw(st.integers(0, 2_500) | st.integers(0, len(case.tar) - 1))
    change = data.draw(st.integers(1, 255))
    tar = case.tar[:place] + bytes([case.tar[place] ^ change]) + case.tar[place + 1 :]
    case.refused(gzip.compress(tar, 1))


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_one_that_was_cut_off_anywhere_is_refused(case, data):
    assert case.refused(case.data[: data.draw(st.integers(0, len(case.data) - 1))]) is not None


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_one_that_was_cut_off_before_it_was_compressed_is_refused(case, data):
    # What fills up the end says nothing.
    end = case.tar.rstrip(b"\0")
    assert case.refused(gzip.compress(case.tar[: data.draw(st.integers(0, len(end) - 1))], 1)) is not None


def test_the_whole_one_is_taken(case):
    assert case.refused(case.data) is None
    assert (
        case.refused(packed(*[{k: v for k, v in case.parts.items() if k != "manifest.json"}], **_rest(case)))
        is None
    )


def _rest(case):
    return {name: value for name, value in case.manifest.items() if name != "parts"}


def _parts(case):
    return {name: data for name, data in case.parts.items() if name != "manifest.json"}


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/tmp/outside.txt", "data/../../outside.txt", "data/other.db"]
)
def test_no_other_name_is_taken(case, name):
    refused = case.refused(packed({**_parts(case), name: b"x"}, **_rest(case)))
    unsaid = case.refused(archived([*case.parts.items(), (name, b"x")]))

    assert isinstance(refused, DamagedBackupError)
    assert isinstance(unsaid, DamagedBackupError)
    assert not list(case.place.rglob("outside.txt"))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_nothing_but_plain_files_is_taken(case, kind):
    header = tarfile.TarInfo("knowledge/qa.yaml")
    header.type, header.linkname = kind, "/etc/passwd"
    members = [(header, b"") if name == header.name else (name, data) for name, data in case.parts.items()]

    assert isinstance(case.refused(archived(members)), DamagedBackupError)


@pytest.mark.parametrize("left_out", ["manifest.json", "data/footnote.db", "knowledge/qa.yaml"])
def test_nothing_may_be_missing(case, left_out):
    members = [(name, data) for name, data in case.parts.items() if name != left_out]

    assert isinstance(case.refused(archived(members)), DamagedBackupError)


def test_a_part_may_not_be_there_twice(case):
    twice = [*case.manifest["parts"], case.manifest["parts"][0]]
    about = json.dumps({**case.manifest, "parts": twice}).encode()
    members = [("manifest.json", about), *_parts(case).items(), ("data/footnote.db", b"x")]

    assert isinstance(case.refused(archived(members)), DamagedBackupError)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"format": 2, "footnote": "9.9"}, NewerBackupError),
        ({"schema_revision": "9999", "footnote": "9.9"}, NewerBackupError),
        ({"schema_revision": "0001"}, DamagedBackupError),
        ({"format": "1"}, DamagedBackupError),
        ({"footnote": "\x1b[2J"}, DamagedBackupError),
        ({"taken_at": "yesterday"}, DamagedBackupError),
        ({"parts": []}, DamagedBackupError),
        ({"more": 1}, DamagedBackupError),
    ],
)
def test_what_it_says_of_itself_has_to_be_right(case, said, error):
    found = case.refused(packed(_parts(case), **{**_rest(case), **said}))

    assert type(found) is error
    if error is NewerBackupError:
        assert found.exit_code == 78
        assert "9.9" in str(found)


def test_a_database_that_is_damaged_inside_is_refused(case):
    database = case.parts["data/footnote.db"]
    damaged = database[: 4096 * 5] + b"\xa5" * 4096 + database[4096 * 6 :]
    for each in (damaged, b"no database", database[:4096]):
        found = case.refused(packed({**_parts(case), "data/footnote.db": each}, **_rest(case)))
        assert isinstance(found, DamagedBackupError)


def test_a_pack_that_loads_no_longer_is_refused(case):
    parts = {**_parts(case), "knowledge/qa.yaml": b"entries: [{unheard: of}]"}
    found = case.refused(packed(parts, **_rest(case)))

    assert type(found) is BackupError
    assert "does not load with this one" in str(found)


class _Bomb(io.RawIOBase):
    """A compressed beginning, and then zeros without end; it counts how many were unpacked."""

    def __init__(self, beginning, end=b""):
        self._zip = zlib.compressobj(wbits=31)
        self._ready = self._zip.compress(beginning) + self._zip.flush(zlib.Z_SYNC_FLUSH)
        self.zeros = 0

    def read(self, size=-1):
        while len(self._ready) < max(size, 1):
            assert self.zeros < MOST_ZEROS, "it is unpacked without end"
            self._ready += self._zip.compress(bytes(100_000)) + self._zip.flush(zlib.Z_SYNC_FLUSH)
            self.zeros += 100_000
        data, self._ready = self._ready[:size], self._ready[size:]
        return data


def header(name, size, kind=tarfile.REGTYPE):
    made = tarfile.TarInfo(name)
    made.size, made.type = size, kind
    return made.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("kind", ["name", "link", "pax", "manifest", "sparse", "after it", "database"])
def test_a_bomb_is_not_unpacked(case, kind):
    large = 8 * 2**30
    whole = case.tar.rstrip(b"\0")
    about = {**_rest(case), "parts": [{"name": "data/footnote.db", "size": 2**60, "sha256": "0" * 64}]}
    about = json.dumps(about).encode().ljust(512)
    beginning = {
        "name": header("x", large, tarfile.GNUTYPE_LONGNAME),
        "link": header("x", large, tarfile.GNUTYPE_LONGLINK),
        "pax": header("x", large, tarfile.XHDTYPE),
        "sparse": header("manifest.json", large, tarfile.GNUTYPE_SPARSE),
        "manifest": header("manifest.json", large),
        "after it": whole,
        "database": header("manifest.json", 512) + about + header("data/footnote.db", 2**60),
    }[kind]
    found = case.restore(_Bomb(beginning))

    assert isinstance(found, DamagedBackupError)
    assert contents(case.place / "to") == case.before


def test_a_database_that_does_not_fit_is_refused_before_it_is_unpacked(case, monkeypatch):
    size = 15 * 2**30
    parts = [{"name": "data/footnote.db", "size": size, "sha256": "0" * 64}, case.manifest["parts"][1]]
    about = json.dumps({**_rest(case), "parts": parts}).encode().ljust(2048)
    beginning = header("manifest.json", 2048) + about + header("data/footnote.db", size)
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1_000_000))

    assert "There is no room for the database in" in str(case.restore(_Bomb(beginning)))


def test_a_stream_of_the_right_bytes_in_small_pieces_is_whole(case):
    class Slow(io.BytesIO):
        def read(self, size=-1):
            return super().read(min(size, 7) if size > 0 else 7)

    assert case.restore(Slow(case.data)) is None
    case.check_whole()


def test_the_database_in_it_is_the_one_that_was(case):
    with closing(sqlite3.connect(case.place / "from" / "data" / "footnote.db")) as then:
        expected = list(then.iterdump())
    (case.place / "copy.db").write_bytes(case.parts["data/footnote.db"])
    with closing(sqlite3.connect(case.place / "copy.db")) as now:
        assert list(now.iterdump()) == expected
