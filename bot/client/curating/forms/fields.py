"""The fields of forms, each within Discord's limits."""

from typing import Any

import discord
from discord import ui

from bot.client.text import short
from bot.errors import UserError

# Discord's limits: a text field, a form's title, what is said of a field.
LONGEST_FIELD = 4_000
_LONGEST_TITLE = 45
_LONGEST_HINT = 100


class TooLongError(UserError):
    """What stands in the file does not fit the field of a form: cut, it would be lost."""

    def __init__(self, what: str) -> None:
        super().__init__(f"“{what}” holds more than a form can show: change that in the file.")


def new_form(kind: str, draft: str, title: str) -> ui.Modal:
    """A form without fields yet, of a kind and for a draft; its custom id says both."""
    form = ui.Modal(title=title[:_LONGEST_TITLE], custom_id=f"qa-form:{kind}:{draft}", timeout=None)
    # Finished before it is shown, the library keeps no record of it: the custom id has all there is.
    form.stop()
    return form


def add_long(
    form: ui.Modal,
    name: str,
    label: str,
    text: str,
    most: int = LONGEST_FIELD,
    *,
    needed: bool = False,
    hint: str = "",
) -> None:
    """Add a field of several lines; otherwise as `add_field`."""
    add_field(form, name, label, text, most, long=True, needed=needed, hint=hint)


def add_field(
    form: ui.Modal,
    name: str,
    label: str,
    text: str,
    most: int,
    *,
    long: bool = False,
    needed: bool = True,
    hint: str = "",
) -> None:
    """Add a field that holds a text, of at most so many characters; raises TooLongError for a longer one."""
    # A text in a block ends with a line feed, which readers are not shown.
    text = text.strip()
    if len(text) > most:
        raise TooLongError(label)
    field: ui.TextInput[Any] = ui.TextInput(
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        custom_id=name,
        default=text or None,
        max_length=most,
        required=needed,
    )
    form.add_item(ui.Label(text=label, description=short(hint, _LONGEST_HINT) or None, component=field))
