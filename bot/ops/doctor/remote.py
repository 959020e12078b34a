"""All that Discord is asked, in its time."""

import asyncio
from collections.abc import AsyncIterator

import discord

from bot.client.bot import FootnoteClient
from bot.client.connection.retries import describe_failure, is_token_refused
from bot.client.errors import SEND_ERRORS
from bot.ops.doctor.account import TOKEN, check_application, check_clock, check_gateway
from bot.ops.doctor.channels import check_ask_channel, check_curators_channel
from bot.ops.doctor.commands import check_commands
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.home import check_home, choose_home
from bot.ops.doctor.rest_client import RestClient
from bot.settings import Settings
from bot.store.home_server import RememberedHome

REACH = "discord.reach"
# Besides the library's own errors: what it raises where something else answers in Discord's place.
_FAILURES = (*SEND_ERRORS, ValueError, KeyError, TypeError, AttributeError, TimeoutError)


async def examine_discord(
    settings: Settings, footnote: FootnoteClient | None, home: RememberedHome | None, unread: frozenset[str]
) -> list[Diagnosis]:
    """Ask Discord. Where it fails, what was found before is followed by one line that says so; never raises.

    `footnote` has the commands of this version, and `home` is what is remembered of the home server. `unread`
    are the names of the settings that are not known: nothing is said that hangs on them.
    """
    if settings.token is None or not unread.isdisjoint({"token", "discord_api"}):
        message = "Discord was not asked anything: that takes a token, and an address."
        return [Diagnosis(REACH, Condition.UNKNOWN, message)]
    rest, found = RestClient(settings), []
    try:
        async with asyncio.timeout(settings.doctor_seconds):
            await rest.login(settings.token.get_secret_value())
            async for each in _ask(rest, footnote, home, unread):
                found += each
    except _FAILURES as error:
        found.append(_explain(error, settings.discord_origin, has_answered=bool(found)))
    finally:
        await rest.close()
    return found


async def _ask(
    rest: RestClient,
    footnote: FootnoteClient | None,
    remembered: RememberedHome | None,
    unread: frozenset[str],
) -> AsyncIterator[list[Diagnosis]]:
    settings = rest.settings
    yield check_application(rest, bool(settings.ask_channels))
    yield check_clock(rest.clock_seconds)
    yield [await check_gateway(rest)]
    home = None
    if "home_guild" not in unread:
        guilds = {guild.id: guild.name async for guild in rest.fetch_guilds(with_counts=False)}
        chosen = choose_home(settings.home_guild, remembered, guilds)
        if isinstance(chosen, Diagnosis):
            yield [chosen]
        else:
            home = chosen
            yield await check_home(rest, home, settings.curator_role)
    if settings.curator_channel is not None:
        yield [await check_curators_channel(rest, settings.curator_channel)]
    for channel in sorted(settings.ask_channels):
        yield [await check_ask_channel(rest, channel)]
    if footnote is not None:
        is_home_there = home is not None and rest.is_in(home)
        yield await check_commands(rest, footnote, home if is_home_there else None)


def _explain(error: Exception, origin: str, *, has_answered: bool) -> Diagnosis:
    if isinstance(error, discord.LoginFailure) or is_token_refused(error):
        message = "Discord refuses the token."
        advice = "Copy it anew from the Bot page of the developer portal into FOOTNOTE_TOKEN."
        return Diagnosis(TOKEN, Condition.PROBLEM, message, advice)
    is_expected = isinstance(error, (*SEND_ERRORS, TimeoutError))
    if has_answered:
        name = type(error).__name__
        why = describe_failure(error) if is_expected else f"answers with what cannot be read ({name})"
        message = f"Discord {why}: the rest could not be looked at."
        return Diagnosis(REACH, Condition.UNKNOWN, message, "Look again later.")
    if not is_expected:
        message = f"What answers at {origin} is not Discord."
        return Diagnosis(REACH, Condition.PROBLEM, message, "Check FOOTNOTE_DISCORD_API.")
    message = f"Discord {describe_failure(error)} at {origin}: nothing of it could be looked at."
    return Diagnosis(REACH, Condition.PROBLEM, message, "Check the connection, and FOOTNOTE_DISCORD_API.")
