"""Serves the demo until it is stopped."""

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
from bot.demo.clock import keep_clock_current, start_clock_now
from bot.demo.page_server import DemoServer
from bot.demo.world import build_world
from bot.errors import UserError
from bot.settings import Settings
from bot.store.pack_files.loader import FILES

# Ten years, in seconds.
_NEVER = 10 * 365 * 86_400


class DemoError(UserError):
    """The demo cannot be served; the text says what whoever started it can do."""


async def serve(
    knowledge: Path, keep: Path | None, port: int, open_browser: bool, say: Callable[[str], None]
) -> None:
    """Run the demo on a copy of the pack until SIGINT or SIGTERM.

    The copy is in `keep`, which is not deleted, or in a temporary folder. With `port` 0 any free port is
    used. `say` gets each line for the terminal. Raises DemoError if the port is taken.
    """
    stopped = _stop_event()
    if keep is not None and (keep / "knowledge").exists():
        say(f"Going on with the pack kept in {keep}; remove it to begin with a new copy.")
    with _copy(knowledge, keep) as folder:
        client = create_client(_settings(folder))
        async with start_clock_now(simcord.run(client, shard_count=1, check_errors=False)) as env:
            world = await build_world(env, client)
            preview = env.preview(world.channel, viewers=world.visitors, layout="channel", port=port)
            server = DemoServer.replace_server_of(preview, port)
            try:
                async with preview, keep_clock_current(env, preview, server.lock, client.look_at_files):
                    say("Footnote, the real bot on a Discord of its own, served to this machine only at:")
                    say(preview.url)
                    say("Ctrl-C ends it.")
                    if open_browser:
                        await asyncio.to_thread(webbrowser.open, preview.url)
                    await stopped.wait()
            except SetupError as error:
                raise DemoError(f"The demo cannot be served: {error}. Try another --port.") from None
            finally:
                await client.close()


def _settings(folder: Path) -> Settings:
    return Settings(
        knowledge=folder / "knowledge",
        data=folder / "data",
        # While the bot does periodic work, the page waits. The whole log is written at the end.
        log_seconds=_NEVER,
        forget_seconds=_NEVER,
        # The clock of the demo looks at the files instead.
        look_seconds=_NEVER,
        # Somebody who tries things out asks many questions in a short time.
        cooldown_questions=20,
    )


def _stop_event() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopped = asyncio.Event()
    for stop_signal in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop_signal, stopped.set)
    return stopped


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
        # A file kept from an earlier demo is somebody's work, and is not replaced.
        if not (target / name).exists():
            shutil.copyfile(source / name, target / name)
