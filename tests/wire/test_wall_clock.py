"""A wall clock that is set back: what the bot does again and again does not stand still."""

import datetime
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from discord import utils
from discord.ext import tasks

from tests.wire.conftest import Running
from tests.wire.questions import BUILT, LAMP, SHIPS, ask
from tests.wire.stand_in import StandIn


class _Clock(datetime.datetime):
    ahead = datetime.timedelta()

    @classmethod
    def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
        return datetime.datetime.now(tz) + cls.ahead


def _number_logged(data: Path) -> int:
    with closing(sqlite3.connect(data / "footnote.db")) as database:
        return database.execute("select count(*) from questions").fetchone()[0]


async def test_questions_are_logged_though_the_clock_is_set_back_by_an_hour(
    discord: StandIn, running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    times = SimpleNamespace(**{**vars(datetime), "datetime": _Clock})
    for library in (tasks, utils):
        monkeypatch.setattr(library, "datetime", times)
    async with running():
        await ask(discord)
        await discord.until(lambda: _number_logged(tmp_path / "data") == 1)
        monkeypatch.setattr(_Clock, "ahead", datetime.timedelta(hours=-1))
        # What waited when it was set back comes by itself; what follows shows whether it stands still.
        for number, question in enumerate((SHIPS, BUILT, LAMP), 2):
            await ask(discord, question)
            await discord.until(lambda number=number: _number_logged(tmp_path / "data") == number, 10)
