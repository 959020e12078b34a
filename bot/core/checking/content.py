"""Checks of the content of a pack that loads: is everything it says in the article, and is it found?

Errors are figures that the cited paragraph does not have, phrasings that find another item, and phrasings
that are small talk. Warnings are what a curator would want to know and may leave as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.cited_figures import CitedFigures
from bot.core.checking.dependents import UnsupportedFigure
from bot.core.checking.small_talk_phrasings import find_small_talk_phrasings
from bot.core.checking.stray_phrasings import StrayPhrasing, find_stray_phrasings
from bot.core.language.dates import MONTHS, PartialDate
from bot.core.language.normalise import normalise, tokenise
from bot.core.language.plurals import counted
from bot.core.pack.models import Entry, Event, Item
from bot.core.pack.problems import Finding, Path, Severity, quote
from bot.core.pack.review import is_overdue
from bot.core.pack.validation import QA, TIMELINE

# With fewer phrasings, an entry is missed by most people who ask in words of their own.
FEWEST_PHRASINGS = 5
# The most phrasings that may differ in one word alone: more of them teach the matcher little.
MOST_OF_A_PATTERN = 3
# The most words of a phrasing that can be one of a pattern: what is longer is a message of somebody's own.
_LONGEST_PATTERN = 40
# The most figures of a text that are named. The others are counted.
MOST_FIGURES = 20


def check_content(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    """Every finding about the content: entries, then items not covered, then events, in file order."""
    knowledge = snapshot.knowledge
    figures = CitedFigures(knowledge.article.paragraphs)
    cited = {entry.id: figures.as_set(entry.paragraphs) for entry in knowledge.entries.values()}
    strays: dict[str, list[StrayPhrasing]] = {}
    for stray in find_stray_phrasings(snapshot):
        strays.setdefault(stray.item, []).append(stray)
    small_talk: dict[str, list[int]] = {}
    for id, number in find_small_talk_phrasings(snapshot):
        small_talk.setdefault(id, []).append(number)
    for position, entry in enumerate(knowledge.entries.values()):
        path: Path = ("entries", position)
        yield from _check_figures(figures, cited[entry.id], QA, (*path, "answer"), entry.id, entry.answer)
        yield from _report_strays(path, strays.get(entry.id, ()))
        yield from _report_small_talk(path, entry, small_talk.get(entry.id, ()))
        yield from _check_phrasings(path, entry)
        yield from _check_review(path, entry, today)
        if not entry.related:
            yield _warning((*path, "id"), entry.id, "it has no `related` entries: readers find no way on")
    for position, item in enumerate(knowledge.not_covered.values()):
        path = ("not_covered", position)
        nearby = reduce(or_, (cited[id] for id in item.see), 0)
        yield from _check_figures(figures, nearby, QA, (*path, "reply"), item.id, item.reply)
        yield from _report_strays(path, strays.get(item.id, ()))
        yield from _report_small_talk(path, item, small_talk.get(item.id, ()))
        yield from _check_review(path, item, today)
        if not item.see:
            message = "it has no `see`: point to the nearest thing the article says"
            yield _warning((*path, "id"), item.id, message)
    for position, event in enumerate(knowledge.events.values()):
        yield from _check_event(figures, ("events", position), event)


def _check_figures(
    figures: CitedFigures, cited: int, file: str, path: Path, id: str, text: str
) -> Iterator[Finding]:
    missing = figures.find_missing(text, cited)
    # A finding for each figure, so that one can be corrected while another is left.
    for figure, words in figures.name(text, missing[:MOST_FIGURES]).items():
        message = (
            f"“{quote(words)}” does not stand in the paragraph it cites: correct it, or cite where it stands"
        )
        yield UnsupportedFigure(file, path, message, id, figure=figure, typed=words)
    if len(missing) > MOST_FIGURES:
        rest = counted(len(missing) - MOST_FIGURES, "more figure")
        message = f"and {rest} that it has not: correct the text, or cite where they stand"
        yield Finding(file, path, message, id)


def _check_event(figures: CitedFigures, path: Path, event: Event) -> Iterator[Finding]:
    cited = figures.as_set(source.paragraph for source in event.source)
    text = f"{event.title}. {event.detail}"
    yield from _check_figures(figures, cited, TIMELINE, (*path, "detail"), event.id, text)
    for field, date_ in (("date", event.date), ("until", event.until)):
        if date_ is not None:
            written = _write_date(date_, is_year_known=event.inferred != "year")
            yield from _check_figures(figures, cited, TIMELINE, (*path, field), event.id, written)


def _write_date(day: PartialDate, is_year_known: bool) -> str:
    """The parts of a date that the article must have: an inferred year is exempt."""
    month = MONTHS[day.month - 1] if day.month else ""
    month_and_day = f"{month} {day.day}" if day.day else month
    return f"{month_and_day}. {day.year}" if is_year_known else month_and_day


def _report_strays(path: Path, strays: Iterable[StrayPhrasing]) -> Iterator[Finding]:
    for stray in strays:
        message = (
            f"“{quote(stray.phrasing)}” comes back to `{stray.destination or 'nothing'}`: reword it,"
            " or list it under `accepted_collisions`"
        )
        yield Finding(QA, _phrasing_path(path, stray.number), message, stray.item)


def _report_small_talk(path: Path, item: Item, numbers: Iterable[int]) -> Iterator[Finding]:
    for number in numbers:
        phrasing = quote(item.all_phrasings[number])
        named = f"a phrasing “{phrasing}”" if number else f"its question “{phrasing}”"
        message = f"{named} is small talk: whoever says it would get this answer: take a whole question"
        yield Finding(QA, _phrasing_path(path, number), message, item.id)


def _phrasing_path(path: Path, number: int) -> Path:
    """The path of a phrasing in the file, by its number in `Item.asked`: 0 is the question."""
    return (*path, "phrasings", number - 1) if number else (*path, "question")


def _check_phrasings(path: Path, entry: Entry) -> Iterator[Finding]:
    """Are there too few phrasings, or too many that differ in one word alone?"""
    distinct = {normalise(phrasing) for phrasing in entry.phrasings}
    if len(distinct) < FEWEST_PHRASINGS:
        message = (
            f"it has {len(distinct)} phrasings: with {FEWEST_PHRASINGS} or more it is found far more often"
        )
        yield _warning((*path, "id"), entry.id, message)
    patterns = Counter(pattern for phrasing in distinct for pattern in _make_patterns(phrasing))
    if patterns and max(patterns.values()) > MOST_OF_A_PATTERN:
        pattern, count = patterns.most_common(1)[0]
        message = (
            f"{count} phrasings are “{quote(pattern)}” with one word swapped: others would teach it more"
        )
        yield _warning((*path, "phrasings"), entry.id, message)


def _make_patterns(phrasing: str) -> Iterator[str]:
    """A phrasing of three to forty words with each of its words left out in turn."""
    words = tokenise(phrasing)
    if 2 < len(words) <= _LONGEST_PATTERN:
        for position in range(len(words)):
            yield " ".join((*words[:position], "…", *words[position + 1 :]))


def _check_review(path: Path, item: Item, today: date) -> Iterator[Finding]:
    if is_overdue(item, today):
        message = f"its review was due by {item.review_by}: check it, then move the date"
        yield _warning((*path, "review_by"), item.id, message)


def _warning(path: Path, id: str, message: str) -> Finding:
    return Finding(QA, path, message, id, Severity.WARNING)
