"""`footnote timeline`, as people and scripts call it."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.main import footnote
from bot.errors import UserError
from tests.conftest import KNOWLEDGE
from tests.packs import QA, write_pack

KEYS = {
    "id", "date", "until", "approximate", "inferred", "title", "detail", "topic", "attribution",
    "paragraphs", "entries",
}  # fmt: skip


def run(*arguments, knowledge=KNOWLEDGE):
    return CliRunner().invoke(footnote, ["timeline", *arguments, "--knowledge", str(knowledge)])


def test_json_is_one_array_with_all_keys_always_there():
    events = json.loads(run("--json").output)

    assert len(events) == 15
    assert all(set(event) == KEYS for event in events)
    office = next(event for event in events if event["id"] == "office-kept")
    assert (office["date"], office["until"], office["approximate"]) == ("2017", "2019", True)
    assert (office["attribution"], office["paragraphs"]) == ("Reported by CoinTelegraph", [9])
    assert "office-until" in office["entries"]


def test_it_shows_events_by_year_with_their_dates_and_sources():
    output = run().output

    assert output.index("2017\n") < output.index("2021\n") < output.index("2023\n")
    assert "May 2023: Chinese customers trade more than $90 billion in a month" in output
    assert "July 26 (2023, by the order of events):" in output
    assert "¹ Reported by CoinTelegraph · paragraph 9" in output


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (("--from", "june 2023", "--to", "26/07/2023"), 3),
        (("--from", "may", "--to", "may"), 1),
        (("--topic", "origins"), 2),
        (("--topic", "Founding and move"), 2),
        (("--from", "1999", "--to", "2000"), 0),
    ],
)
def test_a_part_of_it_is_chosen_by_dates_and_topic(arguments, count):
    assert len(json.loads(run(*arguments, "--json").output)) == count


def test_how_dates_were_read_is_shown_back():
    assert run("--from", "6 july 2023").output.startswith("The timeline from 6 July 2023\n\n2023\n")
    assert run("--to", "2017", "--topic", "Founding and move").output.startswith(
        "The timeline to 2017, Founding and move\n\n2017\n"
    )


def test_all_of_it_needs_no_reading_back():
    assert run().output.startswith("\n2017\n")


def test_nothing_in_a_range_is_said():
    assert run("--to", "1999").output == (
        "The timeline to 1999\nNothing on the timeline lies there. It goes from 2017 to 1 August 2023.\n"
    )


def test_a_pack_without_events_says_so(tmp_path):
    folder = write_pack(
        tmp_path, {"timeline.yaml": "events: []\n", "qa.yaml": QA.replace("    events: [opening]\n", "")}
    )

    assert run(knowledge=folder).output == "This article has no timeline.\n"
    assert run("--json", knowledge=folder).output == "[]\n"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--from", "foo"), "from: I cannot read “foo” as a date."),
        (("--to", "june 31 2023"), "to: I cannot read “june 31 2023” as a date."),
        (("--from", "2023", "--to", "2021"), "It starts (2023) after it ends (2021): swap the two."),
        (("--topic", "nonsense"), "There is no topic “nonsense”: there are about, "),
    ],
)
def test_bad_input_is_one_plain_sentence(arguments, words):
    found = run(*arguments)

    assert isinstance(found.exception, UserError)
    assert str(found.exception).startswith(words)
