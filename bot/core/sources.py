"""Who speaks in the article, and what each says."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.knowledge import ARTICLE_VOICE, Entry, Knowledge, Status


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
