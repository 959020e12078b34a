"""Serving until told to stop, with every failure to start in one plain sentence."""

import asyncio
import gc
import signal
from contextlib import suppress

import aiohttp
import discord

from bot.app import create_client
from bot.cli.background_check import check_in_background
from bot.client.bot import FootnoteClient
from bot.errors import UserError
from bot.settings import Settings

_REFUSED = (
    "Discord refuses the token: copy it anew from the Bot page of the developer portal into FOOTNOTE_TOKEN."
)
# The close code of the gateway for it.
_TOKEN_REFUSED = 4004


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
    for told in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(told, serving.cancel)
    checking = asyncio.ensure_future(check_in_background(settings.knowledge))
    try:
        with suppress(asyncio.CancelledError):
            await serving
    finally:
        checking.cancel()
        await asyncio.wait([checking])
        await client.close()


async def _start(client: FootnoteClient, token: str) -> None:
    address = client.settings.discord_api
    try:
        await _log_in(client, token)
        await client.connect()
    except discord.LoginFailure:
        raise StartError(_REFUSED) from None
    except discord.PrivilegedIntentsRequired:
        raise StartError(
            "FOOTNOTE_ASK_CHANNELS needs the message content intent: switch it on, on the Bot page of the"
            " developer portal, or remove the setting."
        ) from None
    except discord.ConnectionClosed as error:
        if error.code == _TOKEN_REFUSED:
            raise StartError(_REFUSED) from None
        raise StartError(f"Discord ended the connection (code {error.code}): start again later.") from None
    except discord.GatewayNotFound:
        raise StartError(f"Discord at {address} names no gateway just now: start again later.") from None
    except discord.HTTPException as error:
        raise StartError(f"Discord answers with an error ({error.status}): start again later.") from None
    except (aiohttp.ClientError, OSError, TimeoutError):
        raise StartError(
            f"Discord cannot be reached at {address}: check the connection, then start again."
        ) from None


async def _log_in(client: FootnoteClient, token: str) -> None:
    try:
        await client.login(token)
    except (KeyError, TypeError, ValueError):
        # The library takes whatever answers for Discord.
        address = client.settings.discord_api
        raise StartError(f"What answers at {address} is not Discord: check FOOTNOTE_DISCORD_API.") from None
