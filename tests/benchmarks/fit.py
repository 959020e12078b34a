"""The weights of the confidence, fitted anew: `python tests/benchmarks/fit.py [--keep] FILE...`.

Fitted on the tuning halves, with three kinds of packs: the one that ships, the same cut down to what a
newcomer writes, and somebody else's; for packs without not-covered items on sets of intents, the files (as
for `intents.py`). Prints what five-fold cross-validation says of it; `--keep` writes the table,
`bot/core/answering/fitted_weights.py`. Logistic regression on standardised signals with a ridge penalty, by
Newton's method.
"""

import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from bot.core.answering.absence import list_absence_signals
from bot.core.answering.confidence import ABSENCE_SIGNALS, CONSTANT
from bot.core.answering.signal_groups import SIGNALS, Group
from bot.core.answering.signals import read_findings
from bot.core.answering.snapshot import Snapshot
from bot.core.evaluation.trials import Case, Split
from bot.core.language.message_text import clean
from bot.core.pack.models import Knowledge
from bot.store.pack_files.evaluation_cases import load_cases
from bot.store.pack_files.loader import load_pack
from tests.benchmarks.intents import cases_of, knowledge_of, load
from tests.benchmarks.poor_packs import cut_down

ROOT = Path(__file__).parents[2]
# What tells which entry is best says little of whether it is the answer, and less on a poor pack.
CONFIDENCE_SIGNALS = tuple(
    name for name in SIGNALS if name not in ("score", "margin", "relative margin", "covered", "matched rest")
)
# What can be learned from sets of intents, which have no answers and no not-covered items. What speaks
# against an entry because of its facts, they cannot teach: that is taken from the table of the confidence.
LEARNED = (Group.MATCH, Group.RIVALS, Group.UNMATCHED)
BARE_SIGNALS = tuple(name for name, group in SIGNALS.items() if group in (*LEARNED, Group.FACTS))
# Sets of intents have near misses that are harder than those of an article. From the same threshold on as
# many are answered falsely where so much is taken from the logit.
CAUTION = 1.0
IN_CONFIDENCE = [name in CONFIDENCE_SIGNALS for name in SIGNALS]
TABLE = ROOT / "bot" / "core" / "answering" / "fitted_weights.py"
FOLDS, STEPS = 5, 50
# The strength of the penalty on weights of standardised signals, for every kind of table.
PENALTIES = {"RANK": 10.0, "CONFIDENCE": 10.0, "ABSENCE": 1.0}
SEEDS = 5
# The packs whose questions have a half that is not read.
OWN = ("shipped", "lido", "cut")
NEAR = ("near", "oneword", "near miss")
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7)


@dataclass
class Asked:
    """A question, with the signals of each entry that was found and of the nearest not-covered item."""

    pack: str
    weight: float
    case: Case
    signals: np.ndarray
    is_right: np.ndarray
    absence: list[float] | None

    @property
    def fold(self) -> int:
        """The part of the cross-validation that it belongs to: the same in every pack."""
        return zlib.crc32(self.case.question.encode()) % FOLDS


def packs(files: Sequence[Path]) -> Iterator[tuple[str, float, Knowledge, tuple[Case, ...]]]:
    """Each pack with its questions, and how much one of them counts."""
    shipped = load_pack(ROOT / "knowledge").knowledge
    questions = load_cases(ROOT / "tests/data/questions.yaml", shipped)
    yield "shipped", 1.0, shipped, questions
    lido = load_pack(ROOT / "tests/data/lido").knowledge
    yield "lido", 1.6, lido, load_cases(ROOT / "tests/data/lido-questions.yaml", lido)
    for seed in range(SEEDS):
        yield "cut", 1.25 / SEEDS, cut_down(shipped, seed), questions
    for file in files:
        intents = load(file)
        yield intents.name, 0.3, knowledge_of(intents), cases_of(intents)


def ask_all(files: Sequence[Path]) -> Iterator[Asked]:
    """What is known of every question of the tuning halves."""
    for name, weight, knowledge, cases in packs(files):
        snapshot = Snapshot.build(knowledge)
        for case in cases:
            if case.split is Split.TUNE or name not in OWN:
                yield ask(snapshot, case, name, weight)


def ask(snapshot: Snapshot, case: Case, name: str, weight: float) -> Asked:
    query = snapshot.index.make_query(clean(case.question))
    findings = read_findings(snapshot.profile, query, snapshot.policy.looked_at)
    ranking, signals = findings.ranking, findings.signals
    is_right = np.array([hit.item in case.expect for hit in ranking.entries], bool)
    absence = list_absence_signals(snapshot.index, query, ranking, 0.0) if ranking.not_covered else None
    return Asked(name, weight, case, signals, is_right, absence)


def fit_weights(rows: np.ndarray, is_right: np.ndarray, counts: np.ndarray, penalty: float) -> np.ndarray:
    """The constant and the weights of some rows; each row counts so much."""
    mean, spread = np.average(rows, axis=0, weights=counts), rows.std(axis=0)
    spread[spread < 1e-6] = np.inf
    features = np.hstack([np.ones((len(rows), 1)), (rows - mean) / spread])
    weights, ridge = np.zeros(features.shape[1]), penalty * np.eye(features.shape[1])
    ridge[0, 0] = 1e-9
    for _ in range(STEPS):
        rated = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (counts * (is_right - rated)) - ridge @ weights
        curvature = (features * (counts * rated * (1 - rated))[:, None]).T @ features + ridge
        weights += np.linalg.solve(curvature, slope)
    of_signals = weights[1:] / spread
    return np.concatenate([[weights[0] - of_signals @ mean], of_signals])


