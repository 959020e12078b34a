"""Every way the bot cannot start: one plain sentence or two that say what to do, and no traceback."""

import asyncio
import json
import socket
from pathlib import Path

import pytest
from discord import Intents

from tests.wire.conftest import PACK, TOKEN, Started
from tests.wire.payloads import CHANNEL
from tests.wire.stand_in import StandIn

# What only the operator can mend, what passes by itself, and what nobody foresaw.
MEND, OUTAGE, UNFORESEEN = 78, 75, 70


async def _failure(started: Started, expected: int = MEND, **changed: str | None) -> str:
    """What standard error says besides the log, of a run that has to fail with that exit code."""
    async with started(**changed) as footnote:
        code, out, err = await footnote.ended()
    assert code == expected, err
    assert "Traceback" not in out + err
    assert TOKEN not in out + err
    assert out == ""
    return "\n".join(line for line in err.splitlines() if not _is_log(line))


def _is_log(line: str) -> bool:
    try:
        return json.loads(line)["level"] in ("INFO", "WARNING")
    except ValueError:
        return False


def _origin(address: str) -> str:
    return address.removesuffix("/api/v10")


def _is_plain(text: str) -> bool:
    """One line of at most two sentences."""
    return "\n" not in text and text.endswith(".") and 1 <= text.count(". ") + 1 <= 2


async def test_without_a_token_it_says_where_to_get_one(started: Started):
    said = await _failure(started, FOOTNOTE_TOKEN=None)
    assert _is_plain(said)
    assert "FOOTNOTE_TOKEN" in said


async def test_a_token_that_discord_refuses_is_named(discord: StandIn, started: Started):
    discord.fail("GET", "/users/@me", 401, body={"message": "401: Unauthorized", "code": 0})
    said = await _failure(started)
    assert _is_plain(said)
    assert "token" in said
    assert "FOOTNOTE_TOKEN" in said


async def test_a_token_that_only_the_gateway_refuses_is_named(discord: StandIn, started: Started):
    discord.refuse_with = 4004
    said = await _failure(started)
    assert _is_plain(said)
    assert "token" in said


@pytest.mark.parametrize("code", [4012, 4013])
async def test_a_program_that_is_too_old_for_discord_is_not_started_again(
    discord: StandIn, started: Started, code: int
):
    discord.refuse_with = code
    said = await _failure(started)
    assert _is_plain(said)
    assert said.endswith("update it.")


async def test_a_token_with_a_line_break_in_it_is_named_and_not_shown(started: Started):
    first, second = TOKEN[:10], TOKEN[10:]
    said = await _failure(started, FOOTNOTE_TOKEN=f"{first}\n{second}")
    assert _is_plain(said)
    assert "FOOTNOTE_TOKEN" in said
    assert second not in said


async def test_a_missing_message_content_intent_is_named_with_the_setting_that_needs_it(
    discord: StandIn, started: Started
):
    discord.missing_intents = Intents(message_content=True).value
    said = await _failure(started, FOOTNOTE_ASK_CHANNELS=CHANNEL)
    assert _is_plain(said)
    assert "FOOTNOTE_ASK_CHANNELS" in said
    assert "message content intent" in said


async def test_a_start_that_fails_while_the_database_is_still_being_opened_ends_too(
    discord: StandIn, started: Started, tmp_path: Path
):
    # It takes a race, so there are several, and each has a new database to fill with tables.
    discord.missing_intents = Intents(message_content=True).value
    runs = (
        _failure(started, FOOTNOTE_ASK_CHANNELS=CHANNEL, FOOTNOTE_DATA=str(tmp_path / f"data-{number}"))
        for number in range(4)
    )
    assert all(_is_plain(said) for said in await asyncio.gather(*runs))


async def test_an_address_where_nothing_listens_is_named(started: Started):
    with socket.socket() as deaf:
        # Taken, so that nobody else comes to listen there meanwhile.
        deaf.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{deaf.getsockname()[1]}/api/v10"
        said = await _failure(started, OUTAGE, FOOTNOTE_DISCORD_API=nowhere)
    assert _is_plain(said)
    assert nowhere.removesuffix("/api/v10") in said


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/users/@me"),
        ("PUT", "/applications/.+/commands"),
        ("GET", "/gateway/bot"),
    ],
)
async def test_a_discord_that_is_unavailable_is_told_apart_from_a_mistake(
    discord: StandIn, started: Started, method: str, path: str
):
    discord.fail(method, path, 503, times=100)
    said = await _failure(started, OUTAGE)
    assert _is_plain(said)
    assert "Discord" in said


