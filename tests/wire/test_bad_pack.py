"""A pack that is bad at the start: what was good before serves, and the curators are told over REST."""

import shutil
from pathlib import Path

from tests.wire.conftest import PACK, Running
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
