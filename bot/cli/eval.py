"""`footnote eval`: the production matcher on questions whose right entry is known."""

import json
from collections.abc import Sequence
from math import isfinite, nan
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track

from bot.cli.options import json_option, knowledge_option
from bot.core.answering.snapshot import Snapshot
from bot.core.evaluation.calibration import compute_curve
from bot.core.evaluation.metrics import (
    NUMBER,
    compute_metrics,
    compute_shares,
    compute_typo_cost,
    compute_verdicts_by_kind,
    find_misses,
)
from bot.core.evaluation.trials import Case, Split, Trial
from bot.errors import UserError
from bot.store.pack_files.evaluation_cases import load_cases
from bot.store.snapshots import load_snapshot

# The most candidates to show for a miss.
_MAX_CANDIDATES = 3
# The name of a figure, and the least or the most that it may be.
Bound = tuple[str, float]


class FigureError(UserError):
    """A figure is below its least or above its most, or there is no figure of that name."""


def _parse_bounds(
    _context: click.Context, _option: click.Parameter, arguments: Sequence[str]
) -> tuple[Bound, ...]:
    return tuple(_parse_bound(argument) for argument in arguments)


def _parse_bound(argument: str) -> Bound:
    name, _, number = argument.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = nan
    if not isfinite(value):
        raise click.BadParameter(f"{argument!r} is not NAME=VALUE, such as top=0.78")
    return name.strip(), value


@click.command("eval")
@click.argument("cases", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--split", type=click.Choice([half.value for half in Split]), help="Only this half.")
@click.option("--show-test", is_flag=True, help="List the misses of the test half, too.")
@click.option(
    "--fail-under", multiple=True, callback=_parse_bounds, metavar="NAME=VALUE", help="Fail below it."
)
@click.option(
    "--fail-over", multiple=True, callback=_parse_bounds, metavar="NAME=VALUE", help="Fail above it."
)
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
    all_cases = load_cases(cases, snapshot.knowledge)
    chosen = tuple(case for case in all_cases if split in (None, case.split.value))
    trials = _run(snapshot, chosen)
    mistyped = _run(snapshot, [case.mistyped(typos) for case in chosen]) if typos else []
    halves = {half: _trials_of(trials, half) for half in Split if _trials_of(trials, half)}
    figures: dict[str, dict[str, float]] = {
        half: compute_metrics(half_trials) | compute_typo_cost(half_trials, _trials_of(mistyped, half))
        for half, half_trials in halves.items()
    }
    shown = [trial for trial in find_misses(trials) if show_test or trial.case.split is Split.TUNE]
    if as_json:
        report = {"intervals": {half: _intervals(found) for half, found in halves.items()}}
        click.echo(json.dumps({**figures, **report, "misses": [_miss(trial) for trial in shown]}))
    else:
        for half, half_trials in halves.items():
            _print(half, figures[half], half_trials)
        _print_misses(shown)
    _check_bounds(figures, fail_under, fail_over)


def _run(snapshot: Snapshot, cases: Sequence[Case]) -> list[Trial]:
    progress = Console(stderr=True)
    tracked = track(cases, "Asking", console=progress, transient=True, disable=not progress.is_terminal)
    return [Trial(case, snapshot.ask(case.question)) for case in tracked]


def _trials_of(trials: Sequence[Trial], half: Split) -> list[Trial]:
    return [trial for trial in trials if trial.case.split is half]


def _intervals(trials: Sequence[Trial]) -> dict[str, list[float]]:
    """The 95 % interval of each share."""
    return {name: [round(end, 4) for end in share.interval] for name, share in compute_shares(trials).items()}


def _miss(trial: Trial) -> dict[str, object]:
    return {
        "question": trial.case.question,
        "kind": trial.case.kind,
        "split": trial.case.split.value,
        "expect": sorted(trial.case.expect | trial.case.absent),
        "verdict": trial.verdict,
        "top": [
            {"id": candidate.entry.id, "confidence": round(candidate.confidence, 4)}
            for candidate in trial.answer.ranked[:_MAX_CANDIDATES]
        ],
        "why": trial.answer.rule,
    }


def _print(half: str, figures: dict[str, float], trials: Sequence[Trial]) -> None:
    click.echo(f"\n{half}")
    shares = compute_shares(trials)
    for name, value in figures.items():
        if name in shares:
            share, (low, high) = shares[name], shares[name].interval
            chance = f"{low:.3f} to {high:.3f}, {share.number} of {share.of}"
            click.echo(f"  {name:<37} {value:.3f} ({chance})")
        elif not name.endswith(NUMBER):
            click.echo(f"  {name:<37} {value:g}" if name == "questions" else f"  {name:<37} {value:.3f}")
    click.echo("  by kind")
    for kind, verdicts in compute_verdicts_by_kind(trials).items():
        percentages = ", ".join(
            f"{name} {value:.0%}" for name, value in verdicts.items() if name != "questions"
        )
        click.echo(f"    {kind} ({verdicts['questions']:g}): {percentages}")
    click.echo("  answering from a confidence of: right, wrong, falsely")
    for point in compute_curve(trials):
        click.echo(f"    {point.threshold:.2f}: {point.right:.0%}, {point.wrong:.0%}, {point.false:.0%}")


def _print_misses(trials: Sequence[Trial]) -> None:
    for trial in trials:
        candidates = trial.answer.ranked[:_MAX_CANDIDATES]
        got = ", ".join(f"{candidate.entry.id} {candidate.confidence:.2f}" for candidate in candidates)
        wanted = " or ".join(sorted(trial.case.expect | trial.case.absent)) or "no entry"
        click.echo(f"\n{trial.verdict} ({trial.case.kind}): {trial.case.question}")
        click.echo(f"  wanted {wanted}; got {got or 'nothing'}")
        click.echo(f"  because {trial.answer.rule or 'it is small talk'}")


def _check_bounds(
    figures: dict[str, dict[str, float]], under: Sequence[Bound], over: Sequence[Bound]
) -> None:
    """Raises FigureError if a figure of a half is outside its bounds, or is missing."""
    failures = []
    if (under or over) and not figures:
        failures.append("There is no question to hold a bound against.")
    for half, half_figures in figures.items():
        failures += [_failure(half, half_figures, name, bound, is_least=True) for name, bound in under]
        failures += [_failure(half, half_figures, name, bound, is_least=False) for name, bound in over]
    failures = [failure for failure in failures if failure]
    if failures:
        raise FigureError("\n".join(failures))


def _failure(half: str, figures: dict[str, float], name: str, bound: float, is_least: bool) -> str:
    """What is wrong with a figure, given the least or the most that it may be; empty where nothing is."""
    value = figures.get(name)
    if value is None:
        return f"{half} has no figure `{name}`: it has {', '.join(figures)}."
    if is_least and value < bound:
        return f"{half}: {name} is {value}, under {bound}."
    if not is_least and value > bound:
        return f"{half}: {name} is {value}, over {bound}."
    return ""
