"""Where curating happens: in the home server, which is set or remembered, and may be none."""

import logging
import sqlite3
from contextlib import closing

import discord
import pytest
import simcord

from bot.client.home_server import decide_home
from bot.store.home_server import RememberedHome
from tests.client.curating.actor import Actor
from tests.client.curating.all_actions import ALL_ACTIONS
from tests.client.curating.curating_town import CuratingTown, open_town
from tests.client.curating.people import restart_with

MANAGE_SERVER = discord.Permissions(manage_guild=True).value
HOME = 1 << 60
ALL = {"qa", "Add to Q&A", "Why this answer?"}
NO_HOME = (
    "alone: Nobody can curate: I was in several servers when I first started, and FOOTNOTE_HOME_GUILD does"
    " not say which is home."
)
UNKNOWN = (
    "alone: Nobody can curate yet: which server is home stands in the database, which I cannot use; I try"
    " again by myself. Whoever runs me can name it in FOOTNOTE_HOME_GUILD."
)


def places(town: CuratingTown) -> dict[int | None, set[str]]:
    """Which commands of curating Discord has in which server; None for everywhere."""
    known = town.env.backend.commands.items()
    names_by_place = {place: {name for name, _ in commands} & ALL for place, commands in known}
    return {place: names for place, names in names_by_place.items() if names}


async def open_elsewhere(town: CuratingTown) -> simcord.GuildHandle:
    guild = town.env.create_guild("Elsewhere")
    await town.env.settle()
    return guild


async def test_the_commands_are_those_of_the_only_server_and_of_no_other_place(tmp_path):
    async with open_town(tmp_path) as town:
        assert places(town) == {town.guild.id: ALL}
        commands = town.env.backend.commands[town.guild.id].values()
        assert {command["default_member_permissions"] for command in commands} == {MANAGE_SERVER}


async def test_only_who_has_manage_server_sees_them_until_the_server_allows_others(tmp_path):
    async with open_town(tmp_path) as town:
        shown = "qa export"
        assert shown in town.casey.available_commands(town.channel)
        assert shown not in town.alice.available_commands(town.channel)
        assert shown not in town.casey.user.available_commands()
        [command] = [
            command for (name, _), command in town.env.backend.commands[town.guild.id].items() if name == "qa"
        ]
        town.guild.set_command_permissions(int(command["id"]), {town.alice: True})
        assert shown in town.alice.available_commands(town.channel)
        refused = await town.alice.slash(town.channel, "qa export")
        assert town.refusal(refused).startswith("Only curators can do that")


async def forget_home(town: CuratingTown) -> None:
    """Make the next start the first one, as far as the home is concerned."""
    with closing(sqlite3.connect(town.client.settings.data / "footnote.db")) as database, database:
        database.execute("DELETE FROM home_server")


def warnings(caplog: pytest.LogCaptureFixture, *words: str) -> list[str]:
    """What the log warned of that has these words in it."""
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    return [warning for warning in said if all(word in warning for word in words)]


@pytest.mark.parametrize("then", ["at once", "after a restart"])
async def test_an_invitation_elsewhere_changes_nothing(tmp_path, then):
    async with open_town(tmp_path) as town:
        await open_elsewhere(town)
        if then == "after a restart":
            await town.restart()
            await town.env.settle()
        assert places(town) == {town.guild.id: ALL}
        opened = await town.casey.slash(town.channel, "qa edit", item="rye-share")
        assert opened.modal["title"] == "Edit rye-share"


@pytest.mark.parametrize("then", ["at once", "after a restart"])
async def test_a_server_that_is_left_alone_does_not_become_the_home(tmp_path, then):
    async with open_town(tmp_path) as town:
        elsewhere = await open_elsewhere(town)
        town.env.backend.remove_guild(town.guild.id)
        await town.env.settle()
        if then == "after a restart":
            await town.restart()
            await town.env.settle()
        assert elsewhere.id not in places(town)
        assert town.client.home.id == town.guild.id


@pytest.mark.parametrize("left", ["two", "one"])
async def test_where_it_first_starts_in_two_none_is_the_home_and_stays_none(tmp_path, caplog, left):
    async with open_town(tmp_path) as town:
        elsewhere = await open_elsewhere(town)
        await forget_home(town)
        await town.restart()
        await town.env.settle()
        assert warnings(caplog, "several servers", "FOOTNOTE_HOME_GUILD")
        if left == "one":
            town.env.backend.remove_guild(elsewhere.id)
            await town.env.settle()
        caplog.clear()
        await town.restart()
        await town.env.settle()
        assert town.client.home.id is None
        assert warnings(caplog, "several servers", "FOOTNOTE_HOME_GUILD")
        # It is chosen by the setting, and remembered from then on.
        await restart_with(town, home_guild=town.guild.id)
        assert places(town) == {town.guild.id: ALL}
        await restart_with(town, home_guild=None)
        assert town.client.home.id == town.guild.id


async def test_the_setting_wins_over_what_is_remembered_and_says_so_and_takes_the_commands_along(
    tmp_path, caplog
):
    caplog.set_level(logging.INFO)
    async with open_town(tmp_path) as town:
        elsewhere = await open_elsewhere(town)
        caplog.clear()
        await restart_with(town, home_guild=elsewhere.id)
        assert places(town) == {elsewhere.id: ALL}
        (said,) = [message for message in caplog.messages if message.startswith("The home server is ")]
        assert said == (
            f"The home server is Elsewhere ({elsewhere.id}), as FOOTNOTE_HOME_GUILD says;"
            f" remembered was {town.guild.id}"
        )
        caplog.clear()
        await restart_with(town, home_guild=None)
        assert places(town) == {town.guild.id: ALL}
        (said,) = [message for message in caplog.messages if message.startswith("The home server is ")]
        assert f"Town ({town.guild.id}), as remembered" in said


