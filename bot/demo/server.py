"""Serving the demo until it is told to stop."""

import asyncio
import shutil
import signal
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import simcord
from simcord.backend.errors import SetupError

from bot.app import create_client
from bot.demo.clock import begin_now, keep_time
from bot.demo.page_server import DemoServer
from bot.demo.world import build_world
from bot.errors import UserError
from bot.settings import Settings
from bot.store.pack_files.loader import FILES

_NEVER = 10 * 365 * 86_400


class DemoError(UserError):
    """The demo cannot be served, and whoever started it can put it right."""


async def serve(
    knowledge: Path, keep: Path | None, port: int, open_browser: bool, say: Callable[[str], None]
) -> None:
    """Run the demo on a copy of the pack until SIGINT or SIGTERM.

    The copy is in `keep`, which stays, or in a temporary folder. `port` 0 takes a free one; raises
    DemoError where the port is taken.
    """
    told = _told_to_stop()
    if keep is not None and (keep / "knowledge").exists():
        say(f"Going on with the pack kept in {keep}; remove it to begin with a new copy.")
    with _copy(knowledge, keep) as folder:
        client = create_client(_settings(folder))
        async with begin_now(simcord.run(client, shard_count=1, check_errors=False)) as env:
            world = await build_world(env, client)
            preview = env.preview(world.channel, viewers=world.visitors, layout="channel", port=port)
            server = DemoServer.put_into(preview, port)
            try:
                async with preview, keep_time(env, preview, server.turn, client.look_at_files):
                    say("Footnote, the real bot on a Discord of its own, served to this machine only at:")
                    say(preview.url)
                    say("Ctrl-C ends it.")
                    if open_browser:
                        await asyncio.to_thread(webbrowser.open, preview.url)
                    await told.wait()
            except SetupError as error:
                raise DemoError(f"The demo cannot be served: {error}. Try another --port.") from None
            finally:
                await client.close()


def _settings(folder: Path) -> Settings:
    return Settings(
        knowledge=folder / "knowledge",
        data=folder / "data",
        # While the bot is at something periodic, the page waits. The log is written whole at the end.
        log_seconds=_NEVER,
        forget_seconds=_NEVER,
        # The files are looked at by the clock of the demo instead.
        look_seconds=_NEVER,
        # Somebody who tries things out is in a hurry.
        cooldown_questions=20,
    )


def _told_to_stop() -> asyncio.Event:
    told = asyncio.Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(each, told.set)
    return told


@contextmanager
def _copy(knowledge: Path, keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        target = keep / "knowledge"
        target.mkdir(parents=True, exist_ok=True)
        _copy_pack(knowledge, target)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="footnote-demo-") as folder:
        target = Path(folder) / "knowledge"
        target.mkdir()
        _copy_pack(knowledge, target)
        yield Path(folder)


def _copy_pack(source: Path, target: Path) -> None:
    for name in FILES:
        # What was kept from an earlier demo is somebody's work: it stays.
        if not (target / name).exists():
            shutil.copyfile(source / name, target / name)
