import os
import re
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.packs import write_pack

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("FOOTNOTE_", "PYTHON"))
}
UP, CTRL_C, CTRL_D = "\x1b[A", "\x03", "\x04"
# The prompt asks the terminal for whole pastes when it is ready for a line (bracketed paste).
READY = "\x1b[?2004h"


@pytest.fixture
def folder(tmp_path):
    return write_pack(tmp_path)


@pytest.fixture
def terminal(folder):
    process = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "chat", "--knowledge", str(folder)],
        cwd=str(ROOT),
        env={**ENVIRONMENT, "TERM": "xterm-256color", "PROMPT_TOOLKIT_NO_CPR": "1"},
        encoding="utf-8",
        dimensions=(40, 100),
        timeout=20,
    )
    yield process
    process.close(force=True)


def leave(terminal):
    terminal.expect_exact(READY)
    terminal.send(CTRL_D)
    terminal.expect(pexpect.EOF)
    terminal.close()
    return terminal.exitstatus


def say(terminal, line):
    terminal.expect_exact(READY)
    terminal.send(f"{line}\r")


def test_it_begins_with_the_article_and_leaves_with_ctrl_d(terminal):
    terminal.expect_exact("The bakery of Ghent")
    terminal.expect_exact("Ask in your own words.")

    assert leave(terminal) == 0


def test_a_question_is_answered_with_its_footnote(terminal):
    say(terminal, "number of shops")

    terminal.expect_exact("How many shops does the bakery have?")
    terminal.expect_exact("It had 12 shops by the end of 2019.")
    terminal.expect_exact("¹ Stated in the article · paragraph 1")
    terminal.expect_exact("1. How much of the bread is rye?")
    assert leave(terminal) == 0


def test_none_of_what_is_offered_is_admitted(terminal):
    say(terminal, "rye")
    terminal.expect_exact("Did you mean this?")
    say(terminal, "none of these")

    terminal.expect_exact("I don't know")
    assert leave(terminal) == 0


def test_what_was_meant_is_picked_by_its_number(terminal):
    say(terminal, "rye")
    terminal.expect_exact("Did you mean this?")
    terminal.expect_exact("1. How much of the bread is rye?")
    say(terminal, "7")
    terminal.expect_exact("Type a number from 1 to 1, or another question.")
    say(terminal, "the first one")

    terminal.expect_exact("40% of it, and 3 million loaves were sold in 2021.")
    terminal.expect_exact("Reported by The Gazette · paragraph 2")
    assert leave(terminal) == 0


def test_topics_lists_what_can_be_asked_and_a_number_asks_it(terminal):
    say(terminal, "/topics")
    terminal.expect_exact("Shops")
    terminal.expect(r"1\. How many shops does the bakery have\?")
    terminal.expect_exact("Bread")
    terminal.expect(r"2\. How much of the bread is rye\?")
    say(terminal, "2")

    terminal.expect_exact("40% of it")
    assert leave(terminal) == 0


def test_sources_lists_who_says_what(terminal):
    say(terminal, "/sources")

    terminal.expect_exact("The Gazette (newspaper)")
    terminal.expect_exact("How much of the bread is rye? [Reported by The Gazette]")
    terminal.expect_exact("The article (in its own voice)")
    terminal.expect_exact("How many shops does the bakery have? [Stated in the article]")
    assert leave(terminal) == 0


def test_an_unknown_command_names_those_there_are(terminal):
    say(terminal, "/nonsense")

    terminal.expect_exact("There are /topics, /sources, /timeline, /help; anything else is a question.")
    assert leave(terminal) == 0


def test_arrow_up_brings_the_last_question_back(terminal):
    say(terminal, "number of shops")
    terminal.expect_exact("It had 12 shops")
    say(terminal, "price of a loaf")
    terminal.expect_exact("The article gives no prices.")
    terminal.expect_exact(READY)
    terminal.send(f"{UP}{UP}\r")

    terminal.expect_exact("It had 12 shops by the end of 2019.")
    assert leave(terminal) == 0


def test_ctrl_c_drops_the_line_and_goes_on(terminal):
    terminal.expect_exact(READY)
    terminal.send(f"number of sh{CTRL_C}")
    say(terminal, "price of a loaf")

    terminal.expect_exact("The article gives no prices.")
    assert leave(terminal) == 0


def piped(folder, typed):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", "--knowledge", str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        input=typed,
        capture_output=True,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_lines_that_are_piped_in_are_answered_without_a_terminal(folder):
    code, shown, errors = piped(folder, b"rye\n1\n")

    assert (code, errors) == (0, "")
    assert "Did you mean this?" in shown
    assert "40% of it" in shown
    assert not re.search("\x1b", shown)


def test_a_number_without_anything_offered_is_a_question(folder):
    code, shown, _ = piped(folder, b"12\n")

    assert code == 0
    assert "Type a number" not in shown


@pytest.mark.parametrize(
    "typed",
    [b"/topics\n" + b"9" * 5_000, b"/topics\n0", b"/", b"/topics [bold", b"\xff\xfe", b"\x00\x1b[31m", b""],
)
def test_nothing_that_is_typed_ends_it_with_an_error(folder, typed):
    code, _, errors = piped(folder, typed + b"\nprice of a loaf\n")

    assert "Traceback" not in errors
    assert code == 0


def test_the_timeline_is_shown(folder):
    _, shown, _ = piped(folder, b"/timeline\n")

    assert "May 31, 2017: The bakery opens" in shown
    assert "¹ Stated in the article · paragraph 1" in shown
