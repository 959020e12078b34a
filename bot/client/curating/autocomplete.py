"""Suggestions for the options of curating commands, while a curator types."""

import discord

from bot.client.autocomplete import Choices, suggest_choices
from bot.core.editing.edits import Items, Section
from bot.core.pack.models import ARTICLE_VOICE, Knowledge, Status


def suggest_items(items: Items, interaction: discord.Interaction, typed: str) -> Choices:
    """Suggest items of the kind that is chosen in the same command."""
    kind = getattr(interaction.namespace, "kind", None) or Section.ENTRIES.value
    return _suggest_items_of(items, [Section(kind)], typed)


def suggest_items_of_both_kinds(items: Items, typed: str) -> Choices:
    """Suggest items of either kind."""
    return _suggest_items_of(items, list(Section), typed)


def _suggest_items_of(items: Items, sections: list[Section], typed: str) -> Choices:
    names = {
        id: f"{fields.get('question', '')} ({id})"
        for section in sections
        for id, fields in items.get(section, {}).items()
    }
    return suggest_choices(names, typed)


def suggest_topics(knowledge: Knowledge, typed: str) -> Choices:
    """Suggest topics of the pack."""
    return suggest_choices(dict(knowledge.article.topics), typed)


def suggest_voices(knowledge: Knowledge, typed: str) -> Choices:
    """Suggest the article itself, and everyone whom it quotes."""
    names = {id: voice.name for id, voice in knowledge.article.voices.items()}
    return suggest_choices({ARTICLE_VOICE: "the article itself", **names}, typed)


def suggest_statuses(typed: str) -> Choices:
    """Suggest in which way a voice says something."""
    return suggest_choices({status.value: status.value for status in Status}, typed)


def suggest_paragraphs(knowledge: Knowledge, typed: str) -> Choices:
    """Suggest paragraphs of the article, each by its number and its first words."""
    paragraphs = knowledge.article.paragraphs.items()
    return suggest_choices({str(number): f"{number}: {text}" for number, text in paragraphs}, typed)
