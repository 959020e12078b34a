"""The buttons and selects for curating. Only somebody who is a curator at that moment can use them."""

from collections.abc import Sequence
from typing import Any, Protocol, cast

import discord
from discord import ui

from bot.client.buttons.control import QUESTION_ID, Control, build_select, read_choice
from bot.client.permissions import check_curator
from bot.client.rate_limit import Activity
from bot.client.services import services_of
from bot.core.pack.models import MAX_ID

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


class DraftButtonActions(Protocol):
    """What the buttons of a preview call."""

    async def on_draft(self, interaction: discord.Interaction, action: str, id: str) -> None:
        """Save a draft, cancel it, or open one of its forms."""


class HistoryActions(Protocol):
    """What the buttons and selects of the history call."""

    async def undo(self, interaction: discord.Interaction, number: int | None, why: str = "") -> None:
        """Preview how a revision would be undone; the newest one without a number."""

    async def show_one(self, interaction: discord.Interaction, number: int) -> None:
        """Show what a revision changed."""

    async def turn(self, interaction: discord.Interaction, item: str | None, page: int) -> None:
        """Turn to another page."""


class PhrasingActions(Protocol):
    """What the select under *Add to Q&A* calls."""

    async def chosen(self, interaction: discord.Interaction, id: str, value: str) -> None:
        """Go on with the item that was chosen."""


class InspectionActions(Protocol):
    """What *Why this answer?* calls."""

    async def why(self, interaction: discord.Interaction, number: int) -> None:
        """Explain an answer."""


class CuratingParts(Protocol):
    """Everything that a button or select for curators may call."""

    @property
    def draft_actions(self) -> DraftButtonActions:
        """Edits under way."""

    @property
    def history(self) -> HistoryActions:
        """Revisions."""

    @property
    def add_phrasing(self) -> PhrasingActions:
        """Messages that become phrasings."""

    @property
    def inspection(self) -> InspectionActions:
        """Items and answers, looked at."""


class _Client(Protocol):
    curating: CuratingParts | None


class CuratorControl(Control):
    """A button or select for curators only; what it does is in `curate`."""

    activity = Activity.CURATING

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        """Do what the control is for; raises UserError for what the curator is told."""
        raise NotImplementedError

    async def on_press(self, interaction: discord.Interaction) -> None:
        check_curator(services_of(interaction), interaction)
        parts = cast(_Client, interaction.client).curating
        if parts is not None:
            await self.curate(parts, interaction)


class DraftButton(
    CuratorControl,
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

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        await parts.draft_actions.on_draft(interaction, self.action, self.draft)


class UndoButton(CuratorControl, ui.DynamicItem[ui.Button[Any]], template=r"qa-undo:(?P<number>[0-9]{1,12})"):
    """Previews how a revision would be undone."""

    def __init__(self, number: str, label: str = "Undo") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"qa-undo:{number}"))
        self.number = int(number)

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        await parts.history.undo(interaction, self.number)


class RevisionSelect(CuratorControl, ui.DynamicItem[ui.Select[Any]], template=r"qa-revisions"):
    """Shows what a revision changed."""

    def __init__(self, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select("qa-revisions", "See what one changed", options))

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        chosen = read_choice(self.item)
        # There is no revision 0.
        await parts.history.show_one(interaction, int(chosen) if chosen.isdecimal() else 0)


class HistoryPageButton(
    CuratorControl,
    ui.DynamicItem[ui.Button[Any]],
    template=rf"qa-history:(?P<page>[0-9]{{1,4}}):(?P<item>[a-z0-9-]{{0,{MAX_ID}}})",
):
    """Turns to another page of the history, of an item or of all; the newest is page 0."""

    def __init__(self, page: int | str, item: str, label: str = "Older") -> None:
        super().__init__(ui.Button(label=label, custom_id=f"qa-history:{page}:{item}"))
        self.page, self.item_id = int(page), item

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        await parts.history.turn(interaction, self.item_id or None, self.page)


class ItemSelect(CuratorControl, ui.DynamicItem[ui.Select[Any]], template=rf"qa-phrase:(?P<draft>{DRAFT})"):
    """The item that a message becomes a phrasing of."""

    def __init__(self, draft: str, options: Sequence[discord.SelectOption] = ()) -> None:
        super().__init__(build_select(f"qa-phrase:{draft}", "It asks …", options))
        self.draft = draft

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        await parts.add_phrasing.chosen(interaction, self.draft, read_choice(self.item))


class WhyButton(CuratorControl, ui.DynamicItem[ui.Button[Any]], template=rf"qa-why:{QUESTION_ID}"):
    """On the source of an answer, for curators: why it was given. Private answers have no menus."""

    def __init__(self, question_id: int) -> None:
        super().__init__(ui.Button(label="Why this answer?", custom_id=f"qa-why:{question_id}"))
        self.question_id = question_id

    async def curate(self, parts: CuratingParts, interaction: discord.Interaction) -> None:
        await parts.inspection.why(interaction, self.question_id)


ITEMS = (DraftButton, UndoButton, RevisionSelect, HistoryPageButton, ItemSelect, WhyButton)
