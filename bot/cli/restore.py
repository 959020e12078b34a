"""`footnote restore`: the pack and the database out of a backup."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from bot.cli.backup import STREAM, describe_moment
from bot.cli.options import knowledge_option

if TYPE_CHECKING:
    from bot.store.backups.restore import Restored


@click.command("restore")
@click.argument("file")
@knowledge_option
def command(file: str, knowledge: Path) -> None:
    """Put the pack and the database back from FILE, or for - from standard input."""
    from bot.cli.environment import read_settings
    from bot.store.backups.backup import Installation
    from bot.store.backups.restore import restore_backup

    settings = read_settings(knowledge)
    place = Installation(settings.knowledge, settings.data, settings.folder_seconds, settings.backup_seconds)
    with _opened(file) as stream:
        restored = asyncio.run(restore_backup(place, stream, datetime.now(UTC)))
    _report(restored, place.knowledge, place.data)


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    from bot.store.backups.errors import BackupError

    if file == STREAM:
        if sys.stdin.isatty():
            raise click.UsageError("There is no backup on a terminal: name a file, or send it in with <.")
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115
    except OSError as error:
        raise BackupError(f"{file} cannot be read ({error.strerror or error}): name a backup.") from None
    with stream:
        yield stream


def _report(restored: "Restored", knowledge: Path, data: Path) -> None:
    manifest = restored.manifest
    moment = describe_moment(manifest)
    click.echo(f"Restored as of {moment}: the pack to {knowledge} and the database to {data}.")
    if restored.kept:
        click.echo(f"What was there is kept in {' and '.join(map(str, restored.kept))}.")
    if restored.is_older:
        click.echo("The database is of an older Footnote: the next start brings it up to date.")
    if not manifest.pack_loads:
        click.echo("The pack did not load when it was saved: footnote check says what is wrong.", err=True)
