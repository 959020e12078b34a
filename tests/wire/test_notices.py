"""What curators have to be told is told once Discord takes it, and holds nothing up until then."""

import shutil
from pathlib import Path

from tests.wire.conftest import PACK, Running
from tests.wire.payloads import CURATORS
from tests.wire.questions import ask
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

NOTICES = rf"/channels/{CURATORS}/messages"
# Discord is given up soon, and tried again soon.
SOON = {"curator_channel": int(CURATORS), "send_seconds": 0.05, "retry_seconds": 0.05, "look_seconds": 0.02}


def told(discord: StandIn) -> list[str]:
    """What stands in the curators' channel."""
    return [text_of(each) for each in discord.shown(CURATORS)]


async def test_a_lost_database_is_told_once_discord_takes_it_again(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with running(database_look_seconds=0.05, **SOON):
        await ask(discord)
        discord.fail("POST", NOTICES, 503, times=10_000)
        (tmp_path / "data" / "footnote.db").rename(tmp_path / "away.db")
        await discord.until(lambda: len(discord.got("POST", NOTICES)) > 20)
        assert told(discord) == []
        discord.forgive()
        await discord.until(lambda: told(discord))
        assert told(discord)[0].startswith("The database is gone, and with it the question log")
        await ask(discord, "when was the lighthouse built")
    assert len(told(discord)) == 1


async def test_a_start_and_hand_edits_do_not_wait_until_curators_are_told(
    discord: StandIn, running: Running, tmp_path: Path
):
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    discord.fail("POST", NOTICES, 503, times=10_000)
    good = (pack / "qa.yaml").read_text()
    async with running(knowledge=pack, **SOON):
        await ask(discord)
    (pack / "qa.yaml").write_text("entries: [")
    async with running(knowledge=pack, still_seconds=0, **SOON | {"send_seconds": 120}) as client:
        await ask(discord)
        await discord.until(lambda: discord.got("POST", NOTICES))
        (pack / "qa.yaml").write_text(good.replace("312 ships", "313 ships"))
        await discord.until(lambda: "313 ships" in client.library.snapshot.knowledge.entries["ships"].answer)
        discord.forgive()
        await discord.until(lambda: len(told(discord)) == 2)
    first, second = told(discord)
    assert first.startswith("The files do not load as they stand")
    assert "Revision" in second


async def test_a_message_that_fails_unforeseen_keeps_none_after_it_from_being_sent(
    discord: StandIn, running: Running, tmp_path: Path
):
    pack = Path(shutil.copytree(PACK, tmp_path / "pack"))
    good = (pack / "qa.yaml").read_text()
    async with running(knowledge=pack, still_seconds=0, **SOON):
        # Nobody expects that of Discord.
        discord.fail("POST", NOTICES, 200, body={"of": "something else"})
        (pack / "qa.yaml").write_text("entries: [")
        await discord.until(lambda: discord.got("POST", NOTICES))
        (pack / "qa.yaml").write_text(good.replace("312 ships", "313 ships"))
        await discord.until(lambda: told(discord))
    assert "Revision" in told(discord)[0]
