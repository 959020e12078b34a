"""Something of the bot's own fails, such as a file: nobody is told that it was Discord."""

import json
import os
import re
from pathlib import Path

import pytest

from tests.wire.conftest import ROOT, Running, Started
from tests.wire.questions import POSTS, SHIPS
from tests.wire.reading import button, text_of
from tests.wire.stand_in import StandIn

UNFORESEEN = 70
REFUSED = PermissionError(13, "Permission denied", "/somewhere/file")
# Python imports it before all else: while the marker is there, the folder may not be looked into.
SITECUSTOMIZE = """
import os

folder, marker, stat = os.environ["CLOSED_FOLDER"], os.environ["CLOSED_MARKER"], os.stat

def refuse(path, *arguments, **options):
    if not isinstance(path, int) and os.fspath(path) == folder and os.path.lexists(marker):
        raise PermissionError(13, "Permission denied", folder)
    return stat(path, *arguments, **options)

os.stat = refuse
"""


def _is_refused(*_: object, **__: object) -> None:
    raise REFUSED


def _takes_too_long(*_: object, **__: object) -> None:
    raise TimeoutError


@pytest.mark.parametrize("breaks", [_is_refused, _takes_too_long], ids=["file", "time-out"])
async def test_whoever_mentions_it_reads_a_reference_and_the_log_has_the_traceback(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, breaks: object
):
    async with running() as client:
        client.question_handler.reply = breaks  # type: ignore[method-assign]
        await discord.mention(SHIPS)
        (message,) = await discord.until(discord.shown)
        assert client.counts.lost == 0
    _is_told_with_reference(text_of(message), caplog)


async def test_whoever_presses_a_button_reads_a_reference_and_the_log_has_the_traceback(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    async with running() as client:
        await discord.mention(SHIPS)
        (message,) = await discord.until(discord.shown)

        async def show_source(*_: object) -> None:
            raise REFUSED

        client.answer_actions.show_source = show_source  # type: ignore[method-assign]
        path = await discord.press(message, button(message, "source"))
        (told,) = await discord.until(lambda: discord.got("POST", path))
    _is_told_with_reference(told.body["data"]["content"], caplog)


async def test_a_folder_that_may_not_be_looked_into_during_the_start_is_not_taken_for_discord(
    discord: StandIn, started: Started, tmp_path: Path
):
    site, marker = tmp_path / "site", tmp_path / "closed"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITECUSTOMIZE)
    discord.fail("GET", "/users/@me", 503, times=1_000)
    variables = {
        "PYTHONPATH": os.pathsep.join((str(site), str(ROOT))),
        "CLOSED_FOLDER": str(Path(__file__).with_name("pack")),
        "CLOSED_MARKER": str(marker),
        "FOOTNOTE_START_SECONDS": "20",
    }
    async with started(**variables) as footnote:
        await discord.until(lambda: discord.got("GET", "/users/@me"))
        marker.touch()
        discord.forgive()
        code, _, err = await footnote.ended()
    *log, said = err.splitlines()
    assert code == UNFORESEEN, err
    assert said == "Something unforeseen ended the bot (PermissionError): the log has the details."
    assert "PermissionError: [Errno 13]" in next(map(json.loads, reversed(log)))["exc_info"]


async def test_what_keeps_an_answer_from_discord_is_still_discords(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    discord.fail("POST", POSTS, 200, cut="reset", times=1_000)
    async with running(send_seconds=0.1) as client:
        await discord.mention(SHIPS)
        await discord.until(lambda: client.counts.lost)
    assert "An answer could not be sent: Discord cannot be reached" in caplog.text
    assert [each for each in caplog.records if each.exc_info] == []


def _is_told_with_reference(text: str, caplog: pytest.LogCaptureFixture) -> None:
    reference = re.search(r"Something went wrong on my side\..*reference (\w+)\.", text)
    assert reference, text
    (record,) = [each for each in caplog.records if each.exc_info]
    assert reference[1] in record.getMessage()
    assert "Discord" not in text
