"""How well the matcher does on other subjects: public sets of intents, each intent an entry.

Run as `python tests/benchmarks/intents.py FILE...`. A file is JSON, `{"name": NAME, "entries":
{ID: [PHRASING, ...]}, "test": [[QUESTION, ID], ...], "not_covered": [QUESTION, ...]}`: questions to an
entry, and questions near them whose answer is in no entry. The pack made of it has no not-covered items,
which is harder than a real one. The baseline is the nearest phrasing by rapidfuzz's token_set_ratio.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import click
from pydantic import AfterValidator, BaseModel, Field, ValidationError
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process
from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.core.answering.outcomes import Answer, Candidate, Unknown
from bot.core.answering.snapshot import Snapshot
from bot.core.evaluation.calibration import compute_auroc
from bot.core.evaluation.metrics import compute_metrics
from bot.core.evaluation.trials import Case, Split, Trial
from bot.core.language.message_text import clean
from bot.core.language.normalise import normalise
from bot.core.pack.models import MAX_QUESTION, Article, Entry, Knowledge, Source, Status
from bot.errors import UserError

_TOP = 3
# The table is as wide as it needs to be, whatever the terminal.
_WIDE = 400


def _without_blanks(texts: list[str]) -> list[str]:
    return [text for text in texts if text.strip()]


Text = Annotated[str, Field(min_length=1)]
Phrasings = Annotated[list[str], AfterValidator(_without_blanks), Field(min_length=1)]


class IntentFileError(UserError):
    """A file that is no set of intents."""


class Intents(BaseModel):
    """The file as it is."""

    name: Text
    entries: Annotated[dict[str, Phrasings], Field(min_length=1)]
    test: Annotated[list[tuple[str, str]], Field(min_length=1)]
    not_covered: Annotated[list[str], Field(min_length=1)]


def load(file: Path) -> Intents:
    """Read a file of intents; raises IntentFileError."""
    try:
        intents = Intents.model_validate_json(file.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise IntentFileError(f"{file}{f', {place}' if place else ''}: {first['msg']}") from None
    strange = next((id for _, id in intents.test if id not in intents.entries), None)
    if strange is not None:
        raise IntentFileError(f"{file}, test: there is no entry {strange!r}")
    return intents


def knowledge_of(intents: Intents) -> Knowledge:
    """A pack with an entry for each intent, in the order of the file; all say the same."""
    source = Source(voice="article", paragraph=1, status=Status.STATED)
    article = Article(title=intents.name[:100], topics={"all": "All"}, paragraphs={1: "See the article."})
    taken: set[str] = set()
    entries = {}
    for id, phrasings in zip(_ids(intents), intents.entries.values(), strict=True):
        # A question may have 80 characters, a phrasing any number: the first that is short enough leads.
        own = sorted(_fresh(phrasings, taken) or phrasings[:1], key=lambda text: len(text) > MAX_QUESTION)
        entries[id] = Entry(
            id=id,
            question=own[0][:MAX_QUESTION],
            phrasings=tuple(own[1:]),
            topic="all",
            answer="See the article.",
            source=(source,),
        )
    return Knowledge(article, entries, {}, {})


def _fresh(phrasings: Sequence[str], taken: set[str]) -> list[str]:
    """The phrasings whose normal form is not yet taken; now it is. No pack has one twice."""
    by_form = {form: text for text in reversed(phrasings) if (form := normalise(text)) not in taken}
    taken.update(by_form)
    return [text for text in phrasings if by_form.get(normalise(text)) is text]


def _ids(intents: Intents) -> Iterator[str]:
    """An id for each intent as a pack wants it: those of the file may have any characters."""
    return (f"intent-{number}" for number, _ in enumerate(intents.entries, 1))


def cases_of(intents: Intents) -> list[Case]:
    """Every question of the file, with the entry that it belongs to or none."""
    ids = dict(zip(intents.entries, _ids(intents), strict=True))
    covered = [Case(question, frozenset((ids[id],)), "covered", Split.TEST) for question, id in intents.test]
    return covered + [
        Case(question, frozenset(), "near miss", Split.TEST) for question in intents.not_covered
    ]


def by_best_score(snapshot: Snapshot, case: Case) -> Trial:
    """What the search alone makes of a question: the best item, at its score."""
    hits = snapshot.index.search(snapshot.index.make_query(clean(case.question))).best(1)
    return _trial(case, [Candidate(snapshot.knowledge.entries[hit.item], hit.score) for hit in hits])


def nearest_phrasing(knowledge: Knowledge) -> Callable[[Case], Trial]:
    """The baseline: the entry of the phrasing nearest by token_set_ratio, at that ratio."""
    owners = [entry for entry in knowledge.entries.values() for _ in entry.all_phrasings]
    phrasings = [
        default_process(text) for entry in knowledge.entries.values() for text in entry.all_phrasings
    ]

    def ask(case: Case) -> Trial:
        asked = default_process(case.question)
        _, score, at = process.extractOne(asked, phrasings, scorer=fuzz.token_set_ratio)
        return _trial(case, [Candidate(owners[at], score / 100)])

    return ask


def _trial(case: Case, ranked: Sequence[Candidate]) -> Trial:
    return Trial(case, Answer(case.question, Unknown(), ranked=tuple(ranked)))


def measure(intents: Intents, console: Console) -> Mapping[str, float]:
    """Every figure of a file: counts, and shares of 1."""
    knowledge = knowledge_of(intents)
    snapshot = Snapshot.build(knowledge)
    baseline = nearest_phrasing(knowledge)
    cases = cases_of(intents)
    asked = track(cases, intents.name, console=console, transient=True, disable=not console.is_terminal)
    trials = [Trial(case, snapshot.ask(case.question)) for case in asked]
    figures = compute_metrics(trials)
    nearest = [baseline(case) for case in cases]
    return {
        "entries": len(knowledge.entries),
        "phrasings": sum(len(entry.all_phrasings) for entry in knowledge.entries.values()),
        "questions covered": len(intents.test),
        "questions not covered": len(intents.not_covered),
        "top-1": figures["top"],
        "top-3": sum(map(_is_near_top, trials)) / len(intents.test),
        "AUROC of the best score": _auroc([by_best_score(snapshot, case) for case in cases]),
        "AUROC of confidence": _auroc(trials),
        "answered right": figures["answered right"],
        "answered wrong": figures["answered wrong"],
        "near misses answered falsely": figures["false"],
        "token_set_ratio: top-1": compute_metrics(nearest)["top"],
        "token_set_ratio: AUROC": _auroc(nearest),
    }


def _is_near_top(trial: Trial) -> bool:
    return any(candidate.entry.id in trial.case.expect for candidate in trial.answer.ranked[:_TOP])


def _auroc(trials: Sequence[Trial]) -> float:
    covered = [trial for trial in trials if trial.case.expect]
    return compute_auroc(covered, [trial for trial in trials if not trial.case.expect])


def _table(names: Sequence[str], columns: Sequence[Mapping[str, float]]) -> Table:
    table = Table("figure", box=box.MARKDOWN)
    for name in names:
        table.add_column(name, justify="right")
    for figure in columns[0]:
        values = [column[figure] for column in columns]
        table.add_row(
            figure, *(f"{value:,}" if isinstance(value, int) else f"{value:.1%}" for value in values)
        )
    return table


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
def command(files: Sequence[Path]) -> None:
    """Measure the matcher on FILES of intents: everything there is in them is asked."""
    try:
        loaded = [load(file) for file in files]
    except UserError as error:
        raise click.BadParameter(str(error)) from None
    progress = Console(stderr=True)
    columns = [measure(intents, progress) for intents in loaded]
    Console(width=_WIDE).print(_table([intents.name for intents in loaded], columns))


if __name__ == "__main__":
    command()
