"""How fast the matcher is beside rapidfuzz's extractOne (WRatio), and what size costs in hits.

Run as `python tests/benchmarks/speed.py`. A size is a number of phrasings. `shipped` is the project's own
pack, asked as in production. A larger one has made-up items beside the shipped ones, and is asked by reading
and searching.

The questions are the tuning half of the project's own. Each index built is asked each of them once, so no
cache knows them; each question's best time counts, on both sides. The search scores every item: an
exhaustive search by the same score finds the same, at any size. Right first is an expected entry ahead of
all other items, not-covered and made-up ones, too.
"""

import gc
import math
import multiprocessing
import os
import platform
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

import click
import numpy as np
from made_up import SHIPPED, pack_of
from rapidfuzz import process
from rapidfuzz.fuzz import WRatio
from rich import box
from rich.console import Console
from rich.table import Table

from bot.core.evaluation.trials import Case, Split
from bot.core.language.english_words import english_words, load_all_words
from bot.core.language.message_text import clean
from bot.core.search.index import Index
from bot.store.pack_files.evaluation_cases import load_cases

_ROOT = Path(__file__).parents[2]
_SEED = 7
# The most phrasings of a pack whose index is built, and asked, `_BUILDS` times. A larger one is built once.
_LARGE = 100_000
_BUILDS = 3
# The number of questions that WRatio is asked: of a pack of at most `_SMALL` phrasings, and of a larger one.
_SMALL, _ASKED_SMALL, _ASKED_LARGE = 10_000, 100, 20
_HOSTILE_RUNS = 5
_STARTS = 5
# Phrasings asked before anything is timed.
_WARM_UP = 50
# The table is as wide as it needs to be, whatever the terminal.
_WIDE = 400
Column = dict[str, str]


