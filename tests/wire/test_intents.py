"""What the bot asks Discord to send it: no more than it needs."""

from discord import Intents

from tests.wire.conftest import Running
from tests.wire.payloads import CHANNEL
from tests.wire.stand_in import StandIn

PRIVILEGED = Intents(members=True, presences=True, message_content=True).value


async def test_no_privileged_intent_is_asked_for_by_default(discord: StandIn, running: Running):
    async with running():
        (identify,) = discord.identifies
    assert identify["intents"] & PRIVILEGED == 0
    assert identify["intents"] == Intents(guilds=True, guild_messages=True, dm_messages=True).value


async def test_message_content_is_asked_for_where_ask_channels_are_named_and_nothing_else(
    discord: StandIn, running: Running
):
    async with running(ask_channels=frozenset({int(CHANNEL)})):
        (identify,) = discord.identifies
    assert identify["intents"] & PRIVILEGED == Intents(message_content=True).value


async def test_an_ask_channel_answers_unasked_over_the_wire(discord: StandIn, running: Running):
    async with running(ask_channels=frozenset({int(CHANNEL)})):
        await discord.say("how many ships did the keeper count?")
        await discord.until(discord.shown)
    assert len(discord.shown()) == 1
