"""Serving until told to stop, with every failure to start in one plain sentence."""

import asyncio
import logging
import signal
from contextlib import suppress

import aiohttp
import discord

from bot.app import create_client
from bot.client.bot import FootnoteClient
from bot.errors import UserError
from bot.settings import Settings

_log = logging.getLogger(__name__)


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
    serving = asyncio.ensure_future(_start(client, settings.token.get_secret_value()))
    loop = asyncio.get_running_loop()
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, serving.cancel)
    try:
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        await client.close()


async def _start(client: FootnoteClient, token: str) -> None:
    try:
        await client.start(token)
    except discord.LoginFailure:
        raise StartError(
            "Discord refuses the token: copy it anew from the Bot page of the developer portal"
            " into FOOTNOTE_TOKEN."
        ) from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(
            "FOOTNOTE_ASK_CHANNELS needs the message content intent: switch it on, on the Bot page of the"
            " developer portal, or remove the setting."
        ) from None
    except (aiohttp.ClientConnectionError, OSError, TimeoutError):
        raise StartError(
            f"Discord cannot be reached at {client.settings.discord_api}: check the connection,"
            " then start again."
        ) from None
    except discord.HTTPException as error:
        raise StartError(
            f"Discord answers with an error ({error.status}): wait a little, then start again."
        ) from None
