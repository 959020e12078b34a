"""The pack's folder hangs, as a network mount does: a thread that looks into it never returns."""

import os
import shutil
import signal
from pathlib import Path

from tests.wire.conftest import PACK, ROOT, Started
from tests.wire.payloads import CURATORS, MANAGES
from tests.wire.reading import button, text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import NEW, previewed

OUTAGE = 75
# Python imports it before all else. It stands where the system is called: while the marker is there, no call
# about a file of the folder comes back.
SITECUSTOMIZE = """
import os, time

folder, marker, exists = os.environ["SLOW_FOLDER"], os.environ["SLOW_MARKER"], os.path.lexists
lstat = os.lstat

def is_marked():
    try:
        lstat(marker)
    except FileNotFoundError:
        return False
    return True

def slow(call):
    def called(path, *arguments, **options):
        if not isinstance(path, int) and os.fspath(path).startswith(folder):
            while is_marked():
                time.sleep(0.01)
        return call(path, *arguments, **options)
    return called

for name in ("open", "stat", "lstat", "scandir", "listdir", "replace", "unlink", "access", "readlink"):
    setattr(os, name, slow(getattr(os, name)))
"""


async def test_while_the_folder_hangs_it_answers_tells_curators_goes_on_by_itself_and_ends(
    discord: StandIn, started: Started, tmp_path: Path
):
    pack, marker = tmp_path / "pack", tmp_path / "hangs"
    shutil.copytree(PACK, pack)
    qa = (pack / "qa.yaml").read_text()
    variables = slow_folder(tmp_path, pack, marker)
    async with started(**variables, FOOTNOTE_CURATOR_CHANNEL=CURATORS) as footnote:
        await discord.until(lambda: discord.connected)
        preview = await previewed(discord)

        marker.touch()
        await discord.until(lambda: discord.shown(CURATORS))
        assert "The pack's folder does not answer" in said(discord)[0]
        # It answers, and what needs no folder works.
        await discord.mention("how many ships did the keeper count?")
        await discord.until(discord.shown)
        answer = discord.shown()[-1]
        assert "312 ships" in text_of(answer)
        source = await discord.press(answer, button(answer, "source"))
        await discord.until(lambda: discord.got("POST", source))
        # A save is refused, and the draft stays.
        told = r"/webhooks/[^/]+/[^/]+"
        await discord.press(preview, button(preview, "qa:save"), permissions=MANAGES)
        (refused,) = await discord.until(lambda: discord.got("POST", told))
        assert refused.body["content"] == (
            "Nothing was changed: the pack's folder does not answer. Try again in a moment."
        )
        assert button(preview, "qa:save")

        marker.unlink()
        await discord.until(lambda: len(discord.shown(CURATORS)) == 2)
        assert said(discord)[1] == "The pack's folder answers again."
        assert (pack / "qa.yaml").read_text() == qa
        await discord.press(preview, button(preview, "qa:save"), permissions=MANAGES)
        await discord.until(lambda: "### Saved as revision 2" in text_of(preview))
        assert NEW in (pack / "qa.yaml").read_text()

        marker.touch()
        await discord.until(lambda: len(discord.shown(CURATORS)) == 4)
        footnote.process.send_signal(signal.SIGTERM)
        code, _, err = await footnote.ended(10)
    assert code == 0, err
    assert "Traceback" not in err
    assert [text.split(":")[0] for text in said(discord)] == [
        "The pack's folder does not answer",
        "The pack's folder answers again.",
        said(discord)[2].split(":")[0],
        "The pack's folder does not answer",
    ]


async def test_a_start_without_the_folder_says_that_another_start_may_help(
    discord: StandIn, started: Started, tmp_path: Path
):
    marker = tmp_path / "hangs"
    marker.touch()
    async with started(**slow_folder(tmp_path, PACK, marker)) as footnote:
        code, _, err = await footnote.ended()
    assert code == OUTAGE, err
    assert err.splitlines()[-1] == (
        "The pack's folder does not answer: see whether what it is on can be reached."
    )
    assert "Traceback" not in err


def slow_folder(place: Path, folder: Path, marker: Path) -> dict[str, str]:
    """Variables for a run in which a folder hangs while a marker is there."""
    site = place / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITECUSTOMIZE)
    return {
        "PYTHONPATH": os.pathsep.join((str(site), str(ROOT))),
        "SLOW_FOLDER": str(folder),
        "SLOW_MARKER": str(marker),
        "FOOTNOTE_KNOWLEDGE": str(folder),
        "FOOTNOTE_FOLDER_SECONDS": "1",
    }


def said(discord: StandIn) -> list[str]:
    """What the curators' channel shows."""
    return [text_of(each).replace("\\", "") for each in discord.shown(CURATORS)]
