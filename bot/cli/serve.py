"""Serving until told to stop."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
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
from bot.store.backups.unfinished import refuse_unfinished_restore
from bot.store.data_lock import DataInUseError, data_lock
from bot.store.folder_thread import FolderSilentError, FolderThread

_log = logging.getLogger(__name__)


async def serve(settings: Settings) -> None:
    """Run the client until SIGINT or SIGTERM.

    Raises StartError where it cannot start, or cannot go on, DataInUseError where another one runs on the
    same data, and UnfinishedRestoreError where these may not belong to the pack.
    """
    if settings.token is None:
        raise StartError(
            "There is no token: set FOOTNOTE_TOKEN to your bot's token, from the Bot page of Discord's"
            " developer portal. To try it without one: footnote demo."
        )
    async with _own_data(settings):
        await _serve(settings, settings.token.get_secret_value())


@asynccontextmanager
async def _own_data(settings: Settings) -> AsyncIterator[None]:
    """Have the folder of the database for this run alone.

    Another run is waited for, which may be about to end. Raises DataInUseError if it does not, and
    UnfinishedRestoreError. A folder that cannot be used is no error: answers do not need it.
    """
    thread = FolderThread(settings.folder_seconds)
    patience = min(settings.takeover_seconds, settings.start_seconds)
    async with AsyncExitStack() as stack:
        with suppress(FolderSilentError, OSError):
            try:
                await stack.enter_async_context(data_lock(settings.data, thread, 0))
            except DataInUseError:
                _log.warning("Another Footnote uses %s: waiting for it to end", settings.data)
                await stack.enter_async_context(data_lock(settings.data, thread, patience))
            await thread.run(lambda: refuse_unfinished_restore(settings.data))
        yield


async def _serve(settings: Settings, token: str) -> None:
    client = create_client(settings)
    # What was loaded stays: collecting it again and again would hold up answers.
    gc.freeze()
    serving = asyncio.ensure_future(_start(client, token))
    told = asyncio.ensure_future(_wait_for_signal())
    checking = asyncio.ensure_future(check_in_background(settings.knowledge))
    rights = asyncio.ensure_future(_tell_missing_rights(settings))
    health = asyncio.ensure_future(_serve_health(client))
    tasks: tuple[asyncio.Future[None], ...] = (serving, told, checking, rights, health)
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


async def _tell_missing_rights(settings: Settings) -> None:
    from bot.ops.doctor.disk import list_missing_rights

    for line in await list_missing_rights(settings):
        _log.warning("%s", line)


async def _serve_health(client: FootnoteClient) -> None:
    if client.settings.health_address is not None:
        # What it needs is imported only where it is wanted, and while Discord's first answers are awaited.
        from bot.ops.server import serve_health

        await serve_health(client)


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
