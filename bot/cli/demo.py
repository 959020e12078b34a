"""`footnote demo`: the real bot on a simulated Discord in the browser."""

import asyncio
from importlib.util import find_spec
from pathlib import Path

import click

from bot.cli.options import find_pack_folder, readers_knowledge_option
from bot.errors import UserError

# The packages that the extra `demo` installs.
_PACKAGES = ("simcord", "aiohttp", "markdown_it", "linkify_it", "regex", "PIL")


class DemoMissingError(UserError):
    """The demo's packages are not installed."""


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="The port to serve on; 0 takes a free one.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the demo's copy of the pack here.",
)
@readers_knowledge_option
def command(port: int, no_browser: bool, keep: Path | None, knowledge: Path) -> None:
    """Try the bot in the browser: no token, no account."""
    if any(find_spec(name) is None for name in _PACKAGES):
        raise DemoMissingError(
            "The demo needs its extra: run pip install 'footnote-bot[demo]', then footnote demo again."
        )
    from bot.demo.server import serve
    from bot.store.pack_files.loader import load_pack

    folder = find_pack_folder(knowledge)
    load_pack(folder)
    asyncio.run(serve(folder, keep, port, not no_browser, click.echo))
