import pytest

from bot.core.answering.outcomes import Kind, Unknown
from bot.core.timeline.scope import describe_scope
from tests.packs import QA, TIMELINE, snapshot_of

EVENTS = (
    TIMELINE
    + """\
  - {id: second, date: 2018-03, topic: shops, title: A second shop in Antwerp, detail: It opened.,
     source: {voice: article, paragraph: 1, status: stated}}
  - {id: fair, date: 2021-07, topic: shops, title: A fair with an oven, detail: It had ovens.,
     source: {voice: gazette, paragraph: 2, status: reported}}
  - {id: record, date: 2021-10, until: 2022-02, topic: shops, title: A record, detail: Much was sold.,
     source: {voice: gazette, paragraph: 2, status: reported}}
"""
)
BAKERY = snapshot_of({"timeline.yaml": EVENTS})
NOTHING = {"timeline.yaml": "events: []\n", "qa.yaml": QA.replace("    events: [opening]\n", "")}
DATED_2023 = "march-kyc may-2023-volume sec-accusation belgium-deadline bafin-refusal japan-launch".split()
BEFORE_2021 = "founded moved-to-japan departure-announced office-kept".split()
DATED_2021 = "crypto-declared-illegal market-drop business-drop".split()
DATED_2022 = "business-rebound blog-post".split()
ALL = [*BEFORE_2021, *DATED_2021, *DATED_2022, *DATED_2023]


def told(answer):
    """The events of an answer; None where it is not told from the timeline."""
    return None if answer.timeline is None else [event.id for event in answer.timeline.events]


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("Timeline, please", ALL),
        ("Give me the history of Binance in China.", ALL),
        ("What happened in June 2023?", ["sec-accusation", "belgium-deadline"]),
        ("WHAT HAPENED IN JUN 2023", ["sec-accusation", "belgium-deadline"]),
        ("<@123456789> what happened in june 2023", ["sec-accusation", "belgium-deadline"]),
        ("what happened in May?", ["may-2023-volume"]),
        ("june", ["sec-accusation", "belgium-deadline"]),
        ("what happened in 2021", DATED_2021),
        ("what happened in china in 2021", DATED_2021),
        ("what happened between 2019 and 2021", ["office-kept", *DATED_2021]),
        ("what happened since july 2023", ["bafin-refusal", "japan-launch"]),
        ("what happened before 2021", BEFORE_2021),
        ("what happened on 27 july 2023", []),
        ("what happened in 2020", []),
        ("what happened in 1969", []),
        (
            "what happened with the regulators in 2023",
            ["sec-accusation", "belgium-deadline", "bafin-refusal"],
        ),
        ("timeline of regulators", ["sec-accusation", "belgium-deadline", "bafin-refusal"]),
        ("How did it all start?", ["founded"]),
        ("what happened last?", ["japan-launch"]),
        ("first 3 events", BEFORE_2021[:3]),
        ("the last two events of 2021", DATED_2021[1:]),
        ("What came after the ban?", [*DATED_2021[1:], *DATED_2022, *DATED_2023]),
        ("after the ban what happened", [*DATED_2021[1:], *DATED_2022, *DATED_2023]),
        ("what led to the ban?", BEFORE_2021),
        ("what happened between the ban and the rebound", DATED_2021[1:]),
        ("what happened after the ban and before the rebound", DATED_2021[1:]),
        ("what was next after the SEC accusation", ["belgium-deadline", "bafin-refusal", "japan-launch"]),
        ("the first event after the ban", DATED_2021[1:2]),
        ("the two latest events", ["bafin-refusal", "japan-launch"]),
        ("and in 2021?", DATED_2021),
        ("what came after the launch in japan", []),
    ],
)
def test_who_asks_what_happened_is_told_the_events(shipped, question, events):
    answer = shipped.ask(question)

    assert told(answer) == events
    assert (answer.kind, answer.outcome, answer.item) == (Kind.TIMELINE, Unknown(), None)
    assert answer.rule == "it asks what happened when"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("timeline", ""),
        ("what happened in june", "in June 2023"),
        ("what happened after 2022", "from 2023"),
        ("what happened before june 2023", "to May 2023"),
        ("timeline of regulators since may 2023", "from May 2023, Regulators"),
        ("what came after the founding", "after “Binance is founded in Shanghai”"),
    ],
)
def test_it_is_told_how_the_question_was_read(shipped, question, words):
    assert describe_scope(shipped.knowledge, shipped.ask(question).timeline.scope) == words


@pytest.mark.parametrize(
    "question",
    [
        "what happened to my account in 2023",
        "what happened to the business after the ban in 2021",
        "what happened to bitcoin in 2021",
        "what happened in france in 2023",
        "timeline of ethereum",
        "history of bitcoin",
        "what did cz say after the ban",
        "how many users were there after the ban",
        "what came after me",
        "what happened before the moon landing",
        "what happened in december",  # No event is in a December.
        "what happened",
        "what may have happened",
        "what happened between 2023 and 2021",
        "what happened last year",
        "before and after the ban",
        "who came after cz",
        "who in 2021",
        "was it in 2021",
        "last 0 events",
        "show my history",
        "trading volume in may 2023",
        "who founded binance in 2017",
        "hello",
        "",
    ],
)
def test_a_question_with_something_else_in_it_is_not_for_the_timeline(shipped, question):
    answer = shipped.ask(question)

    assert told(answer) is None
    assert answer.kind is not Kind.TIMELINE


@pytest.mark.parametrize(
    ("question", "entry"),
    [("What happened in March?", "march-kyc"), ("what happened in 2019", "office-until")],
)
def test_a_stored_phrasing_is_answered_with_its_entry(shipped, question, entry):
    answer = shipped.ask(question)

    assert (answer.kind, answer.entry.id, told(answer)) == (Kind.QUESTION, entry, None)


@pytest.mark.parametrize(
    ("question", "events"),
    [
        ("what happened in may", ["opening"]),
        ("what happened in 2022", ["record"]),
        ("what happened in january 2022", ["record"]),
        ("timeline of the shops", ["opening", "second", "fair", "record"]),
        ("history of ghent", ["opening", "second", "fair", "record"]),
        ("history of bread", None),  # A topic without events is left to the entries.
        ("history of paris", None),
        ("what came after the bakery opens", ["second", "fair", "record"]),
        # No entry links these: their titles name them.
        ("what came after antwerp", ["fair", "record"]),
        ("what came before a fair with an oven", ["opening", "second"]),
        ("what came before the fair with an oven", ["opening", "second"]),
        ("what came after the shop in antwerp", ["fair", "record"]),
        ("what came after the flood", None),
    ],
)
def test_events_are_found_by_their_dates_topics_and_titles(question, events):
    assert told(BAKERY.ask(question)) == events


@pytest.mark.parametrize("question", ["timeline", "what happened in 2017", "what came after the opening"])
def test_a_pack_without_events_tells_nothing(question):
    without = snapshot_of(NOTHING)

    assert told(without.ask(question)) is None
    assert told(without.follow_up(question, without.knowledge.entries["shop-count"])) is None
