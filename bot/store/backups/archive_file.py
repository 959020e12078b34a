"""The file of a backup: a compressed tar archive, written in one go, and read without trusting it."""

import gzip
import hashlib
import io
import tarfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, Protocol

from bot.store.backups.errors import DamagedBackupError
from bot.store.backups.manifest import MANIFEST, MAX_MANIFEST, Manifest, Part, read_manifest

# Bytes read at once, and the most that may stand between two files: headers, and what fills up a block.
_CHUNK = 2**18
_BETWEEN = 2**16
_DAMAGES = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, OverflowError)


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def write_archive(stream: BinaryIO, manifest: Manifest, parts: dict[str, BinaryIO]) -> None:
    """Write the manifest and the parts it names. Raises OSError."""
    moment = manifest.taken_at
    about = manifest.to_json()
    with (
        gzip.GzipFile(filename="", fileobj=stream, mode="wb", compresslevel=6) as compressed,
        tarfile.open(fileobj=compressed, mode="w") as archive,
    ):
        archive.addfile(_header(MANIFEST, len(about), moment), io.BytesIO(about))
        for part in manifest.parts:
            archive.addfile(_header(part.name, part.size, moment), parts[part.name])


class ArchiveReader:
    """Reads a backup from its beginning to its end, once.

    Nothing in it is believed: it names no place to write to, and is unpacked no further than the manifest
    says. Every method raises DamagedBackupError for what is not as it should be.
    """

    def __init__(self, stream: BinaryIO) -> None:
        """Read the manifest. Raises NewerBackupError, too."""
        self._stream = _Bounded(gzip.GzipFile(fileobj=stream, mode="rb"))
        self._archive: tarfile.TarFile | None = None
        content = b"".join(self._read(MANIFEST, None))
        self.manifest = read_manifest(content)

    def read(self, part: Part) -> Iterator[bytes]:
        """The content of the next part, piece by piece. It is only right if the iterator comes to its end."""
        digest = hashlib.sha256()
        for piece in self._read(part.name, part.size):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != part.sha256:
            raise DamagedBackupError(f"{part.name} in it is not what it was")

    def finish(self) -> None:
        """See that nothing follows."""
        if self._next() is not None:
            raise DamagedBackupError("there is more in it than it says")
        try:
            while self._stream.read(_CHUNK):
                pass
        except _DAMAGES as error:
            raise _damaged(error) from error

    def _read(self, name: str, size: int | None) -> Iterator[bytes]:
        found = self._next()
        limit = MAX_MANIFEST if size is None else size
        if found is None or found.name != name or found.type != tarfile.REGTYPE or found.sparse is not None:
            raise DamagedBackupError(f"{name} is not where it should be in it")
        if found.size > limit or (size is not None and found.size != size):
            raise DamagedBackupError(f"{name} in it has another size")
        self._stream.allow(found.size)
        yield from _pieces(self._archive, found)

    def _next(self) -> tarfile.TarInfo | None:
        self._stream.allow(_BETWEEN)
        try:
            if self._archive is None:
                self._archive = tarfile.open(fileobj=self._stream, mode="r|")  # noqa: SIM115
            return self._archive.next()
        except _DAMAGES as error:
            raise _damaged(error) from error


class _Bounded(io.RawIOBase):
    """A stream of which no more is unpacked than was allowed, whatever it says of its sizes."""

    def __init__(self, stream: _Readable) -> None:
        super().__init__()
        self._stream = stream
        self._left = 0

    def allow(self, size: int) -> None:
        self._left = max(self._left, 0) + size

    def read(self, size: int = -1) -> bytes:
        """Read at most one piece. Raises EOFError beyond what was allowed."""
        data = self._stream.read(size if 0 <= size <= _CHUNK else _CHUNK)
        self._left -= len(data)
        if self._left < 0:
            raise EOFError("there is more in it than it says")
        return data


def _pieces(archive: tarfile.TarFile | None, found: tarfile.TarInfo) -> Iterator[bytes]:
    try:
        content = archive.extractfile(found) if archive is not None else None
        while content is not None and (piece := content.read(_CHUNK)):
            yield piece
    except _DAMAGES as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> DamagedBackupError:
    why = "it was cut off or changed" if isinstance(error, EOFError | zlib.error) else "it cannot be unpacked"
    return DamagedBackupError(why)


def _header(name: str, size: int, moment: datetime) -> tarfile.TarInfo:
    header = tarfile.TarInfo(name)
    header.size, header.mode, header.mtime = size, 0o600, int(moment.timestamp())
    return header