async def test_commands_that_cannot_be_published_are_published_later(tmp_path):
    async with open_town(tmp_path, database_look_seconds=10) as town:
        town.env.backend.commands.pop(town.guild.id)
        path = f"/applications/*/guilds/{town.guild.id}/commands"
        town.env.inject_error("PUT", path, status=500, code=0, times=2)
        await town.restart()
        for _ in range(3):
            await town.env.settle()
            await town.env.advance_time(10)
        assert places(town) == {town.guild.id: ALL}
        assert town.env.errors == []


async def test_where_the_database_cannot_be_read_curating_waits_and_comes_back_by_itself(tmp_path, caplog):
    async with open_town(tmp_path, database_look_seconds=10, repeat_seconds=0.001) as town:
        actor = Actor(town, town.casey, town.channel)
        database, aside = tmp_path / "data" / "footnote.db", tmp_path / "aside"
        await town.end()
        database.rename(aside)
        database.mkdir()
        await town.restart()
        await town.env.settle()
        assert (await actor.command("qa show", item="rye-share")).startswith(UNKNOWN)
        assert len(warnings(caplog, "home", "nobody can curate", "tried again")) == 1
        database.rmdir()
        aside.rename(database)
        await town.env.advance_time(10)
        await town.env.settle()
        assert "rye-share" in await actor.command("qa show", item="rye-share")


async def test_a_home_that_is_set_needs_no_database(tmp_path):
    async with open_town(tmp_path) as town:
        town.lose_database()
        await restart_with(town, home_guild=town.guild.id)
        actor = Actor(town, town.casey, town.channel)
        assert "rye-share" in await actor.command("qa show", item="rye-share")


async def test_a_home_that_is_set_is_the_home_among_many(tmp_path):
    async with open_town(tmp_path) as town:
        await restart_with(town, home_guild=town.guild.id)
        await open_elsewhere(town)
        assert places(town) == {town.guild.id: ALL}


async def test_they_come_to_a_home_that_invites_the_bot_after_its_start(tmp_path):
    async with open_town(tmp_path) as town:
        _refuse_commands(town, HOME)
        await restart_with(town, home_guild=HOME)
        town.env.backend.faults.clear()
        town.env.create_guild("Home", id=HOME)
        await town.env.settle()
        assert places(town).get(HOME) == ALL
        assert town.env.errors == []


async def test_they_come_back_to_a_home_that_throws_the_bot_out_and_invites_it_again(tmp_path):
    async with open_town(tmp_path, home_guild=HOME) as town:
        backend = town.env.backend
        for _ in range(2):
            town.env.create_guild("Home", id=HOME)
            await town.env.settle()
            assert places(town).get(HOME) == ALL
            backend.remove_guild(HOME)
            await town.env.settle()
            # Discord forgets the commands of a bot that is thrown out; and simcord gives no id twice.
            del backend.commands[HOME]
            backend._reserved_ids.discard(HOME)


async def test_with_no_home_nobody_may_and_is_told_what_to_set(tmp_path):
    async with open_town(tmp_path, repeat_seconds=0.001) as town:
        actor = Actor(town, town.casey, town.channel)
        # What is left from before are messages and forms; commands there are none without a home.
        left = [name for name in ALL_ACTIONS if not name.startswith(("/", "menu"))]
        actions = {name: await ALL_ACTIONS[name][0](actor) for name in left}
        await open_elsewhere(town)
        await forget_home(town)
        await town.restart()
        await town.env.settle()
        before = actor.state()
        assert {name: await action() for name, action in actions.items()} == dict.fromkeys(left, NO_HOME)
        assert actor.state() == before


SETTING, ONE, OTHER = 7, 8, 9


@pytest.mark.parametrize(
    ("setting", "remembered", "guilds", "kept"),
    [
        (None, None, set(), None),
        (None, None, {ONE}, RememberedHome(ONE)),
        (None, None, {ONE, OTHER}, RememberedHome(None)),
        (None, RememberedHome(None), {ONE}, RememberedHome(None)),
        (None, RememberedHome(ONE, ONE), {OTHER}, RememberedHome(ONE, ONE)),
        (None, RememberedHome(ONE), {ONE, OTHER}, RememberedHome(ONE)),
        (None, RememberedHome(ONE), set(), RememberedHome(ONE)),
        (SETTING, None, {ONE}, None),
        (SETTING, None, {SETTING, ONE}, RememberedHome(SETTING)),
        (SETTING, RememberedHome(None, ONE), {SETTING, ONE}, RememberedHome(SETTING, ONE)),
        (SETTING, RememberedHome(ONE, ONE), {SETTING, ONE}, RememberedHome(ONE, ONE)),
    ],
)
def test_what_is_remembered_of_the_home(setting, remembered, guilds, kept):
    assert decide_home(setting, remembered, guilds) == kept


def _refuse_commands(town: CuratingTown, guild: int) -> None:
    """Discord lets no bot put commands into a server it is not in."""
    town.env.inject_error(
        "PUT", f"/applications/*/guilds/{guild}/commands", status=403, code=50001, times=None
    )
