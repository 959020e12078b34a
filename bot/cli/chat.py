"""`footnote chat`: a conversation in the terminal."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.cli.answers.terminal import print_answer, print_card
from bot.cli.answers.terminal_timeline import print_timeline
from bot.cli.options import find_pack_folder, readers_knowledge_option
from bot.cli.standard_input import read_lines
from bot.core.answering.cards import build_answer_card, build_unknown_card
from bot.core.answering.outcomes import Unsure
from bot.core.answering.snapshot import Snapshot
from bot.core.language.choices import NONE_OF_THEM, read_choice
from bot.core.language.follow_ups import asks_for_source
from bot.core.pack.models import Entry
from bot.core.pack.sources import list_voices, render_attribution, render_source
from bot.core.timeline.events import select_events
from bot.core.timeline.scope import Scope
from bot.store.snapshots import load_snapshot

# No list has more than 999 items; a longer number is a question like any other.
_IS_CHOICE = re.compile("[0-9]{1,3}")
_HELP = (
    "Ask in your own words. /topics lists what can be asked, /sources who says what,"
    " /timeline what happened when; Ctrl-D leaves."
)


@click.command("chat")
@readers_knowledge_option
def command(knowledge: Path) -> None:
    """Talk with the bot in the terminal."""
    snapshot = load_snapshot(find_pack_folder(knowledge))
    conversation = Conversation(snapshot, Console(highlight=False))
    click.echo(f"{snapshot.knowledge.article.title}\n{_HELP}\n")
    for line in _prompted_lines():
        conversation.respond_to(line)


class Conversation:
    """One conversation: an entry that was offered last can be picked by its number."""

    def __init__(self, snapshot: Snapshot, console: Console) -> None:
        self._snapshot = snapshot
        self._console = console
        self._offered: tuple[Entry, ...] = ()
        # Was it asked which of them was meant?
        self._asks_back = False
        self._last_entry: Entry | None = None
        self._commands: dict[str, Callable[[], None]] = {
            "/topics": self._print_topics,
            "/sources": self._print_sources,
            "/timeline": self._print_timeline,
            "/help": lambda: self._console.print(_HELP),
        }

    def respond_to(self, line: str) -> None:
        """Answer one line: the number of an offered entry, a /command, or a question."""
        typed = line.strip()
        if typed.startswith("/"):
            self._commands.get(typed.split()[0].lower(), self._print_commands)()
        elif _IS_CHOICE.fullmatch(typed) and self._offered:
            self._pick(int(typed))
        elif self._asks_back and (place := read_choice(typed, len(self._offered))) is not None:
            self._pick(place)
        else:
            self._ask(typed)

    def _ask(self, question: str) -> None:
        if self._last_entry is not None and asks_for_source(question):
            self._print_source(self._last_entry)
            return
        if self._last_entry is None:
            answer = self._snapshot.ask(question)
        else:
            answer = self._snapshot.follow_up(question, self._last_entry)
        # An answer without an entry leaves the conversation at the last one.
        if answer.entry is not None:
            self._last_entry = answer.entry
        self._offered = print_answer(self._snapshot, answer, self._console, numbered=True)
        self._asks_back = isinstance(answer.outcome, Unsure)

    def _pick(self, number: int) -> None:
        if number == NONE_OF_THEM and self._asks_back:
            self._asks_back, self._offered = False, self._snapshot.examples
            print_card(build_unknown_card((), self._offered), self._console, numbered=True)
            return
        if not 1 <= number <= len(self._offered):
            self._console.print(f"Type a number from 1 to {len(self._offered)}, or another question.")
            return
        self._last_entry = self._offered[number - 1]
        self._asks_back = False
        card = build_answer_card(self._snapshot.knowledge, self._last_entry)
        self._offered = card.entries
        print_card(card, self._console, numbered=True)

    def _print_source(self, entry: Entry) -> None:
        knowledge = self._snapshot.knowledge
        self._console.print(f"\n{entry.question}", style="bold", markup=False)
        for source in entry.source:
            line = f"  {render_source(knowledge, source)}, paragraph {source.paragraph}"
            self._console.print(line, markup=False)
        for number in entry.paragraphs:
            text = f"\nParagraph {number}, in our words: {knowledge.article.paragraphs[number]}"
            self._console.print(text, style="dim", markup=False)

    def _print_topics(self) -> None:
        knowledge = self._snapshot.knowledge
        entries: list[Entry] = []
        for topic, label in knowledge.article.topics.items():
            self._console.print(f"\n{label}", style="bold", markup=False)
            for entry in knowledge.of_topic(topic):
                entries.append(entry)
                self._console.print(f"{len(entries):>4}. {entry.question}", markup=False)
        self._offered = tuple(entries)

    def _print_sources(self) -> None:
        knowledge = self._snapshot.knowledge
        for voice in list_voices(knowledge):
            self._console.print(f"\n{voice.title}", style="bold", markup=False)
            for entry in voice.entries:
                line = f"  {entry.question} [{render_attribution(knowledge, entry)}]"
                self._console.print(line, markup=False)

    def _print_timeline(self) -> None:
        knowledge = self._snapshot.knowledge
        print_timeline(knowledge, Scope(), select_events(knowledge, Scope()), self._console)

    def _print_commands(self) -> None:
        self._console.print(f"There are {', '.join(self._commands)}; anything else is a question.")


def _prompted_lines() -> Iterable[str]:
    """The lines that somebody types, with history and arrow keys; without them where input is no terminal."""
    if not sys.stdin.isatty():
        yield from read_lines()
        return
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            yield session.prompt("› ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
