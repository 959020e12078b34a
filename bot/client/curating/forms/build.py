"""The forms of curating. A form holds five fields and cannot open another, so there are several.

They are routed by their custom id, which names the kind and the draft: one opened before a restart
still arrives.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui
from pydantic import TypeAdapter

from bot.client.curating.forms.fields import LONGEST_FIELD, add_field, add_long, new_form
from bot.client.forms import fields_of
from bot.core.editing.edits import Edit, Fields, Section
from bot.core.pack.models import ARTICLE_VOICE, MAX_ANSWER, MAX_QUESTION, Article

MAX_WHY = 200
# Longer than any id, so that a wrong one can be seen and put right.
MAX_TOPIC = 100
_YES_OR_NO = TypeAdapter(bool)
_FORM = re.compile(r"qa-form:(?P<kind>item|source|links|review|pick):(?P<draft>[A-Za-z0-9_-]{16})")


@dataclass(frozen=True)
class SentForm:
    """A form as it was sent: its kind, the draft it belongs to, and its fields."""

    kind: str
    draft: str
    values: Mapping[str, str]


def sent_form(interaction: discord.Interaction) -> SentForm | None:
    """The form of curating that an interaction submits, if it does."""
    data: Mapping[str, Any] = interaction.data or {}
    match = _FORM.fullmatch(str(data.get("custom_id", "")))
    if interaction.type is not discord.InteractionType.modal_submit or match is None:
        return None
    values = {
        str(each["custom_id"]): str(each.get("value") or "") for each in fields_of(data) if "value" in each
    }
    return SentForm(match["kind"], match["draft"], values)


def item_form(draft: str, edit: Edit, why: str, hint: str = "") -> ui.Modal:
    """The form of an item: question, phrasings, answer, and why.

    Phrasings that do not fit a field are never put into one: there it takes lines to add and to remove.
    """
    fields: Fields = edit.after or {}
    form = new_form("item", draft, f"{'Edit' if edit.before else 'Add'} {edit.id or 'an item'}")
    question = fields.get("question", "")
    add_field(form, "question", "Question, as readers see it", question, MAX_QUESTION, hint=hint)
    stored = fields.get("phrasings") or ()
    phrasings = "\n".join(stored)
    # Of a phrasing on two lines the form would make two.
    if len(phrasings) <= LONGEST_FIELD and all(len(each.splitlines()) < 2 for each in stored):
        add_long(form, "phrasings", "Other ways to ask it, one a line", phrasings)
    else:
        base = phrasing_base(edit)
        add_long(form, "more", "Phrasings to add, one a line", _without(stored, base))
        add_long(form, "fewer", "Phrasings to remove, one a line", _without(base, stored))
    answer = edit.section.answer
    add_long(form, "answer", answer.capitalize(), fields.get(answer, ""), MAX_ANSWER, needed=True)
    add_field(form, "why", "Why, for the history", why, MAX_WHY, needed=False)
    return form


def change_form(draft: str, edit: Edit, why: str, _article: Article) -> ui.Modal:
    """The form of an item once more."""
    return item_form(draft, edit, why)


def source_form(draft: str, edit: Edit, _why: str, article: Article) -> ui.Modal:
    """The form of who says it: one source a line."""
    form = new_form("source", draft, f"Sources of {edit.id}")
    lines = (
        ", ".join(each.get(part, "") for part in ("voice", "paragraph", "status"))
        for each in sources(edit.after or {})
    )
    voices = f"Voices: {', '.join([ARTICLE_VOICE, *article.voices])}"
    label = "Voice, paragraph, status: one source a line"
    add_long(form, "source", label, "\n".join(lines), needed=True, hint=voices)
    return form


def links_form(draft: str, edit: Edit, _why: str, article: Article) -> ui.Modal:
    """The form of where readers come across it: its topic, and the ids of what it is linked to."""
    fields: Fields = edit.after or {}
    if edit.section is Section.NOT_COVERED:
        form = new_form("links", draft, f"Links of {edit.id}")
        add_long(form, "see", "What the article does say: ids of entries", _listed(fields, "see"))
        return form
    form = new_form("links", draft, f"Topic and links of {edit.id}")
    topics = f"One of: {', '.join(article.topics)}"
    add_field(form, "topic", "Topic", fields.get("topic") or "", MAX_TOPIC, hint=topics)
    add_long(form, "related", "Related entries: ids, one a line", _listed(fields, "related"))
    add_long(form, "events", "Events of the timeline: ids, one a line", _listed(fields, "events"))
    popular: ui.Checkbox[Any] = ui.Checkbox(custom_id="popular", default=is_popular(fields))
    offered = "Among the first that are offered to whoever does not know what to ask"
    form.add_item(ui.Label(text="Popular", description=offered, component=popular))
    return form


def review_form(draft: str, edit: Edit, _why: str, _article: Article) -> ui.Modal:
    """The form of when it was checked and is to be looked at again."""
    fields: Fields = edit.after or {}
    form = new_form("review", draft, f"Review of {edit.id}")
    for name, label in (("checked", "Last checked"), ("review_by", "To be reviewed by")):
        add_field(form, name, label, fields.get(name) or "", 20, needed=False, hint="As 2026-11-22")
    add_long(form, "note", "Note, for curators", fields.get("note") or "")
    return form


def pick_form(draft: str) -> ui.Modal:
    """The form that asks which item is meant."""
    form = new_form("pick", draft, "Which one?")
    add_field(form, "item", "Its id, or words of its question", "", MAX_QUESTION)
    return form


FORMS: Mapping[str, Callable[[str, Edit, str, Article], ui.Modal]] = {
    "change": change_form,
    "source": source_form,
    "links": links_form,
    "review": review_form,
}


def phrasing_base(edit: Edit) -> Sequence[str]:
    """The phrasings that lines to add and to remove are meant for.

    Those before the edit, so that what was added and removed so far is shown once more; those after it
    where there were none, or too much was added to be shown.
    """
    before, after = ((fields or {}).get("phrasings") or () for fields in (edit.before, edit.after))
    shown = max(len(_without(after, before)), len(_without(before, after)))
    return before if edit.before is not None and shown <= LONGEST_FIELD else after


def is_popular(fields: Fields) -> bool:
    """Is an entry among the first that are offered? The file says so in words, as the model reads them."""
    return _YES_OR_NO.validate_python(fields.get("popular") or "false")


def sources(fields: Fields) -> Sequence[Mapping[str, str]]:
    """The sources of an item, of which one alone may stand without a list."""
    found = fields.get("source") or ()
    return (found,) if isinstance(found, Mapping) else tuple(found)


def _listed(fields: Fields, name: str) -> str:
    return "\n".join(fields.get(name) or ())


def _without(phrasings: Sequence[str], others: Sequence[str]) -> str:
    known = set(others)
    return "\n".join(" ".join(each.split()) for each in phrasings if each not in known)
