"""The words of the footnote; who speaks in the article, and what each says."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.pack.models import ARTICLE_VOICE, Entry, Event, Knowledge, Source, Status

_OWN_VOICE = {
    Status.STATED: "Stated in the article",
    Status.REPORTED: "Reported in the article",
    Status.ANNOUNCED: "Announced, as the article has it",
    Status.ALLEGED: "Alleged, as the article has it",
    Status.DENIED: "Denied, as the article has it",
}


def said_by(knowledge: Knowledge, source: Source) -> str:
    """One source in words: `Reported by The Wall Street Journal`."""
    if source.voice == ARTICLE_VOICE:
        return _OWN_VOICE[source.status]
    voice = knowledge.voice(source.voice)
    via = f", as relayed by {knowledge.voice(voice.via).name}" if voice.via else ""
    return f"{source.status.capitalize()} by {voice.name}{via}"


def attribution(knowledge: Knowledge, item: Entry | Event) -> str:
    """The whole footnote without its paragraphs: each source once, in the order it is cited."""
    words = dict.fromkeys(said_by(knowledge, source) for source in item.source)
    return "; ".join(words)


def footnote(knowledge: Knowledge, item: Entry | Event) -> str:
    """The whole footnote with its paragraphs: `Stated by Chainalysis · paragraph 4`."""
    cited: dict[str, list[str]] = {}
    for source in item.source:
        numbers = cited.setdefault(said_by(knowledge, source), [])
        if str(source.paragraph) not in numbers:
            numbers.append(str(source.paragraph))
    return "; ".join(f"{words} · {_paragraphs(numbers)}" for words, numbers in cited.items())


def is_alleged(item: Entry | Event) -> bool:
    """Is any part of it an accusation?"""
    return any(source.status is Status.ALLEGED for source in item.source)


def _paragraphs(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"


@dataclass(frozen=True)
class VoiceStatements:
    """A voice with every entry that cites it, and the ways it puts things."""

    id: str
    name: str
    kind: str | None
    entries: tuple[Entry, ...]
    statuses: tuple[Status, ...]

    @property
    def title(self) -> str:
        """Its name, and what it is: `Chainalysis (research firm)`."""
        name = f"{self.name[0].upper()}{self.name[1:]}"
        return f"{name} ({self.kind})" if self.kind else name


def statements(knowledge: Knowledge) -> Iterator[VoiceStatements]:
    """Every voice that an entry cites, in the order of the pack, the article's own last."""
    for id in (*knowledge.article.voices, ARTICLE_VOICE):
        citing = [
            entry
            for entry in knowledge.entries.values()
            if any(source.voice == id for source in entry.source)
        ]
        # A digest cites many: what a voice says itself is what is cited from it alone.
        alone = [entry for entry in citing if all(source.voice == id for source in entry.source)]
        entries = tuple(alone or citing)
        statuses = dict.fromkeys(
            source.status for entry in entries for source in entry.source if source.voice == id
        )
        if entries:
            voice = knowledge.voice(id)
            kind = "in its own voice" if id == ARTICLE_VOICE else voice.kind
            yield VoiceStatements(id, voice.name, kind, entries, tuple(statuses))
