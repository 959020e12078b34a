import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.chart.from_events import build_chart_request
from bot.chart.pictures import ChartError, PictureCache
from bot.chart.worker import draw_chart
from tests.chart.made_up_events import events_on, knowledge_of

EVENTS = events_on("2020", "2021-05", "2021-06-07")
KNOWLEDGE = knowledge_of(EVENTS)
# What a child does that has drawn something; a line in the file named tells that it ran.
ANSWER = (
    "import sys; open({log!r}, 'a').write('ran\\n'); sys.stdin.read();"
    "sys.stdout.buffer.write(b'{{\"left_out\": 3}}\\n\\x89PNG\\r\\n\\x1a\\n');"
)
SLEEP = "import time, os; open({log!r}, 'a').write(str(os.getpid()) + '\\n'); time.sleep(60)"


@pytest.fixture
def log(tmp_path):
    return tmp_path / "log"


@pytest.fixture
def cache_of(log):
    """A cache of pictures whose children run other code."""

    def build(code, **settings):
        return PictureCache(command=(sys.executable, "-c", code.format(log=str(log))), **settings)

    return build


def lines(log):
    return log.read_text().splitlines() if log.exists() else []


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - another process makes it true
            await asyncio.sleep(0.01)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_shipped_pack_becomes_a_picture_with_its_words(shipped, monkeypatch, tmp_path):
    for folder in ("HOME", "MPLCONFIGDIR"):
        monkeypatch.setenv(folder, str(tmp_path / "nowhere"))
    picture = await PictureCache().get_picture(
        "r1", shipped.knowledge, tuple(shipped.knowledge.events.values()), ""
    )

    assert picture.png.startswith(b"\x89PNG")
    assert picture.left_out == 0
    assert "Binance is founded in Shanghai" in picture.alt


async def test_the_command_line_gets_a_drawing_without_a_cache():
    chart = await draw_chart(build_chart_request(KNOWLEDGE, EVENTS, ""), "svg", timeout_seconds=20)

    assert chart.image.startswith(b"<?xml")


async def test_a_picture_is_drawn_once_for_a_revision_and_whoever_asks_at_once(cache_of, log):
    cache = cache_of(ANSWER)
    first, second = await asyncio.gather(*(cache.get_picture("r1", KNOWLEDGE, EVENTS) for _ in range(2)))
    third = await cache.get_picture("r1", KNOWLEDGE, EVENTS)

    assert first is second is third
    assert first.left_out == 3
    assert lines(log) == ["ran"]


async def test_other_events_another_scope_and_another_revision_are_other_pictures(cache_of, log):
    cache = cache_of(ANSWER)
    await cache.get_picture("r1", KNOWLEDGE, EVENTS)
    await cache.get_picture("r1", KNOWLEDGE, EVENTS[:1])
    await cache.get_picture("r1", KNOWLEDGE, EVENTS, "from June 2023")
    await cache.get_picture("r2", KNOWLEDGE, EVENTS)
    await cache.get_picture("r1", KNOWLEDGE, EVENTS)

    assert len(lines(log)) == 5


async def test_only_the_given_number_of_pictures_is_kept(cache_of, log):
    cache = cache_of(ANSWER, max_pictures=1)
    await cache.get_picture("r1", KNOWLEDGE, EVENTS)
    await cache.get_picture("r1", KNOWLEDGE, EVENTS[:1])
    await cache.get_picture("r1", KNOWLEDGE, EVENTS)

    assert len(lines(log)) == 3


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit('out of memory')",
        "print('no picture')",
        "print('{{}}')",
        "print('{{\"left_out\": 0}}'); print('GIF89a')",
        "",
    ],
)
async def test_what_cannot_be_drawn_is_said_kindly_logged_and_not_kept(cache_of, code, caplog):
    cache = cache_of(code)
    for _ in range(2):
        with pytest.raises(ChartError, match="`/timeline list` has the same events"):
            await cache.get_picture("r1", KNOWLEDGE, EVENTS)

    assert caplog.text.count("a picture of 3 events was not drawn") == 2


