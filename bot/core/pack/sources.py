"""The text of the footnote; the voices in the article, and the entries that cite each of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.pack.models import ARTICLE_VOICE, Entry, Event, Knowledge, Source, Status

_ARTICLE_SAYS = {
    Status.STATED: "Stated in the article",
    Status.REPORTED: "Reported in the article",
    Status.ANNOUNCED: "Announced, as the article has it",
    Status.ALLEGED: "Alleged, as the article has it",
    Status.DENIED: "Denied, as the article has it",
}


def render_source(knowledge: Knowledge, source: Source) -> str:
    """One source as text, without its paragraph: `Reported by The Wall Street Journal`."""
    if source.voice == ARTICLE_VOICE:
        return _ARTICLE_SAYS[source.status]
    voice = knowledge.voice(source.voice)
    via = f", as relayed by {knowledge.voice(voice.via).name}" if voice.via else ""
    return f"{source.status.capitalize()} by {voice.name}{via}"


def render_attribution(knowledge: Knowledge, item: Entry | Event) -> str:
    """The footnote without the paragraphs: every source once, in the order of citation."""
    texts = dict.fromkeys(render_source(knowledge, source) for source in item.source)
    return "; ".join(texts)


def render_footnote(knowledge: Knowledge, item: Entry | Event) -> str:
    """The footnote with the paragraphs: `Stated by Chainalysis · paragraph 4`."""
    paragraphs: dict[str, list[str]] = {}
    for source in item.source:
        numbers = paragraphs.setdefault(render_source(knowledge, source), [])
        if str(source.paragraph) not in numbers:
            numbers.append(str(source.paragraph))
    return "; ".join(f"{text} · {_render_paragraphs(numbers)}" for text, numbers in paragraphs.items())


def is_alleged(item: Entry | Event) -> bool:
    """Is any of its sources an allegation?"""
    return any(source.status is Status.ALLEGED for source in item.source)


def _render_paragraphs(numbers: list[str]) -> str:
    if len(numbers) == 1:
        return f"paragraph {numbers[0]}"
    return f"paragraphs {', '.join(numbers[:-1])} and {numbers[-1]}"


@dataclass(frozen=True)
class VoiceStatements:
    """A voice, the entries that show what it says, and the manners in which it says it."""

    id: str
    name: str
    kind: str | None
    entries: tuple[Entry, ...]
    statuses: tuple[Status, ...]

    @property
    def title(self) -> str:
        """The name and the kind of the voice: `Chainalysis (research firm)`."""
        name = f"{self.name[0].upper()}{self.name[1:]}"
        return f"{name} ({self.kind})" if self.kind else name


def list_voices(knowledge: Knowledge) -> Iterator[VoiceStatements]:
    """Every voice that an entry cites, in the order of the pack; the article's own voice is last."""
    for id in (*knowledge.article.voices, ARTICLE_VOICE):
        citing = [
            entry
            for entry in knowledge.entries.values()
            if any(source.voice == id for source in entry.source)
        ]
        # An entry that sums up cites many voices. If some cite this one alone, only those show what it says.
        only_this = [entry for entry in citing if all(source.voice == id for source in entry.source)]
        entries = tuple(only_this or citing)
        statuses = dict.fromkeys(
            source.status for entry in entries for source in entry.source if source.voice == id
        )
        if entries:
            voice = knowledge.voice(id)
            kind = "in its own voice" if id == ARTICLE_VOICE else voice.kind
            yield VoiceStatements(id, voice.name, kind, entries, tuple(statuses))
