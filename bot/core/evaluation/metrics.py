"""How good the matcher is on questions whose right entry is known: figures, and every miss.

A question that the article answers is answered right, answered wrong, offered (not answered, but the right
entry is among the suggestions) or missed. For a question that it does not answer, the bot is honest (it
says that it is not covered, or not known), hedges (it only suggests entries) or answers falsely.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

import numpy as np

from bot.core.answering.outcomes import Answer, Answered, NotCovered, Unsure
from bot.core.evaluation.typos import with_typos

# What each verdict is worth to a reader; utility is the mean over all questions.
_WORTH = {
    "answered right": 1.0, "offered": 0.7, "missed": 0.0, "answered wrong": -1.0,
    "honest": 1.0, "hedged": 0.4, "false": -1.0,
}  # fmt: skip
BINS = 5
# Half the width of a normal 95 % interval, in standard deviations.
_NORMAL_95 = 1.96
# Any number would do; but figures can be compared only as long as it is the same.
_TYPO_SEED = 0


class Split(StrEnum):
    """The two halves of the questions: to tune on, which may be read, and to test on, which are only run."""

    TUNE = "tune"
    TEST = "test"


@dataclass(frozen=True)
class Case:
    """A question, and in `expect` the ids of the entries that each answer it fully; empty where none does."""

    question: str
    expect: frozenset[str]
    kind: str
    split: Split


@dataclass(frozen=True)
class Trial:
    """A case and the answer that the bot gave."""

    case: Case
    answer: Answer

    @property
    def is_top(self) -> bool:
        """Does a right entry rank first, whatever the outcome?"""
        return bool(self.answer.ranked) and self.answer.ranked[0].entry.id in self.case.expect

    @property
    def confidence(self) -> float:
        """The confidence in the best entry, whatever the outcome: from 0 to 1."""
        return self.answer.ranked[0].confidence if self.answer.ranked else 0.0

    @property
    def verdict(self) -> str:
        """How good the answer is, in one word or two: a key of `_WORTH`."""
        outcome = self.answer.outcome
        if isinstance(outcome, Answered):
            if not self.case.expect:
                return "false"
            return "answered right" if outcome.entry.id in self.case.expect else "answered wrong"
        if not self.case.expect:
            return "hedged" if isinstance(outcome, Unsure) else "honest"
        candidates = () if isinstance(outcome, NotCovered) else outcome.candidates
        offered = {candidate.entry.id for candidate in candidates}
        return "offered" if offered & self.case.expect else "missed"


@dataclass(frozen=True)
class CurvePoint:
    """The shares answered right, wrong and falsely if everything from a confidence on were answered."""

    threshold: float
    right: float
    wrong: float
    false: float


def compute_metrics(trials: Sequence[Trial]) -> dict[str, float]:
    """Every figure of some trials, as shares of 1. A figure that no trial counts for is left out."""
    answerable = [trial for trial in trials if trial.case.expect]
    others = [trial for trial in trials if not trial.case.expect]
    figures: dict[str, float] = {"questions": len(trials)}
    if answerable:
        figures["top"] = _share(trial.is_top for trial in answerable)
        figures |= _shares(answerable, ("answered right", "offered", "answered wrong", "missed"))
        figures["answered right or offered"] = figures["answered right"] + figures["offered"]
    if others:
        figures |= _shares(others, ("honest", "hedged", "false"))
        for kind, of_kind in _group_by_kind(others).items():
            figures[f"false: {kind}"] = _share(trial.verdict == "false" for trial in of_kind)
    if answerable and others:
        figures["auroc"] = compute_auroc(answerable, others)
    if trials:
        figures["utility"] = sum(_WORTH[trial.verdict] for trial in trials) / len(trials)
        figures |= compute_calibration(trials)
    return {name: round(value, 4) for name, value in figures.items()}


def mistyped_cases(cases: Iterable[Case], every: int) -> tuple[Case, ...]:
    """The same cases, each question with one typo in every `every` characters.

    Raises ValueError if `every` is less than 1.
    """
    return tuple(replace(case, question=with_typos(case.question, every, _TYPO_SEED)) for case in cases)


def compute_typo_cost(trials: Sequence[Trial], mistyped: Sequence[Trial]) -> dict[str, float]:
    """What typos cost, from trials of the same cases without and with them. Empty if none is answerable."""
    top, top_with_typos = compute_metrics(trials).get("top"), compute_metrics(mistyped).get("top")
    if top is None or top_with_typos is None:
        return {}
    return {"top with typos": top_with_typos, "typos cost": round(top - top_with_typos, 4)}


def compute_verdicts_by_kind(trials: Sequence[Trial]) -> dict[str, dict[str, float]]:
    """The verdicts of each kind of question, as shares of 1."""
    return {kind: _compute_verdicts(of_kind) for kind, of_kind in _group_by_kind(trials).items()}


def compute_auroc(answerable: Sequence[Trial], others: Sequence[Trial]) -> float:
    """How well confidence separates answerable questions from others: 0.5 is chance, 1 is always."""
    answerable_confidence = np.array([trial.confidence for trial in answerable])[:, None]
    other_confidence = np.array([trial.confidence for trial in others])[None, :]
    is_level = answerable_confidence == other_confidence
    return float(np.mean((answerable_confidence > other_confidence) + 0.5 * is_level))


def compute_calibration(trials: Sequence[Trial]) -> dict[str, float]:
    """How far confidence is from the share that is right, over five bins with equal numbers of trials.

    With the lower end of its 95 % interval: the gap of each bin less what chance explains.
    """
    ordered = sorted(trials, key=lambda trial: trial.confidence)
    error = lowest = 0.0
    for members in np.array_split(np.arange(len(ordered)), BINS):
        in_bin = [ordered[index] for index in members]
        if not in_bin:
            continue
        right = _share(trial.is_top for trial in in_bin)
        mean_confidence = sum(trial.confidence for trial in in_bin) / len(in_bin)
        chance = _NORMAL_95 * sqrt(max(right * (1 - right), 0.25 / len(in_bin)) / len(in_bin))
        weight = len(in_bin) / len(ordered)
        gap = abs(mean_confidence - right)
        error += weight * gap
        lowest += weight * max(gap - chance, 0.0)
    return {"calibration error": error, "calibration error, lower end": lowest}


def compute_curve(trials: Sequence[Trial]) -> tuple[CurvePoint, ...]:
    """The trade-off between answering and answering falsely, in steps of 0.05."""
    answerable = [trial for trial in trials if trial.case.expect]
    others = [trial for trial in trials if not trial.case.expect]
    return tuple(
        CurvePoint(
            threshold,
            _share(trial.is_top and trial.confidence >= threshold for trial in answerable),
            _share(not trial.is_top and trial.confidence >= threshold for trial in answerable),
            _share(trial.confidence >= threshold for trial in others),
        )
        for threshold in (step / 20 for step in range(2, 20))
    )


def find_misses(trials: Iterable[Trial]) -> Iterator[Trial]:
    """The trials that a reader would not be content with: neither answered right nor honest."""
    return (trial for trial in trials if trial.verdict not in ("answered right", "honest"))


def _group_by_kind(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    kinds = dict.fromkeys(trial.case.kind for trial in trials)
    return {kind: [trial for trial in trials if trial.case.kind == kind] for kind in kinds}


def _compute_verdicts(trials: Sequence[Trial]) -> dict[str, float]:
    verdicts = dict.fromkeys(trial.verdict for trial in trials)
    shares: Mapping[str, float] = _shares(trials, tuple(verdicts))
    return {"questions": len(trials), **{name: round(share, 4) for name, share in shares.items()}}


def _shares(trials: Sequence[Trial], verdicts: Sequence[str]) -> dict[str, float]:
    return {verdict: _share(trial.verdict == verdict for trial in trials) for verdict in verdicts}


def _share(values: Iterable[bool]) -> float:
    """The share of values that are true; 0 where there are none."""
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0
