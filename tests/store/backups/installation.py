"""A bot's folders with something in them, and the commands that back them up, called as an operator does."""

import os
import re
import subprocess
import sys
from pathlib import Path

from bot.store.backups.backup import Installation, take_backup
from bot.store.backups.manifest import Manifest
from bot.store.backups.new_file import new_file
from tests.archives import NOON
from tests.store.database.used_databases import VERSIONS, bring_up_to_date, make_used

ROOT = Path(__file__).parents[3]


def make_installation(place: Path, version: str | None = None) -> None:
    """Put a pack with four revisions into `knowledge`, and the database of a version into `data`.

    Without a version it is as of the newest migration.
    """
    place.mkdir(exist_ok=True)
    make_used(place, version or VERSIONS[-1])
    if version is None:
        bring_up_to_date(place)
    (place / "pack").rename(place / "knowledge")
    (place / "data" / "footnote.db").chmod(0o600)
    (place / "data" / "footnote.db.belongs-here").write_text("one there is\n")


def footnote(place: Path, *arguments: str, **options) -> subprocess.CompletedProcess:
    """Call `footnote` in a place; standard output is bytes, standard error is text."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, "timeout": 60}
    environ = {**ours, "PYTHONPATH": str(ROOT), **options.pop("environ", {})}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], cwd=place, env=environ, **{**given, **options}
    )
    done.stderr = done.stderr.decode()
    return done


async def take(place: Path, file: Path, patience: float = 30) -> Manifest:
    """Take a backup in this process."""
    installation = Installation(place / "knowledge", place / "data", 5, patience)
    return await take_backup(installation, new_file(file, replaces=False), NOON)


def is_in_readme(said: str) -> bool:
    """Does the README show that, with other numbers?"""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.sub(r"[\d,]+", "0", said) in re.sub(r"[\d,]+", "0", readme)


def contents(place: Path) -> dict[str, bytes]:
    """Every file below a place but the lock, by its name, to the byte."""
    return {
        str(file.relative_to(place)): file.read_bytes()
        for file in sorted(place.rglob("*"))
        if file.is_file() and file.name != "footnote.lock"
    }
