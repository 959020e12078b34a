import json
import os
import re
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from tests.packs import changed, write_pack

ROOT = Path(__file__).parents[2]
ENTRY_KEYS = {"id", "question", "answer", "attribution", "paragraphs"}
KEYS = {"question", "kind", "outcome", "confidence", "entry", "suggestions", "also", "events"}
ALSO_KEYS = {"outcome", "confidence", "entry", "suggestions"}
TWO = "how many shops are there, and how much of the bread is rye?"
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("FOOTNOTE_", "PYTHON"))
}


def footnote(*arguments, typed=b"", **environment):
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={**ENVIRONMENT, **environment},
        input=typed,
        capture_output=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def bakery(tmp_path_factory):
    return str(write_pack(tmp_path_factory.mktemp("bakery")))


@pytest.fixture(scope="module")
def answers(bakery):
    """What a batch of questions comes to: one object a line, all from one run."""
    questions = [
        "how many stores has the bakery",
        "rye",
        "price of a loaf",
        "xyzzy",
        "Hello!",
        "",
        "  padded rye bread  ",
    ]
    done = footnote("ask", "--json", "--knowledge", bakery, typed="\n".join(questions).encode())
    assert done.returncode == 0
    lines = done.stdout.decode().split("\n")
    assert lines.pop() == ""
    return dict(zip(questions, map(json.loads, lines), strict=True))


def test_every_line_of_input_has_one_object_in_order(answers):
    assert [answer["question"] for answer in answers.values()] == list(answers)


def test_all_keys_are_always_there(answers):
    for answer in answers.values():
        assert set(answer) == KEYS
        assert answer["kind"] in {"question", "chat", "timeline"}
        assert 0 <= answer["confidence"] <= 1
        assert answer["also"] == []
        assert answer["events"] == []
        assert len(answer["suggestions"]) <= 3
        assert all(set(each) == {"id", "question", "confidence"} for each in answer["suggestions"])


def test_an_answer_is_the_entry_with_its_attribution(answers):
    answer = answers["how many stores has the bakery"]

    assert (answer["kind"], answer["outcome"]) == ("question", "answered")
    assert answer["entry"] == {
        "id": "shop-count",
        "question": "How many shops does the bakery have?",
        "answer": "It had 12 shops by the end of 2019.",
        "attribution": "Stated in the article",
        "paragraphs": [1],
    }
    assert answer["suggestions"] == []


def test_an_unsure_answer_has_suggestions_and_no_entry(answers):
    answer = answers["rye"]

    assert (answer["kind"], answer["outcome"], answer["entry"]) == ("question", "unsure", None)
    assert [each["id"] for each in answer["suggestions"]] == ["rye-share"]
    assert answer["suggestions"][0]["question"] == "How much of the bread is rye?"


def test_what_is_not_covered_has_the_reply_and_no_attribution(answers):
    answer = answers["price of a loaf"]

    assert (answer["kind"], answer["outcome"]) == ("question", "not_covered")
    assert answer["entry"] == {
        "id": "prices",
        "question": "What does a loaf cost?",
        "answer": "The article gives no prices.",
        "attribution": None,
        "paragraphs": [],
    }


def test_the_unknown_has_no_entry(answers):
    assert answers["xyzzy"] == {
        "question": "xyzzy",
        "kind": "question",
        "outcome": "unknown",
        "confidence": 0.0,
        "entry": None,
        "suggestions": [],
        "also": [],
        "events": [],
    }


@pytest.mark.parametrize("typed", ["Hello!", ""])
def test_small_talk_is_unknown_of_its_kind(answers, typed):
    answer = answers[typed]

    assert (answer["kind"], answer["outcome"], answer["entry"]) == ("chat", "unknown", None)


def test_empty_lines_count_and_a_last_line_needs_no_end(bakery):
    done = footnote("ask", "--json", "--knowledge", bakery, typed=b"\n\nrye\r\n\nrye")

    assert [json.loads(line)["question"] for line in done.stdout.splitlines()] == ["", "", "rye", "", "rye"]


