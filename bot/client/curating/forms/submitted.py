"""What a form that was sent makes of an item, and what a new item begins with."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

from bot.client.curating.forms.build import SentForm, is_popular, phrasing_base
from bot.core.editing.edits import Edit, Fields, Section
from bot.core.language.normalise import tokens
from bot.core.pack.models import ARTICLE_VOICE, Article, Knowledge, Status

# Of a question's words an id is made, with room for a number behind it.
_LITTLE = frozenset("a an the of to in on is are was were do does did how what who which".split())
_LONGEST_STEM = 34
_ID = re.compile(r"[^\s,]+")


def filled(edit: Edit, form: SentForm, article: Article) -> Fields:
    """The item as a form leaves it; the fields that the form does not have stay as they are.

    Voices and topics of the article may be named by their names, too.
    """
    fields = dict(edit.after or {})
    values = {name: value.strip() for name, value in form.values.items()}
    match form.kind:
        case "item":
            _item(fields, values, edit)
        case "source":
            _sources(fields, values, article)
        case "links":
            _links(fields, values, article)
        case _:
            _review(fields, values)
    return fields


def _item(fields: dict[str, Any], values: Mapping[str, str], edit: Edit) -> None:
    answer = edit.section.answer
    fields["question"] = _kept(fields.get("question"), " ".join(values["question"].split()), str.split)
    fields[answer] = _kept(fields.get(answer), "\n".join(_ended(values["answer"])), _ended)
    _put(fields, "phrasings", _phrasings(edit, values))


def _sources(fields: dict[str, Any], values: Mapping[str, str], article: Article) -> None:
    names = {ARTICLE_VOICE: "the article", **{id: voice.name for id, voice in article.voices.items()}}
    found = [_source(line, names) for line in _lines(values["source"])]
    fields["source"] = found[0] if len(found) == 1 else found


def _links(fields: dict[str, Any], values: Mapping[str, str], article: Article) -> None:
    if "topic" in values:
        fields["topic"] = _kept(fields.get("topic"), _id(values["topic"], article.topics), str.split)
    for name in ("related", "events", "see"):
        if name in values:
            _put(fields, name, list(dict.fromkeys(_ID.findall(values[name]))))
    if "popular" in values and bool(values["popular"]) != is_popular(fields):
        _put(fields, "popular", "true" if values["popular"] else "")


def _review(fields: dict[str, Any], values: Mapping[str, str]) -> None:
    for name in ("checked", "review_by"):
        _put(fields, name, values[name])
    _put(fields, "note", _kept(fields.get("note"), values["note"], _ended))


def unknown_lines(edit: Edit, form: SentForm) -> tuple[str, ...]:
    """The lines that a form asks to remove and that are no phrasings of the item."""
    stood = {_folded(each) for each in phrasing_base(edit)}
    return tuple(line for line in _lines(form.values.get("fewer", "")) if _folded(line) not in stood)


def named(edit: Edit, taken: Collection[str]) -> Edit:
    """A new item with an id of its own, made of its question."""
    words = tokens(str((edit.after or {}).get("question", "")))
    said = "-".join(word for word in words if word.isascii() and word not in _LITTLE)
    stem = re.sub("[^a-z0-9-]", "", said)[:_LONGEST_STEM].strip("-") or "item"
    ids = chain([stem], (f"{stem}-{number}" for number in count(2)))
    id = next(id for id in ids if id not in taken)
    return replace(edit, id=id, after={**(edit.after or {}), "id": id})


def _kept(stood: str | None, value: str, parts: Callable[[str], list[str]]) -> str:
    """The text as it stood, where it differs in nothing that a form shows."""
    return stood if stood is not None and parts(stood) == parts(value) else value


def _ended(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _phrasings(edit: Edit, values: Mapping[str, str]) -> list[str]:
    if "phrasings" in values:
        stood = {" ".join(each.split()): each for each in (edit.after or {}).get("phrasings") or ()}
        return [stood.get(line, line) for line in _lines(values["phrasings"])]
    stood = {" ".join(each.split()): each for each in phrasing_base(edit)}
    gone, more = {_folded(line) for line in _lines(values["fewer"])}, _lines(values["more"])
    kept = [each for line, each in stood.items() if _folded(line) not in gone]
    return [*kept, *(line for line in more if line not in stood or _folded(line) in gone)]


def _folded(phrasing: str) -> str:
    return " ".join(phrasing.casefold().split())


def _source(line: str, names: Mapping[str, str]) -> Mapping[str, str]:
    parts = [part.strip() for part in line.split(",")]
    # A name may have commas of its own, and the paragraph is the first number behind it.
    at = next((at for at, part in enumerate(parts) if at and part.isdecimal()), 1)
    paragraph, status = parts[at : at + 1], ", ".join(parts[at + 1 :])
    voice = _id(", ".join(parts[:at]), names)
    # Whatever is too much stands in the status, where the check finds it.
    return {
        "voice": voice,
        **({"paragraph": paragraph[0]} if paragraph and paragraph[0] else {}),
        "status": status.lower() or "stated",
    }


def _id(text: str, names: Mapping[str, str]) -> str:
    """The id that is meant, by itself or by its name; else the text as it is."""
    named = {**{name.casefold(): id for id, name in names.items()}, **{id: id for id in names}}
    return named.get(text.casefold(), text)


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or take it out where nothing is left of it; an empty one stays as it stood."""
    if value:
        fields[name] = value
    elif fields.get(name):
        del fields[name]


def _lines(text: str) -> list[str]:
    found = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in found if line))


def first_fields(
    knowledge: Knowledge,
    section: Section,
    topic: str | None = None,
    voice: str | None = None,
    status: str | None = None,
    paragraph: str | None = None,
) -> Fields:
    """What a new item has before its form is filled in.

    A topic or a paragraph that nobody named is left out, unless there is only one: a guess would be a
    false footnote. The check then asks for it.
    """
    if section is Section.NOT_COVERED:
        return {}
    topic = topic or _only(knowledge.article.topics)
    paragraph = paragraph or _only(map(str, knowledge.article.paragraphs))
    source = {
        "voice": voice or ARTICLE_VOICE,
        **({"paragraph": paragraph} if paragraph else {}),
        "status": status or Status.STATED.value,
    }
    return {**({"topic": topic} if topic else {}), "source": source}


def _only(found: Iterable[str]) -> str | None:
    first, *others = found
    return None if others else first
