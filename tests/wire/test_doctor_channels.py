"""`footnote doctor` and the channels that the settings name."""

from pathlib import Path

import pytest

from tests.wire.examining import examine_as_json
from tests.wire.payloads import CHANNEL, CURATORS, GUILD
from tests.wire.servers import BOT_ROLE
from tests.wire.stand_in import StandIn

UNKNOWN = {"message": "Unknown Channel", "code": 10003}
NO_ACCESS = {"message": "Missing Access", "code": 50001}
SEND, IN_THREADS = 1 << 11, 1 << 38


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
