"""Where there is no pack: who reads takes the shipped one and says so, who serves or checks never does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import KNOWLEDGE
from tests.packs import write_pack

ROOT = Path(__file__).parents[2]
SAID = (
    "There is no folder knowledge here: this is the pack that comes with Footnote;"
    " --knowledge DIR names another.\n"
)
MISSING = "There is no pack at {}: name the folder that holds "
READERS = [("ask", "--json", "sign-ups binance has from mainland china"), ("chat",), ("timeline", "--json")]
OTHERS = [("check",), ("eval", str(ROOT / "tests" / "data" / "questions.yaml"))]


def name(arguments):
    return arguments[0]


@pytest.fixture
def footnote(tmp_path):
    """Call `footnote` from a folder where there is nothing; the code's folder can be another one."""

    def call(*arguments, code=ROOT, **environment):
        ours = {name: text for name, text in os.environ.items() if not name.startswith("FOOTNOTE_")}
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=tmp_path,
            env={**ours, "PYTHONPATH": str(code), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return call


@pytest.mark.parametrize("arguments", READERS, ids=name)
def test_who_reads_takes_the_shipped_pack_and_says_so_beside_the_output(footnote, arguments):
    done, named = footnote(*arguments), footnote(*arguments, "--knowledge", str(KNOWLEDGE))

    assert (done.returncode, done.stderr) == (0, SAID)
    assert (named.returncode, named.stderr) == (0, "")
    assert done.stdout == named.stdout != ""


@pytest.mark.parametrize("arguments", OTHERS, ids=name)
def test_who_checks_and_measures_wants_a_pack_of_its_own(footnote, arguments):
    done = footnote(*arguments)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(MISSING.format("knowledge"))


@pytest.mark.parametrize("arguments", [*READERS, ("demo", "--no-browser")], ids=name)
@pytest.mark.parametrize("by", ["option", "variable"])
def test_a_folder_that_was_named_and_is_missing_is_an_error(footnote, arguments, by):
    # Also one of the very name that is taken where none is given.
    named = ("--knowledge", "knowledge") if by == "option" else ()
    done = footnote(*arguments, *named, **({} if named else {"FOOTNOTE_KNOWLEDGE": "knowledge"}))

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(MISSING.format("knowledge"))


def test_the_pack_that_is_there_is_taken_without_a_word(footnote, tmp_path):
    write_pack(tmp_path / "knowledge")
    done = footnote("ask", "--json", "number of shops")

    assert (json.loads(done.stdout)["entry"]["id"], done.stderr) == ("shop-count", "")


def test_a_folder_without_a_pack_in_it_is_not_passed_over(footnote, tmp_path):
    (tmp_path / "knowledge").mkdir()
    done = footnote("ask", "--json", "number of shops")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The pack in knowledge does not load")


def test_a_variable_that_is_set_to_nothing_names_no_folder(footnote):
    assert footnote("ask", "--json", "rye", FOOTNOTE_KNOWLEDGE="").stderr == SAID


def test_a_program_that_came_without_its_pack_says_that_there_is_none(footnote, tmp_path):
    code = tmp_path / "code"
    shutil.copytree(ROOT / "bot", code / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    done = footnote("ask", "--json", "rye", code=code)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(MISSING.format("knowledge"))


def test_a_wrong_call_is_told_what_is_wrong_with_it_only(footnote):
    done = footnote("ask", "one", "two")

    assert done.returncode == 2
    assert done.stderr.startswith("Usage: ")
