"""The figures of an evaluation, on trials small enough to count by hand."""

import pytest

from bot.core.answering.outcomes import Answer, Answered, Candidate, NotCovered, Unknown, Unsure
from bot.core.evaluation.calibration import compute_auroc, compute_calibration, compute_curve
from bot.core.evaluation.metrics import (
    compute_metrics,
    compute_shares,
    compute_verdicts_by_kind,
    find_misses,
)
from bot.core.evaluation.shares import Share
from bot.core.evaluation.trials import Case, Split, Trial
from tests.packs import snapshot_of

KNOWLEDGE = snapshot_of().knowledge
RIGHT, OTHER = (KNOWLEDGE.entries[id] for id in ("shop-count", "rye-share"))


def candidate(entry, confidence):
    return Candidate(entry, confidence)


def trial(outcome, expect=(), ranked=(), kind="plain", also=(), is_gap=False, absent=()):
    answer = Answer("q", outcome, ranked=tuple(ranked), also=tuple(also))
    return Trial(Case("q", frozenset(expect), kind, Split.TUNE, is_gap, frozenset(absent)), answer)


def answered(entry, confidence=0.9, expect=("shop-count",)):
    return trial(Answered(entry, confidence), expect, [candidate(entry, confidence)])


OFFERED = trial(
    Unsure((candidate(OTHER, 0.5), candidate(RIGHT, 0.4)), 0.5), ("shop-count",), [candidate(OTHER, 0.5)]
)
NOT_COVERED = NotCovered(KNOWLEDGE.not_covered["prices"], 0.8, (candidate(RIGHT, 0.0),))


@pytest.mark.parametrize(
    ("tried", "verdict"),
    [
        (answered(RIGHT), "answered right"),
        (answered(OTHER), "answered wrong"),
        (answered(RIGHT, expect=()), "false"),
        (OFFERED, "offered"),
        (trial(NOT_COVERED, ("shop-count",)), "denied"),
        (trial(NOT_COVERED, ("shop-count",), absent=("prices",)), "answered right"),
        (trial(NOT_COVERED, is_gap=True), "denied"),
        (trial(Answered(RIGHT, 0.9), is_gap=True), "answered wrong"),
        (trial(Unknown(), is_gap=True), "missed"),
        (trial(Unknown(), ("shop-count",)), "missed"),
        (trial(NOT_COVERED), "honest"),
        (trial(Unknown()), "honest"),
        (trial(Unsure((candidate(RIGHT, 0.5),), 0.5)), "hedged"),
    ],
)
def test_each_outcome_has_its_verdict(tried, verdict):
    assert tried.verdict == verdict


@pytest.mark.parametrize(
    ("expect", "verdict"),
    [(("shop-count",), "answered right"), (("rye-share",), "answered right"), (("other",), "answered wrong")],
)
def test_of_two_shown_at_once_one_has_to_be_right(expect, verdict):
    pair = trial(Answered(OTHER, 0.7), expect, also=[Answered(RIGHT, 0.6)])

    assert pair.verdict == verdict
    assert compute_shares([pair, answered(RIGHT)])["two shown"] == Share(1, 2)


def test_two_shown_at_once_are_false_where_the_article_answers_nothing():
    assert trial(Answered(OTHER, 0.7), also=[Answered(RIGHT, 0.6)]).verdict == "false"


def test_what_no_entry_answers_is_counted_and_left_out_beside_it():
    shares = compute_shares([answered(RIGHT), trial(Unknown(), is_gap=True), trial(NOT_COVERED, is_gap=True)])

    assert (shares["answered right"], shares["of covered: answered right"]) == (Share(1, 3), Share(1, 1))
    assert (shares["denied"], shares["wrong"], shares["of covered: denied"]) == (
        Share(1, 3),
        Share(1, 3),
        Share(0, 1),
    )


def test_without_gaps_there_is_nothing_to_leave_out():
    assert not any("covered" in name for name in compute_shares([answered(RIGHT)]))


