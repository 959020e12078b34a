"""The form for reports. Its custom id says what it is, so that one opened before a restart still works."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.core.pack.models import MAX_ID

MAX_REPORT = 1_000
_REPORT = re.compile(rf"report-form:([a-z0-9-]{{1,{MAX_ID}}}):([0-9]{{1,19}})")
_TEXT = "text"


@dataclass(frozen=True)
class SentReport:
    """A report as a reader sent it.

    `entry` is the id of the entry, `question_id` the id of the question in the log (0 if it has none there),
    `text` what the reader says is wrong.
    """

    entry: str
    question_id: int
    text: str


def build_report_form(entry: str, question_id: int) -> ui.Modal:
    """The form to report a mistake in an entry."""
    form = ui.Modal(title="Report a mistake", custom_id=f"report-form:{entry}:{question_id}", timeout=None)
    field: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=_TEXT, max_length=MAX_REPORT
    )
    form.add_item(ui.Label(text="What is wrong?", component=field))
    # The library keeps no record of a form that is finished before it is shown. None is needed: the
    # custom id has everything.
    form.stop()
    return form


def read_report(interaction: discord.Interaction) -> SentReport | None:
    """The report that an interaction submits; None if it submits something else."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _REPORT.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    texts = (str(part.get("value", "")) for part in walk_form(data) if part.get("custom_id") == _TEXT)
    text = next(texts, "")
    return SentReport(match[1], int(match[2]), text.strip())


def walk_form(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every part of a submitted form, at every depth. `node` is the form, or a part of it, as it arrived."""
    if isinstance(node, Mapping):
        yield node
        for child in node.values():
            yield from walk_form(child)
    elif isinstance(node, list):
        for child in node:
            yield from walk_form(child)
