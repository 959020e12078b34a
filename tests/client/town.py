"""A small simulated Discord for the tests: the one file that knows simcord."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import discord
import simcord
import simcord.interactions
from sqlalchemy import Table, select

from bot.client.bot import FootnoteClient
from bot.core.answering.snapshot import Snapshot
from bot.errors import UserError
from bot.settings import Settings
from bot.store.database.connection import Database, embedded_database
from bot.store.library import Library
from bot.store.question_log.log import QuestionLog

# simcord looks for quiet every 50 ms; a test has no need to wait that long.
simcord.Env._settle_internal.__kwdefaults__["idle"] = 0.0005


class Town:
    """A server with a channel, two readers and a moderator, and the real bot in it."""

    def __init__(self, env: simcord.Env, client: FootnoteClient, log: QuestionLog) -> None:
        self.env, self.client, self.log = env, client, log
        self.guild = env.create_guild("Town")
        self.channel = self.guild.create_text_channel("square")
        self.alice = self.guild.add_member(env.create_user("alice"))
        self.bob = self.guild.add_member(env.create_user("bob"))
        keepers = self.guild.create_role("Keepers", permissions=discord.Permissions(manage_messages=True))
        self.mod = self.guild.add_member(env.create_user("mod"), roles=[keepers])

        # simcord leaves out whose role a bot's own role is.
        own = next(role for role in self.client.get_guild(self.guild.id).roles if role.managed)
        own.tags = discord.RoleTags({"bot_id": str(client.user.id)})

    @property
    def bot(self) -> str:
        """The mention of the bot."""
        return self.client.user.mention

    async def mention(self, text: str, who: Any = None) -> discord.Message:
        """Somebody mentions the bot; what it said last comes back."""
        await (who or self.alice).send(self.channel, f"{self.bot} {text}")
        return self.channel.last_message

    def refusal(self, result: Any) -> str:
        """The private message that somebody got in place of what a command was to show."""
        self.claim()
        assert result.response.ephemeral
        assert components(result.response) == []
        return result.response.content

    def claim(self) -> None:
        """Say that a command was expected to fail: simcord reports even errors that users were shown."""
        simcord.assert_error(self.env, UserError)

    async def restart(self, snapshot: Snapshot | None = None, **options: Any) -> None:
        """The bot stops and starts again as a new process would; `options` are changed settings."""
        await self.log.close()
        settings = self.client.settings.model_copy(update=options)
        library = Library(snapshot or self.client.library.snapshot)
        self.log = QuestionLog(Database(embedded_database(settings.data)))
        self.client = FootnoteClient(settings, library, self.log)
        await self.env.restart_bot(self.client)

    def check_nothing_pings(self) -> None:
        """Whatever was shown to people was sent with every kind of mention switched off."""
        for body in self.sent():
            mentions = body.get("allowed_mentions")
            assert mentions is not None, body
            assert mentions["parse"] == []
            assert not any(mentions.get(kind) for kind in ("users", "roles", "replied_user"))

    def sent(self) -> Iterator[dict[str, Any]]:
        """The body of every request that shows something to people."""
        for request in self.env.http_requests:
            body = request.json if isinstance(request.json, dict) else {}
            content = body.get("data") if "callback" in request.path else body
            # A form has a title; it is shown to its opener and can ping nobody.
            if isinstance(content, dict) and "components" in content and "title" not in content:
                yield content


def create_town(snapshot: Snapshot, data: Path, **options: Any) -> tuple[FootnoteClient, QuestionLog]:
    """The bot for a town, not running yet; `options` are settings."""
    settings = Settings(data=data, **{"cooldown_questions": 1_000, "repeat_seconds": 0.001, **options})
    log = QuestionLog(Database(embedded_database(settings.data)))
    return FootnoteClient(settings, Library(snapshot), log), log


@contextmanager
def user_install() -> Iterator[None]:
    """Interactions come as from somebody who installed the app for themselves, in a group of friends."""
    original = simcord.interactions.base_payload

    def patched(*arguments: Any, **options: Any) -> Any:
        record, payload = original(*arguments, **options)
        owner = str(options["user_id"])
        return record, payload | {"context": 2, "authorizing_integration_owners": {"1": owner}}

    simcord.interactions.base_payload = patched
    try:
        yield
    finally:
        simcord.interactions.base_payload = original


@asynccontextmanager
async def open_town(snapshot: Snapshot, data: Path, **options: Any) -> AsyncIterator[Town]:
    """A running town, for a test that needs settings of its own."""
    client, log = create_town(snapshot, data, **options)
    async with simcord.run(client, shard_count=1) as env:
        town = Town(env, client, log)
        yield town
        town.check_nothing_pings()
        await town.log.close()


def components(message: Any) -> list[dict[str, Any]]:
    """Every component of a message, however deep, in order."""
    raw = message.components
    return list(
        _flat([component if isinstance(component, dict) else component.to_dict() for component in raw])
    )


def _flat(raw: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in raw:
        yield component
        yield from _flat(component.get("components", []))


def text(message: Any) -> str:
    """Everything a message says."""
    return "\n".join(component["content"] for component in components(message) if "content" in component)


def labels(message: Any) -> list[str]:
    """What stands on its buttons."""
    return [component["label"] for component in components(message) if "label" in component]


def fresh(town: Town, message: Any) -> Any:
    """A message as it is now."""
    return next(current for current in town.channel.history() if current.id == message.id)


async def rows(town: Town, table: Table) -> list[dict[str, Any]]:
    """What the database has in a table, once the log is written."""
    await town.log.flush()
    async with town.log._database.reading() as connection:
        return [row._asdict() for row in await connection.execute(select(table))]
