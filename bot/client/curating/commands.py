"""The commands `/qa …`, which only the home server has."""

from typing import Any

import discord
from discord import app_commands

from bot.client.autocomplete import Choices
from bot.client.curating import autocomplete
from bot.client.curating.draft_actions import DraftActions
from bot.client.curating.forms.submitted import initial_fields
from bot.client.curating.history import History
from bot.client.curating.import_export import ImportExport
from bot.client.curating.inspection import Inspection
from bot.client.permissions import NotCuratorError, check_curator, may_curate
from bot.client.rate_limit import Activity
from bot.client.services import Services, services_of
from bot.core.editing.edits import Edit, Section

# Commands of the home server alone: for an app that is installed to the server, not to a user.
HOME_SERVER_ONLY: dict[str, Any] = {
    "allowed_installs": app_commands.AppInstallationType(guild=True, user=False),
    "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
}
_ENTRY = Section.ENTRIES.value
_KINDS = [
    app_commands.Choice(name="an entry that the article answers", value=_ENTRY),
    app_commands.Choice(name="a question that it does not answer", value=Section.NOT_COVERED.value),
]
_OPTIONS = {
    "item": "Which one",
    "kind": "An entry (the default), or a question that the article does not answer",
    "topic": "In which topic readers find it",
    "voice": "Who says it",
    "status": "How it is said",
    "paragraph": "In which paragraph of the article",
    "why": "Why, for the history",
    "revision": "Which revision; by default the latest",
    "question": "What somebody may ask",
    "filter": "Only those with these words",
}


def _describe(*names: str) -> dict[str, str]:
    """The descriptions of options, by their names."""
    return {name: _OPTIONS[name] for name in names}


def _is_curator(interaction: discord.Interaction) -> bool:
    """Suggestions are for curators alone. The library does not call `interaction_check` for them."""
    return may_curate(services_of(interaction), interaction)


