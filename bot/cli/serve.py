"""Serving until told to stop, with every failure to start in one plain sentence."""

import asyncio
import gc
import logging
import signal
from contextlib import suppress

import aiohttp
import discord

from bot.app import create_client
from bot.cli.background_check import check_in_background
from bot.client.bot import FootnoteClient
from bot.errors import UserError
from bot.settings import Settings

_log = logging.getLogger(__name__)
_REFUSED = (
    "Discord refuses the token: copy it anew from the Bot page of the developer portal into FOOTNOTE_TOKEN."
)
# The close code of the gateway for it.
_TOKEN_REFUSED = 4004
# The first that fits is what the operator reads.
_SENTENCES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (discord.LoginFailure, _REFUSED),
    (
        discord.PrivilegedIntentsRequired,
        "FOOTNOTE_ASK_CHANNELS needs the message content intent: switch it on, on the Bot page of the"
        " developer portal, or remove the setting.",
    ),
    (discord.ConnectionClosed, "Discord ended the connection (code {error.code}): start again later."),
    (discord.GatewayNotFound, "Discord at {address} names no gateway just now: start again later."),
    (discord.HTTPException, "Discord answers with an error ({error.status}): start again later."),
    (
        (aiohttp.ClientError, OSError, TimeoutError),
        "Discord cannot be reached at {address}: check the connection, then start again.",
    ),
)


class StartError(UserError):
    """The bot cannot start, and the operator can put it right."""


async def serve(settings: Settings) -> None:
    """Run the client until SIGINT or SIGTERM; raises StartError where it cannot start."""
    if settings.token is None:
        raise StartError(
            "There is no token: set FOOTNOTE_TOKEN to your bot's token, from the Bot page of Discord's"
            " developer portal. To try it without one: footnote demo."
        )
    client = create_client(settings)
    # What was loaded stays: collecting it again and again would hold up answers.
    gc.freeze()
    serving = asyncio.ensure_future(_start(client, settings.token.get_secret_value()))
    loop = asyncio.get_running_loop()
    for stop_signal in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(stop_signal, serving.cancel)
    checking = asyncio.ensure_future(check_in_background(settings.knowledge))
    try:
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        checking.cancel()
        await asyncio.wait([checking])
        await client.close()


async def _start(client: FootnoteClient, token: str) -> None:
    try:
        await _log_in(client, token)
        await client.connect()
    except UserError:
        raise
    except Exception as error:
        reason = _explain(error, client.settings.discord_origin)
        if reason is None:
            _log.exception("The bot ended for a reason that was not foreseen")
            name = type(error).__name__
            reason = f"Something unforeseen ended the bot ({name}): the log has the details."
        raise StartError(reason) from None


def _explain(error: Exception, address: str) -> str | None:
    """What to tell the operator, if it is an error that Discord or the connection is known for."""
    if isinstance(error, discord.ConnectionClosed) and error.code == _TOKEN_REFUSED:
        return _REFUSED
    for kinds, sentence in _SENTENCES:
        if isinstance(error, kinds):
            return sentence.format(error=error, address=address)
    return None


async def _log_in(client: FootnoteClient, token: str) -> None:
    try:
        await client.login(token)
    except (AttributeError, KeyError, TypeError, ValueError):
        # The library takes whatever answers for Discord. Once the application is known, its first answers
        # were Discord's, and something else failed.
        if client.application is not None:
            raise
        raise StartError(
            f"What answers at {client.settings.discord_origin} is not Discord: check FOOTNOTE_DISCORD_API."
        ) from None
