"""The rows of the table: everything of curating, how it is tried, and words of what comes where it works."""

import re
from collections.abc import Iterator

import discord
from discord import app_commands

from bot.client.buttons.on_curating import ITEMS
from bot.client.curating.add_phrasing import ANOTHER, NEW
from bot.client.curating.forms.build import _FORM
from tests.client.curating.attempts import (
    Trial,
    button,
    command,
    form_of,
    history_button,
    imported,
    item_chosen,
    item_form,
    menu_on_card,
    menu_on_words,
    pick_form,
    revision_chosen,
    suggested,
    undo_button,
    why_button,
)
from tests.client.curating.hall import Hall

_PREVIEW = "nothing is saved yet"
TRIALS: dict[str, tuple[Trial, str]] = {
    "/qa add": (command("qa add"), "a form: Add an item"),
    "/qa edit": (command("qa edit", item="rye-share"), "a form: Edit rye-share"),
    "/qa remove": (command("qa remove", item="rye-share"), f"Remove `rye-share`: {_PREVIEW}"),
    "/qa show": (command("qa show", item="rye-share"), "Linked from"),
    "/qa list": (command("qa list"), "2 items"),
    "/qa test": (command("qa test", question="rye percentage"), "What would be answered"),
    "/qa history": (command("qa history"), "What was changed"),
    "/qa undo": (command("qa undo"), _PREVIEW),
    "/qa export": (command("qa export"), "article.yaml"),
    "/qa import": (imported, f"Import: {_PREVIEW}"),
    "/qa edit item:": (suggested("qa edit", "item"), "(rye-share)"),
    "/qa remove item:": (suggested("qa remove", "item"), "(rye-share)"),
    "/qa show item:": (suggested("qa show", "item"), "(rye-share)"),
    "/qa history item:": (suggested("qa history", "item"), "(rye-share)"),
    "/qa add topic:": (suggested("qa add", "topic"), "Bread"),
    "/qa list topic:": (suggested("qa list", "topic"), "Bread"),
    "/qa add voice:": (suggested("qa add", "voice"), "The Gazette"),
    "/qa add status:": (suggested("qa add", "status"), "reported"),
    "/qa add paragraph:": (suggested("qa add", "paragraph"), "1: The bakery"),
    "menu Add to Q&A": (menu_on_words, "What does it ask?"),
    "menu Why this answer?": (menu_on_card, "What would be answered"),
    "OnDraft save": (button("save"), "Saved as revision"),
    "OnDraft anyway": (button("anyway"), "Saved as revision"),
    "OnDraft change": (button("change"), "a form: Edit rye-share"),
    "OnDraft source": (button("source"), "a form: Sources of rye-share"),
    "OnDraft links": (button("links"), "a form: Topic and links of rye-share"),
    "OnDraft review": (button("review"), "a form: Review of rye-share"),
    "OnDraft cancel": (button("cancel"), "Cancelled"),
    "UndoRevision": (undo_button, f"Undo revision 2: {_PREVIEW}"),
    "ChooseRevision": (revision_chosen, "What revision 2 changed"),
    "TurnHistory": (history_button, "What was changed"),
    "ChooseItem": (item_chosen("rye-share"), f"Edit `rye-share`: {_PREVIEW}"),
    "ChooseItem for something new": (item_chosen(NEW), "a form: Add an item"),
    "ChooseItem for another one": (item_chosen(ANOTHER), "a form: Which one?"),
    "WhyThisAnswer": (why_button, "What would be answered"),
    "form item": (item_form, f"Edit `rye-share`: {_PREVIEW}"),
    "form source": (form_of("source", source="baker, 2, stated"), f"Edit `rye-share`: {_PREVIEW}"),
    "form links": (form_of("links", related=""), f"Edit `rye-share`: {_PREVIEW}"),
    "form review": (form_of("review", note="look again"), f"Edit `rye-share`: {_PREVIEW}"),
    "form pick": (pick_form, f"Edit `rye-share`: {_PREVIEW}"),
}


def ways(hall: Hall) -> Iterator[str]:
    """Every way to curate, from the commands of the home server, the registered items and the forms."""
    tree, guild = hall.client.tree, discord.Object(hall.guild.id)
    for found in tree.walk_commands(guild=guild):
        if isinstance(found, app_commands.Command):
            yield f"/{found.qualified_name}"
            yield from (
                f"/{found.qualified_name} {p.display_name}:" for p in found.parameters if p.autocomplete
            )
    for type in (discord.AppCommandType.message, discord.AppCommandType.user):
        yield from (f"menu {menu.name}" for menu in tree.walk_commands(guild=guild, type=type))
    for item in ITEMS:
        pattern = item.__discord_ui_compiled_template__.pattern
        yield from (f"{item.__name__} {each}".strip() for each in _alternatives(pattern, "action"))
    yield from (f"form {kind}" for kind in _alternatives(_FORM.pattern, "kind"))


def _alternatives(pattern: str, name: str) -> list[str]:
    found = re.search(rf"\(\?P<{name}>([^)]*)\)", pattern)
    return found[1].split("|") if found else [""]
