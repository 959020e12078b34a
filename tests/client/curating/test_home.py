"""Where curating happens: in the home server, which may be set, may change, and may be none."""

import logging

import discord
import pytest
import simcord

from tests.client.curating.actor import Actor
from tests.client.curating.all_actions import ALL_ACTIONS
from tests.client.curating.curating_town import CuratingTown, open_town
from tests.client.curating.people import restart_with

MANAGE_SERVER = discord.Permissions(manage_guild=True).value
HOME = 1 << 60
ALL = {"qa", "Add to Q&A", "Why this answer?"}
NO_HOME = (
    "alone: Nobody can curate: I am in several servers, and FOOTNOTE_HOME_GUILD does not say which is home."
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


async def test_they_go_where_a_second_server_leaves_the_home_open_and_come_back(tmp_path):
    async with open_town(tmp_path) as town:
        elsewhere = await open_elsewhere(town)
        assert places(town) == {}
        town.env.backend.remove_guild(elsewhere.id)
        await town.env.settle()
        assert places(town) == {town.guild.id: ALL}
        opened = await town.casey.slash(town.channel, "qa edit", item="rye-share")
        assert opened.modal["title"] == "Edit rye-share"


async def test_they_move_to_the_server_that_is_left(tmp_path):
    async with open_town(tmp_path) as town:
        elsewhere = await open_elsewhere(town)
        town.env.backend.remove_guild(town.guild.id)
        await town.env.settle()
        assert places(town) == {elsewhere.id: ALL}


async def test_they_move_to_the_next_server_although_the_last_one_threw_the_bot_out(tmp_path):
    async with open_town(tmp_path) as town:
        _refuse_commands(town, town.guild.id)
        town.env.backend.remove_guild(town.guild.id)
        await town.env.settle()
        elsewhere = await open_elsewhere(town)
        assert places(town).get(elsewhere.id) == ALL
        assert town.env.errors == []


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


async def test_with_two_servers_and_no_home_set_nobody_may_and_is_told_what_to_set(tmp_path):
    async with open_town(tmp_path, repeat_seconds=0.001) as town:
        actor = Actor(town, town.casey, town.channel)
        # What is left from before are messages and forms; commands there are none without a home.
        left = [name for name in ALL_ACTIONS if not name.startswith(("/", "menu"))]
        actions = {name: await ALL_ACTIONS[name][0](actor) for name in left}
        await open_elsewhere(town)
        before = actor.state()
        assert {name: await action() for name, action in actions.items()} == dict.fromkeys(left, NO_HOME)
        assert actor.state() == before


@pytest.mark.parametrize("when", ["when the second joins", "at the start"])
async def test_the_log_says_what_to_set_where_no_server_is_the_home(tmp_path, caplog, when):
    async with open_town(tmp_path) as town:
        await open_elsewhere(town)
        if when == "at the start":
            caplog.clear()
            await restart_with(town)
        warnings = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        assert any("FOOTNOTE_HOME_GUILD" in warning for warning in warnings), warnings


def _refuse_commands(town: CuratingTown, guild: int) -> None:
    """Discord lets no bot put commands into a server it is not in."""
    town.env.inject_error(
        "PUT", f"/applications/*/guilds/{guild}/commands", status=403, code=50001, times=None
    )
