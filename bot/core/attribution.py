"""The words of the footnote: who says so, and how."""

from bot.core.knowledge import ARTICLE_VOICE, Entry, Event, Knowledge, Source, Status

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
