"""*Add to Q&A*: a message becomes a phrasing of an item, or the first phrasing of a new entry."""

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.client.buttons.curating import ItemSelect, PhrasingActions
from bot.client.curating.draft_actions import DraftActions, DraftGoneError
from bot.client.curating.drafts import Draft
from bot.client.curating.forms.build import SentForm, build_pick_form
from bot.client.curating.forms.submitted import initial_fields
from bot.client.curating.open_drafts import OpenDrafts
from bot.client.replies import CardView, respond_privately
from bot.client.text import excerpt, shorten
from bot.core.answering.snapshot import Snapshot
from bot.core.editing.edits import Edit, Section
from bot.core.language.message_text import clean
from bot.core.language.normalise import normalise
from bot.core.pack.models import MAX_QUESTION
from bot.store.drafts import new_draft_id
from bot.store.editor import EditError
from bot.store.library import Library

# A select holds 25 options. Two of them are for another item and for a new one.
_MAX_ITEMS = 23
_MAX_OPTION = 100
_MAX_QUOTE = 300
NEW, ANOTHER = ":new", ":another"


class AddPhrasing(PhrasingActions):
    """Does what the menu *Add to Q&A*, its select and its form say."""

    def __init__(self, library: Library, draft_actions: DraftActions, open_drafts: OpenDrafts) -> None:
        self._library = library
        self._draft_actions = draft_actions
        self._open_drafts = open_drafts

    async def begin(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Offer the items that a message may ask. Raises EditError if there is no text in the message."""
        # A forwarded message has its text in a snapshot.
        forwarded = (snapshot.content for snapshot in message.message_snapshots)
        # As the matcher reads it: without mentions, of the bot or of anybody.
        phrase = clean(message.content or next(forwarded, ""))
        if not phrase:
            raise EditError("There is no text in that message that I can read.")
        snapshot = self._library.snapshot
        draft = Draft(new_draft_id(), interaction.user.id, discord.utils.utcnow(), phrase=phrase)
        text = f"### Add to the Q&A\n{excerpt(phrase, _MAX_QUOTE)}\nWhat does it ask?"
        options = [
            *_build_item_options(snapshot, phrase),
            discord.SelectOption(label="Another one …", value=ANOTHER),
            discord.SelectOption(label="Something new: add an entry", value=NEW),
        ]
        select = ui.ActionRow[Any](ItemSelect(draft.id, options))
        await respond_privately(interaction, CardView(ui.TextDisplay(text), select))
        self._open_drafts.keep(draft, snapshot.revision, draft.at)
        await self._open_drafts.written()

    async def chosen(self, interaction: discord.Interaction, id: str, value: str) -> None:
        """Go on with the option that was chosen: an item's id, `ANOTHER` or `NEW`; `id` is the draft's.

        Raises DraftGoneError if the draft is over, DraftsOutOfReachError if the database does not say so in
        time, and UnknownItemError if the item is gone.
        """
        draft = await self._get_draft(id)
        if value == NEW:
            fields = {
                **initial_fields(self._library.snapshot.knowledge, Section.ENTRIES),
                "question": shorten(draft.phrase, MAX_QUESTION),
                "phrasings": [draft.phrase],
            }
            await self._draft_actions.open_form(interaction, Edit(Section.ENTRIES, "", None, fields))
        elif value == ANOTHER:
            await interaction.response.send_modal(build_pick_form(draft.id))
        else:
            await self.preview_phrasing(interaction, draft, value)

    async def on_pick_form(self, interaction: discord.Interaction, form: SentForm) -> None:
        """Go on with the item that a form names: by its id, or in words.

        Raises DraftGoneError if the draft is over, and UnknownItemError if nothing matches.
        """
        draft = await self._get_draft(form.draft)
        typed = form.values["item"].strip()
        if any(typed in items for items in self._draft_actions.editor.items.values()):
            id = typed
        else:
            id = self._library.snapshot.best_match(typed) or typed
        await self.preview_phrasing(interaction, draft, id)

    async def preview_phrasing(self, interaction: discord.Interaction, draft: Draft, id: str) -> None:
        """Preview the message of a draft as a phrasing of an item. Raises UnknownItemError without it."""
        items = self._draft_actions.editor.items
        section = next((section for section in Section if id in items.get(section, {})), Section.ENTRIES)
        fields = self._draft_actions.get_fields(section, id)
        phrasings = list(fields.get("phrasings") or ())
        known = {normalise(phrasing) for phrasing in (fields.get("question", ""), *phrasings)}
        if normalise(draft.phrase) not in known:
            phrasings.append(draft.phrase)
        edit = Edit(section, id, fields, {**fields, "phrasings": phrasings} if phrasings else fields)
        await interaction.response.defer()
        await self._draft_actions.preview(interaction, replace(draft, edits=(edit,)))

    async def _get_draft(self, id: str) -> Draft:
        draft = await self._open_drafts.find(id, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        return draft


def _build_item_options(snapshot: Snapshot, phrase: str) -> list[discord.SelectOption]:
    """An option for each item that a phrase may ask, the best match first."""
    hits = snapshot.index.search(snapshot.index.make_query(phrase)).best(_MAX_ITEMS)
    items = {item.id: item for item in snapshot.knowledge.items}
    return [
        discord.SelectOption(label=shorten(items[hit.item].question, _MAX_OPTION), value=hit.item)
        for hit in hits
    ]
