"""The bot's account at Discord: its token, its application, the gateway, and the time."""

import aiohttp
import discord

from bot.core.language.plurals import counted
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.invite import invite_link
from bot.ops.doctor.rest_client import RestClient

TOKEN, INTENTS, GATEWAY, CLOCK = "discord.token", "discord.intents", "discord.gateway", "discord.clock"
ENDPOINT, INVITE = "discord.interactions", "discord.invite"
# Discord gives its time in whole seconds, and an answer may take some. What comes late is told by the clock.
_MAX_CLOCK_SECONDS = 5
# There are at least 1,000 session starts in 24 hours; with fewer left than this, something uses them up.
_FEW_STARTS = 100


def check_application(rest: RestClient, needs_content: bool) -> list[Diagnosis]:
    """Look at the application that a token belongs to. `needs_content` says that there are ask-channels."""
    application = rest.application
    if application is None:
        return []
    message = f"Discord takes the token, of {rest.user}, application {application.name} ({application.id})."
    link = invite_link(application.id)
    return [
        Diagnosis(TOKEN, Condition.OK, message),
        *_check_intents(application.flags, needs_content),
        *_check_endpoint(application.interactions_endpoint_url),
        Diagnosis(INVITE, Condition.OK, f"The link that invites it with just what it needs: {link}"),
    ]


async def check_gateway(rest: RestClient) -> Diagnosis:
    """Look whether a session could begin now. Raises one of the library's errors."""
    try:
        shards, address, limits = await rest.http.get_bot_gateway()
    except discord.GatewayNotFound:
        return Diagnosis(
            GATEWAY, Condition.PROBLEM, "Discord names no gateway just now.", "Look again later."
        )
    left, total = int(limits["remaining"]), int(limits["total"])
    starts = f"{left:,} of {total:,} session starts are left"
    try:
        await rest.greet_gateway(address)
    except (aiohttp.ClientError, OSError):
        message = f"The gateway of Discord cannot be reached at {address}, though its REST API answers."
        return Diagnosis(GATEWAY, Condition.PROBLEM, message, "Let the firewall pass WebSockets to it.")
    if left >= max(_FEW_STARTS, 2 * shards):
        return Diagnosis(GATEWAY, Condition.OK, f"The gateway answers, and {starts}.")
    minutes = counted(int(limits["reset_after"]) // 60_000 + 1, "minute")
    condition = Condition.WARNING if left >= shards else Condition.PROBLEM
    advice = f"See in the log why it starts so often; in {minutes} there are {total:,} again."
    return Diagnosis(GATEWAY, condition, f"The gateway answers, but only {starts}.", advice)


def check_clock(seconds_ahead: float | None) -> list[Diagnosis]:
    """Say whether the clock of this machine, so far ahead of Discord's, is right."""
    if seconds_ahead is None:
        return []
    if abs(seconds_ahead) <= _MAX_CLOCK_SECONDS:
        return [Diagnosis(CLOCK, Condition.OK, "The clock agrees with Discord's.")]
    way = "ahead of" if seconds_ahead > 0 else "behind"
    message = (
        f"The clock of this machine is {counted(round(abs(seconds_ahead)), 'second')} {way} Discord's:"
        " what is late, and what is to be forgotten, is told by it."
    )
    return [Diagnosis(CLOCK, Condition.WARNING, message, "Let it be set over the network (NTP).")]


def _check_intents(flags: discord.ApplicationFlags, needs_content: bool) -> list[Diagnosis]:
    is_on = flags.gateway_message_content or flags.gateway_message_content_limited
    if not needs_content:
        return []
    if is_on:
        return [Diagnosis(INTENTS, Condition.OK, "The message content intent is switched on.")]
    message = (
        "FOOTNOTE_ASK_CHANNELS needs the message content intent, which is switched off: the bot cannot start."
    )
    advice = "Switch it on, on the Bot page of the developer portal, or remove the setting."
    return [Diagnosis(INTENTS, Condition.PROBLEM, message, advice)]


def _check_endpoint(address: str | None) -> list[Diagnosis]:
    if not address:
        return []
    message = (
        "The application has an Interactions Endpoint URL: commands and buttons go there, not to the bot."
    )
    advice = "Remove it, on the General Information page of the developer portal."
    return [Diagnosis(ENDPOINT, Condition.PROBLEM, message, advice)]
