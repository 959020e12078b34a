"""The rules of a pack that need more than one shape: ids, links, shared phrasings.

They are checked on the values as they were read, before the shapes are made. So a broken field never
hides another one. Rules about what the texts say are in `bot.core.checking.content`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from rapidfuzz import fuzz, process

from bot.core.language.dates import PartialDate
from bot.core.language.normalise import tokenise_each
from bot.core.pack.models import ARTICLE_VOICE, MAX_ID, PARAGRAPH
from bot.core.pack.problems import Finding, Path, quote
from bot.core.pack.raw_values import Table, as_list, as_table, as_text, id_of, items_of_section, phrasings_of

ARTICLE, QA, TIMELINE = "article.yaml", "qa.yaml", "timeline.yaml"

# How alike two names must be, out of 100, for one to be taken for a slip in the other.
_ALIKE = 60
_PARAGRAPH_NUMBER = re.compile(PARAGRAPH)


def find_broken_rules(files: Mapping[str, Table]) -> Iterator[Finding]:
    """Every broken rule of the files. The keys are file names; a file that could not be read is left out."""
    article, qa, timeline = (files.get(name, {}) for name in (ARTICLE, QA, TIMELINE))
    entries, not_covered = items_of_section(qa, "entries"), items_of_section(qa, "not_covered")
    events = items_of_section(timeline, "events")
    entry_ids = {id_of(entry) for _, entry in entries}
    event_ids = {id_of(event) for _, event in events}
    if article:
        yield from _check_voices(article)
        for name, items in ((QA, entries), (TIMELINE, events)):
            yield from _check_topics_and_sources(name, items, article)
    yield from _check_unique_ids(QA, [*entries, *not_covered])
    yield from _check_unique_ids(TIMELINE, events)
    for path, entry in entries:
        yield from _check_links(path, entry, "related", "entry", entry_ids)
        if TIMELINE in files:
            yield from _check_links(path, entry, "events", "event", event_ids)
    for path, item in not_covered:
        yield from _check_links(path, item, "see", "entry", entry_ids)
    yield from _check_phrasings([*entries, *not_covered])
    for path, event in events:
        yield from _check_dates(path, event)
    if QA in files and not entries:
        yield Finding(QA, ("entries",), "there are no entries: write a first one, as in the README")


def _check_voices(article: Table) -> Iterator[Finding]:
    voices = as_table(article.get("voices"))
    for id, voice in voices.items():
        if id == ARTICLE_VOICE:
            message = "`article` is the article's own voice and built in: remove it"
            yield Finding(ARTICLE, ("voices", id), message)
        path: Path = ("voices", id, "via")
        yield from _check_exists(ARTICLE, path, id, "voice", as_text(as_table(voice).get("via")), voices)


def _check_topics_and_sources(
    file: str, items: Sequence[tuple[Path, Table]], article: Table
) -> Iterator[Finding]:
    topics, paragraphs = as_table(article.get("topics")), as_table(article.get("paragraphs"))
    voices = {ARTICLE_VOICE, *as_table(article.get("voices"))}
    for path, item in items:
        id = id_of(item)
        yield from _check_exists(file, (*path, "topic"), id, "topic", as_text(item.get("topic")), topics)
        for place, source in enumerate(as_list(item.get("source"))):
            source_path: Path = (*path, "source", place)
            voice = as_text(as_table(source).get("voice"))
            yield from _check_exists(file, (*source_path, "voice"), id, "voice", voice, voices)
            number = as_text(as_table(source).get("paragraph"))
            if _PARAGRAPH_NUMBER.fullmatch(number) and number not in paragraphs:
                message = f"there is no paragraph {number} in {ARTICLE}: cite one that is there"
                yield Finding(file, (*source_path, "paragraph"), message, id)


def _check_unique_ids(file: str, items: Sequence[tuple[Path, Table]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, item in items:
        id = id_of(item)
        if id and id in seen:
            message = f"the id `{quote(id)}` is used before: give this one another"
            yield Finding(file, (*path, "id"), message, id)
        seen.add(id)


def _check_links(path: Path, item: Table, field: str, kind: str, known: Collection[str]) -> Iterator[Finding]:
    links = [as_text(link) for link in as_list(item.get(field))]
    seen: set[str] = set()
    for place, link in enumerate(links):
        link_path: Path = (*path, field, place)
        if link and link in seen:
            message = f"`{quote(link)}` is named twice: keep one"
            yield Finding(QA, link_path, message, id_of(item))
        elif link and link == id_of(item) and kind == "entry":
            message = "it links to itself: name another entry, or remove the link"
            yield Finding(QA, link_path, message, id_of(item))
        else:
            yield from _check_exists(QA, link_path, id_of(item), kind, link, known)
        seen.add(link)


def _check_phrasings(items: Sequence[tuple[Path, Table]]) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    phrasings = [
        ((*path, *field), id_of(item), text) for path, item in items for field, text in phrasings_of(item)
    ]
    words_of_each = tokenise_each(text for _, _, text in phrasings)
    for (path, id, phrasing), words in zip(phrasings, words_of_each, strict=True):
        owner = owners.setdefault(" ".join(words), id)
        if not words:
            message = f"“{quote(phrasing)}” has no words to match: write it out or remove it"
            yield Finding(QA, path, message, id)
        elif owner != id:
            message = f"“{quote(phrasing)}” is a phrasing of `{quote(owner)}` too: keep it in one of them"
            yield Finding(QA, path, message, id)


def _check_exists(
    file: str, path: Path, id: str, kind: str, name: str, known: Collection[str]
) -> Iterator[Finding]:
    if name and name not in known:
        hint = partial(_nearest, name, known)
        yield Finding(file, path, f"there is no {kind} `{quote(name)}`", id or None, hint=hint)


def _nearest(name: str, known: Collection[str]) -> str:
    # What is longer than an id is none, and takes long to compare.
    ids = [id for id in known if len(id) <= MAX_ID] if len(name) <= 2 * MAX_ID else []
    close = process.extractOne(name, ids, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return f"; did you mean `{quote(close[0])}`?" if close else ": add it, or correct the name"


def _check_dates(path: Path, event: Table) -> Iterator[Finding]:
    date, until = (_date(event.get(field)) for field in ("date", "until"))
    if date and until and until.last < date.first:
        message = f"`until` ({until}) is before `date` ({date}): swap them"
        yield Finding(TIMELINE, (*path, "until"), message, id_of(event))
    if event.get("inferred") and not event.get("note"):
        message = "`inferred` needs a `note` that says how it is known"
        yield Finding(TIMELINE, (*path, "inferred"), message, id_of(event))


def _date(value: Any) -> PartialDate | None:
    try:
        return PartialDate.parse(as_text(value))
    except ValueError:
        return None
