"""What one of the bot's own cards shows and offers, read from the custom ids of its buttons."""

import re
from collections.abc import Iterator
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
    picks = [match for label, match in _match_buttons(message, _PICK) if label != RIGHT_AFTER_ALL]
    if not picks:
        return None
    entries = tuple(match["entry"] for match in picks)
    return Offer(entries, int(picks[0]["question_id"]), int(picks[0]["asker"]))


def find_shown_items(message: discord.Message) -> tuple[str, ...]:
    """The ids of the entries and items that one of the bot's own cards shows, each once.

    They are read from the custom ids of the buttons.
    """
    return tuple(dict.fromkeys(match["entry"] for _, match in _match_buttons(message, _SHOWN_ITEM)))


def _match_buttons(
    message: discord.Message, id: re.Pattern[str]
) -> Iterator[tuple[str | None, re.Match[str]]]:
    """The label of each button of a card whose custom id has a form, and how the id fits it."""
    for button in ui.LayoutView.from_message(message).walk_children():
        match = id.fullmatch(getattr(button, "custom_id", None) or "")
        if match is not None:
            yield getattr(button, "label", None), match
