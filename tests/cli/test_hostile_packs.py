"""Packs of hostile files, from outside: an exit code and a few words, within bounds of time and memory."""

import os
import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from textwrap import indent

import pytest

from tests.packs import ARTICLE, QA, TIMELINE, write_pack

ROOT = Path(__file__).parents[2]
# Each of these packs took far more of one of them, or would have gone on for hours.
CPU_SECONDS = 20
MEMORY = 1_000_000_000
MOST_SHOWN = 500_000
# Each thread of a library for sums takes memory that it does not use.
ENVIRONMENT = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def footnote(folder, *arguments, typed=""):
    """Run a command on the pack of a folder; the system ends one that takes too much."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments, "--knowledge", str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        input=typed,
        capture_output=True,
        text=True,
        preexec_fn=_limit,
        check=False,
    )


def _limit():
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def alike_synonyms():
    """Synonyms that all begin alike, and phrasings in which that beginning stands again and again."""
    groups = (", ".join(f"rye of {at} {number}" for number in range(100)) for at in range(240))
    synonyms = "synonyms:\n" + "".join(f"- [{group}]\n" for group in groups)
    phrasings = "".join(f"      - {at} {'rye of ' * 569}\n" for at in range(40))
    return {
        "article.yaml": ARTICLE.replace("synonyms: [[shop, store, branch office]]\n", synonyms),
        "qa.yaml": QA.replace("      - rye percentage\n", phrasings),
    }


def long_phrasings():
    """Phrasings as long as they may be, each of nearly two thousand words."""
    phrasings = "".join(f"      - {at} {'a b c d e f g h ' * 248}\n" for at in range(120))
    return {"qa.yaml": QA.replace("      - rye percentage\n", phrasings)}


def unknown_titles():
    """Events whose titles have no word that a phrasing has, and phrasings of very many words."""
    chance = Random(7)
    words = ["".join(chance.choices("aeioubcdfg", k=7)) for _ in range(100_000)]
    event = "- {id: e%d, date: 2017, topic: shops, title: %s, detail: It., source: %s}\n"
    titles = (" ".join(words[at : at + 11]) for at in range(0, 21_000, 11))
    source = "{voice: article, paragraph: 1, status: stated}"
    events = "".join(event % (at, title, source) for at, title in enumerate(titles))
    phrasings = "".join(f"      - {' '.join(words[at : at + 100])}\n" for at in range(22_000, 100_000, 100))
    return {
        "timeline.yaml": TIMELINE + indent(events, "  "),
        "qa.yaml": QA.replace("      - rye percentage\n", phrasings),
    }


LARGE = {"synonyms": alike_synonyms, "long phrasings": long_phrasings, "titles": unknown_titles}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_what_is_within_the_limits_is_checked_and_answers_in_bounds(tmp_path, make):
    folder = write_pack(tmp_path, make())
    checked = footnote(folder, "check")
    answered = footnote(folder, "ask", typed="number of shops\nwhat came after the great flood?\n")

    assert (checked.returncode, checked.stderr) in ((0, ""), (1, ""))
    assert len(checked.stdout) < MOST_SHOWN
    assert (answered.returncode, answered.stderr) == (0, "")
    assert "12 shops" in answered.stdout
