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
# Each of these packs can take far more of one of them, or hours, where something is done once too often.
CPU_SECONDS = 20
MEMORY = 1_000_000_000
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
    phrasings = "".join(f"      - {at} {'a b c d e f g h ' * 248}\n" for at in range(100))
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


def test_phrasings_as_long_as_may_be_are_checked(tmp_path):
    done = footnote(write_pack(tmp_path, long_phrasings()), "check")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "2 entries, 1 not covered, 1 events.\nAll is well: 0 errors, 0 warnings.\n"


@pytest.mark.parametrize("make", [alike_synonyms, unknown_titles])
def test_a_pack_within_the_limits_answers(tmp_path, make):
    asked = "number of shops\nwhat came after the great flood?\n"
    done = footnote(write_pack(tmp_path, make()), "ask", typed=asked)

    assert (done.returncode, done.stderr) == (0, "")
    assert "12 shops" in done.stdout


def directives():
    """A file of nothing but directives, each of which a parser compares with all before it."""
    return {"qa.yaml": "".join(f"%TAG !{at}! x\n" for at in range(600_000)) + "--- {}\n"}


def names():
    """Topics as long as a text may be, and entries of other ones nearly the same."""
    topics = "".join(f"  ? {at}{'xy' * 4_000}\n  : A\n" for at in range(1_100))
    entry = "  - {{id: e{0}, topic: {0}{1}, question: Q, answer: A, source: {2}}}\n"
    source = "{voice: article, paragraph: 1, status: stated}"
    entries = "".join(entry.format(at, "yx" * 4_000, source) for at in range(60))
    return {
        "article.yaml": ARTICLE.replace("topics: {shops: Shops, bread: Bread}\n", f"topics:\n{topics}"),
        "qa.yaml": f"entries:\n{entries}",
    }


@pytest.mark.parametrize(("make", "said"), [(directives, 2), (names, 102)])
@pytest.mark.parametrize("command", ["check", "ask"])
def test_a_pack_that_does_not_load_says_so_in_few_words(tmp_path, make, said, command):
    done = footnote(write_pack(tmp_path, make()), command)

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len((done.stdout + done.stderr).splitlines()) == said
    assert len(done.stdout + done.stderr) < 50_000