def test_how_often_the_item_that_says_it_is_the_one_that_is_shown():
    shares = compute_shares(
        [trial(NOT_COVERED, absent=("prices",)), trial(NOT_COVERED, absent=("owner",)), trial(NOT_COVERED)]
    )

    assert shares["named"] == Share(1, 2)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    # Worked out with statsmodels' proportion_confint(..., method="wilson").
    [(Share(0, 10), 0.0, 0.2775), (Share(5, 10), 0.2366, 0.7634), (Share(164, 270), 0.5481, 0.6637)],
)
def test_the_interval_of_a_share_is_that_of_wilson(share, low, high):
    assert share.interval == pytest.approx((low, high), abs=2e-4)


def test_a_share_of_nothing_can_be_anything():
    assert (Share(0, 0).value, Share(0, 0).interval) == (0.0, (0.0, 1.0))


def test_any_of_several_right_entries_is_right():
    assert answered(OTHER, expect=("shop-count", "rye-share")).verdict == "answered right"


def test_the_figures_are_shares_and_utility_is_their_worth():
    trials = [answered(RIGHT), answered(OTHER), OFFERED, trial(Unknown(), ("shop-count",))]
    trials += [trial(NOT_COVERED), answered(RIGHT, expect=())]
    figures = compute_metrics(trials)

    assert figures["top"] == 0.25
    shares = ("answered right", "answered wrong", "offered", "missed", "answered right or offered")
    assert [figures[name] for name in shares] == [0.25, 0.25, 0.25, 0.25, 0.5]
    assert (figures["honest"], figures["hedged"], figures["false"]) == (0.5, 0.0, 0.5)
    assert figures["answered right: number"] == 1
    assert figures["utility"] == round((1 - 1 + 0.7 + 0 + 1 - 1) / 6, 4)


def test_what_nothing_speaks_to_has_no_figure():
    assert "auroc" not in compute_metrics([answered(RIGHT)])
    assert "top" not in compute_metrics([trial(Unknown())])
    assert compute_metrics([]) == {"questions": 0}


def test_auroc_is_the_share_of_pairs_in_the_right_order():
    ours = [answered(RIGHT, 0.9), answered(RIGHT, 0.4)]
    theirs = [answered(RIGHT, 0.4, ()), answered(RIGHT, 0.1, ())]

    assert compute_auroc(ours, theirs) == (1 + 1 + 0.5 + 1) / 4


def test_confidence_that_says_what_is_so_has_no_calibration_error():
    honest = [answered(RIGHT if number < 8 else OTHER, 0.8) for number in range(10)] * 10
    boastful = [answered(OTHER, 0.99)] * 100

    assert compute_calibration(honest)["calibration error, lower end"] == 0
    assert compute_calibration(boastful)["calibration error"] == pytest.approx(0.99)
    assert compute_calibration(boastful)["calibration error, lower end"] > 0.8


def test_the_curve_falls_as_the_threshold_rises():
    points = compute_curve(
        [answered(RIGHT, 0.3), answered(RIGHT, 0.7), answered(OTHER, 0.5), answered(RIGHT, 0.6, ())]
    )
    at = {point.threshold: (round(point.right, 2), round(point.wrong, 2), point.false) for point in points}

    assert at[0.1] == (0.67, 0.33, 1.0)
    assert at[0.55] == (0.33, 0.0, 1.0)
    assert at[0.95] == (0.0, 0.0, 0.0)


def test_kinds_are_counted_apart_and_misses_are_what_a_reader_would_not_want():
    trials = [answered(RIGHT), OFFERED, trial(Unknown(), kind="far")]

    assert compute_verdicts_by_kind(trials) == {
        "plain": {"questions": 2, "answered right": 0.5, "offered": 0.5},
        "far": {"questions": 1, "honest": 1.0},
    }
    assert list(find_misses(trials)) == [OFFERED]
