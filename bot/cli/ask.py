"""`footnote ask`: one question, or one a line from standard input."""

import sys
from pathlib import Path

import click

from bot.cli.answers.answer_json import answer_to_json
from bot.cli.options import find_pack_folder, json_option, readers_knowledge_option
from bot.cli.standard_input import read_lines
from bot.core.answering.snapshot import Snapshot
from bot.store.snapshots import load_snapshot


@click.command("ask")
@click.argument("question", required=False)
@json_option
@click.option("--explain", is_flag=True, help="Show how the question was read and what it was near.")
@readers_knowledge_option
def command(question: str | None, as_json: bool, explain: bool, knowledge: Path) -> None:
    """Ask QUESTION; without it, one question a line from standard input."""
    snapshot = load_snapshot(find_pack_folder(knowledge))
    if question is not None:
        _answer(snapshot, question, as_json, explain)
        return
    if sys.stdin.isatty():
        click.echo("Type a question and press Enter; Ctrl-D leaves.", err=True)
    for line in read_lines():
        _answer(snapshot, line, as_json, explain)


def _answer(snapshot: Snapshot, question: str, as_json: bool, explain: bool) -> None:
    answer = snapshot.ask(question)
    if as_json:
        click.echo(answer_to_json(snapshot, question, answer))
        sys.stdout.flush()
        return
    # Imported only where a person reads the answer: it takes time.
    from rich.console import Console

    from bot.cli.answers.terminal import print_answer

    print_answer(snapshot, answer, Console(highlight=False))
    if explain:
        from bot.cli.answers.explain import print_explanation

        print_explanation(snapshot, question)
