"""Whatever stands in an interaction: it has an outcome, nothing surprises the bot, and it answers on."""

import json
import logging

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.client.buttons import answers, browsing, curating, timeline
from tests.wire import payloads
from tests.wire.conftest import Running
from tests.wire.payloads import BOT, CHANNEL, GUILD, MANAGES, Json
from tests.wire.questions import SHIPS
from tests.wire.questions import answers as answered
from tests.wire.stand_in import StandIn

# So many interactions arrive at once, in so many goes.
AT_ONCE, GOES = 30, 8
# What Discord itself bounds: the characters of a custom id, of an option or a field.
LONGEST_ID, LONGEST_TEXT = 100, 4_000
BUTTON, SELECT = 2, 3
TEXTS = st.text(max_size=40) | st.sampled_from(["ships", "8" * 30, "\u202e", "0", "-1", "a" * LONGEST_TEXT])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
ITEMS = (*answers.ITEMS, *browsing.ITEMS, *timeline.ITEMS, *curating.ITEMS)
IDS = st.one_of(
    *(st.from_regex(item.__discord_ui_compiled_template__, fullmatch=True) for item in ITEMS),
    st.text(min_size=1, max_size=LONGEST_ID),
).map(lambda made: made[:LONGEST_ID])
OF_FORMS = st.sampled_from(
    ["report-form:ships:1", "qa-form:edit:0123456789ab", "qa-form:add:x", "qa-form:", "report-form:x:9"]
)
NAMES = st.sampled_from(
    ["ask", "topics", "sources", "about", "timeline", "qa", "Ask the article", "Why this answer?", "nonsense"]
)
OPTION_NAMES = st.sampled_from(
    ["question", "from", "to", "topic", "item", "event", "picture", "number", "file"]
)


def option(inner: st.SearchStrategy[list[Json]]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {"name": OPTION_NAMES | NAMES, "type": st.integers(1, 11)},
        optional={"value": ANYTHING, "focused": st.booleans(), "options": inner},
    )


OPTIONS = st.recursive(st.just([]), lambda inner: st.lists(option(inner), max_size=3), max_leaves=6)
COMMANDS = st.fixed_dictionaries(
    {"id": st.just("9"), "name": NAMES, "type": st.integers(1, 4)},
    optional={
        "options": OPTIONS | ANYTHING,
        "guild_id": st.just(GUILD),
        "target_id": TEXTS,
        "resolved": ANYTHING,
    },
).map(lambda data: (2, data))
TYPED = st.fixed_dictionaries(
    {"id": st.just("9"), "name": NAMES, "type": st.just(1), "options": OPTIONS}
).map(lambda data: (4, data))
PRESSED = st.fixed_dictionaries(
    {"component_type": st.sampled_from([BUTTON, SELECT]), "custom_id": IDS},
    optional={"values": st.lists(TEXTS, max_size=3)},
).map(lambda data: (3, data))
FORMS = st.fixed_dictionaries(
    {"custom_id": OF_FORMS | IDS, "components": ANYTHING | st.lists(ANYTHING, max_size=3)}
).map(lambda data: (5, data))


def shown_with(id: str, data: Json) -> Json:
    """A message of the bot with the control that was pressed."""
    control: Json = {"type": data["component_type"], "custom_id": data["custom_id"]}
    control |= {"style": 2, "label": "x"} if data["component_type"] == BUTTON else {"options": []}
    rows = [{"type": 1, "components": [control]}]
    return payloads.message(id, CHANNEL, BOT, components=rows)


@given(st.lists(COMMANDS | TYPED | PRESSED | FORMS, min_size=AT_ONCE, max_size=AT_ONCE))
@settings(max_examples=GOES, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
async def test_any_interaction_has_an_outcome_and_the_bot_answers_on(
    discord: StandIn, running: Running, caplog: pytest.LogCaptureFixture, sent: list[tuple[int, Json]]
):
    caplog.clear()
    async with running(repeat_seconds=0.001):
        seen = len(discord.shown())
        for kind, data in sent:
            # As it is on the wire.
            data = json.loads(json.dumps(data))
            message = shown_with(discord.next_id(), data) if kind == 3 else None
            await discord.interact(kind, data, message, permissions=MANAGES)
        await discord.mention(SHIPS)
        await answered(discord, seen + 1)
    surprises = [
        each.getMessage() for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR
    ]
    assert surprises == []
