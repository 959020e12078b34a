"""The home server over the wire: kept through restarts, invitations and removals, and told in the log."""

import asyncio
import logging

import pytest

from tests.wire.conftest import Running
from tests.wire.payloads import GUILD, MANAGES
from tests.wire.stand_in import StandIn

OTHER = "8001"
HOME = {GUILD}
ELSEWHERE = "FOOTNOTE_HOME_GUILD"
NONE = "several servers when I first started, and FOOTNOTE_HOME_GUILD does not say"
QA = {"id": "9", "name": "qa", "type": 1, "options": [{"name": "list", "type": 1, "options": []}]}


def _places(discord: StandIn) -> set[str | None]:
    """The servers that have commands of curating."""
    return {place for place, commands in discord.commands.items() if place and commands}


async def _shows(discord: StandIn, guild: str, words: str | None = None) -> None:
    """Wait until whoever manages a server and lists the Q&A there is refused in these words, or sees it."""
    async with asyncio.timeout(20):
        while True:
            path = await discord.interact(2, QA | {"guild_id": guild}, permissions=MANAGES, guild=guild)
            await discord.until(lambda path=path: discord.got("POST", path))
            said = discord.got("POST", path)[0].body["data"].get("content")
            if (said is None) if words is None else (words in (said or "")):
                return
            # Only the time until the bot knows its servers may pass like that.
            assert "only just started" in said, said
            await asyncio.sleep(0.1)


async def test_neither_an_invitation_nor_a_removal_nor_a_restart_changes_the_home(
    discord: StandIn, running: Running
):
    async with running():
        await discord.until(lambda: _places(discord) == HOME)
        await discord.invite(OTHER, "Elsewhere")
        await _shows(discord, OTHER, ELSEWHERE)
        await _shows(discord, GUILD)
    async with running():
        await _shows(discord, OTHER, ELSEWHERE)
        await _shows(discord, GUILD)
        await discord.throw_out(GUILD)
        await _shows(discord, OTHER, ELSEWHERE)
    async with running():
        await _shows(discord, OTHER, ELSEWHERE)
        await discord.invite(GUILD, "Norrvik")
        await discord.until(lambda: _places(discord) == HOME)
        await _shows(discord, GUILD)
    assert discord.got("PUT", rf"/applications/.+/guilds/{OTHER}/commands") == []


async def test_where_it_starts_in_no_server_the_first_that_invites_it_becomes_the_home(
    discord: StandIn, running: Running
):
    discord.guilds.clear()
    async with running() as client:
        await client.wait_until_ready()
        await discord.invite(OTHER, "Elsewhere")
        await discord.until(lambda: _places(discord) == {OTHER})
        await discord.invite(GUILD, "Norrvik")
        await _shows(discord, GUILD, ELSEWHERE)
        await _shows(discord, OTHER)


@pytest.mark.parametrize("left", ["both", "one"])
async def test_where_it_first_starts_in_two_servers_none_is_the_home_until_one_is_named(
    discord: StandIn, running: Running, left: str
):
    discord.guilds[OTHER] = "Elsewhere"
    async with running():
        await _shows(discord, GUILD, NONE)
        if left == "one":
            await discord.throw_out(OTHER)
            await _shows(discord, GUILD, NONE)
    async with running():
        await _shows(discord, GUILD, NONE)
        assert _places(discord) == set()
    async with running(home_guild=int(GUILD)):
        await discord.until(lambda: _places(discord) == HOME)


async def test_a_home_that_is_set_otherwise_has_the_commands_and_the_old_one_has_not(
    discord: StandIn, running: Running
):
    async with running():
        await discord.until(lambda: _places(discord) == HOME)
        await discord.invite(OTHER, "Elsewhere")
    async with running(home_guild=int(OTHER)):
        await discord.until(lambda: _places(discord) == {OTHER})
        await _shows(discord, GUILD, ELSEWHERE)
    async with running():
        await discord.until(lambda: _places(discord) == HOME)


async def test_a_run_says_in_its_log_which_server_is_the_home(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)
    async with running():
        await _shows(discord, GUILD)
    told = f"The home server is Norrvik ({GUILD}), as remembered: FOOTNOTE_HOME_GUILD can name another"
    assert caplog.messages.count(told) == 1
