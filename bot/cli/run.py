"""`footnote run`: the bot on Discord, until it is stopped."""

import asyncio
import os
import sys
from pathlib import Path

import click

from bot.cli.options import knowledge_option


@click.command("run")
@knowledge_option
def command(knowledge: Path) -> None:
    """Run the bot on Discord."""
    from bot.cli.environment import load_settings
    from bot.cli.logs import set_up_logs

    settings = load_settings(os.environ, Path(".env"))
    source = click.get_current_context().get_parameter_source("knowledge")
    if source is click.core.ParameterSource.COMMANDLINE:
        settings = settings.model_copy(update={"knowledge": knowledge})
    set_up_logs(settings.log or ("human" if sys.stderr.isatty() else "json"))
    from bot.cli.serve import serve

    asyncio.run(serve(settings))
