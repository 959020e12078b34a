"""`footnote`: the commands, and the one place that turns an expected error into words."""

import io
import sys
from importlib import import_module

import click

from bot.errors import UserError

# Commands by name, with the module that holds each as `command`: imported only when it is called.
_COMMANDS = {
    "ask": "bot.cli.ask",
    "backup": "bot.cli.backup",
    "chat": "bot.cli.chat",
    "check": "bot.cli.check",
    "demo": "bot.cli.demo",
    "doctor": "bot.cli.doctor",
    "eval": "bot.cli.eval",
    "restore": "bot.cli.restore",
    "run": "bot.cli.run",
    "timeline": "bot.cli.timeline",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name]).command
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="footnote-bot", message="footnote %(version)s")
def footnote() -> None:
    """Ask an article: a Discord bot that answers with its source."""


def main() -> None:
    """Run the command line. The exit code is 0 if it worked, 2 for a wrong call, else that of the error."""
    for stream in (sys.stdout, sys.stderr):
        # Where a terminal cannot show a character, another one is shown instead of an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        footnote()
    except UserError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        click.echo(f"{error.strerror or error}{where}: check the place and its permissions.", err=True)
        sys.exit(1)
