"""`footnote doctor` where something at Discord is not as it has to be."""

from pathlib import Path

import pytest

from tests.wire import payloads
from tests.wire.conftest import Started
from tests.wire.examining import examine_as_json
from tests.wire.payloads import CHANNEL, CURATORS, GUILD, SEES
from tests.wire.servers import BOT_ROLE
from tests.wire.stand_in import StandIn

UNKNOWN = {"message": "Unknown Channel", "code": 10003}
NO_ACCESS = {"message": "Missing Access", "code": 50001}
SEND, IN_THREADS = 1 << 11, 1 << 38


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


async def test_the_home_that_the_bot_remembers_is_the_one(discord: StandIn, started: Started, tmp_path: Path):
    async with started() as footnote:
        await footnote.says("The home server is")
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


async def test_a_channel_in_which_the_bot_may_not_write_is_told_with_what_it_lacks(
    discord: StandIn, tmp_path: Path
):
    denied = {"id": GUILD, "type": 0, "allow": "0", "deny": str(SEND)}
    allowed = {"id": BOT_ROLE, "type": 0, "allow": str(SEND), "deny": "0"}
    discord.channels = {
        CURATORS: {"permission_overwrites": [denied]},
        CHANNEL: {"permission_overwrites": [denied, allowed]},
    }
    discord.flags = 1 << 18

    examined = await examine_as_json(
        discord, tmp_path, FOOTNOTE_CURATOR_CHANNEL=CURATORS, FOOTNOTE_ASK_CHANNELS=CHANNEL
    )

    found = examined.findings["servers.curators_channel"]
    assert found["message"] == f"In #channel-{CURATORS} ({CURATORS}) the bot lacks: Send Messages."
    assert examined.states("problem") == ["servers.curators_channel"]


async def test_a_thread_is_judged_by_the_channel_that_it_is_in(discord: StandIn, tmp_path: Path):
    metadata = {
        "archived": False,
        "auto_archive_duration": 60,
        "archive_timestamp": "2026-01-01T00:00:00+00:00",
    }
    thread = {"type": 11, "parent_id": CHANNEL, "owner_id": "1", "message_count": 0, "member_count": 0}
    discord.channels = {
        "7055": thread | {"thread_metadata": metadata | {"locked": False}},
        CHANNEL: {
            "permission_overwrites": [{"id": BOT_ROLE, "type": 0, "allow": "0", "deny": str(IN_THREADS)}]
        },
    }

    found = (await examine_as_json(discord, tmp_path, FOOTNOTE_CURATOR_CHANNEL="7055")).findings

    assert found["servers.curators_channel"]["message"].endswith("the bot lacks: Send Messages In Threads.")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(404, UNKNOWN, "There is no channel 7050."), (403, NO_ACCESS, "The bot cannot see channel 7050.")],
)
async def test_a_channel_that_is_not_there_for_the_bot_is_told(
    discord: StandIn, tmp_path: Path, status: int, body: dict, said: str
):
    discord.fail("GET", "/channels/7050", status, body=body)

    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_CURATOR_CHANNEL="7050")

    assert examined.states("problem") == ["servers.curators_channel"]
    assert examined.findings["servers.curators_channel"]["message"] == said


async def test_commands_of_another_version_are_a_warning_and_are_left_alone(
    discord: StandIn, started: Started, tmp_path: Path
):
    async with started() as footnote:
        await footnote.says("The home server is")
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


async def test_a_discord_that_fails_in_the_middle_leaves_what_is_known(discord: StandIn, tmp_path: Path):
    discord.fail("GET", f"/guilds/{GUILD}", 503, times=100)

    examined = await examine_as_json(discord, tmp_path)

    assert examined.code == 0
    assert examined.states("not known") == ["discord.reach"]
    assert examined.findings["discord.token"]["state"] == "ok"
