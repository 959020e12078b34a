"""A part of the timeline in few characters, for the custom ids of buttons that turn its pages."""

from collections.abc import Iterable
from hashlib import blake2s

from bot.core.language.dates import PartialDate
from bot.core.pack.models import Knowledge
from bot.core.timeline.events import select
from bot.core.timeline.scope import Scope, ScopeError

# Six parts: two dates, and the marks of a topic, a voice and two events. At most 57 characters.
CODE = "[0-9-]{0,10}:[0-9-]{0,10}:[0-9a-f]{0,8}:[0-9a-f]{0,8}:[0-9a-f]{0,8}:[0-9a-f]{0,8}"
_BYTES = 4
_CHANGED = "The timeline has changed since then: ask for it again."


def to_code(scope: Scope) -> str:
    """The code of a part of the timeline."""
    dates = (str(moment or "") for moment in (scope.start, scope.end))
    ids = (_mark(id) if id else "" for id in (scope.topic, scope.voice, scope.after, scope.before))
    return ":".join((*dates, *ids))


def from_code(knowledge: Knowledge, code: str) -> Scope:
    """The part of the timeline that a code stands for; raises ScopeError where nothing of it is left."""
    start, end, *marks = code.split(":")
    article, events = knowledge.article, knowledge.events
    known: tuple[Iterable[str], ...] = (article.topics, article.voices, events, events)
    topic, voice, after, before = (_marked(mark, ids) for mark, ids in zip(marks, known, strict=True))
    scope = Scope(_moment(start), _moment(end), topic, voice, after, before)
    if not select(knowledge, scope):
        raise ScopeError(_CHANGED)
    return scope


def _mark(id: str) -> str:
    # An id may have 40 characters; four of them and two dates would not fit.
    return blake2s(id.encode(), digest_size=_BYTES).hexdigest()


def _marked(mark: str, ids: Iterable[str]) -> str | None:
    if not mark:
        return None
    for id in (*ids, "article"):
        if _mark(id) == mark:
            return id
    raise ScopeError(_CHANGED)


def _moment(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None
