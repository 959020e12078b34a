"""What came of a question in a terminal: its cards, or its part of the timeline."""

from rich.console import Console

from bot.cli.terminal_card import print_card
from bot.cli.timeline import print_timeline
from bot.core.answering.cards import also_cards, card
from bot.core.answering.outcomes import Answer
from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Entry


def print_answer(
    snapshot: Snapshot, answer: Answer, console: Console, numbered: bool = False
) -> tuple[Entry, ...]:
    """Print it; returns the entries to go on to, which are `numbered` where they can be typed."""
    knowledge = snapshot.knowledge
    if answer.timeline is not None:
        print_timeline(knowledge, answer.timeline.scope, answer.timeline.events, console)
        return ()
    shown = card(knowledge, answer, snapshot.examples)
    print_card(shown, console, numbered)
    for also in also_cards(knowledge, answer):
        print_card(also, console)
    return shown.entries
