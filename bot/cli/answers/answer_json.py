"""An answer as the JSON that scripts rely on: one line, all keys always there."""

import json
from collections.abc import Sequence
from typing import Any

from bot.core.answering.outcomes import Answer, Answered, Candidate, NotCovered, Outcome, outcome_name
from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Entry, NotCoveredItem
from bot.core.pack.sources import render_attribution


def answer_to_json(snapshot: Snapshot, question: str, answer: Answer) -> str:
    """The line for one question; it has the question as it was typed."""
    return json.dumps(
        {
            "question": question,
            "kind": answer.kind.value,
            **_outcome_fields(snapshot, answer.outcome),
            "also": [_outcome_fields(snapshot, outcome) for outcome in answer.also],
            "events": [event.id for event in answer.timeline.events] if answer.timeline else [],
        },
    )


def _outcome_fields(snapshot: Snapshot, outcome: Outcome) -> dict[str, Any]:
    return {
        "outcome": outcome_name(outcome),
        "confidence": round(outcome.confidence, 4),
        "entry": _entry(snapshot, outcome),
        "suggestions": _suggestions(outcome),
    }


def _entry(snapshot: Snapshot, outcome: Outcome) -> dict[str, Any] | None:
    match outcome:
        case Answered(entry=entry):
            sources = render_attribution(snapshot.knowledge, entry)
            return _item_fields(entry, entry.answer, sources, entry.paragraphs)
        case NotCovered(item=item):
            return _item_fields(item, item.reply, None, ())
        case _:
            return None


def _item_fields(
    item: Entry | NotCoveredItem, answer: str, attribution: str | None, paragraphs: Sequence[int]
) -> dict[str, Any]:
    return {
        "id": item.id,
        "question": item.question,
        "answer": answer,
        "attribution": attribution,
        "paragraphs": list(paragraphs),
    }


def _suggestions(outcome: Outcome) -> list[dict[str, Any]]:
    if isinstance(outcome, Answered | NotCovered):
        return []
    return [_suggestion(candidate) for candidate in outcome.candidates]


def _suggestion(candidate: Candidate) -> dict[str, Any]:
    return {
        "id": candidate.entry.id,
        "question": candidate.entry.question,
        "confidence": round(candidate.confidence, 4),
    }
