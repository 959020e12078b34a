"""`/health` says whether the bot can answer, and why not, whatever of it hangs or is away."""

import asyncio
import signal
import socket
import time
from contextlib import closing
from pathlib import Path

import aiohttp
import pytest

from tests.wire.conftest import Running, Started
from tests.wire.operating import Operator, free_port, operated
from tests.wire.questions import ask
from tests.wire.stand_in import StandIn
from tests.wire.test_ending import HANGING_DATABASE, hangs, told_to_end
from tests.wire.test_stalled_database import STALLS, stalled

ANYWHERE = "127.0.0.1:0"
NO_DATABASE, NO_PACK = "database: it does not answer", "pack: none is loaded"


async def test_a_bot_that_runs_is_ready_and_nothing_answers_once_it_has_ended(
    discord: StandIn, started: Started
):
    async with started(FOOTNOTE_HEALTH=ANYWHERE) as footnote:
        operator = await Operator.of(footnote)
        health = await operator.until_health(200)
        await told_to_end(footnote)
        with pytest.raises(aiohttp.ClientConnectionError):
            await operator.get("/health")
    age, revision = health.pop("heartbeat_age_seconds"), health["pack"].pop("revision")
    assert 0 <= age < 60
    assert len(revision) == 12
    assert health == {
        "live": True,
        "ready": True,
        "problems": [],
        "gateway": {"up": True, "shards": 1, "shards_up": 1},
        "pack": {"loaded": True},
        "database": {"reachable": True},
    }


async def test_it_is_not_ready_before_it_is_connected(discord: StandIn, started: Started):
    discord.fail("GET", "/users/@me", 503, times=1_000)
    async with started(FOOTNOTE_HEALTH=ANYWHERE, FOOTNOTE_START_SECONDS="60") as footnote:
        operator = await Operator.of(footnote)
        health = await operator.until_health(503)
        assert health["problems"] == ["gateway: not connected yet"]
        assert (health["live"], health["ready"], health["heartbeat_age_seconds"]) == (True, False, None)
        discord.forgive()
        await operator.until_health(200)


async def test_without_a_pack_it_is_not_ready(discord: StandIn, started: Started, tmp_path: Path):
    discord.fail("GET", "/users/@me", 503, times=1_000)
    knowledge = str(tmp_path / "none")
    async with started(
        FOOTNOTE_HEALTH=ANYWHERE, FOOTNOTE_START_SECONDS="60", FOOTNOTE_KNOWLEDGE=knowledge
    ) as footnote:
        health = await (await Operator.of(footnote)).until_health(503)
    assert NO_PACK in health["problems"]
    assert health["pack"] == {"loaded": False, "revision": None}


async def test_while_the_gateway_is_away_it_is_not_ready_and_says_how_long_ago_it_heard_from_it(
    discord: StandIn, running: Running
):
    async with operated(running) as operator:
        await operator.until_health(200)
        discord.go_away()
        health = await operator.until_health(503)
        assert health["problems"] == ["gateway: 0 of 1 shards are up"]
        assert not health["gateway"]["up"]
        _, later = await operator.health()
        assert later["heartbeat_age_seconds"] > health["heartbeat_age_seconds"] > 0
        discord.come_back()
        await operator.until_health(200)


async def test_one_shard_that_is_away_is_enough_not_to_be_ready(discord: StandIn, running: Running):
    discord.shards = discord.max_concurrency = 2
    async with operated(running, first_wait_seconds=60, longest_wait_seconds=60) as operator:
        await operator.until_health(200)
        discord.turn_away = ["close"]
        discord.drop(1)
        health = await operator.until_health(503)
    assert health["problems"] == ["gateway: 1 of 2 shards are up"]


async def test_the_age_of_a_heartbeat_is_that_of_the_last(discord: StandIn, running: Running):
    discord.heartbeat_interval = 200
    async with operated(running) as operator:
        await operator.until_health(200)
        began = time.monotonic()
        await discord.until(lambda: discord.heartbeats > 5)
        _, health = await operator.health()
        assert health["heartbeat_age_seconds"] < (time.monotonic() - began) / 2


async def test_a_session_that_does_not_begin_is_no_gateway(discord: StandIn, running: Running):
    async with operated(running) as operator:
        await operator.until_health(200)
        discord.mute = 1
        await discord.end(op=9, data=False)
        await discord.until(lambda: len(discord.identifies) == 2)
        assert (await operator.health())[0] == 503


