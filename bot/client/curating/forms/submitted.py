"""What a sent form makes of an item, and the first fields and the id of a new item."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.client.curating.forms.build import SentForm, base_phrasings, is_popular
from bot.core.editing.edits import Edit, Fields, Section
from bot.core.language.normalise import tokenise
from bot.core.pack.models import ARTICLE_VOICE, Article, Knowledge, Status

# Words of a question that are left out of an id.
_LITTLE_WORDS = frozenset("a an the of to in on is are was were do does did how what who which".split())
# Leaves room for a number after it: an id has at most 40 characters.
_MAX_ID_STEM = 34
_ID = re.compile(r"[^\s,]+")


def apply_form(edit: Edit, form: SentForm, article: Article) -> Fields:
    """The fields of an item after a form. Fields that the form does not have stay as they are.

    In a form, voices and topics may be given by name instead of by id.
    """
    fields = dict(edit.after or {})
    values = {name: value.strip() for name, value in form.values.items()}
    match form.kind:
        case "item":
            _apply_item_form(fields, values, edit)
        case "source":
            _apply_source_form(fields, values, article)
        case "links":
            _apply_links_form(fields, values, article)
        case _:
            _apply_review_form(fields, values)
    return fields


def _apply_item_form(fields: dict[str, Any], values: Mapping[str, str], edit: Edit) -> None:
    answer = edit.section.answer
    question = " ".join(values["question"].split())
    fields["question"] = _keep_if_alike(fields.get("question"), question, str.split)
    answer_text = "\n".join(_strip_lines(values["answer"]))
    fields[answer] = _keep_if_alike(fields.get(answer), answer_text, _strip_lines)
    _set_or_delete(fields, "phrasings", _read_phrasings(edit, values))


def _apply_source_form(fields: dict[str, Any], values: Mapping[str, str], article: Article) -> None:
    names = {ARTICLE_VOICE: "the article", **{id: voice.name for id, voice in article.voices.items()}}
    sources = [_read_source(line, names) for line in _unique_lines(values["source"])]
    fields["source"] = sources[0] if len(sources) == 1 else sources


def _apply_links_form(fields: dict[str, Any], values: Mapping[str, str], article: Article) -> None:
    if "topic" in values:
        topic = _find_id(values["topic"], article.topics)
        fields["topic"] = _keep_if_alike(fields.get("topic"), topic, str.split)
    for name in ("related", "events", "see"):
        if name in values:
            _set_or_delete(fields, name, list(dict.fromkeys(_ID.findall(values[name]))))
    if "popular" in values and bool(values["popular"]) != is_popular(fields):
        _set_or_delete(fields, "popular", "true" if values["popular"] else "")


def _apply_review_form(fields: dict[str, Any], values: Mapping[str, str]) -> None:
    for name in ("checked", "review_by"):
        _set_or_delete(fields, name, values[name])
    _set_or_delete(fields, "note", _keep_if_alike(fields.get("note"), values["note"], _strip_lines))


def find_unknown_removals(edit: Edit, form: SentForm) -> tuple[str, ...]:
    """The lines that a form asks to remove, but that are no phrasings of the item."""
    known = {_fold(phrasing) for phrasing in base_phrasings(edit)}
    return tuple(line for line in _unique_lines(form.values.get("fewer", "")) if _fold(line) not in known)


def assign_id(edit: Edit, taken: Collection[str]) -> Edit:
    """The edit of a new item with an id made of its question, one that is not taken yet."""
    fields = edit.after or {}
    words = tokenise(str(fields.get("question", "")))
    joined = "-".join(word for word in words if word.isascii() and word not in _LITTLE_WORDS)
    stem = re.sub("[^a-z0-9-]", "", joined)[:_MAX_ID_STEM].strip("-") or "item"
    id, number = stem, 1
    while id in taken:
        number += 1
        id = f"{stem}-{number}"
    return replace(edit, id=id, after={**fields, "id": id})


def _keep_if_alike(current: str | None, value: str, split: Callable[[str], list[str]]) -> str:
    """The current text, if it differs only in white space that a form does not show. Else the new value."""
    return current if current is not None and split(current) == split(value) else value


def _strip_lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _read_phrasings(edit: Edit, values: Mapping[str, str]) -> list[str]:
    """The phrasings after a form, each spelled as in the file if it is there already."""
    if "phrasings" in values:
        current = _by_line((edit.after or {}).get("phrasings") or ())
        return [current.get(line, line) for line in _unique_lines(values["phrasings"])]
    current = _by_line(base_phrasings(edit))
    removed = {_fold(line) for line in _unique_lines(values["fewer"])}
    kept = [phrasing for line, phrasing in current.items() if _fold(line) not in removed]
    # A line to add may be one that is removed by the same form: then it comes back at the end.
    added = [line for line in _unique_lines(values["more"]) if line not in current or _fold(line) in removed]
    return [*kept, *added]


def _by_line(phrasings: Iterable[str]) -> Mapping[str, str]:
    """Phrasings by the line that a form shows of each."""
    return {" ".join(phrasing.split()): phrasing for phrasing in phrasings}


def _fold(phrasing: str) -> str:
    return " ".join(phrasing.casefold().split())


def _read_source(line: str, names: Mapping[str, str]) -> Mapping[str, str]:
    """Read a line "voice, paragraph, status"; `names` maps ids of voices to their names."""
    parts = [part.strip() for part in line.split(",")]
    # The name may have commas: the paragraph is the first number after it. Without one it is part 1.
    at = next((at for at, part in enumerate(parts) if at > 0 and part.isdecimal()), 1)
    source = {"voice": _find_id(", ".join(parts[:at]), names)}
    if len(parts) > at and parts[at]:
        source["paragraph"] = parts[at]
    # Everything after the paragraph goes into the status, where the check reports what is too much.
    status = ", ".join(parts[at + 1 :])
    source["status"] = status.lower() or "stated"
    return source


def _find_id(text: str, names: Mapping[str, str]) -> str:
    """The id that a text means, either itself or by its name; else the text as it is."""
    ids = {**{name.casefold(): id for id, name in names.items()}, **{id: id for id in names}}
    return ids.get(text.casefold(), text)


def _set_or_delete(fields: dict[str, Any], name: str, value: Any) -> None:
    """Set a field, or delete it if the value is empty. A field that is there but empty stays as it is."""
    if value:
        fields[name] = value
    elif fields.get(name):
        del fields[name]


def _unique_lines(text: str) -> list[str]:
    """The lines of a text without empty and repeated ones, with single spaces."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def initial_fields(
    knowledge: Knowledge,
    section: Section,
    topic: str | None = None,
    voice: str | None = None,
    status: str | None = None,
    paragraph: str | None = None,
) -> Fields:
    """The fields of a new item before its form is filled in.

    A topic or a paragraph that nobody named is left out, unless the article has only one: a guess would be
    a false footnote. The check then asks for it.
    """
    if section is Section.NOT_COVERED:
        return {}
    fields: dict[str, Any] = {}
    topic = topic or _get_only(knowledge.article.topics)
    if topic:
        fields["topic"] = topic
    source = {"voice": voice or ARTICLE_VOICE}
    paragraph = paragraph or _get_only(map(str, knowledge.article.paragraphs))
    if paragraph:
        source["paragraph"] = paragraph
    source["status"] = status or Status.STATED.value
    fields["source"] = source
    return fields


def _get_only(values: Iterable[str]) -> str | None:
    """The value if there is exactly one; None if there are several."""
    first, *others = values
    return None if others else first
