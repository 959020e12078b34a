"""`footnote doctor`: what is wrong with this installation, and what to do about it."""

import asyncio
import json
import logging
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.options import json_option, knowledge_option

if TYPE_CHECKING:
    from bot.cli.environment import Reading
    from bot.ops.doctor.diagnosis import Diagnosis

_SETTINGS = "settings"
_COLOURS = {"ok": "green", "warning": "yellow", "problem": "red", "not known": "cyan"}


@click.command("doctor")
@json_option
@knowledge_option
def command(as_json: bool, knowledge: Path) -> None:
    """Look at the whole installation, and say what is wrong and what to do about it."""
    # What the parts log while they are tried is said in the report.
    logging.basicConfig(handlers=[logging.NullHandler()])
    from bot.cli.environment import examine_settings, with_knowledge
    from bot.ops.doctor.diagnosis import Condition, is_in_order
    from bot.ops.doctor.examination import examine
    from bot.ops.doctor.report import to_json, write_lines

    reading = examine_settings(os.environ, Path(".env"))
    settings = with_knowledge(reading.settings, knowledge)
    found = [*_check_settings(reading), *asyncio.run(examine(settings, reading.refused))]
    if as_json:
        click.echo(json.dumps(to_json(found)))
    else:
        marks = {each: click.style(each.value, fg=_COLOURS[each.value]) for each in Condition}
        # Click leaves the colours out where it is no terminal.
        for line in write_lines(found, shutil.get_terminal_size().columns, marks):
            click.echo(line)
    sys.stdout.flush()
    # A thread that hangs in a folder would be waited for.
    sys.exit(0 if is_in_order(found) else 1)


def _check_settings(reading: "Reading") -> list["Diagnosis"]:
    """What is wrong with the settings. No value of theirs is shown: it may be a token in the wrong line."""
    from bot.ops.doctor.diagnosis import Condition, Diagnosis

    found = [
        Diagnosis(_SETTINGS, Condition.PROBLEM, fault, "Put it right, in `.env` or in the environment.")
        for fault in reading.faults
    ]
    if reading.settings.token is None and "token" not in reading.refused:
        message = "There is no token in FOOTNOTE_TOKEN: the bot cannot log in."
        advice = "Copy it from the Bot page of Discord's developer portal into `.env`: FOOTNOTE_TOKEN=..."
        found.append(Diagnosis(_SETTINGS, Condition.PROBLEM, message, advice))
    return found or [Diagnosis(_SETTINGS, Condition.OK, "All settings can be used.")]
