"""A pack in numbered versions, each with its number in its three files, and what saves and reads them."""

from datetime import UTC, datetime
from pathlib import Path

from bot.store.database.connection import Database, embedded_database
from bot.store.pack_files.loader import FILES, state_name
from bot.store.revisions.archive import Archive, Origin
from bot.store.revisions.atomic_files import TEMPORARY_SUFFIX
from tests.packs import TEXTS

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def version(number: int, *only: str) -> dict[str, str]:
    """The texts of a version: of all files, or of those named."""
    mark = f"# version {number}\n" * 40
    return {name: TEXTS[name] + mark for name in only or FILES}


def write(folder: Path, texts: dict[str, str]) -> None:
    """Write texts to a folder to the byte, as an editor by hand would."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def on_disk(folder: Path) -> dict[str, str]:
    """The texts of the files in a folder, to the byte."""
    return {name: (folder / name).read_bytes().decode() for name in FILES}


def leftovers(folder: Path) -> list[str]:
    """The temporary files that lie about in a folder."""
    return [file.name for file in folder.iterdir() if file.name.endswith(TEMPORARY_SUFFIX)]


def archive_of(place: Path, **options) -> Archive:
    """The archive of the pack in `place / "pack"`, with its database beside it; it never waits for long."""
    options = {"patience": 0.0, **options}
    database = Database(embedded_database(place / "data"), options["patience"])
    return Archive(place / "pack", database, **options)


async def save(archive: Archive, on: dict[str, str], texts: dict[str, str], **fields):
    """Save texts that were made on others, by a curator unless said otherwise."""
    note = {"by": Origin.CURATOR, "who": 7, "why": "as a reader said", "items": ("shop-count",), "now": NOON}
    return await archive.save(texts, state_name(on), **{**note, **fields})