def rate(weights: np.ndarray, rows: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(weights[0] + rows @ weights[1:], -30, 30)))


def fit_bare(asked: Sequence[Asked], confidence: np.ndarray) -> np.ndarray:
    """The table for packs without not-covered items, from the sets of intents."""
    first = np.vstack([each.signals[:1] for each in asked if len(each.signals)])
    is_right = np.array([each.is_right[0] for each in asked if len(each.signals)])
    columns = [group in LEARNED for group in SIGNALS.values()]
    constant, *learned = fit_weights(
        first[:, columns], is_right, np.ones(len(first)), PENALTIES["CONFIDENCE"]
    )
    weights = dict(zip(CONFIDENCE_SIGNALS, confidence[1:], strict=True))
    weights |= dict(
        zip((name for name, is_in in zip(SIGNALS, columns, strict=True) if is_in), learned, strict=True)
    )
    return np.array([constant - CAUTION, *(weights[name] for name in BARE_SIGNALS)])


def fit_all(asked: Sequence[Asked]) -> dict[str, np.ndarray]:
    """All tables: the ranks, the confidence in what ranks first, and the absence."""
    found = [each for each in asked if len(each.signals)]
    rows, right = (
        np.vstack([each.signals for each in found]),
        np.concatenate([each.is_right for each in found]),
    )
    counts = np.concatenate([np.full(len(each.signals), each.weight) for each in found])
    ranks = fit_weights(rows, right, counts, PENALTIES["RANK"])
    first = [int(np.argmax(rate(ranks, each.signals))) for each in found]
    best = np.vstack([each.signals[at][IN_CONFIDENCE] for each, at in zip(found, first, strict=True)])
    is_best_right = np.array([each.is_right[at] for each, at in zip(found, first, strict=True)])
    confidence = fit_weights(
        best, is_best_right, np.array([each.weight for each in found]), PENALTIES["CONFIDENCE"]
    )
    absent, is_absent, weights = [], [], []
    for each in asked:
        if each.absence is not None:
            sure = rate_first(ranks, confidence, each)
            absent.append([*each.absence[:-1], sure])
            is_absent.append(not each.case.is_answerable)
            weights.append(each.weight)
    absence = fit_weights(np.array(absent), np.array(is_absent), np.array(weights), PENALTIES["ABSENCE"])
    return {"RANK": ranks, "CONFIDENCE": confidence, "ABSENCE": absence}


def rate_first(ranks: np.ndarray, confidence: np.ndarray, each: Asked) -> float:
    """The confidence in what ranks first."""
    if not len(each.signals):
        return 0.0
    first = int(np.argmax(rate(ranks, each.signals)))
    return float(rate(confidence, each.signals[[first]][:, IN_CONFIDENCE])[0])


def cross_validate(asked: Sequence[Asked]) -> None:
    """Print what each pack's questions come to, rated by tables that were fitted without them."""
    results: dict[str, list[tuple[Asked, float, bool]]] = {}
    for fold in range(FOLDS):
        tables = fit_all([each for each in asked if each.fold != fold])
        for each in asked:
            if each.fold == fold:
                sure = rate_first(tables["RANK"], tables["CONFIDENCE"], each)
                at = int(np.argmax(rate(tables["RANK"], each.signals))) if len(each.signals) else 0
                is_right = bool(len(each.signals)) and bool(each.is_right[at])
                results.setdefault(each.pack, []).append((each, sure, is_right))
    for name, found in results.items():
        covered = [(sure, right) for each, sure, right in found if each.case.expect]
        near = [sure for each, sure, _ in found if each.case.kind in NEAR]
        click.echo(f"{name}: first {np.mean([right for _, right in covered]):.3f}")
        for least in THRESHOLDS:
            right = np.mean([right and sure >= least for sure, right in covered])
            wrong = np.mean([not right and sure >= least for sure, right in covered])
            click.echo(
                f"  from {least:.2f}: right {right:.3f}, wrong {wrong:.3f},"
                f" near falsely {np.mean([sure >= least for sure in near]):.3f}"
            )


def write_table(tables: dict[str, np.ndarray]) -> None:
    """Write the file that the bot reads."""
    names = {
        "RANK": tuple(SIGNALS),
        "CONFIDENCE": CONFIDENCE_SIGNALS,
        "BARE": BARE_SIGNALS,
        "ABSENCE": ABSENCE_SIGNALS,
    }
    lines = [
        '"""The weights of the confidence, as `tests/benchmarks/fit.py` makes them: not edited by hand."""'
    ]
    for table, weights in tables.items():
        lines += ["", f"{table} = {{"]
        lines += [
            f'    "{name}": {weight:.4f},'
            for name, weight in zip((CONSTANT, *names[table]), weights, strict=True)
        ]
        lines.append("}")
    TABLE.write_text("\n".join(lines) + "\n")


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--keep", is_flag=True, help="Write the table.")
def main(files: tuple[Path, ...], keep: bool) -> None:
    """Fit, with sets of intents in FILES as for `intents.py`, and say how good it is."""
    asked = list(ask_all(files))
    own, others = ([each for each in asked if (each.pack in OWN) is is_own] for is_own in (True, False))
    cross_validate(own)
    if keep:
        tables = fit_all(own)
        write_table(tables | {"BARE": fit_bare(others, tables["CONFIDENCE"])})


if __name__ == "__main__":
    main()