def test_no_input_is_no_output(bakery):
    done = footnote("ask", "--json", "--knowledge", bakery)

    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_bytes_that_are_no_utf_8_are_answered(bakery):
    done = footnote("ask", "--json", "--knowledge", bakery, typed=b"how many \xff\xfe shops\n\x80\nrye\n")
    read = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert done.returncode == 0
    assert [each["question"] for each in read] == ["how many �� shops", "�", "rye"]


def test_every_character_comes_back_as_it_was_typed(bakery):
    odd = 'how "many" \\shops\\ 中国 👋 \u2028 \u0085 \x1b[31m \x00 é'
    done = footnote("ask", "--json", "--knowledge", bakery, typed=f"{odd}\nrye\n".encode())
    lines = done.stdout.decode().split("\n")

    assert [json.loads(line)["question"] for line in lines[:-1]] == [odd, "rye"]


@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii", "latin-1"])
def test_the_answer_is_written_whatever_the_terminal_can_show(bakery, encoding):
    done = footnote(
        "ask", "--json", "--knowledge", bakery, typed="中国 rye\n".encode(), PYTHONIOENCODING=encoding
    )

    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["question"] == "中国 rye"


def test_an_argument_that_is_no_utf_8_is_answered_in_valid_json(bakery):
    done = footnote(
        "ask", "--json", "--knowledge", bakery, b"how many \xff shops", PYTHONIOENCODING="utf-8:strict"
    )

    assert done.returncode == 0
    assert json.loads(done.stdout.decode("utf-8"))["outcome"] == "answered"


def test_a_line_of_300_000_characters_is_one_object(bakery):
    done = footnote(
        "ask",
        "--json",
        "--knowledge",
        bakery,
        typed=b"rye " * 75_000 + b"\nprice of a loaf\n" + b"x" * 300_000,
    )
    read = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(read) == 3
    assert read[0]["question"].startswith("rye rye")
    assert read[1]["entry"]["id"] == "prices"
    assert read[2]["outcome"] == "unknown"