@pytest.mark.parametrize("path", ["/users/@me", "/oauth2/applications/@me"])
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param("<html>welcome</html>", "text/html", id="a page"),
        pytest.param([], "application/json", id="a list"),
        pytest.param(["id"], "application/json", id="a list of words"),
        pytest.param({}, "application/json", id="nothing in it"),
        pytest.param({"id": "no number", "name": 1}, "application/json", id="other things in it"),
        pytest.param("", "application/json", id="a text"),
        pytest.param(None, "application/json", id="null"),
    ],
)
async def test_an_address_that_is_not_discords_is_named(
    discord: StandIn, started: Started, path: str, body: object, kind: str
):
    discord.fail("GET", path, 200, body=body, headers={"Content-Type": kind}, times=100)
    # A page, or nothing at all, may come from what stands before Discord for a while.
    passes = kind == "text/html" or (not body and not isinstance(body, list | dict))
    said = await _failure(started, OUTAGE if passes else MEND)
    assert _is_plain(said)
    assert said.startswith(f"What answers at {_origin(discord.address)} is not Discord")


async def test_of_an_address_only_scheme_host_and_port_are_shown(discord: StandIn, started: Started):
    discord.fail("GET", "/users/@me", 200, body=[], times=100)
    host = _origin(discord.address).removeprefix("http://")
    async with started(FOOTNOTE_DISCORD_API=f"http://somebody:hidden@{host}/api/v10") as footnote:
        _, out, err = await footnote.ended()
    assert f"What answers at http://{host} is not Discord" in err
    assert "hidden" not in out + err
    assert "somebody" not in out + err


async def test_what_fails_once_discord_has_answered_keeps_its_cause(discord: StandIn, started: Started):
    discord.fail("PUT", "/applications/.+/commands", 200, body=[{"id": "1"}], times=100)
    async with started() as footnote:
        code, out, err = await footnote.ended()
    *log, said = err.splitlines()
    assert (code, out) == (UNFORESEEN, "")
    assert said == "Something unforeseen ended the bot (KeyError): the log has the details."
    (entry,) = [line for line in map(json.loads, log) if line["level"] == "ERROR"]
    assert "KeyError: 'application_id'" in entry["exc_info"]
    assert TOKEN not in err


@pytest.mark.parametrize("address", ["http://:0", "http://127.0.0.1:99999/api/v10", "ftp://127.0.0.1/api"])
async def test_an_address_that_cannot_be_one_is_named_with_its_setting(started: Started, address: str):
    said = await _failure(started, FOOTNOTE_DISCORD_API=address)
    assert _is_plain(said)
    assert "FOOTNOTE_DISCORD_API" in said or address in said


async def test_a_folder_without_a_pack_is_named(started: Started, tmp_path: Path):
    said = await _failure(started, 1, FOOTNOTE_KNOWLEDGE=str(tmp_path / "nowhere"))
    assert _is_plain(said)
    assert str(tmp_path / "nowhere") in said
    assert "FOOTNOTE_KNOWLEDGE" in said


async def test_where_no_pack_is_named_and_none_is_there_the_shipped_one_is_not_served(started: Started):
    said = await _failure(started, 1, FOOTNOTE_KNOWLEDGE=None)
    assert said.startswith("There is no pack at knowledge: ")


async def test_a_broken_pack_is_told_with_file_line_and_entry(started: Started, tmp_path: Path):
    for file in PACK.iterdir():
        text = file.read_text().replace("voice: gazette, paragraph: 2", "voice: gazette, paragraph: 9")
        (tmp_path / file.name).write_text(text)
    first, *problems = (await _failure(started, 1, FOOTNOTE_KNOWLEDGE=str(tmp_path))).splitlines()
    assert "does not load (1 problem)" in first
    (problem,) = problems
    assert all(part in problem for part in ("qa.yaml", "ships", "paragraph 9"))
    assert ":25" in problem


async def test_an_unknown_setting_is_told_with_the_nearest_one(started: Started):
    said = await _failure(started, FOOTNOTE_TOKN=TOKEN)
    assert _is_plain(said)
    assert "FOOTNOTE_TOKN" in said
    assert "FOOTNOTE_TOKEN" in said


async def test_a_setting_that_cannot_be_used_is_named(started: Started):
    said = await _failure(started, FOOTNOTE_ASK_CHANNELS="general")
    assert _is_plain(said)
    assert "FOOTNOTE_ASK_CHANNELS" in said
