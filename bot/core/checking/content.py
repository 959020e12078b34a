"""Reading the content of a pack that loads: does it say what it may say, and is it found?

Errors: figures that the cited paragraph does not have, phrasings that come back to another item, and
those that are small talk. Warnings: what a curator would want to know and may leave as it is.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bot.core.answering.outcomes import Kind
from bot.core.answering.small_talk import recognise
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.dependents import UnsupportedFigure
from bot.core.checking.stray_phrasings import StrayPhrasing, stray_phrasings
from bot.core.language.dates import MONTHS, PartialDate
from bot.core.language.figures import figures, typed
from bot.core.language.normalise import normalise, token_lists, tokens
from bot.core.pack.models import Entry, Event, Item, Knowledge, Source
from bot.core.pack.problems import Finding, Path, Severity
from bot.core.pack.review import is_overdue
from bot.core.pack.validation import QA, TIMELINE

# With fewer ways to ask, an entry is missed by most who ask it in words of their own.
FEWEST_PHRASINGS = 5
# So many phrasings that differ in one word are a template: they teach the matcher little.
MOST_OF_A_PATTERN = 3
# Small talk is short: to read every phrasing for it would take a tenth of the time of a check.
_LONGEST = 32


def check(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    """Everything there is to say about the content, file by file."""
    knowledge = snapshot.knowledge
    lost: dict[str, list[StrayPhrasing]] = {}
    for found in stray_phrasings(snapshot):
        lost.setdefault(found.item, []).append(found)
    chat: dict[str, list[int]] = {}
    for id, number in small_talk_phrasings(snapshot):
        chat.setdefault(id, []).append(number)
    for at, entry in enumerate(knowledge.entries.values()):
        here: Path = ("entries", at)
        yield from _unsupported(
            QA, (*here, "answer"), entry.id, entry.answer, _cited(knowledge, entry.source)
        )
        yield from _astray(here, lost.get(entry.id, ()))
        yield from _chat(here, entry, chat.get(entry.id, ()))
        yield from _thin(here, entry)
        yield from _overdue(here, entry, today)
        if not entry.related:
            yield _warning((*here, "id"), entry.id, "it has no `related` entries: readers find no way on")
    for at, item in enumerate(knowledge.not_covered.values()):
        here = ("not_covered", at)
        yield from _unsupported(QA, (*here, "reply"), item.id, item.reply, _seen(knowledge, item.see))
        yield from _astray(here, lost.get(item.id, ()))
        yield from _chat(here, item, chat.get(item.id, ()))
        yield from _overdue(here, item, today)
        if not item.see:
            yield _warning(
                (*here, "id"),
                item.id,
                "it has no `see`: point to the nearest thing the article says",
            )
    for at, event in enumerate(knowledge.events.values()):
        yield from _event(knowledge, ("events", at), event)


def _unsupported(file: str, path: Path, id: str, text: str, support: frozenset[str]) -> Iterator[Finding]:
    # Each alone, so that one can be put right while another is left.
    for figure, words in typed(text, sorted(figures(text) - support)).items():
        message = f"“{words}” does not stand in the paragraph it cites: correct it, or cite where it stands"
        yield UnsupportedFigure(file, path, message, id, figure=figure, typed=words)


def _cited(knowledge: Knowledge, sources: Iterable[Source]) -> frozenset[str]:
    paragraphs = {source.paragraph for source in sources}
    return frozenset().union(*(figures(knowledge.article.paragraphs[number]) for number in paragraphs))


def _seen(knowledge: Knowledge, see: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(_cited(knowledge, knowledge.entries[id].source) for id in see))


def _event(knowledge: Knowledge, path: Path, event: Event) -> Iterator[Finding]:
    support = _cited(knowledge, event.source)
    text = f"{event.title}. {event.detail}"
    yield from _unsupported(TIMELINE, (*path, "detail"), event.id, text, support)
    for field, moment in (("date", event.date), ("until", event.until)):
        if moment is not None:
            dated = _written(moment, year_known=event.inferred != "year")
            yield from _unsupported(TIMELINE, (*path, field), event.id, dated, support)


def _written(moment: PartialDate, year_known: bool) -> str:
    """The parts of a date that the article must have: an inferred year is exempt."""
    month = MONTHS[moment.month - 1] if moment.month else ""
    day = f"{month} {moment.day}" if moment.day else month
    return f"{day}. {moment.year}" if year_known else day


def _astray(here: Path, lost: Iterable[StrayPhrasing]) -> Iterator[Finding]:
    for each in lost:
        message = (
            f"“{each.phrasing}” comes back to `{each.now or 'nothing'}`: reword it,"
            " or list it under `accepted_collisions`"
        )
        yield Finding(QA, _place(here, each.number), message, each.item)


def _chat(here: Path, item: Item, numbers: Iterable[int]) -> Iterator[Finding]:
    for number in numbers:
        named = f"a phrasing “{item.asked[number]}”" if number else f"its question “{item.question}”"
        message = f"{named} is small talk: whoever says it would get this answer: take a whole question"
        yield Finding(QA, _place(here, number), message, item.id)


def _place(here: Path, number: int) -> Path:
    return (*here, "phrasings", number - 1) if number else (*here, "question")


def _thin(here: Path, entry: Entry) -> Iterator[Finding]:
    different = {normalise(phrasing) for phrasing in entry.phrasings}
    if len(different) < FEWEST_PHRASINGS:
        message = (
            f"it has {len(different)} phrasings: with {FEWEST_PHRASINGS} or more it is found far more often"
        )
        yield _warning((*here, "id"), entry.id, message)
    patterns = Counter(pattern for phrasing in different for pattern in _patterns(phrasing))
    if patterns and max(patterns.values()) > MOST_OF_A_PATTERN:
        pattern, count = patterns.most_common(1)[0]
        message = f"{count} phrasings are “{pattern}” with one word swapped: others would teach it more"
        yield _warning((*here, "phrasings"), entry.id, message)


def _patterns(phrasing: str) -> Iterator[str]:
    words = tokens(phrasing)
    if len(words) > 2:
        for at in range(len(words)):
            yield " ".join((*words[:at], "…", *words[at + 1 :]))


def _overdue(here: Path, item: Item, today: date) -> Iterator[Finding]:
    if is_overdue(item, today):
        message = f"its review was due by {item.review_by}: check it, then move the date"
        yield _warning((*here, "review_by"), item.id, message)


def _warning(path: Path, id: str, message: str) -> Finding:
    return Finding(QA, path, message, id, Severity.WARNING)


def small_talk_phrasings(snapshot: Snapshot) -> Iterator[tuple[str, int]]:
    """The phrasings that take small talk over: the item's id and the number, 0 for its question."""
    short = [
        (item.id, number, phrasing)
        for item in snapshot.knowledge.items
        for number, phrasing in enumerate(item.asked)
        if len(phrasing) <= _LONGEST
    ]
    read = token_lists(phrasing for _, _, phrasing in short)
    for (id, number, phrasing), words in zip(short, read, strict=True):
        # What has no word that counts stays small talk, and is said to come back to nothing.
        if recognise(" ".join(words)) and snapshot.ask(phrasing).kind is not Kind.CHAT:
            yield id, number
