"""A short code for a part of the timeline, for the custom ids of buttons: Discord allows 100 characters."""

from collections.abc import Iterable
from hashlib import blake2s

from bot.core.language.dates import PartialDate
from bot.core.pack.models import Knowledge
from bot.core.timeline.events import select_events
from bot.core.timeline.scope import Scope, ScopeError

# Six parts: two dates, and the hashes of a topic, a voice and two events. At most 57 characters.
CODE = "[0-9-]{0,10}:[0-9-]{0,10}:[0-9a-f]{0,8}:[0-9a-f]{0,8}:[0-9a-f]{0,8}:[0-9a-f]{0,8}"
_HASH_BYTES = 4
_CHANGED = "The timeline has changed since then: ask for it again."


def to_code(scope: Scope) -> str:
    """The code of a part of the timeline."""
    dates = (str(date or "") for date in (scope.start, scope.end))
    ids = (_hash_id(id) if id else "" for id in (scope.topic, scope.voice, scope.after, scope.before))
    return ":".join((*dates, *ids))


def from_code(knowledge: Knowledge, code: str) -> Scope:
    """The part of the timeline that a code stands for.

    Raises ScopeError if the topic, the voice or an event is no longer in the pack, or if the part has no
    events any more.
    """
    start, end, *hashes = code.split(":")
    article, events = knowledge.article, knowledge.events
    known: tuple[Iterable[str], ...] = (article.topics, article.voices, events, events)
    topic, voice, after, before = (_find_id(id_hash, ids) for id_hash, ids in zip(hashes, known, strict=True))
    scope = Scope(_parse_date(start), _parse_date(end), topic, voice, after, before)
    if not select_events(knowledge, scope):
        raise ScopeError(_CHANGED)
    return scope


def _hash_id(id: str) -> str:
    # An id may have 40 characters; four of them and two dates would not fit into a custom id.
    return blake2s(id.encode(), digest_size=_HASH_BYTES).hexdigest()


def _find_id(id_hash: str, ids: Iterable[str]) -> str | None:
    if not id_hash:
        return None
    for id in (*ids, "article"):
        if _hash_id(id) == id_hash:
            return id
    raise ScopeError(_CHANGED)


def _parse_date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
