"""The buttons and selects of curating. Whoever presses one has to be a curator at that moment."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

import discord
from discord import ui

from bot.client.buttons.pressed import LOGGED, Pressed
from bot.client.permissions import check_curator
from bot.core.pack.models import MAX_ID

if TYPE_CHECKING:
    from bot.client.bot import FootnoteClient
    from bot.client.curating.controller import Curating

DRAFT = "[A-Za-z0-9_-]{16}"
_STYLES = {
    "save": discord.ButtonStyle.success,
    "anyway": discord.ButtonStyle.danger,
    "cancel": discord.ButtonStyle.secondary,
}
_LABELS = {
    "save": "Save",
    "anyway": "Save all the same",
    "change": "Change",
    "source": "Sources",
    "links": "Links",
    "review": "Review and note",
    "cancel": "Cancel",
}


class Curated(Pressed):
    """A control for curators alone: what it does is in `curate`."""

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        raise NotImplementedError

    async def press(self, interaction: discord.Interaction) -> None:
        client = cast("FootnoteClient", interaction.client)
        check_curator(client, interaction)
        if client.curating is not None:
            await self.curate(client.curating, interaction)


class OnDraft(
    Curated,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"qa:(?P<action>{'|'.join(_LABELS)}):(?P<draft>{DRAFT})",
):
    """What can be done about a draft."""

    def __init__(self, action: str, draft: str, label: str = "", disabled: bool = False) -> None:
        style = _STYLES.get(action, discord.ButtonStyle.primary)
        custom_id = f"qa:{action}:{draft}"
        super().__init__(
            ui.Button(label=label or _LABELS[action], style=style, disabled=disabled, custom_id=custom_id)
        )
        self.action, self.draft = action, draft

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.editing.on_draft(interaction, self.action, self.draft)


class UndoRevision(Curated, ui.DynamicItem[ui.Button[Any]], template=r"qa-undo:(?P<number>[0-9]{1,12})"):
    """Previews taking a revision back."""

    def __init__(self, number: str, label: str = "Undo") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"qa-undo:{number}"))
        self.number = int(number)

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.histories.undo(interaction, self.number)


class ChooseRevision(Curated, ui.DynamicItem[ui.Select[Any]], template=r"qa-revisions"):
    """Shows what a revision changed."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(
            ui.Select(custom_id="qa-revisions", placeholder="See what one changed", options=list(options))
        )

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.histories.show_one(interaction, int(self.item.values[0]))


class TurnHistory(
    Curated,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"qa-history:(?P<page>[0-9]{{1,4}}):(?P<item>[a-z0-9-]{{0,{MAX_ID}}})",
):
    """Turns to another page of the history, of an item or of all; the newest is page 0."""

    def __init__(self, page: int | str, item: str, label: str = "Older") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"qa-history:{page}:{item}"))
        self.page, self.of = int(page), item

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.histories.turn(interaction, self.of or None, self.page)


class ChooseItem(Curated, ui.DynamicItem[ui.Select[Any]], template=rf"qa-phrase:(?P<draft>{DRAFT})"):
    """The item that a message becomes a phrasing of."""

    def __init__(self, draft: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(
            ui.Select(custom_id=f"qa-phrase:{draft}", placeholder="It asks …", options=list(options))
        )
        self.draft = draft

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.phrasing.chosen(interaction, self.draft, self.item.values[0])


class WhyThisAnswer(Curated, ui.DynamicItem[ui.Button[Any]], template=rf"qa-why:{LOGGED}"):
    """On the source of an answer, for curators: why it was given. Private answers have no menus."""

    def __init__(self, logged: int) -> None:
        super().__init__(ui.Button(label="Why this answer?", custom_id=f"qa-why:{logged}"))
        self.logged = logged

    async def curate(self, curating: "Curating", interaction: discord.Interaction) -> None:
        await curating.looking.why(interaction, self.logged)


ITEMS = (OnDraft, UndoRevision, ChooseRevision, TurnHistory, ChooseItem, WhyThisAnswer)
