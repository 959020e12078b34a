"""`footnote doctor`: a sound installation, the report, and what it never does."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from tests.wire.conftest import PACK, Started
from tests.wire.examining import examine, examine_as_json
from tests.wire.payloads import CHANNEL, CURATORS
from tests.wire.stand_in import StandIn

# The flag of an application whose message content intent is switched on.
READS_CONTENT = 1 << 18


def state_of(folder: Path) -> dict[str, tuple]:
    """Every file below a folder, to the byte, with its mode and its time."""
    found = {}
    for file in sorted(folder.rglob("*")):
        status = file.stat()
        content = hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
        found[str(file)] = (status.st_mode, status.st_mtime_ns, content)
    return found


async def test_while_the_bot_runs_all_is_in_order_and_nothing_is_changed(
    discord: StandIn, started: Started, tmp_path: Path
):
    knowledge = shutil.copytree(PACK, tmp_path / "knowledge")
    discord.flags = READS_CONTENT
    settings = {
        "FOOTNOTE_KNOWLEDGE": str(knowledge),
        "FOOTNOTE_CURATOR_CHANNEL": CURATORS,
        "FOOTNOTE_ASK_CHANNELS": CHANNEL,
    }
    async with started(**settings) as footnote:
        await footnote.says("The home server is", 60)
        await discord.until(lambda: len(discord.commands) == 2)
        before, asked = state_of(tmp_path), len(discord.requests)
        examined = await examine_as_json(discord, tmp_path, **settings)
        assert state_of(tmp_path) == before
        assert {each.method for each in discord.requests[asked:]} == {"GET"}
        assert len(discord.identifies) == 1

    assert examined.code == 0
    findings = json.loads(examined.out)["findings"]
    assert [each for each in findings if each["state"] != "ok"] == []
    assert set(examined.findings) >= {
        "settings",
        "folders.pack",
        "folders.data",
        "folders.space",
        "pack.loads",
        "pack.content",
        "database.whole",
        "database.migrations",
        "discord.token",
        "discord.intents",
        "discord.invite",
        "discord.clock",
        "discord.gateway",
        "servers.home",
        "servers.permissions",
        "servers.curators_channel",
        "servers.ask_channels",
        "commands.everywhere",
        "commands.home",
    }


async def test_before_the_first_start_nothing_is_wrong_and_no_file_is_made(discord: StandIn, tmp_path: Path):
    examined = await examine_as_json(discord, tmp_path)

    assert examined.code == 0
    assert examined.states("problem") == []
    assert examined.states("warning") == ["commands.everywhere", "commands.home"]
    assert state_of(tmp_path) == {}
    assert discord.commands == {}


async def test_people_read_what_is_wrong_with_what_to_do_below_it(discord: StandIn, tmp_path: Path):
    discord.fail("GET", "/users/@me", 401, body={"message": "401: Unauthorized", "code": 0})

    examined = await examine(discord, tmp_path)

    lines = examined.out.splitlines()
    at = lines.index("  problem: Discord refuses the token.")
    assert lines[at - 1] == "Discord"
    assert lines[at + 1].startswith("    Copy it anew from the Bot page")
    assert lines[-1] == "It is not in order: 1 problem, 0 warnings."
    assert examined.code == 1


@pytest.mark.parametrize("columns", ["20", "40", "200"])
async def test_lines_fit_a_terminal_and_have_no_colours_in_a_pipe(
    discord: StandIn, tmp_path: Path, columns: str
):
    examined = await examine(discord, tmp_path, COLUMNS=columns, FOOTNOTE_KEEP_DAYS="never")

    width = max(min(int(columns), 88), 24)
    long = [line for line in examined.out.splitlines() if len(line) > width]
    # A word is not broken, so that links and folders can be copied.
    assert [line for line in long if len(line.split()) > 1] == []
    assert "\x1b" not in examined.out


async def test_a_name_that_others_chose_does_not_steer_the_terminal(discord: StandIn, tmp_path: Path):
    discord.guilds = {next(iter(discord.guilds)): "Nor\x08\u202e\x1b[2Jrvik\n  problem: none"}

    examined = await examine(discord, tmp_path)

    assert not {"\x08", "\u202e", "\x1b"} & set(examined.out)
    assert "  problem: none" not in examined.out.splitlines()


async def test_a_wrong_call_ends_with_2(discord: StandIn, tmp_path: Path):
    assert (await examine(discord, tmp_path, "--jsno")).code == 2


async def test_the_pack_can_be_named_in_the_call(discord: StandIn, tmp_path: Path):
    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_KNOWLEDGE="nowhere")
    assert "pack.loads" in examined.states("problem")

    again = await examine(discord, tmp_path, "--knowledge", str(PACK), FOOTNOTE_KNOWLEDGE="nowhere")
    assert again.code == 0


async def test_without_network_discord_is_one_line_and_the_rest_is_looked_at(
    discord: StandIn, tmp_path: Path
):
    nowhere = "http://127.0.0.1:1/api/v10"
    examined = await examine_as_json(discord, tmp_path, FOOTNOTE_DISCORD_API=nowhere)

    assert examined.states("problem") == ["discord.reach"]
    about_discord = [check for check in examined.findings if check.startswith(("discord", "servers", "comm"))]
    assert about_discord == ["discord.reach"]
    said = examined.findings["discord.reach"]["message"]
    assert said == "Discord cannot be reached at http://127.0.0.1:1: nothing of it could be looked at."
    assert examined.findings["pack.loads"]["state"] == "ok"


async def test_settings_come_from_the_file_too(discord: StandIn, tmp_path: Path):
    (tmp_path / ".env").write_text("FOOTNOTE_CURATOR_ROLE=7999\n")
    assert "servers.curators" in (await examine_as_json(discord, tmp_path)).states("problem")
