"""Questions to the pack of these tests, asked in the channel of the stand-in."""

from tests.wire.payloads import CHANNEL
from tests.wire.reading import text_of
from tests.wire.stand_in import StandIn

POSTS = rf"/channels/{CHANNEL}/messages"
SHIPS, BUILT, LAMP = (
    "how many ships did the keeper count?",
    "when was the lighthouse built",
    "what did the lamp burn",
)


async def answers(discord: StandIn, number: int) -> list[str]:
    """What stands in the channel, once it is so many answers."""
    await discord.until(lambda: len(discord.shown()) >= number)
    return [text_of(message) for message in discord.shown()]


async def ask(discord: StandIn, question: str = SHIPS) -> None:
    """Ask a question, and wait for one more answer."""
    number = len(discord.shown()) + 1
    await discord.mention(question)
    await answers(discord, number)
