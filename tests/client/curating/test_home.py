"""Where curating happens: in the home server, which may be set, may change, and may be none."""

import logging

import discord
import pytest
import simcord

from tests.client.curating.hall import Hall, open_hall
from tests.client.curating.people import restart_with
from tests.client.curating.scene import Scene
from tests.client.curating.trials import TRIALS

MANAGE_SERVER = discord.Permissions(manage_guild=True).value
HOME = 1 << 60
ALL = {"qa", "Add to Q&A", "Why this answer?"}
NO_HOME = (
    "alone: Nobody can curate: I am in several servers, and FOOTNOTE_HOME_GUILD does not say which is home."
)


def places(hall: Hall) -> dict[int | None, set[str]]:
    """Which commands of curating Discord has in which server; None for everywhere."""
    known = hall.env.backend.commands.items()
    found = {place: {name for name, _ in commands} & ALL for place, commands in known}
    return {place: names for place, names in found.items() if names}


async def open_elsewhere(hall: Hall) -> simcord.GuildHandle:
    guild = hall.env.create_guild("Elsewhere")
    await hall.env.settle()
    return guild


async def test_the_commands_are_those_of_the_only_server_and_of_no_other_place(tmp_path):
    async with open_hall(tmp_path) as hall:
        assert places(hall) == {hall.guild.id: ALL}
        commands = hall.env.backend.commands[hall.guild.id].values()
        assert {each["default_member_permissions"] for each in commands} == {MANAGE_SERVER}


async def test_only_who_has_manage_server_sees_them_until_the_server_allows_others(tmp_path):
    async with open_hall(tmp_path) as hall:
        shown = "qa export"
        assert shown in hall.casey.available_commands(hall.channel)
        assert shown not in hall.alice.available_commands(hall.channel)
        assert shown not in hall.casey.user.available_commands()
        [command] = [
            each for (name, _), each in hall.env.backend.commands[hall.guild.id].items() if name == "qa"
        ]
        hall.guild.set_command_permissions(int(command["id"]), {hall.alice: True})
        assert shown in hall.alice.available_commands(hall.channel)
        refused = await hall.alice.slash(hall.channel, "qa export")
        assert hall.refusal(refused).startswith("Only curators can do that")


async def test_they_go_where_a_second_server_leaves_the_home_open_and_come_back(tmp_path):
    async with open_hall(tmp_path) as hall:
        elsewhere = await open_elsewhere(hall)
        assert places(hall) == {}
        hall.env.backend.remove_guild(elsewhere.id)
        await hall.env.settle()
        assert places(hall) == {hall.guild.id: ALL}
        opened = await hall.casey.slash(hall.channel, "qa edit", item="rye-share")
        assert opened.modal["title"] == "Edit rye-share"


async def test_they_move_to_the_server_that_is_left(tmp_path):
    async with open_hall(tmp_path) as hall:
        elsewhere = await open_elsewhere(hall)
        hall.env.backend.remove_guild(hall.guild.id)
        await hall.env.settle()
        assert places(hall) == {elsewhere.id: ALL}


async def test_they_move_to_the_next_server_although_the_last_one_threw_the_bot_out(tmp_path):
    async with open_hall(tmp_path) as hall:
        _refuse_commands(hall, hall.guild.id)
        hall.env.backend.remove_guild(hall.guild.id)
        await hall.env.settle()
        elsewhere = await open_elsewhere(hall)
        assert places(hall).get(elsewhere.id) == ALL
        assert hall.env.errors == []


async def test_a_home_that_is_set_is_the_home_among_many(tmp_path):
    async with open_hall(tmp_path) as hall:
        await restart_with(hall, home_guild=hall.guild.id)
        await open_elsewhere(hall)
        assert places(hall) == {hall.guild.id: ALL}


async def test_they_come_to_a_home_that_invites_the_bot_after_its_start(tmp_path):
    async with open_hall(tmp_path) as hall:
        _refuse_commands(hall, HOME)
        await restart_with(hall, home_guild=HOME)
        hall.env.backend.faults.clear()
        hall.env.create_guild("Home", id=HOME)
        await hall.env.settle()
        assert places(hall).get(HOME) == ALL
        assert hall.env.errors == []


async def test_they_come_back_to_a_home_that_throws_the_bot_out_and_invites_it_again(tmp_path):
    async with open_hall(tmp_path, home_guild=HOME) as hall:
        backend = hall.env.backend
        for _ in range(2):
            hall.env.create_guild("Home", id=HOME)
            await hall.env.settle()
            assert places(hall).get(HOME) == ALL
            backend.remove_guild(HOME)
            await hall.env.settle()
            # Discord forgets the commands of a bot that is thrown out; and simcord gives no id twice.
            del backend.commands[HOME]
            backend._reserved_ids.discard(HOME)


async def test_with_two_servers_and_no_home_set_nobody_may_and_is_told_what_to_set(tmp_path):
    async with open_hall(tmp_path, repeat_seconds=0.001) as hall:
        scene = Scene(hall, hall.casey, hall.channel)
        # What is left from before are messages and forms; commands there are none without a home.
        left = [name for name in TRIALS if not name.startswith(("/", "menu"))]
        attempts = {name: await TRIALS[name][0](scene) for name in left}
        await open_elsewhere(hall)
        before = scene.state()
        assert {name: await attempt() for name, attempt in attempts.items()} == dict.fromkeys(left, NO_HOME)
        assert scene.state() == before


@pytest.mark.parametrize("when", ["when the second joins", "at the start"])
async def test_the_log_says_what_to_set_where_no_server_is_the_home(tmp_path, caplog, when):
    async with open_hall(tmp_path) as hall:
        await open_elsewhere(hall)
        if when == "at the start":
            caplog.clear()
            await restart_with(hall)
        warnings = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
        assert any("FOOTNOTE_HOME_GUILD" in each for each in warnings), warnings


def _refuse_commands(hall: Hall, guild: int) -> None:
    """Discord lets no bot put commands into a server it is not in."""
    hall.env.inject_error(
        "PUT", f"/applications/*/guilds/{guild}/commands", status=403, code=50001, times=None
    )
