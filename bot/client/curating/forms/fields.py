"""The fields of forms, each within Discord's limits."""

from typing import Any

import discord
from discord import ui

from bot.client.text import shorten
from bot.errors import UserError

# Discord's limits, in characters: a text field, a form's title, the description of a field.
MAX_FIELD = 4_000
_MAX_TITLE = 45
_MAX_HINT = 100


class TooLongError(UserError):
    """A text in the file does not fit the field of a form. If it were cut, the rest would be lost."""

    def __init__(self, label: str) -> None:
        super().__init__(f"“{label}” holds more than a form can show: change that in the file.")


def new_form(kind: str, draft_id: str, title: str) -> ui.Modal:
    """Make a form without fields. Its custom id names the kind of form and the draft."""
    form = ui.Modal(title=title[:_MAX_TITLE], custom_id=f"qa-form:{kind}:{draft_id}", timeout=None)
    # A stopped form is not recorded by the library. No record is needed: the custom id says everything.
    form.stop()
    return form


def add_long_field(
    form: ui.Modal,
    name: str,
    label: str,
    text: str,
    max_length: int = MAX_FIELD,
    *,
    is_required: bool = False,
    hint: str = "",
) -> None:
    """Add a field of several lines; otherwise like `add_field`. Raises TooLongError as that does."""
    add_field(form, name, label, text, max_length, is_long=True, is_required=is_required, hint=hint)


def add_field(
    form: ui.Modal,
    name: str,
    label: str,
    text: str,
    max_length: int,
    *,
    is_long: bool = False,
    is_required: bool = True,
    hint: str = "",
) -> None:
    """Add a field with a text. Raises TooLongError if that has more than `max_length` characters."""
    # A YAML block text ends with a line feed, which readers are not shown.
    text = text.strip()
    if len(text) > max_length:
        raise TooLongError(label)
    field: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph if is_long else discord.TextStyle.short,
        custom_id=name,
        default=text or None,
        max_length=max_length,
        required=is_required,
    )
    form.add_item(ui.Label(text=label, description=shorten(hint, _MAX_HINT) or None, component=field))
