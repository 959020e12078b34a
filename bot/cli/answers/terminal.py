"""The answer to a question in a terminal: its cards, or its part of the timeline."""

from rich.console import Console, Group
from rich.panel import Panel
from rich.text import Text

from bot.cli.answers.terminal_timeline import print_timeline
from bot.core.answering.cards import Card, Tone, build_also_cards, build_card
from bot.core.answering.outcomes import Answer
from bot.core.answering.snapshot import Snapshot
from bot.core.pack.models import Entry

_COLOURS = {
    Tone.ANSWER: "green",
    Tone.UNSURE: "yellow",
    Tone.NOT_COVERED: "cyan",
    Tone.UNKNOWN: "bright_black",
    Tone.CHAT: "magenta",
}
_MAX_WIDTH = 88


def print_card(card: Card, console: Console, numbered: bool = False) -> None:
    """Print the card; with `numbered`, each suggested entry has a number that can be typed."""
    parts = [Text(card.text)]
    if card.footnote:
        parts.append(Text(f"\n¹ {card.footnote}", style="italic"))
    if card.caution:
        parts.append(Text(card.caution, style="italic dim"))
    if card.remark:
        parts.append(Text(f"\n{card.remark}"))
    if card.heading or card.entries:
        parts.append(Text(f"\n{card.heading or ''}".rstrip(), style="dim"))
    for number, entry in enumerate(card.entries, start=1):
        bullet = f"{number}." if numbered else "→"
        parts.append(Text(f"{bullet} {entry.question}", style="dim"))
    if card.read_as:
        corrections = ", ".join(f"{word} as {meant}" for word, meant in card.read_as.items())
        parts.append(Text(f"\nRead {corrections}.", style="dim"))
    title = Text(card.title, style=f"bold {_COLOURS[card.tone]}")
    panel = Panel(
        Group(*parts),
        title=title,
        title_align="left",
        border_style=_COLOURS[card.tone],
        width=min(console.width, _MAX_WIDTH),
        padding=(0, 1),
    )
    console.print(panel)


def print_answer(
    snapshot: Snapshot, answer: Answer, console: Console, numbered: bool = False
) -> tuple[Entry, ...]:
    """Print an answer and return its suggested entries; with `numbered`, they can be picked by number."""
    knowledge = snapshot.knowledge
    if answer.timeline is not None:
        print_timeline(knowledge, answer.timeline.scope, answer.timeline.events, console)
        return ()
    main_card = build_card(knowledge, answer, snapshot.examples)
    print_card(main_card, console, numbered)
    for other_card in build_also_cards(knowledge, answer):
        print_card(other_card, console)
    return main_card.entries