async def test_a_child_that_takes_too_long_is_ended(cache_of, log):
    cache = cache_of(SLEEP, timeout_seconds=1)
    with pytest.raises(ChartError):
        await cache.get_picture("r1", KNOWLEDGE, EVENTS)

    assert not is_alive(int(lines(log)[0]))


async def test_a_child_is_ended_once_nobody_waits_for_it(cache_of, log):
    cache = cache_of(SLEEP)
    one, other = (asyncio.create_task(cache.get_picture("r1", KNOWLEDGE, EVENTS)) for _ in range(2))
    await until(lambda: lines(log))
    pid = int(lines(log)[0])
    one.cancel()
    await asyncio.gather(one, return_exceptions=True)
    still = is_alive(pid)
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    await until(lambda: not is_alive(pid))

    assert still
    assert one.cancelled()
    assert other.cancelled()


async def test_children_run_one_at_a_time(cache_of, log):
    code = "import time; open({log!r}, 'a').write('in\\n'); time.sleep(0.1);" + ANSWER.replace("ran", "out")
    cache = cache_of(code)
    await asyncio.gather(*(cache.get_picture("r1", KNOWLEDGE, EVENTS[:count]) for count in (1, 2, 3)))

    assert lines(log) == ["in", "out"] * 3


# What a child does that draws once it may: when there is a file of that name.
WAITS = "import os, time\nwhile not os.path.exists({go!r}): time.sleep(0.005)\n"


async def test_one_who_asks_for_fifty_pictures_keeps_another_waiting_for_one_of_them(cache_of, log, tmp_path):
    go = tmp_path / "go"
    cache = cache_of(WAITS.format(go=str(go)) + ANSWER)
    flood = [
        asyncio.create_task(cache.get_picture("r1", KNOWLEDGE, EVENTS, f"part {n}", asker=1))
        for n in range(50)
    ]
    await asyncio.sleep(0)
    others = [
        asyncio.create_task(cache.get_picture("r1", KNOWLEDGE, EVENTS[:1], asker=2)),
        # The last one that the first asked for, too.
        asyncio.create_task(cache.get_picture("r1", KNOWLEDGE, EVENTS, "part 49", asker=3)),
    ]
    await asyncio.sleep(0)
    go.touch()
    await asyncio.gather(*others)
    drawn = len(lines(log))
    done = [task.done() for task in flood]
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)

    assert drawn == 3
    assert (done[0], done[49], sum(done)) == (True, True, 2)


async def test_after_pictures_that_nobody_waits_for_any_more_others_are_drawn(cache_of, log):
    cache = cache_of(ANSWER)
    given_up = [
        asyncio.create_task(cache.get_picture("r1", KNOWLEDGE, EVENTS, f"part {n}")) for n in range(3)
    ]
    await asyncio.sleep(0)
    for task in given_up:
        task.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)

    assert (await cache.get_picture("r1", KNOWLEDGE, EVENTS)).left_out == 3
    assert lines(log) == ["ran"]


async def test_a_child_gets_no_token(cache_of, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_TOKEN", "secret")
    picture = await cache_of(ANSWER + "import os; print(sorted(os.environ))").get_picture(
        "r1", KNOWLEDGE, EVENTS
    )

    assert b"PATH" in picture.png
    assert b"TOKEN" not in picture.png


async def test_no_events_are_no_picture(cache_of, log):
    with pytest.raises(ValueError, match="at least one event"):
        await cache_of(ANSWER).get_picture("r1", KNOWLEDGE, ())

    assert lines(log) == []


def test_asking_for_pictures_imports_nothing_that_draws():
    code = "import sys, bot.chart.pictures; print({'matplotlib', 'numpy'} & set(sys.modules))"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
