"""The forms of curating. A form holds five fields and cannot open another, so there are several.

They are routed by their custom id, which names the kind of form and the draft. So a form that was opened
before a restart still arrives.

Each function that builds a form of an item raises TooLongError if a text of the item does not fit its field.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui
from pydantic import TypeAdapter

from bot.client.curating.forms.fields import MAX_FIELD, add_field, add_long_field, new_form
from bot.client.forms import walk_form
from bot.core.editing.edits import Edit, Fields, Section
from bot.core.pack.models import ARTICLE_VOICE, MAX_ANSWER, MAX_QUESTION, Article

MAX_WHY = 200
# Longer than any id, so that a wrong one is shown and can be corrected.
MAX_TOPIC = 100
FORM_ID = re.compile(r"qa-form:(?P<kind>item|source|links|review|pick):(?P<draft>[A-Za-z0-9_-]{16})")
_YES_OR_NO = TypeAdapter(bool)


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent: its kind, the id of its draft, and the values of its fields by name."""

    kind: str
    draft: str
    values: Mapping[str, str]


def read_sent_form(interaction: discord.Interaction) -> SentForm | None:
    """Read the form that an interaction submits. None if it submits no form of curating."""
    data: Mapping[str, Any] = interaction.data or {}
    match = FORM_ID.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    values = {
        str(field["custom_id"]): str(field.get("value") or "")
        for field in walk_form(data)
        if "value" in field
    }
    return SentForm(match["kind"], match["draft"], values)


def build_item_form(draft_id: str, edit: Edit, why: str, hint: str = "") -> ui.Modal:
    """Build the form of an item: question, phrasings, answer, and why.

    Phrasings that do not fit one field get two instead: lines to add, and lines to remove.
    """
    item: Fields = edit.after or {}
    action = "Edit" if edit.before else "Add"
    form = new_form("item", draft_id, f"{action} {edit.id or 'an item'}")
    question = item.get("question", "")
    add_field(form, "question", "Question, as readers see it", question, MAX_QUESTION, hint=hint)
    phrasings = item.get("phrasings") or ()
    text = "\n".join(phrasings)
    # A form would turn a phrasing with a line break into two.
    are_single_lines = all(len(phrasing.splitlines()) < 2 for phrasing in phrasings)
    if len(text) <= MAX_FIELD and are_single_lines:
        add_long_field(form, "phrasings", "Other ways to ask it, one a line", text)
    else:
        base = base_phrasings(edit)
        add_long_field(form, "more", "Phrasings to add, one a line", _join_missing(phrasings, base))
        add_long_field(form, "fewer", "Phrasings to remove, one a line", _join_missing(base, phrasings))
    answer = edit.section.answer
    add_long_field(form, "answer", answer.capitalize(), item.get(answer, ""), MAX_ANSWER, is_required=True)
    add_field(form, "why", "Why, for the history", why, MAX_WHY, is_required=False)
    return form


def _build_change_form(draft_id: str, edit: Edit, why: str, _article: Article) -> ui.Modal:
    """Build the form of an item once more."""
    return build_item_form(draft_id, edit, why)


def _build_source_form(draft_id: str, edit: Edit, _why: str, article: Article) -> ui.Modal:
    """Build the form of the sources of an entry: one a line."""
    form = new_form("source", draft_id, f"Sources of {edit.id}")
    lines = (
        ", ".join(source.get(part, "") for part in ("voice", "paragraph", "status"))
        for source in _list_sources(edit.after or {})
    )
    voices = f"Voices: {', '.join([ARTICLE_VOICE, *article.voices])}"
    label = "Voice, paragraph, status: one source a line"
    add_long_field(form, "source", label, "\n".join(lines), is_required=True, hint=voices)
    return form


def _build_links_form(draft_id: str, edit: Edit, _why: str, article: Article) -> ui.Modal:
    """Build the form of where readers find an item: its topic, and the ids of what it links to."""
    item: Fields = edit.after or {}
    if edit.section is Section.NOT_COVERED:
        form = new_form("links", draft_id, f"Links of {edit.id}")
        add_long_field(form, "see", "What the article does say: ids of entries", _join_ids(item, "see"))
        return form
    form = new_form("links", draft_id, f"Topic and links of {edit.id}")
    topics = f"One of: {', '.join(article.topics)}"
    add_field(form, "topic", "Topic", item.get("topic") or "", MAX_TOPIC, hint=topics)
    add_long_field(form, "related", "Related entries: ids, one a line", _join_ids(item, "related"))
    add_long_field(form, "events", "Events of the timeline: ids, one a line", _join_ids(item, "events"))
    popular: ui.Checkbox[Any] = ui.Checkbox(custom_id="popular", default=is_popular(item))
    description = "Among the first that are offered to whoever does not know what to ask"
    form.add_item(ui.Label(text="Popular", description=description, component=popular))
    return form


def _build_review_form(draft_id: str, edit: Edit, _why: str, _article: Article) -> ui.Modal:
    """Build the form of when an item was checked, when it is due for review, and its note."""
    item: Fields = edit.after or {}
    form = new_form("review", draft_id, f"Review of {edit.id}")
    for name, label in (("checked", "Last checked"), ("review_by", "To be reviewed by")):
        add_field(form, name, label, item.get(name) or "", 20, is_required=False, hint="As 2026-11-22")
    add_long_field(form, "note", "Note, for curators", item.get("note") or "")
    return form


def build_pick_form(draft_id: str) -> ui.Modal:
    """Build the form that asks which item is meant."""
    form = new_form("pick", draft_id, "Which one?")
    add_field(form, "item", "Its id, or words of its question", "", MAX_QUESTION)
    return form


# By the action of a preview's button: builds a form from the draft's id, its edit, its reason, the article.
FORM_BUILDERS: Mapping[str, Callable[[str, Edit, str, Article], ui.Modal]] = {
    "change": _build_change_form,
    "source": _build_source_form,
    "links": _build_links_form,
    "review": _build_review_form,
}


def base_phrasings(edit: Edit) -> Sequence[str]:
    """The phrasings that lines to add and lines to remove refer to.

    Usually those before the edit, so that the form shows again what was added and removed so far. For a new
    item, or if too much was added or removed to be shown, those after the edit.
    """
    before, after = ((fields or {}).get("phrasings") or () for fields in (edit.before, edit.after))
    longest = max(len(_join_missing(after, before)), len(_join_missing(before, after)))
    return before if edit.before is not None and longest <= MAX_FIELD else after


def is_popular(fields: Fields) -> bool:
    """Is the entry marked as popular? The file says so in a word, read here as the pack's model reads it."""
    return _YES_OR_NO.validate_python(fields.get("popular") or "false")


def _list_sources(fields: Fields) -> Sequence[Mapping[str, str]]:
    """The sources of an item. In the file, a single one may stand without a list."""
    sources = fields.get("source") or ()
    return (sources,) if isinstance(sources, Mapping) else tuple(sources)


def _join_ids(fields: Fields, name: str) -> str:
    return "\n".join(fields.get(name) or ())


def _join_missing(phrasings: Sequence[str], others: Sequence[str]) -> str:
    """The phrasings that are not among the others, one a line."""
    known = set(others)
    return "\n".join(" ".join(phrasing.split()) for phrasing in phrasings if phrasing not in known)
