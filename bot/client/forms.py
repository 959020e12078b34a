"""Forms. They are routed by their custom id, so that one opened before a restart still arrives."""

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
    """A report as it was sent: about which entry, from which card, and what is wrong."""

    entry: str
    logged: int
    text: str


def report_form(entry: str, logged: int) -> ui.Modal:
    """The form for a mistake in an entry."""
    form = ui.Modal(title="Report a mistake", custom_id=f"report-form:{entry}:{logged}", timeout=None)
    field: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph, custom_id=_TEXT, max_length=MAX_REPORT
    )
    form.add_item(ui.Label(text="What is wrong?", component=field))
    # Finished before it is shown, the library keeps no record of it: the custom id has all there is.
    form.stop()
    return form


def sent_report(interaction: discord.Interaction) -> SentReport | None:
    """The report that an interaction submits, if it does."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _REPORT.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    text = next(
        (str(each.get("value", "")) for each in fields_of(data) if each.get("custom_id") == _TEXT), ""
    )
    return SentReport(match[1], int(match[2]), text.strip())


def fields_of(node: Any) -> Iterator[Mapping[str, Any]]:
    """Every part of a form as it was sent, however deep."""
    if isinstance(node, Mapping):
        yield node
        for child in node.values():
            yield from fields_of(child)
    elif isinstance(node, list):
        for child in node:
            yield from fields_of(child)
