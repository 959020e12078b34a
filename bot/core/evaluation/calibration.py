"""Whether confidence is worth its name: does it separate what is right, and how often is it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from bot.core.evaluation.shares import NORMAL_95, Share
from bot.core.evaluation.trials import Trial

BINS = 5


@dataclass(frozen=True)
class CurvePoint:
    """The shares answered right, wrong and falsely if everything from a confidence on were answered."""

    threshold: float
    right: float
    wrong: float
    false: float


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
        right = Share.count(trial.is_top for trial in in_bin).value
        mean_confidence = sum(trial.confidence for trial in in_bin) / len(in_bin)
        chance = NORMAL_95 * sqrt(max(right * (1 - right), 0.25 / len(in_bin)) / len(in_bin))
        weight = len(in_bin) / len(ordered)
        gap = abs(mean_confidence - right)
        error += weight * gap
        lowest += weight * max(gap - chance, 0.0)
    return {"calibration error": error, "calibration error, lower end": lowest}


def compute_curve(trials: Sequence[Trial]) -> tuple[CurvePoint, ...]:
    """The trade-off between answering and answering falsely, in steps of 0.05."""
    answerable = [trial for trial in trials if trial.case.is_answerable]
    others = [trial for trial in trials if not trial.case.is_answerable]
    return tuple(
        CurvePoint(
            threshold,
            Share.count(trial.is_top and trial.confidence >= threshold for trial in answerable).value,
            Share.count(not trial.is_top and trial.confidence >= threshold for trial in answerable).value,
            Share.count(trial.confidence >= threshold for trial in others).value,
        )
        for threshold in (step / 20 for step in range(2, 20))
    )
