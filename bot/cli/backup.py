"""`footnote backup`: the pack and the database as one file."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import knowledge_option

if TYPE_CHECKING:
    from bot.store.backups.manifest import Manifest

STREAM = "-"


@click.command("backup")
@click.argument("file")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@knowledge_option
def command(file: str, force: bool, knowledge: Path) -> None:
    """Write the pack and the database into FILE, or for - to standard output."""
    from bot.cli.environment import read_settings
    from bot.store.backups.backup import Installation, take_backup
    from bot.store.backups.new_file import new_file, standard_output

    settings = read_settings(knowledge)
    if file == STREAM and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show a backup: name a file, or send it somewhere with >.")
    place = Installation(settings.knowledge, settings.data, settings.folder_seconds, settings.backup_seconds)
    output = standard_output() if file == STREAM else new_file(Path(file), force)
    manifest = asyncio.run(take_backup(place, output, datetime.now(UTC)))
    _report(file, manifest, place.knowledge, place.data)


def _report(file: str, manifest: "Manifest", knowledge: Path, data: Path) -> None:
    """Say what was saved: on standard error where the backup itself is on standard output."""
    where = "" if file == STREAM else f", in {file} ({Path(file).stat().st_size / 1000:,.0f} kB)"
    parts = f"the pack in {knowledge} and the database in {data}"
    click.echo(f"Saved as of {describe_moment(manifest)}: {parts}{where}.", err=file == STREAM)
    if not manifest.pack_loads:
        click.echo(
            "The pack does not load, and is saved as it stands: footnote check says what is wrong.", err=True
        )


def describe_moment(manifest: "Manifest") -> str:
    """When a backup was taken, in words."""
    return f"{manifest.taken_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
