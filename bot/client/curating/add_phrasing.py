"""*Add to Q&A*: a message becomes a phrasing of an item, or the first one of a new entry."""

from dataclasses import replace
from typing import Any

import discord
from discord import ui

from bot.client.buttons.on_curating import ItemSelect, PhrasingActions
from bot.client.curating.draft_actions import DraftActions, DraftGoneError
from bot.client.curating.drafts import Draft, OpenDrafts
from bot.client.curating.forms.build import SentForm, pick_form
from bot.client.curating.forms.submitted import first_fields
from bot.client.replies import CardView, show_alone
from bot.client.text import quoted, short
from bot.core.answering.snapshot import Snapshot
from bot.core.editing.edits import Edit, Section
from bot.core.language.message_text import clean
from bot.core.language.normalise import normalise
from bot.core.pack.models import MAX_QUESTION
from bot.store.drafts import new_draft_id
from bot.store.editor import EditError
from bot.store.library import Library

# A select holds 25 options: two are for another one and for a new one.
_MOST = 23
_LONGEST_OPTION = 100
_LONGEST_SHOWN = 300
NEW, ANOTHER = ":new", ":another"


class AddPhrasing(PhrasingActions):
    """Serves the menu."""

    def __init__(self, library: Library, editing: DraftActions, begun: OpenDrafts) -> None:
        self._library = library
        self._editing = editing
        self._begun = begun

    async def begin(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Offer the items that a message may ask."""
        # As the matcher would read it: without mentions, of the bot or of anybody.
        forwarded = (each.content for each in message.message_snapshots)
        phrase = clean(message.content or next(forwarded, ""))
        if not phrase:
            raise EditError("There is no text in that message that I can read.")
        snapshot = self._library.snapshot
        draft = Draft(new_draft_id(), interaction.user.id, discord.utils.utcnow(), phrase=phrase)
        text = f"### Add to the Q&A\n{quoted(phrase, _LONGEST_SHOWN)}\nWhat does it ask?"
        options = [
            *_options(snapshot, phrase),
            discord.SelectOption(label="Another one …", value=ANOTHER),
            discord.SelectOption(label="Something new: add an entry", value=NEW),
        ]
        chooser = ui.ActionRow[Any](ItemSelect(draft.id, options))
        await show_alone(interaction, CardView(ui.TextDisplay(text), chooser))
        await self._begun.keep(draft, snapshot.revision, draft.at)

    async def chosen(self, interaction: discord.Interaction, id: str, value: str) -> None:
        """Go on with the item that was picked."""
        draft = await self._begun.find(id, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        if value == NEW:
            first = first_fields(self._library.snapshot.knowledge, Section.ENTRIES)
            fields = {**first, "question": short(draft.phrase, MAX_QUESTION), "phrasings": [draft.phrase]}
            await self._editing.open_form(interaction, Edit(Section.ENTRIES, "", None, fields))
        elif value == ANOTHER:
            await interaction.response.send_modal(pick_form(draft.id))
        else:
            await self.add_to(interaction, draft, value)

    async def picked(self, interaction: discord.Interaction, form: SentForm) -> None:
        """Go on with the item that was named in a form: by its id, or in words."""
        draft = await self._begun.find(form.draft, discord.utils.utcnow())
        if draft is None:
            raise DraftGoneError
        named = form.values["item"].strip()
        known = self._editing.editor.items
        found = named if any(named in items for items in known.values()) else None
        await self.add_to(interaction, draft, found or self._library.snapshot.best_match(named) or named)

    async def add_to(self, interaction: discord.Interaction, draft: Draft, id: str) -> None:
        """Preview the message as a phrasing of an item."""
        items = self._editing.editor.items
        section = next((each for each in Section if id in items.get(each, {})), Section.ENTRIES)
        fields = self._editing.known(section, id)
        phrasings = list(fields.get("phrasings") or ())
        known = {normalise(each) for each in (fields.get("question", ""), *phrasings)}
        if normalise(draft.phrase) not in known:
            phrasings.append(draft.phrase)
        edit = Edit(section, id, fields, {**fields, "phrasings": phrasings} if phrasings else fields)
        await interaction.response.defer()
        await self._editing.preview(interaction, replace(draft, edits=(edit,)))


def _options(snapshot: Snapshot, phrase: str) -> list[discord.SelectOption]:
    hits = snapshot.index.search(snapshot.index.read(phrase)).best(_MOST)
    known = {item.id: item for item in snapshot.knowledge.items}
    return [
        discord.SelectOption(label=short(known[hit.item].question, _LONGEST_OPTION), value=hit.item)
        for hit in hits
    ]
