"""Packs with long timelines, well-behaved and hostile."""

import json

from bot.core.answering.snapshot import Snapshot
from bot.core.pack.limits import MAX_LINKS
from bot.core.pack.models import MAX_ID, Article, Entry, Event, Knowledge
from tests.client.town import components, text
from tests.packs import changed, snapshot_of

# Twice as long once it is escaped.
MARKUP = "*_~|"
WORST_LABEL = MARKUP * 25
WORST_DETAIL = MARKUP * 375


def months(count: int) -> Snapshot:
    """The bakery's pack with an event every month from January 2000, all about bread by the Gazette."""
    source = {"voice": "gazette", "paragraph": 2, "status": "reported"}
    events = [
        {
            "id": f"loaf-{number}",
            "date": f"{2000 + number // 12}-{number % 12 + 1:02}",
            "topic": "bread",
            "title": f"Loaf number {number}",
            "detail": "It is baked.",
            "source": source,
        }
        for number in range(count)
    ]
    qa = changed("qa.yaml", "events: [opening]", "events: []")
    return snapshot_of(qa | {"timeline.yaml": json.dumps({"events": events})})


def without_events() -> Snapshot:
    """The bakery's pack with no timeline."""
    qa = changed("qa.yaml", "events: [opening]", "events: []")
    return snapshot_of(qa | {"timeline.yaml": "events: []"})


def hostile(count: int = 500, voices: int = 25) -> Knowledge:
    """Everything as long as a pack may have it, of nothing but markup; each entry links every event."""
    topics, speakers = _ids("t", 25), _ids("v", voices)
    source = [
        {"voice": voice, "paragraph": 9_999 - at, "status": "alleged"} for at, voice in enumerate(speakers)
    ]
    article = Article.model_validate(
        {
            "title": WORST_LABEL,
            "topics": dict.fromkeys(topics, WORST_LABEL),
            "voices": {id: {"name": f"{WORST_LABEL[:97]}{id[-3:]}", "via": speakers[0]} for id in speakers},
            "paragraphs": {9_999 - at: "It says so." for at in range(voices)},
        }
    )
    said = {"topic": topics[0], "source": source}
    events = [
        Event.model_validate(
            said
            | {
                "id": id,
                "date": f"{1500 + at}-09-27",
                "until": f"{1501 + at}-09-28",
                "approximate": True,
                "inferred": "year",
                "note": WORST_DETAIL,
                "title": WORST_LABEL,
                "detail": WORST_DETAIL,
            }
        )
        for at, id in enumerate(_ids("e", count))
    ]
    entries = [
        Entry.model_validate(
            said
            | {
                "id": id,
                "question": (MARKUP * 20)[:77] + id[-3:],
                "answer": WORST_DETAIL,
                "events": [event.id for event in events[:MAX_LINKS]],
            }
        )
        for id in _ids("q", 30)
    ]
    return Knowledge(article, _by_id(entries), {}, _by_id(events))


async def listing(town, who=None, **options):
    """The page that `/timeline list` shows, to Alice if nobody else is named."""
    result = await (who or town.alice).slash(town.channel, "timeline list", **options)
    return result.response


def shown(message) -> str:
    """What a message says, without the backslashes that keep markup from being any."""
    return text(message).replace("\\", "").strip()


def listed(message) -> list[str]:
    """The ids of the events that a page lets people open, in order."""
    return [option["value"] for component in components(message) for option in component.get("options", [])]


def _ids(kind: str, count: int) -> list[str]:
    return [f"{kind * (MAX_ID - 3)}{number:03}" for number in range(count)]


def _by_id(items):
    return {item.id: item for item in items}
