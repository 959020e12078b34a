"""`--explain`: how a question was read, the nearest items, what was checked, and the rule that decided."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from bot.core.answering.explanation import explain_entry
from bot.core.answering.message_parts import read_parts
from bot.core.answering.outcomes import Answer, Check
from bot.core.answering.snapshot import Snapshot
from bot.core.answering.vetoes import CHECKS, find_objections
from bot.core.search.query import Query
from bot.core.search.results import Hit, rank

_MAX_ITEMS = 5


def print_explanation(snapshot: Snapshot, question: str) -> None:
    """Print the question as read, the five nearest items with their scores, every check, and the rule."""
    console = Console(highlight=False)
    answer = snapshot.ask(question)
    reading = snapshot.index.make_query(answer.question)
    _print_line(console, "Decided", answer.rule)
    _print_line(console, "Normal form", reading.normalised or "(no words)")
    _print_line(console, "Read as", " ".join(reading.words) or "(no words)")
    for word, meant in reading.corrected.items():
        _print_line(console, "Corrected", f"{word} to {meant}")
    for part in read_parts(question):
        _print_line(console, "Asks", part)
    confidence = {candidate.entry.id: f"{candidate.confidence:.2f}" for candidate in answer.ranked}
    table = Table("Item", "Kind", "Score", "Behind the best", "Words known", "Confidence")
    results = snapshot.index.search(reading)
    hits = results.best(_MAX_ITEMS)
    for hit in hits:
        kind = "entry" if hit.item in snapshot.knowledge.entries else "not covered"
        behind = f"{hits[0].score - hit.score:.3f}"
        known = f"{snapshot.index.coverage(reading, hit.place):.0%}"
        table.add_row(hit.item, kind, f"{hit.score:.3f}", behind, known, confidence.get(hit.item, ""))
    console.print(table)
    if answer.ranked:
        _print_parts(console, snapshot, answer)
    for check in _every_check(snapshot, answer, reading, rank(snapshot.knowledge, results, 1).entries):
        _print_line(console, f"Check, {check.name}", check.objection or "nothing against it")


def _print_parts(console: Console, snapshot: Snapshot, answer: Answer) -> None:
    """What the confidence in the first entry is made of, for the whole question."""
    entry = answer.ranked[0].entry
    for part in explain_entry(snapshot, answer.question, entry):
        _print_line(
            console, f"Confidence in {entry.id}", f"{part.weight:+.1f} {part.group} ({part.strength})"
        )


def _every_check(snapshot: Snapshot, answer: Answer, reading: Query, best: Sequence[Hit]) -> Iterator[Check]:
    """What was checked, and what the guards say of the best hits where they were not asked."""
    yield from answer.checks
    names_checked = {check.name for check in answer.checks}
    for hit in best:
        for check in map(Check, CHECKS, find_objections(snapshot.profile, reading, [hit])[0]):
            if check.name not in names_checked:
                yield check


def _print_line(console: Console, name: str, text: str) -> None:
    console.print(f"{name}: {text}", markup=False)
