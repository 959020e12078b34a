"""`/metrics` moves with what the bot does, is what Prometheus reads, and names nobody."""

import time
from pathlib import Path

from prometheus_client.openmetrics import parser as openmetrics

from bot.client.counts import LIMITS
from tests.wire import payloads
from tests.wire.conftest import TOKEN, Running, Started
from tests.wire.operating import Operator, operated
from tests.wire.payloads import CHANNEL, CURATORS, GUILD, READER
from tests.wire.questions import BUILT, POSTS, SHIPS, answers, ask, has_read_back, missed
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import pack, pressed, previewed
from tests.wire.test_ending import told_to_end
from tests.wire.test_stalled_database import STALLS, stalled

__all__ = ["pack"]


async def test_questions_are_counted_by_outcome_with_the_seconds_to_their_replies(
    discord: StandIn, started: Started
):
    async with started(FOOTNOTE_HEALTH="127.0.0.1:0") as footnote:
        operator = await Operator.of(footnote)
        await discord.until(lambda: discord.connected)
        before = await operator.metrics()
        for question in (SHIPS, BUILT, "is it open on sunday"):
            await ask(discord, question)
        after = await operator.until_metrics(footnote_reply_seconds_count=3)
        await told_to_end(footnote)
    outcomes = ("answered", "unsure", "not_covered", "unknown")
    assert [before[f"footnote_questions_total {name}"] for name in outcomes] == [0, 0, 0, 0]
    assert [after[f"footnote_questions_total {name}"] for name in outcomes] == [2, 0, 0, 1]
    groups = [after[f"footnote_reply_seconds_bucket {limit}"] for limit in (*LIMITS, "+Inf")]
    assert groups == sorted(groups)
    assert groups[-1] == groups[-2] == 3
    assert after["footnote_reply_seconds_sum"] > 0
    assert after["process_resident_memory_bytes"] > 1_000_000


async def test_what_discord_does_not_take_waits_is_sent_again_and_at_last_is_lost(
    discord: StandIn, running: Running
):
    async with operated(running, send_seconds=1) as operator:
        discord.fail("POST", POSTS, 503, times=2)
        await ask(discord)
        found = await operator.until_metrics(footnote_retries_total=2)
        assert (found["footnote_sends_waiting"], found["footnote_lost_total"]) == (0, 0)
        discord.fail("POST", POSTS, 503, times=10_000)
        await discord.mention(BUILT)
        await operator.until_metrics(footnote_sends_waiting=1)
        found = await operator.until_metrics(footnote_lost_total=1)
        assert found["footnote_sends_waiting"] == 0


async def test_sessions_that_begin_and_go_on_are_counted_and_each_shard_has_its_latency(
    discord: StandIn, running: Running
):
    discord.shards = discord.max_concurrency = 2
    async with operated(running) as operator:
        found = await operator.until_metrics(footnote_sessions_total=2, footnote_shards_up=2)
        assert (found["footnote_reconnects_total"], found["footnote_resumes_total"]) == (0, 0)
        assert all(0 < found[f"footnote_shard_latency_seconds {shard}"] < 20 for shard in (0, 1))
        assert 0 <= found["footnote_heartbeat_age_seconds"] < 20
        discord.drop(1)
        found = await operator.until_metrics(footnote_resumes_total=1)
        assert (found["footnote_reconnects_total"], found["footnote_sessions_total"]) == (1, 2)
        await discord.end(op=9, data=False)
        found = await operator.until_metrics(footnote_sessions_total=3)
        assert (found["footnote_reconnects_total"], found["footnote_resumes_total"]) == (2, 1)
        assert found["footnote_shards"] == 2


async def test_what_is_read_back_is_counted(discord: StandIn, running: Running):
    async with operated(running) as operator:
        await ask(discord)
        await has_read_back(discord, operator.client)
        missed(discord, BUILT, seconds_ago=5)
        await discord.end(op=9, data=False)
        await answers(discord, 2)
        found = await operator.until_metrics(footnote_readings_total=2)
    assert (found["footnote_read_back_total"], found["footnote_unreadable_total"]) == (1, 0)


async def test_saved_edits_are_counted_by_where_they_come_from(
    discord: StandIn, running: Running, pack: Path
):
    async with operated(running, knowledge=pack, still_seconds=0, look_seconds=0.02) as operator:
        await pressed(discord, await previewed(discord), "save")
        found = await operator.until_metrics(footnote_edits_total__curator=1)
        assert "footnote_edits_total file" not in found
        before = operator.client.library.state
        qa = pack / "qa.yaml"
        qa.write_text(qa.read_text().replace("312 ships", "313 ships"))
        await operator.until_metrics(footnote_edits_total__file=1)
        assert f"footnote_pack_info {before}" not in await operator.metrics()
        assert f"footnote_pack_info {operator.client.library.state}" in await operator.metrics()


async def test_what_fails_again_and_again_is_counted_by_name(
    discord: StandIn, running: Running, tmp_path: Path
):
    given = STALLS | {"patience_seconds": 0.01, "alive_seconds": 0.02}
    async with operated(running, **given) as operator, stalled(tmp_path, discord):
        await operator.until_metrics(**{"footnote_loop_failures_total__note that it is there": 2})


async def test_a_loop_that_is_held_up_is_seen(discord: StandIn, running: Running):
    async with operated(running) as operator:
        before = await operator.until_metrics(footnote_loop_lag_seconds_count=1)
        time.sleep(0.4)  # noqa: ASYNC251 - that is what it is to see
        after = await operator.metrics()
    late = [
        found["footnote_loop_lag_seconds_count"] - found["footnote_loop_lag_seconds_bucket 0.3"]
        for found in (before, after)
    ]
    assert late[1] > late[0]


async def test_no_id_of_a_user_no_name_and_no_text_is_in_it(discord: StandIn, running: Running, pack: Path):
    async with operated(running, knowledge=pack) as operator:
        await ask(discord, "how many ships did Magnhild Quist count")
        await discord.mention(BUILT, author=payloads.person(1))
        await pressed(discord, await previewed(discord), "save")
        await operator.until_metrics(footnote_edits_total__curator=1)
        _, text = await operator.get("/metrics")
    # Without the values, which may be any figures.
    names = "\n".join(line.rpartition(" ")[0] for line in text.splitlines())
    assert "footnote_questions_total" in names
    for private in (READER, "reader", "900001", "Norrvik", "Quist", "ships", GUILD, CHANNEL, CURATORS, TOKEN):
        assert private not in names


async def test_it_can_be_had_in_the_newer_format_too(discord: StandIn, running: Running):
    async with operated(running) as operator:
        await ask(discord)
        kind = "application/openmetrics-text; version=1.0.0"
        _, text = await operator.get("/metrics", Accept=kind)
    families = {each.name: each for each in openmetrics.text_string_to_metric_families(text)}
    assert families["footnote_reply_seconds"].type == "histogram"
    assert families["footnote_questions"].type == "counter"
