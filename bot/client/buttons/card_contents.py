"""What one of the bot's own cards shows and offers, read from the custom ids of its buttons."""

import re
from dataclasses import dataclass

import discord
from discord import ui

from bot.client.buttons.answers import PICK, RIGHT_AFTER_ALL
from bot.client.buttons.control import ENTRY

# The buttons that belong to the entry or item that a card shows itself.
_SHOWN_ITEM = re.compile(rf"(?:source|not):{ENTRY}:.*")
_PICK = re.compile(PICK)


@dataclass(frozen=True)
class Offer:
    """What a card asks its reader to pick from: the ids of entries, the question's id, and its asker's."""

    entries: tuple[str, ...]
    question_id: int
    asker: int


def find_offer(message: discord.Message) -> Offer | None:
    """What one of the bot's own cards asks its reader to pick from; None where it asks for nothing."""
    buttons = ui.LayoutView.from_message(message).walk_children()
    picks = [
        match
        for button in buttons
        if getattr(button, "label", None) != RIGHT_AFTER_ALL
        and (match := _PICK.fullmatch(getattr(button, "custom_id", None) or ""))
    ]
    if not picks:
        return None
    entries = tuple(match["entry"] for match in picks)
    return Offer(entries, int(picks[0]["question_id"]), int(picks[0]["asker"]))


def find_shown_items(message: discord.Message) -> tuple[str, ...]:
    """The ids of the entries and items that one of the bot's own cards shows, each once.

    They are read from the custom ids of the buttons.
    """
    buttons = ui.LayoutView.from_message(message).walk_children()
    matches = (_SHOWN_ITEM.fullmatch(getattr(button, "custom_id", None) or "") for button in buttons)
    return tuple(dict.fromkeys(match["entry"] for match in matches if match))
