"""The texts of a revision as they are stored: whole, or as what differs from the whole texts of another.

Nothing here is asynchronous: it runs in a thread.
"""

import json
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from bot.store.pack_files.loader import state_name

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Revisions that are stored as differences from one. More would save little (see the table that
# `tests/benchmarks/revisions.py` prints), and all of them are lost with a whole one that is damaged.
MOST_DIFFERENCES = 50
# A difference that takes more than this share of the whole texts is not worth the second row to read.
_LARGEST_SHARE = 0.25
# Of the levels of zstd the first that finds the few changed lines among 10 MB.
_LEVEL = 9
# The window that the library allows at most, as a power of two; a difference reaches over both its texts.
_MAX_WINDOW = 31


class DamagedError(ValueError):
    """The record of a revision cannot be read back."""


class ThinnedError(DamagedError):
    """The texts of a revision are no longer kept."""


@dataclass(frozen=True)
class WholeTexts:
    """A revision whose texts are stored whole, and how many others are stored as differences from it."""

    number: int
    state: str
    texts: bytes
    differences: int


@dataclass(frozen=True)
class StoredTexts:
    """What is stored of the texts of a revision. `whole` is the number of the revision they differ from."""

    data: bytes
    whole: int | None = None


def to_stored(texts: Mapping[str, str], whole: WholeTexts | None) -> StoredTexts:
    """Store texts as a difference from whole ones, or whole where that is better.

    It is better where the others are damaged, or very different, or have enough differences from them.
    """
    if whole is not None and whole.differences < MOST_DIFFERENCES:
        try:
            from_stored(whole.texts, None, whole.state)
            difference = _compress_difference(_join(texts), zlib.decompress(whole.texts))
            # What does not read back must not be stored.
            from_stored(difference, whole.texts, state_name(texts))
        except DamagedError:
            difference = b""
        if 0 < len(difference) <= _LARGEST_SHARE * len(whole.texts):
            return StoredTexts(difference, whole.number)
    # As all were before there were differences: both read alike.
    return StoredTexts(zlib.compress(_join(texts)))


def from_stored(data: bytes, whole: bytes | None, state: str) -> dict[str, str]:
    """Read texts back; `whole` has the whole ones as stored, if `data` is a difference from them.

    Raises ThinnedError if nothing is stored any more, and DamagedError if what is read is not the state of
    that name.
    """
    if not data:
        raise ThinnedError
    try:
        joined = zlib.decompress(data) if whole is None else _add(data, zlib.decompress(whole))
        texts = _split(joined)
        if state_name(texts) == state:
            return texts
    except (
        zlib.error,
        zstd.ZstdError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        MemoryError,
    ) as error:
        raise DamagedError from error
    raise DamagedError


def _compress_difference(joined: bytes, whole: bytes) -> bytes:
    window = min(max((len(joined) + len(whole)).bit_length(), 10), _MAX_WINDOW)
    options: dict[int, int] = {
        zstd.CompressionParameter.compression_level: _LEVEL,
        zstd.CompressionParameter.window_log: window,
        zstd.CompressionParameter.checksum_flag: 1,
    }
    return zstd.compress(joined, options=options, zstd_dict=zstd.ZstdDict(whole, is_raw=True).as_prefix)


def _add(difference: bytes, whole: bytes) -> bytes:
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _MAX_WINDOW}
    return zstd.decompress(difference, options=options, zstd_dict=zstd.ZstdDict(whole, is_raw=True).as_prefix)


def _join(texts: Mapping[str, str]) -> bytes:
    """Join the texts, after a first line with the length of each in bytes.

    JSON for all of it would block the event loop for 100 ms at 10 MB, even from a thread.
    """
    parts = {name: text.encode() for name, text in texts.items()}
    lengths = json.dumps({name: len(part) for name, part in parts.items()})
    return b"".join([lengths.encode(), b"\n", *parts.values()])


def _split(joined: bytes) -> dict[str, str]:
    lengths, _, rest = joined.partition(b"\n")
    texts: dict[str, str] = {}
    at = 0
    for name, length in json.loads(lengths).items():
        texts[name] = rest[at : at + length].decode()
        at += length
    return texts
