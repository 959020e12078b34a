"""What is suggested while a curator types, and what a new item begins with."""

from itertools import chain

import discord

from bot.client.autocomplete import Choices, matching
from bot.core.editing.edits import Items, Section
from bot.core.pack.models import ARTICLE_VOICE, Knowledge, Status


def items(known: Items, interaction: discord.Interaction | None, typed: str) -> Choices:
    """The items of the kind that is chosen beside it, or of both kinds."""
    kind = getattr(interaction.namespace, "kind", None) if interaction else None
    sections = [Section(kind or Section.ENTRIES.value)] if interaction else list(Section)
    found = chain.from_iterable(known.get(section, {}).items() for section in sections)
    return matching({id: f"{fields.get('question', '')} ({id})" for id, fields in found}, typed)


def topics(knowledge: Knowledge, typed: str) -> Choices:
    """The topics of the pack."""
    return matching(dict(knowledge.article.topics), typed)


def voices(knowledge: Knowledge, typed: str) -> Choices:
    """The article's own voice, and everyone it attributes something to."""
    named = {id: voice.name for id, voice in knowledge.article.voices.items()}
    return matching({ARTICLE_VOICE: "the article itself", **named}, typed)


def statuses(typed: str) -> Choices:
    """How a voice may put what it says."""
    return matching({status.value: status.value for status in Status}, typed)


def paragraphs(knowledge: Knowledge, typed: str) -> Choices:
    """The paragraphs, with how each begins."""
    texts = knowledge.article.paragraphs.items()
    return matching({str(number): f"{number}: {text}" for number, text in texts}, typed)
