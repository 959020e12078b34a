"""The rules of a pack that need more than one shape: ids, links, shared phrasings.

They are held against the values as they were read, before the shapes are made, so that one
broken field never hides another. What needs the content understood is in `check`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from bot.core.language.dates import PartialDate
from bot.core.language.normalise import token_lists
from bot.core.pack.models import ARTICLE_VOICE, PARAGRAPH
from bot.core.pack.problems import Finding, Path

ARTICLE, QA, TIMELINE = "article.yaml", "qa.yaml", "timeline.yaml"

_IS_NUMBER = re.compile(PARAGRAPH)
# Values as they stand in a file: texts, lists and tables of them, in whatever disorder.
Table = Mapping[str, Any]


def findings(files: Mapping[str, Table]) -> Iterator[Finding]:
    """Every broken rule of the files, which go by name; a file that could not be read is left out."""
    article, qa, timeline = (files.get(name, {}) for name in (ARTICLE, QA, TIMELINE))
    entries, not_covered = _items(qa, "entries"), _items(qa, "not_covered")
    events = _items(timeline, "events")
    entry_ids = {_id(entry) for _, entry in entries}
    event_ids = {_id(event) for _, event in events}
    if article:
        yield from _voices(article)
        for name, items in ((QA, entries), (TIMELINE, events)):
            yield from _topics_and_sources(name, items, article)
    yield from _unique_ids(QA, [*entries, *not_covered])
    yield from _unique_ids(TIMELINE, events)
    for path, entry in entries:
        yield from _links(path, entry, "related", "entry", entry_ids)
        if TIMELINE in files:
            yield from _links(path, entry, "events", "event", event_ids)
    for path, item in not_covered:
        yield from _links(path, item, "see", "entry", entry_ids)
    yield from _shared_phrasings([*entries, *not_covered])
    for path, event in events:
        yield from _dates(path, event)
    if QA in files and not entries:
        yield Finding(QA, ("entries",), "there are no entries: write a first one, as in the README")


def _voices(article: Table) -> Iterator[Finding]:
    voices = _table(article.get("voices"))
    for id, voice in voices.items():
        if id == ARTICLE_VOICE:
            message = "`article` is the article's own voice and built in: remove it"
            yield Finding(ARTICLE, ("voices", id), message)
        path: Path = ("voices", id, "via")
        yield from _known(ARTICLE, path, id, "voice", _text(_table(voice).get("via")), voices)


def _topics_and_sources(file: str, items: Sequence[tuple[Path, Table]], article: Table) -> Iterator[Finding]:
    topics, paragraphs = _table(article.get("topics")), _table(article.get("paragraphs"))
    voices = {ARTICLE_VOICE, *_table(article.get("voices"))}
    for path, item in items:
        id = _id(item)
        yield from _known(file, (*path, "topic"), id, "topic", _text(item.get("topic")), topics)
        for at, source in enumerate(_list(item.get("source"))):
            here: Path = (*path, "source", at)
            voice = _text(_table(source).get("voice"))
            yield from _known(file, (*here, "voice"), id, "voice", voice, voices)
            number = _text(_table(source).get("paragraph"))
            if _IS_NUMBER.fullmatch(number) and number not in paragraphs:
                message = f"there is no paragraph {number} in {ARTICLE}: cite one that is there"
                yield Finding(file, (*here, "paragraph"), message, id)


def _unique_ids(file: str, items: Sequence[tuple[Path, Table]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, item in items:
        id = _id(item)
        if id and id in seen:
            message = f"the id `{id}` is used before: give this one another"
            yield Finding(file, (*path, "id"), message, id)
        seen.add(id)


def _links(path: Path, item: Table, field: str, what: str, known: Collection[str]) -> Iterator[Finding]:
    links = [_text(link) for link in _list(item.get(field))]
    for at, link in enumerate(links):
        if link and link in links[:at]:
            message = f"`{link}` is named twice: keep one"
            yield Finding(QA, (*path, field, at), message, _id(item))
            continue
        if _text(link) and _text(link) == _id(item) and what == "entry":
            message = "it links to itself: name another entry, or remove the link"
            yield Finding(QA, (*path, field, at), message, _id(item))
            continue
        yield from _known(QA, (*path, field, at), _id(item), what, _text(link), known)


def _shared_phrasings(items: Sequence[tuple[Path, Table]]) -> Iterator[Finding]:
    owner: dict[tuple[str, ...], str] = {}
    asked = [((*path, *place), _id(item), text) for path, item in items for place, text in _asked(item)]
    for (place, id, phrasing), words in zip(asked, token_lists(text for *_, text in asked), strict=True):
        other = owner.setdefault(tuple(words), id)
        if not words:
            message = f"“{phrasing}” has no words to match: write it out or remove it"
            yield Finding(QA, place, message, id)
        elif other != id:
            message = f"“{phrasing}” is a phrasing of `{other}` too: keep it in one of them"
            yield Finding(QA, place, message, id)


def _asked(item: Table) -> Iterator[tuple[Path, str]]:
    if _text(item.get("question")):
        yield ("question",), _text(item.get("question"))
    for at, phrasing in enumerate(_list(item.get("phrasings"))):
        if _text(phrasing):
            yield ("phrasings", at), _text(phrasing)


def _known(file: str, path: Path, id: str, what: str, name: str, known: Collection[str]) -> Iterator[Finding]:
    if name and name not in known:
        close = get_close_matches(name, known, n=1)
        hint = f"; did you mean `{close[0]}`?" if close else ": add it, or correct the name"
        yield Finding(file, path, f"there is no {what} `{name}`{hint}", id or None)


def _dates(path: Path, event: Table) -> Iterator[Finding]:
    date, until = (_date(event.get(field)) for field in ("date", "until"))
    if date and until and until.last < date.first:
        message = f"`until` ({until}) is before `date` ({date}): swap them"
        yield Finding(TIMELINE, (*path, "until"), message, _id(event))
    if event.get("inferred") and not event.get("note"):
        message = "`inferred` needs a `note` that says how it is known"
        yield Finding(TIMELINE, (*path, "inferred"), message, _id(event))


def _date(value: Any) -> PartialDate | None:
    try:
        return PartialDate.parse(_text(value))
    except ValueError:
        return None


def _items(file: Table, section: str) -> list[tuple[Path, Table]]:
    values = enumerate(_list(file.get(section)))
    return [((section, at), value) for at, value in values if isinstance(value, dict)]


def _id(item: Table) -> str:
    return _text(item.get("id"))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _table(value: Any) -> Table:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value]
    return value if isinstance(value, list) else []
