"""How good the matcher is on questions whose right entry is known: figures, and every miss.

What the article answers is either answered right, answered wrong, offered (not answered, but the right
entry is among the suggestions) or missed. What it does not answer is either met honestly (said not
to be covered, or not known), hedged (only suggestions) or answered falsely.
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
# Any other would do as well; figures can be compared only as long as it stays.
_TYPO_SEED = 0


class Split(StrEnum):
    """Questions to tune on, which may be read, and questions to test on, which are only run."""

    TUNE = "tune"
    TEST = "test"


@dataclass(frozen=True)
class Case:
    """A question and the entry that answers it; `expect` is empty where none does.

    Where several entries are fully right answers, `expect` has all of them.
    """

    question: str
    expect: frozenset[str]
    kind: str
    split: Split


@dataclass(frozen=True)
class Trial:
    """What came of a case."""

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
        """One word or two for it, as in `_WORTH`."""
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
    """Were everything from this confidence on answered: shares answered right, wrong and falsely."""

    threshold: float
    right: float
    wrong: float
    false: float


def metrics(trials: Sequence[Trial]) -> dict[str, float]:
    """Every figure of some trials, as shares of 1; a figure that nothing speaks to is left out."""
    answerable = [trial for trial in trials if trial.case.expect]
    others = [trial for trial in trials if not trial.case.expect]
    found: dict[str, float] = {"questions": len(trials)}
    if answerable:
        found["top"] = _share(trial.is_top for trial in answerable)
        found |= _shares(answerable, ("answered right", "offered", "answered wrong", "missed"))
        found["answered right or offered"] = found["answered right"] + found["offered"]
    if others:
        found |= _shares(others, ("honest", "hedged", "false"))
        for kind, some in _kinds(others).items():
            found[f"false: {kind}"] = _share(trial.verdict == "false" for trial in some)
    if answerable and others:
        found["auroc"] = auroc(answerable, others)
    if trials:
        found["utility"] = sum(_WORTH[trial.verdict] for trial in trials) / len(trials)
        found |= calibration(trials)
    return {name: round(value, 4) for name, value in found.items()}


def mistyped_cases(cases: Iterable[Case], every: int) -> tuple[Case, ...]:
    """The same cases, each question with one slip in every so many of its characters."""
    return tuple(replace(case, question=with_typos(case.question, every, _TYPO_SEED)) for case in cases)


def typo_figures(trials: Sequence[Trial], mistyped: Sequence[Trial]) -> dict[str, float]:
    """What typos cost: the same cases as they stand and mistyped. Nothing where none is answerable."""
    top, top_with_typos = metrics(trials).get("top"), metrics(mistyped).get("top")
    if top is None or top_with_typos is None:
        return {}
    return {"top with typos": top_with_typos, "typos cost": round(top - top_with_typos, 4)}


def by_kind(trials: Sequence[Trial]) -> dict[str, dict[str, float]]:
    """The verdicts of each kind of question, as shares of 1."""
    return {kind: _of_kind(some) for kind, some in _kinds(trials).items()}


def auroc(answerable: Sequence[Trial], others: Sequence[Trial]) -> float:
    """How well confidence tells what is answered from what is not: 0.5 is chance, 1 is always."""
    ours = np.array([trial.confidence for trial in answerable])[:, None]
    theirs = np.array([trial.confidence for trial in others])[None, :]
    return float(np.mean((ours > theirs) + 0.5 * (ours == theirs)))


def calibration(trials: Sequence[Trial]) -> dict[str, float]:
    """How far confidence is from the share that is right, over five bins of as many trials each.

    With the lower end of its 95 % interval: each bin's gap less what chance explains.
    """
    ordered = sorted(trials, key=lambda trial: trial.confidence)
    error = lowest = 0.0
    for members in np.array_split(np.arange(len(ordered)), BINS):
        some = [ordered[at] for at in members]
        if not some:
            continue
        right = _share(trial.is_top for trial in some)
        said = sum(trial.confidence for trial in some) / len(some)
        chance = _NORMAL_95 * sqrt(max(right * (1 - right), 0.25 / len(some)) / len(some))
        weight = len(some) / len(ordered)
        error += weight * abs(said - right)
        lowest += weight * max(abs(said - right) - chance, 0.0)
    return {"calibration error": error, "calibration error, lower end": lowest}


def curve(trials: Sequence[Trial]) -> tuple[CurvePoint, ...]:
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


def misses(trials: Iterable[Trial]) -> Iterator[Trial]:
    """The trials that went other than a reader would want."""
    return (trial for trial in trials if trial.verdict not in ("answered right", "honest"))


def _kinds(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    kinds = dict.fromkeys(trial.case.kind for trial in trials)
    return {kind: [trial for trial in trials if trial.case.kind == kind] for kind in kinds}


def _of_kind(trials: Sequence[Trial]) -> dict[str, float]:
    verdicts = dict.fromkeys(trial.verdict for trial in trials)
    shares: Mapping[str, float] = _shares(trials, tuple(verdicts))
    return {"questions": len(trials), **{name: round(share, 4) for name, share in shares.items()}}


def _shares(trials: Sequence[Trial], verdicts: Sequence[str]) -> dict[str, float]:
    return {verdict: _share(trial.verdict == verdict for trial in trials) for verdict in verdicts}


def _share(which: Iterable[bool]) -> float:
    each = list(which)
    return sum(each) / len(each) if each else 0.0
