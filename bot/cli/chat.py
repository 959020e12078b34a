"""`footnote chat`: a conversation in the terminal."""

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import click
from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console

from bot.cli.options import or_shipped, readers_knowledge_option
from bot.cli.standard_input import typed_lines
from bot.cli.terminal import print_answer, print_card
from bot.cli.timeline import print_timeline
from bot.core.answering.cards import answer_card
from bot.core.answering.snapshot import Snapshot
from bot.core.language.follow_ups import asks_for_source
from bot.core.pack.models import Entry
from bot.core.pack.sources import attribution, said_by, statements
from bot.core.timeline.events import select
from bot.core.timeline.scope import Scope
from bot.store.library import load_snapshot

# No list is longer than three figures say; a longer number is a question like any other.
_IS_CHOICE = re.compile("[0-9]{1,3}")
_HELP = (
    "Ask in your own words. /topics lists what can be asked, /sources who says what,"
    " /timeline what happened when; Ctrl-D leaves."
)


@click.command("chat")
@readers_knowledge_option
def command(knowledge: Path) -> None:
    """Talk with the bot in the terminal."""
    snapshot = load_snapshot(or_shipped(knowledge))
    conversation = Conversation(snapshot, Console(highlight=False))
    click.echo(f"{snapshot.knowledge.article.title}\n{_HELP}\n")
    for line in _typed():
        conversation.hear(line)


class Conversation:
    """One sitting: what was offered last can be picked by its number."""

    def __init__(self, snapshot: Snapshot, console: Console) -> None:
        self._snapshot = snapshot
        self._console = console
        self._offered: tuple[Entry, ...] = ()
        self._about: Entry | None = None
        self._commands: dict[str, Callable[[], None]] = {
            "/topics": self._topics,
            "/sources": self._sources,
            "/timeline": self._timeline,
            "/help": lambda: self._console.print(_HELP),
        }

    def hear(self, line: str) -> None:
        """Answer one line: a number of what was offered, a /command, or a question."""
        typed = line.strip()
        if typed.startswith("/"):
            self._commands.get(typed.split()[0].lower(), self._unknown_command)()
        elif _IS_CHOICE.fullmatch(typed) and self._offered:
            self._pick(int(typed))
        else:
            self._ask(typed)

    def _ask(self, question: str) -> None:
        if self._about is not None and asks_for_source(question):
            self._source(self._about)
            return
        about = self._about
        answer = self._snapshot.follow_up(question, about) if about else self._snapshot.ask(question)
        self._about = answer.entry or about
        self._offered = print_answer(self._snapshot, answer, self._console, numbered=True)

    def _pick(self, number: int) -> None:
        if not 1 <= number <= len(self._offered):
            self._console.print(f"Type a number from 1 to {len(self._offered)}, or another question.")
            return
        self._about = self._offered[number - 1]
        shown = answer_card(self._snapshot.knowledge, self._about)
        self._offered = shown.entries
        print_card(shown, self._console, numbered=True)

    def _source(self, entry: Entry) -> None:
        knowledge = self._snapshot.knowledge
        self._console.print(f"\n{entry.question}", style="bold", markup=False)
        for source in entry.source:
            words = f"  {said_by(knowledge, source)}, paragraph {source.paragraph}"
            self._console.print(words, markup=False)
        for number in entry.paragraphs:
            text = f"\nParagraph {number}, in our words: {knowledge.article.paragraphs[number]}"
            self._console.print(text, style="dim", markup=False)

    def _topics(self) -> None:
        knowledge = self._snapshot.knowledge
        entries: list[Entry] = []
        for topic, label in knowledge.article.topics.items():
            self._console.print(f"\n{label}", style="bold", markup=False)
            for entry in knowledge.of_topic(topic):
                entries.append(entry)
                self._console.print(f"{len(entries):>4}. {entry.question}", markup=False)
        self._offered = tuple(entries)

    def _sources(self) -> None:
        knowledge = self._snapshot.knowledge
        for voice in statements(knowledge):
            self._console.print(f"\n{voice.title}", style="bold", markup=False)
            for entry in voice.entries:
                words = attribution(knowledge, entry)
                self._console.print(f"  {entry.question} [{words}]", markup=False)

    def _timeline(self) -> None:
        knowledge = self._snapshot.knowledge
        print_timeline(knowledge, Scope(), select(knowledge, Scope()), self._console)

    def _unknown_command(self) -> None:
        self._console.print(f"There are {', '.join(self._commands)}; anything else is a question.")


def _typed() -> Iterable[str]:
    """The lines somebody types, with history and arrow keys; plain lines where it is no terminal."""
    if not sys.stdin.isatty():
        yield from typed_lines()
        return
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            yield session.prompt("› ")
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
