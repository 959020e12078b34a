"""The weights of the confidence, fitted anew on the tuning half: `python tests/benchmarks/fit.py`.

Prints what `entry_fit` and `absent_fit` of `bot/core/answering/policy.py` would be with the pack and the
search as they are: logistic regression with a ridge penalty of 1, by Newton's method.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from bot.core.answering.snapshot import Snapshot
from bot.core.evaluation.trials import Split
from bot.core.language.message_text import clean
from bot.core.search.query import Query
from bot.core.search.results import Hit, best_score, rank
from bot.store.pack_files.evaluation_cases import load_cases
from bot.store.snapshots import load_snapshot

ROOT = Path(__file__).parents[2]
PENALTY = 1.0
STEPS = 50
Row = tuple[list[float], bool]


@click.command()
def main() -> None:
    """Fit and print."""
    snapshot = load_snapshot(ROOT / "knowledge")
    entries, absent = zip(*_rows(snapshot), strict=True)
    for name, rows in (("entry_fit", entries), ("absent_fit", absent)):
        weights = _fitted([row for row in rows if row is not None])
        click.echo(f"{name}: Fit({', '.join(f'{weight:.2f}' for weight in weights)})")


def _rows(snapshot: Snapshot) -> Iterator[tuple[Row | None, Row | None]]:
    """For each tuning question what speaks for its best entry, and for the best item not covered."""
    knowledge = snapshot.knowledge
    cases = load_cases(ROOT / "tests/data/questions.yaml", knowledge)
    for case in cases:
        if case.split is Split.TUNE:
            query = snapshot.index.make_query(clean(case.question))
            ranking = rank(knowledge, snapshot.index.search(query), 2)
            is_right = bool(ranking.entries) and ranking.entries[0].item in case.expect
            yield (
                _row(snapshot, query, ranking.entries, best_score(ranking.not_covered), is_right),
                _row(snapshot, query, ranking.not_covered, best_score(ranking.entries), not case.expect),
            )


def _row(snapshot: Snapshot, query: Query, hits: Sequence[Hit], other: float, is_right: bool) -> Row | None:
    if not hits:
        return None
    score, rival = best_score(hits), best_score(hits[1:])
    margin, lead = score - rival, score - other
    relative = [margin / (max(score, rival) or 1), lead / (max(score, other) or 1)]
    return [1.0, score, margin, lead, *relative, snapshot.index.coverage(query, hits[0].place)], is_right


def _fitted(rows: Sequence[Row]) -> np.ndarray:
    features = np.array([row for row, _ in rows])
    is_right = np.array([right for _, right in rows], float)
    weights = np.zeros(features.shape[1])
    penalty = PENALTY * np.eye(len(weights))
    penalty[0, 0] = 1e-9
    for _ in range(STEPS):
        confidence = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (is_right - confidence) - penalty @ weights
        curvature = (features * (confidence * (1 - confidence))[:, None]).T @ features + penalty
        weights += np.linalg.solve(curvature, slope)
    return weights


if __name__ == "__main__":
    main()
