"""`footnote doctor` as a process, against the stand-in."""

import asyncio
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.store.database.connection import Database, embedded_database
from bot.store.home_server import HomeMemory, RememberedHome
from tests.wire.conftest import PACK, ROOT, TOKEN
from tests.wire.other_user import run_as
from tests.wire.stand_in import StandIn


@dataclass
class Examined:
    """What it ended with, and what it said."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> dict[str, dict[str, str]]:
        """What it found, by check; the last where there are several."""
        return {each["check"]: each for each in json.loads(self.out)["findings"]}

    def states(self, state: str) -> list[str]:
        """The checks that found something in that state."""
        return [each["check"] for each in json.loads(self.out)["findings"] if each["state"] == state]


async def examine(
    discord: StandIn | None,
    place: Path,
    *arguments: str,
    user: int | None = None,
    **changed: str | None,
) -> Examined:
    """Run it in a folder; takes variables, where None leaves one out. It prints no traceback and no token.

    Without the stand-in it has no token, and asks Discord nothing.
    """
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    ours.pop("DISCORD_TOKEN", None)
    given = {
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "FOOTNOTE_TOKEN": TOKEN if discord else None,
        "FOOTNOTE_KNOWLEDGE": str(PACK),
        "FOOTNOTE_DATA": str(place / "data"),
        "FOOTNOTE_DISCORD_API": discord.address if discord else None,
    }
    environ = {name: value for name, value in {**ours, **given, **changed}.items() if value is not None}
    process = await asyncio.create_subprocess_exec(
        *(*run_as(user), sys.executable, "-m", "bot", "doctor", *arguments),
        cwd=place,
        env=environ,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    examined = Examined(process.returncode or 0, out.decode(), err.decode())
    assert "Traceback" not in examined.out + examined.err, examined.err
    assert TOKEN not in examined.out + examined.err
    return examined


async def examine_as_json(discord: StandIn | None, place: Path, **changed: Any) -> Examined:
    """The same, where only scripts read it, and standard error is empty."""
    examined = await examine(discord, place, "--json", **changed)
    assert examined.err == ""
    assert json.loads(examined.out)["ok"] == (examined.code == 0)
    return examined


async def make_database(folder: Path, home: RememberedHome | None = None) -> Path:
    """A database as a start makes it."""
    database = Database(embedded_database(folder))
    await database.look()
    if home is not None:
        await HomeMemory(database).write(home)
    await database.close()
    return folder / "footnote.db"
