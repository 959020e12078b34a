"""A pack that is bad at the start: what was good before serves, and the curators are told over REST."""

import os
import shutil
import signal
from pathlib import Path

from tests.wire.conftest import PACK, Running, Started
from tests.wire.payloads import CHANNEL
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn


async def test_what_was_good_serves_and_the_curators_channel_is_told_the_line(
    discord: StandIn, running: Running, tmp_path: Path
):
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    async with running(knowledge=pack):
        pass
    qa = (pack / "qa.yaml").read_text()
    (pack / "qa.yaml").write_text(qa.replace("voice: gazette, paragraph: 2", "voice: gazette, paragraph: 9"))
    async with running(knowledge=pack, curator_channel=int(CHANNEL)):
        (told,) = discord.shown()
        said = text_of(told).replace("\\", "")
        assert "what was good before is served on" in said
        assert "qa.yaml:25 (ships): there is no paragraph 9" in said
        await discord.mention("how many ships did the keeper count?")
        await discord.until(lambda: len(discord.shown()) == 2)
        assert "312 ships" in text_of(discord.shown()[-1])


async def test_a_pipe_in_the_place_of_a_file_keeps_it_neither_from_answering_nor_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    pack = tmp_path / "pack"
    shutil.copytree(PACK, pack)
    async with started(FOOTNOTE_KNOWLEDGE=str(pack)) as footnote:
        await discord.until(lambda: discord.connected)
        (pack / "qa.yaml").unlink()
        os.mkfifo(pack / "qa.yaml")
        await footnote.says("it is a folder, a pipe or a device")
        await discord.mention("how many ships did the keeper count?")
        await discord.until(lambda: len(discord.shown()) == 1)
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended()
    assert "312 ships" in text_of(discord.shown()[0])
    assert code == 0
    assert "Traceback" not in err
