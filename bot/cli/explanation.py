"""`--explain`: how a question was read, and what it was near."""

from rich.console import Console
from rich.table import Table

from bot.core.question import clean
from bot.core.snapshot import Snapshot

_SHOWN = 5


def print_explanation(snapshot: Snapshot, question: str) -> None:
    """Print the question as read, corrected words, and the five nearest items with their scores."""
    console = Console(highlight=False)
    reading = snapshot.index.read(clean(question))
    console.print(f"Decided: {snapshot.ask(question).rule or 'it is small talk'}", markup=False)
    console.print(f"Read as: {' '.join(reading.words) or '(no words)'}", markup=False)
    for word, meant in reading.corrected.items():
        console.print(f"Corrected: {word} to {meant}", markup=False)
    table = Table("Item", "Kind", "Score", "Behind the best", "Words known")
    hits = snapshot.index.search(reading).best(_SHOWN)
    for hit in hits:
        kind = "entry" if hit.item in snapshot.knowledge.entries else "not covered"
        behind = f"{hits[0].score - hit.score:.3f}"
        known = f"{snapshot.index.coverage(reading, hit.place):.0%}"
        table.add_row(hit.item, kind, f"{hit.score:.3f}", behind, known)
    console.print(table)
