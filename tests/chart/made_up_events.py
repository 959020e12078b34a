"""Events of every kind a pack may hold, made up from a seed."""

from datetime import date, timedelta
from random import Random

from bot.core.pack.models import Article, Event, Knowledge, Source, Status

TOPICS = {
    f"topic-{number}": f"{'Wide WWW topic' if number % 4 else 'Topic'} {number}" for number in range(25)
}
VOICES = {f"voice-{number}": {"name": f"Voice {number} of {'W' * (number % 80)}"} for number in range(30)}
_WORDS = (
    "the Board WWWMMM accuses a $5 billion x_y of naïve ÀÉÎ growth in Tokyo after 17% and founders".split()
)


def made_up(seed: int, most: int = 60) -> tuple[Knowledge, tuple[Event, ...]]:
    """A pack's knowledge, and its events: some seeds crowd a summer, some spread over centuries."""
    chance = Random(seed)
    count, topics = chance.randint(1, most), chance.randint(1, 25)
    events = tuple(_event(chance, f"event-{number}", topics) for number in range(count))
    return knowledge_of(events, "Title " * chance.randint(1, 16)), events


def knowledge_of(events: tuple[Event, ...], title: str = "A title") -> Knowledge:
    """The knowledge that holds these events and nothing else."""
    article = Article(title=title, topics=TOPICS, voices=VOICES, paragraphs={1: "It says so."})
    return Knowledge(article, {}, {}, {event.id: event for event in events})


def events_on(*dates: str, until: dict[int, str] | None = None, topics: int = 1) -> tuple[Event, ...]:
    """Plain events on these dates, with an end for those whose place is in `until`."""
    return tuple(
        Event(
            id=f"event-{number}",
            date=written,
            until=(until or {}).get(number),
            topic=f"topic-{number % topics}",
            title=f"Number {number} happens",
            detail="It happened.",
            source=(Source(voice="article", paragraph=1, status=Status.STATED),),
        )
        for number, written in enumerate(dates)
    )


def _event(chance: Random, id: str, topics: int) -> Event:
    near, far = date(2023, 5, 1) + timedelta(chance.randint(0, 120)), date(chance.randint(1990, 2025), 1, 1)
    start = near if chance.random() < 0.6 else far + timedelta(chance.randint(0, 364))
    if chance.random() < 0.02:
        start = date(chance.randint(1, 9999), 12, 31)
    written = _written(chance, start)
    until = None
    if chance.random() < 0.2:
        until = _written(chance, date(min(start.year + chance.choice([1, 1, 2, 20]), 9999), 3, 9))
    return Event(
        id=id,
        date=written,
        until=until,
        approximate=chance.random() < 0.2,
        inferred="year" if chance.random() < 0.2 else None,
        topic=f"topic-{chance.randrange(topics)}",
        title=_title(chance),
        detail="It happened.",
        source=(Source(voice=chance.choice(["article", *VOICES]), paragraph=1, status=Status.STATED),),
    )


def _written(chance: Random, day: date) -> str:
    return day.isoformat()[: chance.choice([4, 7, 10])]


def _title(chance: Random) -> str:
    kind = chance.random()
    if kind < 0.05:
        return chance.choice("WiM中") * 100
    return " ".join(chance.choices(_WORDS, k=chance.randint(1, 25)))[:100].strip()
