"""Questions and presses over the wire, and what is sent for each."""

from tests.wire.conftest import TOKEN, Running
from tests.wire.payloads import APPLICATION, CURATORS
from tests.wire.questions import POSTS
from tests.wire.reading import button, components, message_bodies, pings_nobody, text_of
from tests.wire.stand_in import StandIn

GALLERY = 12
EPHEMERAL, COMPONENTS_V2 = 1 << 6, 1 << 15


async def _answered(discord: StandIn, path: str) -> dict:
    """The body of the one callback to an interaction."""
    await discord.until(lambda: discord.got("POST", path))
    (callback,) = discord.got("POST", path)
    return callback.body


async def _settled(discord: StandIn) -> None:
    """Whatever was to be sent for earlier events has been sent: a later one is answered."""
    await _answered(discord, await discord.interact(2, {"id": "2", "name": "about", "type": 1}))


async def test_a_mention_is_answered_once_with_its_answer_and_footnote(discord: StandIn, running: Running):
    async with running():
        asked = await discord.mention("how many ships did the keeper count?")
        await discord.until(discord.shown)
        await _settled(discord)
    (message,) = discord.shown()
    assert "She counted 312 ships in one winter" in text_of(message)
    assert "Reported by The Norrvik Gazette · paragraph 2" in text_of(message)
    (post,) = discord.got("POST", POSTS)
    assert post.body["message_reference"]["message_id"] in (asked, int(asked))
    assert post.body["flags"] & COMPONENTS_V2
    assert post.headers["Authorization"] == f"Bot {TOKEN}"


async def test_a_mention_is_answered_without_a_ping_and_with_an_enforced_nonce(
    discord: StandIn, running: Running
):
    async with running():
        asked = await discord.mention("When was the lighthouse built?")
        await discord.until(discord.shown)
    (post,) = discord.got("POST", POSTS)
    assert post.body["allowed_mentions"] == {"parse": [], "replied_user": False}
    assert str(post.body["nonce"]) == asked
    assert post.body["enforce_nonce"] is True


async def test_notices_and_repeats_carry_their_own_nonce(discord: StandIn, running: Running):
    async with running(cooldown_questions=2):
        for expected in range(1, 4):
            await discord.mention("When was the lighthouse built?")
            await discord.until(lambda expected=expected: len(discord.got("POST", POSTS)) == expected)
    answer, repeat, notice = (post.body for post in discord.got("POST", POSTS))
    assert "1874" in text_of(answer)
    assert "answered here a moment ago" in text_of(repeat)
    assert "a lot of questions" in text_of(notice)
    assert len({answer["nonce"], repeat["nonce"], notice["nonce"]}) == 3
    assert all(each["enforce_nonce"] for each in (answer, repeat, notice))


async def test_an_ask_command_is_answered_on_its_callback(discord: StandIn, running: Running):
    async with running():
        body = await _answered(discord, await discord.ask("what did the lamp burn"))
    assert body["type"] == 4
    assert "Whale oil, until 1903" in text_of(body["data"])
    assert "Stated in the article · paragraph 3" in text_of(body["data"])
    assert discord.got("POST", POSTS) == []


async def test_the_source_button_is_answered_on_its_callback_to_one_person_alone(
    discord: StandIn, running: Running
):
    async with running():
        await discord.mention("how many ships did the keeper count?")
        (message,) = await discord.until(discord.shown)
        body = await _answered(discord, await discord.press(message, button(message, "source")))
    assert body["type"] == 4
    assert body["data"]["flags"] & EPHEMERAL
    assert "Where this comes from" in text_of(body["data"])
    assert "Ada Holm, counted 312 ships" in text_of(body["data"])


async def test_a_button_of_an_earlier_run_still_works(discord: StandIn, running: Running):
    async with running():
        await discord.mention("how many ships did the keeper count?")
        (message,) = await discord.until(discord.shown)
    async with running():
        body = await _answered(discord, await discord.press(message, button(message, "source")))
    assert "Where this comes from" in text_of(body["data"])


async def test_nothing_the_bot_sends_can_ping_anybody(discord: StandIn, running: Running):
    async with running(curator_channel=int(CURATORS)) as client:
        await discord.mention("When was the lighthouse built? @everyone <@&1>")
        (message,) = await discord.until(discord.shown)
        for kind in ("source", "related", "not", "none"):
            await _answered(discord, await discord.press(message, button(message, kind)))
        await _answered(discord, await discord.ask("@here is it open on sunday"))
        await discord.interact(5, _report("built", "@everyone it was 1875"))
        await discord.until(lambda: discord.shown(CURATORS))
        client.answer_actions.show_entry = _breaks  # type: ignore[method-assign]
        body = await _answered(discord, await discord.press(message, button(message, "related")))
        assert "reference" in body["data"]["content"]
    sent = message_bodies(discord)
    assert len(sent) == 9
    assert [body for body in sent if not pings_nobody(body)] == []


async def test_dismiss_removes_the_answer(discord: StandIn, running: Running):
    async with running():
        await discord.mention("When was the lighthouse built?")
        (message,) = await discord.until(discord.shown)
        await discord.press(message, button(message, "dismiss"))
        await discord.until(lambda: not discord.shown())
    (deleted,) = discord.got("DELETE", rf"/webhooks/{APPLICATION}/.+/messages/@original")
    assert deleted.body is None


def _report(entry: str, text: str) -> dict:
    field = {"type": 18, "id": 1, "component": {"type": 4, "id": 2, "custom_id": "text", "value": text}}
    return {"custom_id": f"report-form:{entry}:1", "components": [field]}


async def _breaks(*_: object) -> None:
    raise RuntimeError("broken on purpose")


async def test_a_picture_that_takes_long_is_promised_in_time(discord: StandIn, running: Running):
    data = {"id": "3", "name": "timeline", "type": 1, "options": [{"name": "chart", "type": 1}]}
    async with running(promise_seconds=0.001):
        promise = await _answered(discord, await discord.interact(2, data))
        kept = await discord.until(lambda: discord.got("PATCH", rf"/webhooks/{APPLICATION}/.+/@original"))
    assert promise["type"] == 5
    picture = next(each for each in components(kept[0].body["components"]) if each["type"] == GALLERY)
    assert picture["items"][0]["media"]["url"] == "attachment://timeline.png"
    assert "The lighthouse is built" in picture["items"][0]["description"]


async def test_a_promised_picture_that_fails_is_told_to_the_asker_alone(discord: StandIn, running: Running):
    data = {"id": "3", "name": "timeline", "type": 1, "options": [{"name": "chart", "type": 1}]}
    async with running(promise_seconds=0.001, chart_seconds=0.05):
        await discord.interact(2, data)
        followed = await discord.until(lambda: discord.got("POST", rf"/webhooks/{APPLICATION}/token-.*"))
    assert followed[0].body["content"].startswith("The picture could not be drawn.")
    assert followed[0].body["flags"] & EPHEMERAL
    assert discord.shown() == []
