"""How good the matcher is on questions whose right entry is known: figures, and every miss."""

from collections.abc import Iterable, Iterator, Sequence

from bot.core.evaluation.calibration import compute_auroc, compute_calibration
from bot.core.evaluation.shares import Share
from bot.core.evaluation.trials import Trial

# What each verdict is worth to a reader; utility is the mean over all questions.
_WORTH = {
    "answered right": 1.0, "offered": 0.7, "missed": 0.0, "answered wrong": -1.0, "denied": -1.0,
    "honest": 1.0, "hedged": 0.4, "false": -1.0,
}  # fmt: skip
_WRONG = ("answered wrong", "denied")
# What the names of figures begin with that count only questions which some entry answers.
COVERED = "of covered: "
# What the name of a share ends with where its number is meant.
NUMBER = ": number"


def compute_shares(trials: Sequence[Trial]) -> dict[str, Share]:
    """How many of the trials came out how. What no trial counts for is left out.

    Where the article answers questions that no entry does, there are figures without those, too.
    """
    answerable = [trial for trial in trials if trial.case.is_answerable]
    covered = [trial for trial in answerable if not trial.case.is_gap]
    others = [trial for trial in trials if not trial.case.is_answerable]
    shares = _count_answerable(answerable)
    if len(covered) < len(answerable):
        shares |= {f"{COVERED}{name}": share for name, share in _count_answerable(covered).items()}
    if others:
        shares |= {name: _count_verdicts(others, (name,)) for name in ("honest", "hedged", "false")}
        for kind, of_kind in _group_by_kind(others).items():
            shares[f"false: {kind}"] = _count_verdicts(of_kind, ("false",))
    named = [trial for trial in others if trial.case.absent]
    if named:
        shares["named"] = Share.count(trial.is_named for trial in named)
    return shares


def compute_metrics(trials: Sequence[Trial]) -> dict[str, float]:
    """Every figure of some trials. Shares are of 1, and each has its number beside it."""
    answerable = [trial for trial in trials if trial.case.is_answerable]
    others = [trial for trial in trials if not trial.case.is_answerable]
    shares = compute_shares(trials)
    figures: dict[str, float] = {"questions": len(trials)}
    figures |= {name: share.value for name, share in shares.items()}
    if answerable and others:
        figures["auroc"] = compute_auroc(answerable, others)
    if trials:
        figures["utility"] = _compute_utility(trials)
        figures |= compute_calibration(trials)
    covered = [trial for trial in trials if not trial.case.is_gap]
    if covered and len(covered) < len(trials):
        figures[f"{COVERED}utility"] = _compute_utility(covered)
    figures |= {f"{name}{NUMBER}": share.number for name, share in shares.items()}
    return {name: round(value, 4) for name, value in figures.items()}


def compute_typo_cost(trials: Sequence[Trial], mistyped: Sequence[Trial]) -> dict[str, float]:
    """What typos cost, from trials of the same cases without and with them. Empty if none is answerable."""
    top, top_with_typos = compute_metrics(trials).get("top"), compute_metrics(mistyped).get("top")
    if top is None or top_with_typos is None:
        return {}
    return {"top with typos": top_with_typos, "typos cost": round(top - top_with_typos, 4)}


def compute_verdicts_by_kind(trials: Sequence[Trial]) -> dict[str, dict[str, float]]:
    """The verdicts of each kind of question, as shares of 1."""
    return {kind: _compute_verdicts(of_kind) for kind, of_kind in _group_by_kind(trials).items()}


def find_misses(trials: Iterable[Trial]) -> Iterator[Trial]:
    """The trials that a reader would not be content with: neither answered right nor honest."""
    return (trial for trial in trials if trial.verdict not in ("answered right", "honest"))


def _compute_utility(trials: Sequence[Trial]) -> float:
    return sum(_WORTH[trial.verdict] for trial in trials) / len(trials)


def _count_answerable(trials: Sequence[Trial]) -> dict[str, Share]:
    if not trials:
        return {}
    verdicts = ("answered right", "offered", "answered wrong", "denied", "missed")
    return {
        "top": Share.count(trial.is_top for trial in trials),
        **{verdict: _count_verdicts(trials, (verdict,)) for verdict in verdicts},
        "wrong": _count_verdicts(trials, _WRONG),
        "answered right or offered": _count_verdicts(trials, ("answered right", "offered")),
        "two shown": Share.count(trial.shows_two for trial in trials),
    }


def _group_by_kind(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    kinds = dict.fromkeys(trial.case.kind for trial in trials)
    return {kind: [trial for trial in trials if trial.case.kind == kind] for kind in kinds}


def _compute_verdicts(trials: Sequence[Trial]) -> dict[str, float]:
    verdicts = dict.fromkeys(trial.verdict for trial in trials)
    shares = {verdict: round(_count_verdicts(trials, (verdict,)).value, 4) for verdict in verdicts}
    return {"questions": len(trials), **shares}


def _count_verdicts(trials: Sequence[Trial], verdicts: Sequence[str]) -> Share:
    return Share.count(trial.verdict in verdicts for trial in trials)