async def test_while_another_holds_the_database_it_says_so_at_once_and_later_that_it_is_back(
    discord: StandIn, running: Running, tmp_path: Path
):
    async with operated(running, **STALLS) as operator:
        await operator.until_health(200)
        async with stalled(tmp_path, discord):
            health = await operator.until_health(503)
            assert health["problems"] == [NO_DATABASE]
            for _ in range(300):
                assert (await operator.health())[0] == 503
            # However often it is asked, one question to the database is under way.
            assert len([each for each in asyncio.all_tasks() if "_ask" in repr(each.get_coro())]) == 1
        await operator.until_health(200)


async def test_a_database_that_answers_with_an_error_is_not_waited_for(
    discord: StandIn, running: Running, tmp_path: Path
):
    given = {"health_seconds": 3_600, "patience_seconds": 0.01}
    async with operated(running, **given) as operator, stalled(tmp_path, discord):
        await discord.until(lambda: operator.client.outages.are_over)
        async with asyncio.timeout(20):
            health = await operator.until_health(503)
    assert health["problems"] == [NO_DATABASE]


async def test_a_database_that_hangs_for_good_keeps_it_neither_from_saying_so_nor_from_ending(
    discord: StandIn, started: Started, tmp_path: Path
):
    marker, customized = hangs(tmp_path, HANGING_DATABASE)
    async with started(FOOTNOTE_HEALTH=ANYWHERE, **customized) as footnote:
        operator = await Operator.of(footnote)
        await operator.until_health(200)
        marker.touch()
        health = await operator.until_health(503)
        assert health["problems"] == [NO_DATABASE]
        await told_to_end(footnote)


async def test_other_paths_and_methods_are_refused(discord: StandIn, running: Running):
    async with operated(running) as operator:
        for path in ("/", "/metrics/", "/health/x", "/favicon.ico", "//health", "/../health/.."):
            assert (await operator.get(path))[0] == 404
        for path in ("/health", "/metrics"):
            for method in ("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"):
                assert (await operator.get(path, method))[0] == 405


async def test_what_is_no_request_or_never_ends_is_turned_away_without_a_word_in_the_log(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture
):
    async with operated(running, health_request_seconds=0.3) as operator:
        for sent, answer in {
            b"GET /health?" + b"x" * 2_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n": b"400",
            b"GET /health HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 5_000 + b"\r\n\r\n": b"400",
            b"\x16\x03\x01 no HTTP\r\n\r\n": b"400",
            b"GET /health HTTP/1.1\r\nX: not the en": b"",
        }.items():
            reader, writer = await asyncio.open_connection("127.0.0.1", operator.port)
            writer.write(sent)
            said = await asyncio.wait_for(reader.read(), 10)
            writer.close()
            assert said.split(b" ")[1:2] == ([answer] if answer else [])
        assert (await operator.health())[0] == 200
    assert "Traceback" not in caplog.text
    assert [each for each in caplog.records if each.levelname in ("WARNING", "ERROR")] == []


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1", "no.such.host.invalid", "a..b"])
async def test_an_address_that_cannot_be_had_is_one_warning_and_the_bot_runs(
    discord: StandIn, started: Started, host: str
):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"{host}:{taken.getsockname()[1]}"
        async with started(FOOTNOTE_HEALTH=address) as footnote:
            await footnote.says("the bot runs without: set FOOTNOTE_HEALTH to another host:port, or to off")
            await discord.until(lambda: discord.connected)
            await ask(discord)
            err = await told_to_end(footnote)
    assert err.count("cannot be served") == err.count('"WARNING"') == 1
    assert address in err


async def test_it_can_be_switched_off(discord: StandIn, started: Started):
    async with started(FOOTNOTE_HEALTH="off") as footnote:
        await discord.until(lambda: discord.connected)
        err = await told_to_end(footnote)
    assert "Health" not in err


async def test_it_is_served_on_an_address_of_version_6(discord: StandIn, started: Started):
    port = free_port()
    async with started(FOOTNOTE_HEALTH=f"[::1]:{port}") as footnote:
        await footnote.says("Health and metrics are served at ::1, port")
        reader, writer = await asyncio.open_connection("::1", port)
        writer.write(b"GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in await reader.readline()
        writer.close()
        footnote.process.send_signal(signal.SIGTERM)
        await footnote.ended()
