"""The rows of the permission table: every action of curating, and words of what a curator sees after it."""

import re
from collections.abc import Iterator

import discord
from discord import app_commands

from bot.client.buttons.curating import ITEMS
from bot.client.curating.add_phrasing import ANOTHER, NEW
from bot.client.curating.forms.build import FORM_ID
from tests.client.curating.curating_town import CuratingTown
from tests.client.curating.prepared_actions import (
    Preparation,
    button,
    choose_item,
    choose_revision,
    command,
    form,
    history_button,
    import_file,
    item_form,
    menu_on_card,
    menu_on_words,
    pick_form,
    suggestions,
    undo_button,
    why_button,
)

_PREVIEW = "nothing is saved yet"
ALL_ACTIONS: dict[str, tuple[Preparation, str]] = {
    "/qa add": (command("qa add"), "a form: Add an item"),
    "/qa edit": (command("qa edit", item="rye-share"), "a form: Edit rye-share"),
    "/qa remove": (command("qa remove", item="rye-share"), f"Remove `rye-share`: {_PREVIEW}"),
    "/qa show": (command("qa show", item="rye-share"), "Linked from"),
    "/qa list": (command("qa list"), "2 items"),
    "/qa test": (command("qa test", question="rye percentage"), "What would be answered"),
    "/qa history": (command("qa history"), "What was changed"),
    "/qa undo": (command("qa undo"), _PREVIEW),
    "/qa export": (command("qa export"), "article.yaml"),
    "/qa import": (import_file, f"Import: {_PREVIEW}"),
    "/qa edit item:": (suggestions("qa edit", "item"), "(rye-share)"),
    "/qa remove item:": (suggestions("qa remove", "item"), "(rye-share)"),
    "/qa show item:": (suggestions("qa show", "item"), "(rye-share)"),
    "/qa history item:": (suggestions("qa history", "item"), "(rye-share)"),
    "/qa add topic:": (suggestions("qa add", "topic"), "Bread"),
    "/qa list topic:": (suggestions("qa list", "topic"), "Bread"),
    "/qa add voice:": (suggestions("qa add", "voice"), "The Gazette"),
    "/qa add status:": (suggestions("qa add", "status"), "reported"),
    "/qa add paragraph:": (suggestions("qa add", "paragraph"), "1: The bakery"),
    "menu Add to Q&A": (menu_on_words, "What does it ask?"),
    "menu Why this answer?": (menu_on_card, "What would be answered"),
    "DraftButton save": (button("save"), "Saved as revision"),
    "DraftButton anyway": (button("anyway"), "Saved as revision"),
    "DraftButton change": (button("change"), "a form: Edit rye-share"),
    "DraftButton source": (button("source"), "a form: Sources of rye-share"),
    "DraftButton links": (button("links"), "a form: Topic and links of rye-share"),
    "DraftButton review": (button("review"), "a form: Review of rye-share"),
    "DraftButton cancel": (button("cancel"), "Cancelled"),
    "UndoButton": (undo_button, f"Undo revision 2: {_PREVIEW}"),
    "RevisionSelect": (choose_revision, "What revision 2 changed"),
    "HistoryPageButton": (history_button, "What was changed"),
    "ItemSelect": (choose_item("rye-share"), f"Edit `rye-share`: {_PREVIEW}"),
    "ItemSelect for something new": (choose_item(NEW), "a form: Add an item"),
    "ItemSelect for another one": (choose_item(ANOTHER), "a form: Which one?"),
    "WhyButton": (why_button, "What would be answered"),
    "form item": (item_form, f"Edit `rye-share`: {_PREVIEW}"),
    "form source": (form("source", source="baker, 2, stated"), f"Edit `rye-share`: {_PREVIEW}"),
    "form links": (form("links", related=""), f"Edit `rye-share`: {_PREVIEW}"),
    "form review": (form("review", note="look again"), f"Edit `rye-share`: {_PREVIEW}"),
    "form pick": (pick_form, f"Edit `rye-share`: {_PREVIEW}"),
}


def list_actions(town: CuratingTown) -> Iterator[str]:
    """The names of all actions: of commands of the home server, of buttons and selects, and of forms."""
    tree, guild = town.client.tree, discord.Object(town.guild.id)
    for known in tree.walk_commands(guild=guild):
        if isinstance(known, app_commands.Command):
            yield f"/{known.qualified_name}"
            yield from (
                f"/{known.qualified_name} {p.display_name}:" for p in known.parameters if p.autocomplete
            )
    for type in (discord.AppCommandType.message, discord.AppCommandType.user):
        yield from (f"menu {menu.name}" for menu in tree.walk_commands(guild=guild, type=type))
    for item in ITEMS:
        pattern = item.__discord_ui_compiled_template__.pattern
        yield from (f"{item.__name__} {action}".strip() for action in _alternatives(pattern, "action"))
    yield from (f"form {kind}" for kind in _alternatives(FORM_ID.pattern, "kind"))


def _alternatives(pattern: str, name: str) -> list[str]:
    """The alternatives of a named group in a pattern; one empty text if it has no such group."""
    match = re.search(rf"\(\?P<{name}>([^)]*)\)", pattern)
    return match[1].split("|") if match else [""]