def measure(size: str, cases: Sequence[Case]) -> Column:
    """Everything about a size; of the shipped pack also what only it is asked."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as child:
        memory = child.submit(_memory, size).result()
    pack = pack_of(size)
    phrasings = [phrasing for asked in pack.asked for phrasing in asked]
    sample = _spread(cases, _ASKED_SMALL if len(phrasings) <= _SMALL else _ASKED_LARGE)
    nearest = [partial(process.extractOne, case.question, phrasings, scorer=WRatio) for case in sample]
    builds, times, baselines = [], [], []
    for _ in range(_BUILDS if len(phrasings) <= _LARGE else 1):
        gc.unfreeze()
        seconds, (index, ask) = _timed(pack.build)
        builds.append(seconds)
        # As production does once it has loaded.
        gc.freeze()
        for phrasing in phrasings[:_WARM_UP]:
            ask(phrasing)
        times.append([_timed(partial(ask, case.question))[0] for case in cases])
        baselines.append([_timed(find_nearest)[0] for find_nearest in nearest])
    p50, p99 = np.percentile(np.min(times, axis=0), (50, 99)).tolist()
    baseline = float(np.median(np.min(baselines, axis=0)))
    built = _written(min(builds))
    if len(builds) == 1:
        built += " (once)"
    column = {
        "phrasings": f"{len(phrasings):,}",
        "items": f"{len(pack.asked):,}",
        "answering, p50": _written(p50),
        "answering, p99": _written(p99),
        "extractOne with WRatio, p50": _written(baseline),
        "times faster, p50": f"{baseline / p50:,.0f}",
        f"building the index, best of {_BUILDS}": built,
        "memory that the index holds; growth of a fresh process": memory,
        "right first": f"{_right_first(index, [case for case in cases if case.expect]):.1%}",
    }
    return column if pack.documents else column | _of_shipped(builds[0], ask, p99)


def _memory(size: str) -> str:
    if not Path("/proc/self/statm").exists():
        return "only on Linux"
    pack = pack_of(size)
    # Loaded once whatever is indexed.
    load_all_words()
    before = _resident()
    # Kept until it is measured.
    built = [pack.build()]
    growth = _resident() - before
    built.clear()
    tracemalloc.start()
    built.append(pack.build())
    gc.collect()
    return f"{tracemalloc.get_traced_memory()[0] / 1e6:,.0f} MB; {growth / 1e6:,.0f} MB"


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _right_first(index: Index, cases: Sequence[Case]) -> float:
    best = [index.search(index.make_query(clean(case.question))).best(1) for case in cases]
    right = sum(hits[0].item in case.expect for hits, case in zip(best, cases, strict=True) if hits)
    return right / max(len(cases), 1)


def _of_shipped(cold: float, ask: Callable[[str], object], p99: float) -> Column:
    """How it starts, and what the worst that may be asked costs beside an ordinary question."""
    chance = Random(_SEED)
    words = [word for word in english_words() if len(word) > 3]
    hostile: dict[str, Callable[[], str]] = {
        "4,000 times one letter, beside p99": lambda: chance.choice("abcdefgh") * 4_000,
        "2,000 words, beside p99": lambda: " ".join(chance.sample(words, 2_000)),
        "2,000 misspelt words, beside p99": lambda: " ".join(
            f"q{w[1:]}" for w in chance.sample(words, 2_000)
        ),
    }
    column = {"building the index, the first in the process": _written(cold)}
    for name, text in hostile.items():
        taken = float(np.median([_timed(partial(ask, text()))[0] for _ in range(_HOSTILE_RUNS)]))
        column[name] = f"{taken / p99:.1f} × ({_written(taken)})"
    ours, theirs = ["-m", "bot", "ask", "how many users"], ["-c", "import numpy, rapidfuzz, pydantic, yaml"]
    taken, imports = (min(_start(what) for _ in range(_STARTS)) for what in (ours, theirs))
    column["`footnote ask`, beside importing its libraries"] = f"{taken / imports:.2f} × ({_written(taken)})"
    return column


def _start(arguments: Sequence[str]) -> float:
    run = partial(subprocess.run, [sys.executable, *arguments], cwd=_ROOT, check=True, capture_output=True)
    return _timed(run)[0]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def _written(seconds: float) -> str:
    return f"{seconds * 1_000:.2f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def _spread(cases: Sequence[Case], most: int) -> Sequence[Case]:
    """At most `most` of the cases, taken evenly."""
    step = math.ceil(len(cases) / most)
    return cases[::step]


def _sizes(_context: click.Context, _option: click.Parameter, given: str) -> list[str]:
    sizes = [size.strip().replace("_", "") for size in given.split(",")]
    for size in sizes:
        if size != SHIPPED and not (size.isdecimal() and int(size) > 0):
            raise click.BadParameter(f"{size!r} is neither {SHIPPED!r} nor a number of phrasings")
    # The shipped pack first: only the first index of a process is built cold.
    return sorted(sizes, key=lambda size: (size != SHIPPED, len(size), size))


@click.command()
@click.option("--sizes", default="shipped,10000,100000", callback=_sizes, show_default=True)
@click.option("--questions", type=click.IntRange(1), help="Ask at most so many.")
def command(sizes: Sequence[str], questions: int | None) -> None:
    """Measure packs of several sizes, and print one table."""
    knowledge = pack_of(SHIPPED).knowledge
    cases = load_cases(_ROOT / "tests" / "data" / "questions.yaml", knowledge)
    cases = [case for case in cases if case.split is Split.TUNE]
    columns = {size: measure(size, _spread(cases, questions or len(cases))) for size in sizes}
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, {datetime.now(UTC):%B %d, %Y}\n")
    names = (size if size == SHIPPED else f"{int(size):,}" for size in columns)
    table = Table("", *names, box=box.MARKDOWN)
    for row in dict.fromkeys(row for column in columns.values() for row in column):
        table.add_row(row, *(column.get(row, "") for column in columns.values()))
    Console(width=_WIDE).print(table)


if __name__ == "__main__":
    command()