@app_commands.default_permissions(manage_guild=True)
class QaCommands(app_commands.Group):
    """The commands of curators. Each checks who uses it: Discord only decides who sees it."""

    def __init__(
        self,
        client: Services,
        draft_actions: DraftActions,
        history: History,
        inspection: Inspection,
        import_export: ImportExport,
    ) -> None:
        counted_as = {Activity: Activity.CURATING}
        super().__init__(name="qa", description="Keep the Q&A right", extras=counted_as, **HOME_SERVER_ONLY)
        self._client = client
        self._draft_actions = draft_actions
        self._history = history
        self._inspection = inspection
        self._import_export = import_export

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Refuse whoever is no curator. Raises CommandInvokeError with the NotCuratorError inside."""
        try:
            check_curator(self._client, interaction)
        except NotCuratorError as error:
            # The library only logs any other error, and then nobody is told.
            command = interaction.command
            if not isinstance(command, app_commands.Command):
                raise
            raise app_commands.CommandInvokeError(command, error) from error
        return True

    @app_commands.command(name="add", description="Add an entry, or a question the article does not answer")
    @app_commands.describe(**_describe("kind", "topic", "voice", "status", "paragraph"))
    @app_commands.choices(kind=_KINDS)
    async def add(
        self,
        interaction: discord.Interaction,
        topic: str | None = None,
        voice: str | None = None,
        status: str | None = None,
        paragraph: str | None = None,
        kind: str = _ENTRY,
    ) -> None:
        knowledge = self._client.library.snapshot.knowledge
        fields = initial_fields(knowledge, Section(kind), topic, voice, status, paragraph)
        await self._draft_actions.open_form(interaction, Edit(Section(kind), "", None, fields))

    @app_commands.command(name="edit", description="Change an entry")
    @app_commands.describe(**_describe("item", "kind"))
    @app_commands.choices(kind=_KINDS)
    async def edit(self, interaction: discord.Interaction, item: str, kind: str = _ENTRY) -> None:
        fields = self._draft_actions.get_fields(Section(kind), item)
        await self._draft_actions.open_form(interaction, Edit(Section(kind), item, fields, fields))

    @app_commands.command(name="remove", description="Remove an entry, and the links to it")
    @app_commands.describe(**_describe("item", "kind", "why"))
    @app_commands.choices(kind=_KINDS)
    async def remove(
        self, interaction: discord.Interaction, item: str, kind: str = _ENTRY, why: str = ""
    ) -> None:
        await self._draft_actions.remove(interaction, Section(kind), item, why)

    @app_commands.command(name="show", description="An item as it stands in the file")
    @app_commands.describe(**_describe("item", "kind"))
    @app_commands.choices(kind=_KINDS)
    async def show(self, interaction: discord.Interaction, item: str, kind: str = _ENTRY) -> None:
        await self._inspection.show(interaction, Section(kind), item)

    @app_commands.command(name="list", description="Every item, by topic; what is overdue comes first")
    @app_commands.describe(**_describe("topic", "filter", "kind"))
    @app_commands.choices(kind=_KINDS)
    async def show_list(
        self, interaction: discord.Interaction, topic: str | None = None, filter: str = "", kind: str = _ENTRY
    ) -> None:
        await self._inspection.show_list(interaction, Section(kind), topic, filter)

    @app_commands.command(name="test", description="What would be answered, and why, without answering")
    @app_commands.describe(**_describe("question"))
    async def test(self, interaction: discord.Interaction, question: str) -> None:
        await self._inspection.test(interaction, question)

    @app_commands.command(name="history", description="Who changed what, when and why")
    @app_commands.describe(**_describe("item"))
    async def history(self, interaction: discord.Interaction, item: str | None = None) -> None:
        await self._history.show(interaction, item)

    @app_commands.command(name="undo", description="Take a revision back")
    @app_commands.describe(**_describe("revision", "why"))
    async def undo(
        self,
        interaction: discord.Interaction,
        revision: app_commands.Range[int, 1] | None = None,
        why: str = "",
    ) -> None:
        await self._history.undo(interaction, revision, why)

    @app_commands.command(name="export", description="The files, as they stand")
    async def export(self, interaction: discord.Interaction) -> None:
        await self._import_export.export(interaction)

    @app_commands.command(name="import", description="Put files in place of those there are, all or nothing")
    @app_commands.describe(file="qa.yaml, article.yaml or timeline.yaml", why=_OPTIONS["why"])
    @app_commands.rename(second="second-file", third="third-file")
    async def import_files(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        second: discord.Attachment | None = None,
        third: discord.Attachment | None = None,
        why: str = "",
    ) -> None:
        attachments = [attachment for attachment in (file, second, third) if attachment is not None]
        await self._import_export.import_files(interaction, attachments, why)

    @edit.autocomplete("item")
    @remove.autocomplete("item")
    @show.autocomplete("item")
    @app_commands.check(_is_curator)
    async def suggest_item(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_items(self._draft_actions.editor.items, interaction, typed)

    @history.autocomplete("item")
    @app_commands.check(_is_curator)
    async def suggest_item_of_any_kind(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_items_of_both_kinds(self._draft_actions.editor.items, typed)

    @add.autocomplete("topic")
    @show_list.autocomplete("topic")
    @app_commands.check(_is_curator)
    async def suggest_topic(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_topics(self._client.library.snapshot.knowledge, typed)

    @add.autocomplete("voice")
    @app_commands.check(_is_curator)
    async def suggest_voice(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_voices(self._client.library.snapshot.knowledge, typed)

    @add.autocomplete("status")
    @app_commands.check(_is_curator)
    async def suggest_status(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_statuses(typed)

    @add.autocomplete("paragraph")
    @app_commands.check(_is_curator)
    async def suggest_paragraph(self, interaction: discord.Interaction, typed: str) -> Choices:
        return autocomplete.suggest_paragraphs(self._client.library.snapshot.knowledge, typed)
