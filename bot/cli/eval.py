"""`footnote eval`: the production matcher on questions whose right entry is known."""

import json
from collections.abc import Sequence
from math import isfinite
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from bot.cli.options import json_option, knowledge_option
from bot.core.answering.snapshot import Snapshot
from bot.core.evaluation.metrics import (
    Case,
    Split,
    Trial,
    by_kind,
    curve,
    metrics,
    misses,
    mistyped_cases,
    typo_figures,
)
from bot.errors import UserError
from bot.store.library import load_snapshot
from bot.store.pack_files.evaluation_cases import load_cases

_TOP = 3
Bound = tuple[str, float]


class FigureError(UserError):
    """A figure is on the wrong side of its bound, or there is none of that name."""


def _bound(_context: click.Context, _option: click.Parameter, given: Sequence[str]) -> tuple[Bound, ...]:
    bounds = []
    for each in given:
        name, _, value = each.partition("=")
        try:
            bounds.append((name.strip(), float(value)))
            if not isfinite(bounds[-1][1]):
                raise ValueError
        except ValueError:
            raise click.BadParameter(f"{each!r} is not NAME=VALUE, such as top=0.78") from None
    return tuple(bounds)


@click.command("eval")
@click.argument("cases", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--split", type=click.Choice([each.value for each in Split]), help="Only this half.")
@click.option("--show-test", is_flag=True, help="List the misses of the test half, too.")
@click.option("--fail-under", multiple=True, callback=_bound, metavar="NAME=VALUE", help="Fail below it.")
@click.option("--fail-over", multiple=True, callback=_bound, metavar="NAME=VALUE", help="Fail above it.")
@click.option("--typos", type=click.IntRange(min=1), metavar="EVERY", help="Also with typos this far apart.")
@json_option
@knowledge_option
def command(
    cases: Path,
    split: str | None,
    show_test: bool,
    fail_under: tuple[Bound, ...],
    fail_over: tuple[Bound, ...],
    typos: int | None,
    as_json: bool,
    knowledge: Path,
) -> None:
    """Measure the matcher on a file of questions whose right entry is known."""
    snapshot = load_snapshot(knowledge)
    chosen = load_cases(cases, frozenset(snapshot.knowledge.entries))
    chosen = tuple(case for case in chosen if split in (None, case.split.value))
    trials = _run(snapshot, chosen)
    mistyped = _run(snapshot, mistyped_cases(chosen, typos)) if typos else []
    halves = {half: _half(trials, half) for half in Split if _half(trials, half)}
    measured: dict[str, dict[str, float]] = {
        half: metrics(some) | typo_figures(some, _half(mistyped, half)) for half, some in halves.items()
    }
    shown = [trial for trial in misses(trials) if show_test or trial.case.split is Split.TUNE]
    if as_json:
        missed = [_miss(trial) for trial in shown]
        click.echo(json.dumps({**measured, "misses": missed}))
    else:
        for half, some in halves.items():
            _print(half, measured[half], some)
        _print_misses(shown)
    _hold(measured, fail_under, fail_over)


def _run(snapshot: Snapshot, cases: Sequence[Case]) -> list[Trial]:
    progress = Console(stderr=True)
    asked = track(cases, "Asking", console=progress, transient=True, disable=not progress.is_terminal)
    return [Trial(case, snapshot.ask(case.question)) for case in asked]


def _half(trials: Sequence[Trial], half: Split) -> list[Trial]:
    return [trial for trial in trials if trial.case.split is half]


def _miss(trial: Trial) -> dict[str, object]:
    return {
        "question": trial.case.question,
        "kind": trial.case.kind,
        "split": trial.case.split.value,
        "expect": sorted(trial.case.expect),
        "verdict": trial.verdict,
        "top": [
            {"id": each.entry.id, "confidence": round(each.confidence, 4)}
            for each in trial.answer.ranked[:_TOP]
        ],
        "why": trial.answer.rule,
    }


def _print(half: str, found: dict[str, float], trials: Sequence[Trial]) -> None:
    click.echo(f"\n{half}")
    for name, value in found.items():
        click.echo(f"  {name:<28} {value:g}" if name == "questions" else f"  {name:<28} {value:.3f}")
    click.echo("  by kind")
    for kind, shares in by_kind(trials).items():
        each = ", ".join(f"{name} {value:.0%}" for name, value in shares.items() if name != "questions")
        click.echo(f"    {kind} ({shares['questions']:g}): {each}")
    click.echo("  answering from a confidence of: right, wrong, falsely")
    for point in curve(trials):
        click.echo(f"    {point.threshold:.2f}: {point.right:.0%}, {point.wrong:.0%}, {point.false:.0%}")


def _print_misses(trials: Sequence[Trial]) -> None:
    for trial in trials:
        top = ", ".join(f"{each.entry.id} {each.confidence:.2f}" for each in trial.answer.ranked[:_TOP])
        wanted = " or ".join(sorted(trial.case.expect)) or "no entry"
        click.echo(f"\n{trial.verdict} ({trial.case.kind}): {trial.case.question}")
        click.echo(
            f"  wanted {wanted}; got {top or 'nothing'}\n  because {trial.answer.rule or 'it is small talk'}"
        )


def _hold(measured: dict[str, dict[str, float]], under: Sequence[Bound], over: Sequence[Bound]) -> None:
    """Fail where a figure of any half measured is on the wrong side of its bound."""
    failed = ["There is no question to hold a bound against."] if (under or over) and not measured else []
    for half, found in measured.items():
        for (name, bound), is_floor in [*((each, True) for each in under), *((each, False) for each in over)]:
            value = found.get(name)
            if value is None:
                failed.append(f"{half} has no figure `{name}`: it has {', '.join(found)}.")
            elif (value < bound) if is_floor else (value > bound):
                failed.append(f"{half}: {name} is {value}, {'under' if is_floor else 'over'} {bound}.")
    if failed:
        raise FigureError("\n".join(failed))
