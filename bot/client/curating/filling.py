"""What a form that was sent makes of an item."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import chain, count
from typing import Any

from bot.client.curating.forms import SentForm, is_popular
from bot.core.edit import Edit, Fields
from bot.core.normalise import tokens

# Of a question's words an id is made, with room for a number behind it.
_LITTLE = frozenset("a an the of to in on is are was were do does did how what who which".split())
_LONGEST_STEM = 34


def filled(edit: Edit, form: SentForm) -> Fields:
    """The item as a form leaves it; the fields that the form does not have stay as they are."""
    fields = dict(edit.after or {})
    values = {name: value.strip() for name, value in form.values.items()}
    match form.kind:
        case "item":
            _item(fields, values, edit.section.answer)
        case "source":
            _sources(fields, values)
        case "links":
            _links(fields, values)
        case _:
            _review(fields, values)
    return fields


def _item(fields: dict[str, Any], values: Mapping[str, str], answer: str) -> None:
    fields["question"] = _kept(fields.get("question"), " ".join(values["question"].split()), str.split)
    fields[answer] = _kept(fields.get(answer), "\n".join(_ended(values["answer"])), _ended)
    _put(fields, "phrasings", _phrasings(fields, values))


def _sources(fields: dict[str, Any], values: Mapping[str, str]) -> None:
    found = [_source(line) for line in _lines(values["source"])]
    fields["source"] = found[0] if len(found) == 1 else found


def _links(fields: dict[str, Any], values: Mapping[str, str]) -> None:
    if "topic" in values:
        fields["topic"] = _kept(fields.get("topic"), values["topic"], str.split)
    for name in ("related", "events", "see"):
        if name in values:
            _put(fields, name, _lines(values[name]))
    if "popular" in values and bool(values["popular"]) != is_popular(fields):
        _put(fields, "popular", "true" if values["popular"] else "")


def _review(fields: dict[str, Any], values: Mapping[str, str]) -> None:
    for name in ("checked", "review_by"):
        _put(fields, name, values[name])
    _put(fields, "note", _kept(fields.get("note"), values["note"], _ended))


def named(edit: Edit, taken: Collection[str]) -> Edit:
    """A new item with an id of its own, made of its question."""
    words = tokens(str((edit.after or {}).get("question", "")))
    said = "-".join(word for word in words if word.isascii() and word not in _LITTLE)
    stem = re.sub("[^a-z0-9-]", "", said)[:_LONGEST_STEM].strip("-") or "item"
    ids = chain([stem], (f"{stem}-{number}" for number in count(2)))
    id = next(id for id in ids if id not in taken)
    return replace(edit, id=id, after={"id": id, **(edit.after or {})})


def _kept(stood: str | None, value: str, parts: Callable[[str], list[str]]) -> str:
    """The text as it stood, where it differs in nothing that a form shows."""
    return stood if stood is not None and parts(stood) == parts(value) else value


def _ended(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _phrasings(fields: Fields, values: Mapping[str, str]) -> list[str]:
    stood = {" ".join(each.split()): each for each in fields.get("phrasings") or ()}
    if "phrasings" in values:
        return [stood.get(line, line) for line in _lines(values["phrasings"])]
    gone, more = set(_lines(values["fewer"])), _lines(values["more"])
    kept = [each for line, each in stood.items() if line not in gone]
    return [*kept, *(line for line in more if line not in stood or line in gone)]


def _source(line: str) -> Mapping[str, str]:
    # Whatever is too much stands in the status, where the check finds it.
    parts = [part.strip() for part in line.split(",", 2)]
    voice, paragraph, status = (*parts, "", "")[:3]
    return {"voice": voice, "paragraph": paragraph, "status": status.lower() or "stated"}


def _put(fields: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or take it out where nothing is left of it; an empty one stays as it stood."""
    if value:
        fields[name] = value
    elif fields.get(name):
        del fields[name]


def _lines(text: str) -> list[str]:
    found = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in found if line))