def test_each_line_is_answered_before_the_next_is_sent(bakery):
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "--json", "--knowledge", bakery],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    hung = Timer(30, process.kill)
    hung.start()
    try:
        for question in ("number of shops", "rye", "number of shops"):
            process.stdin.write(question.encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["question"] == question
    finally:
        hung.cancel()
        process.stdin.close()
        rest = process.stdout.read()
        process.stdout.close()
        code = process.wait(timeout=30)
    assert (rest, code) == (b"", 0)


def test_a_reader_that_goes_away_ends_it_quietly(bakery):
    ask = f"{sys.executable} -m bot ask --json --knowledge {bakery}"
    process = subprocess.Popen(
        f"yes 'number of shops' | head -20000 | {ask} | head -1",
        shell=True,
        cwd=ROOT,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = process.communicate(timeout=60)

    assert json.loads(out)["outcome"] == "answered"
    assert err == b""


def test_a_question_on_the_command_line_is_shown_as_a_card(bakery):
    done = footnote("ask", "number of shops", "--knowledge", bakery, COLUMNS="80")
    card = done.stdout.decode()

    assert done.returncode == 0
    assert "How many shops does the bakery have?" in card
    assert "It had 12 shops by the end of 2019." in card
    assert "¹ Stated in the article · paragraph 1" in card
    assert "→ How much of the bread is rye?" in card


def test_explain_shows_what_the_confidence_is_made_of(bakery):
    done = footnote("ask", "how many shops in 2014", "--explain", "--knowledge", bakery)
    shown = " ".join(done.stdout.decode().split())

    assert re.search(r"Confidence in shop-count: \+\d\.\d how well the words fit \(", shown)
    assert re.search(r"Confidence in shop-count: -\d\.\d whether it has the names, numbers and dates", shown)


def test_explain_shows_how_it_was_read_and_what_it_was_near(bakery):
    done = footnote("ask", "hwo mnay shpos", "--explain", "--knowledge", bakery)
    shown = done.stdout.decode()

    assert "Read hwo as how, mnay as many, shpos as shops." in shown
    assert "Corrected: shpos to shops" in shown
    assert "shop-count" in shown
    assert "Words known" in shown


def test_markup_that_is_typed_is_not_obeyed(bakery):
    done = footnote("ask", "[bold]xyzzy[/nonsense] [link=x]", "--explain", "--knowledge", bakery)

    assert (done.returncode, done.stderr) == (0, b"")


def test_the_shipped_pack_is_the_default():
    done = footnote("ask", "--json", "sign-ups binance has from mainland china")
    answer = json.loads(done.stdout)

    assert answer["entry"]["id"] == "registered-users"
    assert "5.6 million" in answer["entry"]["answer"]
    assert answer["entry"]["paragraphs"] == [3]


def test_the_environment_names_the_pack_and_the_option_wins(bakery, tmp_path):
    other = str(write_pack(tmp_path, changed("qa.yaml", "It had 12 shops", "It ran 12 shops")))
    named = footnote("ask", "--json", "number of shops", FOOTNOTE_KNOWLEDGE=other)
    wins = footnote("ask", "--json", "number of shops", "--knowledge", bakery, FOOTNOTE_KNOWLEDGE=other)

    assert json.loads(named.stdout)["entry"]["answer"].startswith("It ran")
    assert json.loads(wins.stdout)["entry"]["answer"].startswith("It had")


def test_settings_of_the_bot_are_not_read(bakery):
    done = footnote("ask", "--json", "number of shops", "--knowledge", bakery, FOOTNOTE_HOME_GUILD="nonsense")

    assert done.returncode == 0


def test_a_pack_that_does_not_load_is_exit_1_and_its_problems(tmp_path):
    folder = write_pack(tmp_path, changed("qa.yaml", "topic: bread", "topic: braed"))
    done = footnote("ask", "--json", "rye", "--knowledge", str(folder))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        f"The pack in {folder} does not load (1 problem):\n"
        "  qa.yaml:17 (rye-share): there is no topic `braed`; did you mean `bread`?\n"
    )


def test_a_pack_that_is_not_there_is_exit_1_and_a_sentence(tmp_path):
    done = footnote("ask", "rye", "--knowledge", str(tmp_path / "nowhere"))

    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().startswith(f"There is no pack at {tmp_path / 'nowhere'}: ")


@pytest.mark.parametrize("arguments", [["ask", "--nonsense"], ["ask", "one", "two"], ["nonsense"]])
def test_a_wrong_call_is_exit_2_and_names_what_is_wrong(arguments):
    done = footnote(*arguments)

    assert (done.returncode, done.stdout) == (2, b"")
    assert arguments[-1] in done.stderr.decode()


def test_a_second_question_is_answered_under_also(bakery):
    done = footnote("ask", "--json", TWO, "--knowledge", bakery)
    answer = json.loads(done.stdout)
    (also,) = answer["also"]

    assert set(answer) == KEYS
    assert (answer["question"], answer["outcome"], answer["entry"]["id"]) == (TWO, "answered", "shop-count")
    assert set(also) == ALSO_KEYS
    assert (also["outcome"], also["suggestions"]) == ("answered", [])
    assert 0 <= also["confidence"] <= 1
    assert also["entry"] == {
        "id": "rye-share",
        "question": "How much of the bread is rye?",
        "answer": "40% of it, and 3 million loaves were sold in 2021.",
        "attribution": "Reported by The Gazette",
        "paragraphs": [2],
    }


def test_two_questions_are_shown_as_two_cards_each_with_its_footnote(bakery):
    done = footnote("ask", TWO, "--knowledge", bakery, COLUMNS="80")
    first, second = done.stdout.decode().split("╭─ ")[1:]

    assert done.returncode == 0
    assert first.startswith("How many shops does the bakery have?")
    assert "It had 12 shops by the end of 2019." in first
    assert "¹ Stated in the article · paragraph 1" in first
    assert second.startswith("How much of the bread is rye?")
    assert "40% of it, and 3 million loaves were sold in 2021." in second
    assert "¹ Reported by The Gazette · paragraph 2" in second
