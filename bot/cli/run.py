"""`footnote run`: the bot on Discord, until it is stopped."""

import asyncio
import sys
from pathlib import Path

import click

from bot.cli.options import knowledge_option


@click.command("run")
@knowledge_option
def command(knowledge: Path) -> None:
    """Run the bot on Discord."""
    from bot.cli.environment import read_settings
    from bot.cli.logs import set_up_logs

    settings = read_settings(knowledge)
    set_up_logs(settings.log or ("human" if sys.stderr.isatty() else "json"))
    from bot.cli.serve import serve

    asyncio.run(serve(settings))
