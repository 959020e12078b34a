"""`footnote doctor` where something at Discord is not as it has to be."""

import asyncio
import socket
from pathlib import Path

import pytest
from discord.http import Route

from bot.ops.doctor.remote import examine_discord
from bot.settings import Settings
from bot.store.home_server import RememberedHome
from tests.wire import payloads
from tests.wire.conftest import Running
from tests.wire.examining import examine_as_json, make_database
from tests.wire.payloads import CHANNEL, GUILD, SEES
from tests.wire.stand_in import StandIn


async def test_a_refused_token_is_told(discord: StandIn, tmp_path: Path):
    discord.fail("GET", "/users/@me", 401, body={"message": "401: Unauthorized", "code": 0})

    examined = await examine_as_json(discord, tmp_path)

    assert examined.states("problem") == ["discord.token"]
    assert "FOOTNOTE_TOKEN" in examined.findings["discord.token"]["advice"]


async def test_ask_channels_without_their_intent_are_a_problem(discord: StandIn, tmp_path: Path):
    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_ASK_CHANNELS=CHANNEL)

    assert examined.states("problem") == ["discord.intents"]
    assert "the message content intent" in examined.findings["discord.intents"]["message"]


async def test_what_is_wrong_with_the_account_is_told_at_once(discord: StandIn, tmp_path: Path):
    discord.starts_left, discord.seconds_ahead = 0, 90
    discord.endpoint = "https://example.com/interactions"
    discord.flags = 1 << 19

    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_ASK_CHANNELS=CHANNEL)

    assert examined.states("problem") == ["discord.interactions", "discord.gateway"]
    assert "only 0 of 1,000 session starts are left" in examined.findings["discord.gateway"]["message"]
    clock = examined.findings["discord.clock"]
    assert clock["state"] == "warning"
    assert "seconds behind Discord's" in clock["message"]
    assert examined.findings["discord.intents"]["state"] == "ok"


async def test_a_gateway_that_cannot_be_reached_is_told_apart_from_the_rest(discord: StandIn, tmp_path: Path):
    discord.gateway = "ws://127.0.0.1:1/"

    examined = await examine_as_json(discord, tmp_path)

    assert examined.states("problem") == ["discord.gateway"]
    assert "ws://127.0.0.1:1/" in examined.findings["discord.gateway"]["message"]


async def test_a_home_that_the_bot_is_not_in_is_a_problem_with_the_link_that_invites_it(
    discord: StandIn, tmp_path: Path
):
    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_HOME_GUILD="7999")

    assert examined.states("problem") == ["servers.home"]
    assert examined.findings["servers.home"]["advice"].endswith("&permissions=274878008320")
    assert "commands.home" not in examined.findings


async def test_the_home_that_the_bot_remembers_is_the_one(discord: StandIn, tmp_path: Path):
    await make_database(tmp_path / "data", RememberedHome(int(GUILD)))
    discord.guilds = {"7998": "First", GUILD: "Norrvik", "7999": "Last"}

    examined = await examine_as_json(discord, tmp_path)

    assert f"Norrvik ({GUILD})" in examined.findings["servers.home"]["message"]


@pytest.mark.parametrize(
    ("guilds", "said"),
    [({}, "The bot is in no server"), ({"7998": "First", "7999": "Last"}, "Nobody can curate: ")],
)
async def test_a_bot_without_a_home_is_a_warning(
    discord: StandIn, tmp_path: Path, guilds: dict[str, str], said: str
):
    discord.guilds = guilds

    examined = await examine_as_json(discord, tmp_path)

    assert "servers.home" in examined.states("warning")
    assert examined.findings["servers.home"]["message"].startswith(said)


async def test_permissions_that_its_roles_lack_are_named(discord: StandIn, tmp_path: Path):
    discord.bot_permissions = SEES

    found = (await examine_as_json(discord, tmp_path)).findings["servers.permissions"]

    assert found["state"] == "warning"
    assert found["message"] == (
        "In Norrvik the bot's roles lack: Attach Files, Read Message History, Send Messages In Threads."
    )


@pytest.mark.parametrize(
    ("permissions", "state", "said"),
    [
        (None, "problem", "There is no role 7010 in Norrvik"),
        (1 << 5, "ok", "The role Keepers curates."),
        (0, "not known", "sees /qa only where Discord is told to show it"),
    ],
)
async def test_a_curator_role_is_looked_up(
    discord: StandIn, tmp_path: Path, permissions: int | None, state: str, said: str
):
    discord.roles = [] if permissions is None else [payloads.role("7010", "Keepers", str(permissions))]

    found = (await examine_as_json(discord, tmp_path, FOOTNOTE_CURATOR_ROLE="7010")).findings[
        "servers.curators"
    ]

    assert found["state"] == state
    assert said in found["message"]


async def test_commands_of_another_version_are_a_warning_and_are_left_alone(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running():
        await discord.until(lambda: len(discord.commands) == 2)
    discord.commands[None] = discord.commands[None][1:]
    asked = len(discord.requests)

    examined = await examine_as_json(discord, tmp_path)

    assert examined.states("warning") == ["commands.everywhere"]
    assert {each.method for each in discord.requests[asked:]} == {"GET"}


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(503, None, "answers with an error (503) at "), (200, [], "What answers at ")],
)
async def test_a_discord_that_fails_or_is_none_is_one_line(
    discord: StandIn, tmp_path: Path, status: int, body: object, said: str
):
    discord.fail("GET", "/users/@me", status, body=body, times=100)

    examined = await examine_as_json(discord, tmp_path)

    assert examined.states("problem") == ["discord.reach"]
    assert said in examined.findings["discord.reach"]["message"]


async def test_a_discord_that_does_not_answer_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch):
    # The library keeps it for the whole process.
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        settings = Settings(token="t", discord_api=address, doctor_seconds=0.3)
        (found,) = await asyncio.wait_for(examine_discord(settings, None, None, frozenset()), 20)

    assert found.condition == "problem"
    assert found.message == f"Discord does not answer in time at {address}: nothing of it could be looked at."


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(503, None, "an error (503)"), (200, [], "what cannot be read (TypeError)")],
)
async def test_a_discord_that_fails_in_the_middle_leaves_what_is_known(
    discord: StandIn, tmp_path: Path, status: int, body: object, said: str
):
    discord.fail("GET", f"/guilds/{GUILD}", status, body=body, times=100)

    examined = await examine_as_json(discord, tmp_path)

    assert examined.code == 0
    assert examined.states("not known") == ["discord.reach"]
    assert (
        examined.findings["discord.reach"]["message"]
        == f"Discord answers with {said}: the rest could not be looked at."
    )
    assert examined.findings["discord.token"]["state"] == "ok"
