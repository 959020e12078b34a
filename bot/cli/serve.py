"""Serving until told to stop."""

import asyncio
import gc
import logging
import os
from collections.abc import Collection
from contextlib import suppress
from functools import partial
from typing import NoReturn

import click

from bot.app import create_client
from bot.cli.background_check import check_in_background
from bot.cli.start_errors import StartError, explain_failure
from bot.cli.stop_signals import call_when_told, end_at_once_when_told
from bot.client.bot import FootnoteClient
from bot.client.connection.ending import Ending
from bot.errors import UserError
from bot.settings import Settings


async def serve(settings: Settings) -> None:
    """Run the client until SIGINT or SIGTERM; raises StartError where it cannot start, or cannot go on."""
    if settings.token is None:
        raise StartError(
            "There is no token: set FOOTNOTE_TOKEN to your bot's token, from the Bot page of Discord's"
            " developer portal. To try it without one: footnote demo."
        )
    client = create_client(settings)
    # What was loaded stays: collecting it again and again would hold up answers.
    gc.freeze()
    serving = asyncio.ensure_future(_start(client, settings.token.get_secret_value()))
    told = asyncio.ensure_future(_wait_for_signal())
    checking = asyncio.ensure_future(check_in_background(settings.knowledge))
    tasks: tuple[asyncio.Future[None], ...] = (serving, told, checking)
    try:
        await asyncio.wait((serving, told), return_when=asyncio.FIRST_COMPLETED)
    finally:
        # The library may swallow it in the middle of connecting. Then closing the client ends it.
        for task in tasks:
            task.cancel()
        await client.close()
        is_whole = await _end_the_rest(tasks, client.ending)
        end_at_once_when_told()
    if not is_whole:
        _leave_at_once(serving)
    with suppress(asyncio.CancelledError):
        serving.result()


async def _end_the_rest(tasks: Collection[asyncio.Future[None]], ending: Ending | None) -> bool:
    """End what the client does not end itself, in the same time. False if something of it all hangs."""
    ending = ending or Ending(0)
    await ending.do("end its tasks", _wait_for(tasks))
    # One may hang where the system looks up an address: Python itself would wait for it for ever.
    await ending.do("end its threads", asyncio.get_running_loop().shutdown_default_executor())
    ending.tell()
    return ending.is_whole


async def _wait_for(tasks: Collection[asyncio.Future[None]]) -> None:
    await asyncio.wait(tasks)


def _leave_at_once(serving: "asyncio.Future[None]") -> NoReturn:
    """End the process although something in it hangs: Python itself would wait for it for ever."""
    error = serving.exception() if serving.done() and not serving.cancelled() else None
    if error is not None:
        click.echo(str(error), err=True)
    logging.shutdown()
    os._exit(error.exit_code if isinstance(error, UserError) else 0)


async def _wait_for_signal() -> None:
    told = asyncio.Event()
    call_when_told(partial(asyncio.get_running_loop().call_soon_threadsafe, told.set))
    await told.wait()


async def _start(client: FootnoteClient, token: str) -> None:
    try:
        await _log_in(client, token)
        await client.connect()
    except UserError:
        raise
    except Exception as error:
        raise explain_failure(error, client.settings.discord_origin) from None


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
