"""How hard the questions are: matching by shared words alone, on the first phrasings, must not do well.

Tests are given figures only, so that a failing one shows no question to anybody.
"""

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import yaml
from rapidfuzz import fuzz, process

from bot.core.evaluation.trials import Split
from bot.core.language.normalise import normalise
from bot.store.pack_files.evaluation_cases import load_cases

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def figures(shipped_pack):
    """The figures of both halves together, against the entries' first phrasings."""
    cases = load_cases(DATA / "questions.yaml", shipped_pack.knowledge)
    stored = yaml.safe_load((DATA / "first-phrasings.yaml").read_text(encoding="utf-8"))["entries"]
    # Cases that only later entries answer say nothing about the first day.
    answerable = [case for case in cases if case.expect & stored.keys()]
    near = [case for case in cases if is_near(case)]
    ours, theirs = scores(answerable, stored), scores(near, stored)
    return SimpleNamespace(
        cases=len(cases),
        near=len(near),
        right=share_right(answerable, ours, stored),
        auroc=auroc(ours.max(axis=1), theirs.max(axis=1)),
        misplaced=sum(case.split is not drawn(case.question) for case in cases),
    )


def is_near(case):
    """Does it sound like something an entry answers, although none does?"""
    return case.kind in ("near", "oneword") and not case.expect


def scores(cases, stored):
    """How near each case is to each stored phrasing: a row a case."""
    asked = [normalise(case.question) for case in cases]
    phrasings = [normalise(phrasing) for phrasings in stored.values() for phrasing in phrasings]
    return process.cdist(asked, phrasings, scorer=fuzz.token_set_ratio, dtype=np.float64)


def share_right(cases, rows, stored):
    """How often the nearest phrasing is a right entry's; of several as near, their share counts."""
    entries = np.repeat(list(stored), [len(some) for some in stored.values()])
    nearest = (entries[row == row.max()] for row in rows)
    return np.mean(
        [np.isin(some, list(case.expect)).mean() for case, some in zip(cases, nearest, strict=True)]
    )


def auroc(ours, theirs):
    """How often one of ours scores above one of theirs: 0.5 is chance."""
    return np.mean((ours[:, None] > theirs) + 0.5 * (ours[:, None] == theirs))


def drawn(question):
    """The half that the first byte of the question's hash draws."""
    return Split.TEST if sha256(question.encode()).digest()[0] % 2 == 0 else Split.TUNE


def test_the_nearest_phrasing_is_the_right_one_for_at_most_half(figures):
    assert figures.right <= 0.5


def test_nearness_hardly_tells_near_questions_from_answerable_ones(figures):
    assert figures.auroc <= 0.65


def test_at_least_a_third_of_the_cases_are_near_ones(figures):
    assert figures.near >= figures.cases // 3


def test_each_case_is_in_the_half_that_its_hash_draws(figures):
    assert figures.misplaced == 0
