"""Why an entry is rated as it is, in words that a curator understands."""

from dataclasses import dataclass

from bot.core.answering.confidence import explain_confidence
from bot.core.answering.signal_groups import Group
from bot.core.answering.signals import read_findings
from bot.core.answering.snapshot import Snapshot
from bot.core.language.message_text import clean
from bot.core.pack.models import Entry

# Parts of a logit that are smaller than the first are not worth a word; the others divide them by strength.
_LEAST, _CLEAR, _STRONG = 0.1, 0.5, 1.5


@dataclass(frozen=True)
class Reason:
    """What one group of signals adds to the logit of the confidence, or takes from it."""

    group: Group
    weight: float

    @property
    def strength(self) -> str:
        """How much that is, in a word or two."""
        size = abs(self.weight)
        return "a little" if size < _CLEAR else "clearly" if size < _STRONG else "strongly"


def explain_entry(snapshot: Snapshot, question: str, entry: Entry) -> tuple[Reason, ...]:
    """What speaks for an entry as the answer to a whole question, and against it: the strongest first.

    Empty where the entry is none of those that were looked at.
    """
    query = snapshot.index.make_query(clean(question))
    findings = read_findings(snapshot.profile, query, snapshot.policy.looked_at)
    places = [hit.item for hit in findings.ranking.entries]
    if entry.id not in places:
        return ()
    signals = findings.signals[places.index(entry.id)]
    is_bare = len(snapshot.knowledge.not_covered) < snapshot.policy.fewest_absent
    parts = [Reason(group, weight) for group, weight in explain_confidence(signals, is_bare).items()]
    telling = (part for part in parts if abs(part.weight) >= _LEAST)
    return tuple(sorted(telling, key=lambda part: -abs(part.weight)))


def render_sides(parts: tuple[Reason, ...]) -> tuple[str, str]:
    """What speaks for it, and what against it, each in one line; empty where nothing does."""
    told = [part for part in parts if part.group is not Group.CONSTANT]
    sides = ([part for part in told if part.weight > 0], [part for part in told if part.weight < 0])
    lines = ["; ".join(f"{part.group} ({part.strength})" for part in side) for side in sides]
    return lines[0], lines[1]
