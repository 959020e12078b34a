"""The timeline asked for in words, of `footnote ask` and in `footnote chat`."""

import io
import json

import pytest
from click.testing import CliRunner
from rich.console import Console

from bot.cli.chat import Conversation
from bot.cli.main import footnote
from tests.conftest import KNOWLEDGE
from tests.packs import QA, changed, snapshot_of, write_pack

KEYS = {"question", "kind", "outcome", "confidence", "entry", "suggestions", "also", "events"}
JUNE = ["sec-accusation", "belgium-deadline"]


def ask(*arguments, knowledge=KNOWLEDGE):
    done = CliRunner(env={"COLUMNS": "100"}).invoke(
        footnote, ["ask", *arguments, "--knowledge", str(knowledge)]
    )
    assert done.exit_code == 0, done.output
    return done.stdout


@pytest.fixture
def chat(shipped):
    """Say a line to a conversation and hear what it prints."""
    page = io.StringIO()
    conversation = Conversation(shipped, Console(file=page, highlight=False, width=100))

    def say(line):
        page.seek(0)
        page.truncate()
        conversation.respond_to(line)
        return page.getvalue()

    return say


def test_json_has_the_ids_of_the_events_and_all_keys():
    question = "what happened in june 2023"

    assert json.loads(ask("--json", question)) == {
        "question": question,
        "kind": "timeline",
        "outcome": "unknown",
        "confidence": 0.0,
        "entry": None,
        "suggestions": [],
        "also": [],
        "events": JUNE,
    }


@pytest.mark.parametrize(
    ("question", "kind", "events"),
    [
        ("What happened in June 2023?", "timeline", JUNE),
        ("what came between the ban and the rebound", "timeline", ["market-drop", "business-drop"]),
        ("what happened in 2020", "timeline", []),
        ("What happened in March?", "question", []),
        ("who founded binance", "question", []),
        ("timeline of ethereum", "question", []),
        ("hello", "chat", []),
    ],
)
def test_only_what_asks_for_the_timeline_is_of_its_kind(question, kind, events):
    answer = json.loads(ask("--json", question))

    assert set(answer) == KEYS
    assert (answer["kind"], answer["events"]) == (kind, events)


def test_all_of_it_is_in_the_order_of_the_timeline():
    whole = CliRunner().invoke(footnote, ["timeline", "--json", "--knowledge", str(KNOWLEDGE)])

    assert json.loads(ask("--json", "timeline"))["events"] == [
        event["id"] for event in json.loads(whole.stdout)
    ]


def test_a_pack_without_events_has_nothing_for_it(tmp_path):
    texts = {"timeline.yaml": "events: []\n", "qa.yaml": QA.replace("    events: [opening]\n", "")}
    answer = json.loads(ask("--json", "what happened in 2017", knowledge=write_pack(tmp_path, texts)))

    assert (answer["kind"], answer["events"]) == ("question", [])


def test_a_part_is_printed_below_how_it_was_read():
    shown = ask("what happened in june 2023")

    assert shown.startswith("The timeline in June 2023\n\n2023\n")
    assert "June (2023, by the order of events): The SEC accuses CZ and Binance" in shown
    assert "¹ Alleged by the US Securities and Exchange Commission (SEC)" in shown
    assert shown.index("The SEC accuses") < shown.index("Belgium's deadline")
    assert "BaFin" not in shown


def test_a_part_with_nothing_in_it_says_how_far_the_timeline_goes():
    assert ask("what happened in 2020") == (
        "The timeline in 2020\nNothing on the timeline lies there. It goes from 2017 to 1 August 2023.\n"
    )


def test_explain_says_that_it_asks_for_the_timeline():
    assert "it asks what happened when" in ask("what happened in june 2023", "--explain")


def test_markup_in_a_title_is_not_obeyed():
    page = io.StringIO()
    title = "title: 'A [bold]loud[/bold] [/nonsense] opening'"
    snapshot = snapshot_of(changed("timeline.yaml", "title: The bakery opens", title))
    conversation = Conversation(snapshot, Console(file=page, width=100))
    conversation.respond_to("number of shops")
    conversation.respond_to("what came before that?")
    conversation.respond_to("timeline")

    assert "\nThe timeline before “A [bold]loud[/bold] [/nonsense] opening”\n" in page.getvalue()
    assert "May 31, 2017: A [bold]loud[/bold] [/nonsense] opening" in page.getvalue()


def test_in_a_conversation_it_is_shown_as_it_is_asked(chat):
    assert chat("what happened in june 2023") == ask("what happened in june 2023")


def test_a_reply_goes_on_from_what_was_answered(chat):
    assert "Changpeng Zhao" in chat("who founded binance")
    assert chat("what came after that?").startswith(
        "The timeline after “Binance is founded in Shanghai”\n\n2017\n"
    )
    # It is still what was answered last.
    assert chat("what came before that?") == (
        "The timeline before “Binance is founded in Shanghai”\n"
        "Nothing on the timeline lies there. It goes from 2017 to 1 August 2023.\n"
    )


def test_what_was_offered_before_the_timeline_is_no_more(chat):
    assert "1. " in chat("who founded binance")
    chat("what happened in june 2023")

    assert "Type a number" not in chat("99")


def test_the_whole_of_it_is_the_same_by_command_and_in_words(chat):
    assert chat("/timeline") == chat("show me the timeline")
