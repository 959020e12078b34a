import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.outcomes import Answered
from bot.core.language.follow_ups import asks_for_source, points_back


@pytest.mark.parametrize(
    "reply",
    [
        "source?",
        "sauce",
        "Sources please",
        "and the source?",
        "who says so?",
        "Who said that?",
        "says who",
        "are you sure?",
        "are they really certain about that",
        "is that true?",
        "really?",
        "proof?",
        "any evidence?",
        "where is that from?",
        "how do you know that?",
        "according to whom?",
        "which paragraph is that in",
        "where does it say that",
    ],
)
def test_who_says_so_is_asked_in_many_ways(reply):
    assert asks_for_source(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "when was that?",
        "who is cz",
        "who said crypto is illegal",
        "source of the money",
        "lol",
        "",
        "links to staff",
    ],
)
def test_other_questions_are_no_asking_for_the_source(reply):
    assert not asks_for_source(reply)


@pytest.mark.parametrize(
    ("about", "question", "entry"),
    [
        ("registered-users", "and how many of them are active?", "active-users"),
        ("founder", "when was that?", "founded-when"),
        ("founder", "where?", "founded-where"),
        ("moved-where", "why?", "moved-why"),
        ("sec-accusation", "when was that?", "sec-when"),
        ("bafin-refusal", "when?", "bafin-when"),
        ("vpn", "what for?", "vpn-purpose"),
        ("law-enforcement", "what for?", "law-enforcement-purpose"),
        ("japan-launch", "how was it received?", "japan-reception"),
        ("belgium-request", "by when?", "belgium-deadline"),
        ("business-rebound", "and since then?", "business-since"),
        ("staff-kept", "how were they paid?", "staff-paid"),
        ("site-blocked", "who is cz", "who-is-cz"),
    ],
)
def test_a_question_that_leans_on_an_answer_is_read_in_its_light(shipped, about, question, entry):
    outcome = shipped.follow_up(question, shipped.knowledge.entries[about]).outcome

    assert isinstance(outcome, Answered)
    assert outcome.entry.id == entry


@pytest.mark.parametrize(
    ("about", "question"),
    [
        ("registered-users", "how old are they?"),
        ("active-users", "and in japan?"),
        ("bafin-refusal", "why?"),
        ("founder", "how old is he?"),
        ("staff-paid", "how much?"),
        ("sec-accusation", "is that proven?"),
        ("mission-control", "what does it say?"),
        ("market-rank", "why?"),
    ],
)
def test_what_the_article_does_not_say_of_it_is_not_answered(shipped, about, question):
    assert not isinstance(shipped.follow_up(question, shipped.knowledge.entries[about]).outcome, Answered)


def test_a_question_that_leans_on_nothing_is_asked_by_itself(shipped):
    question = "what does a subscription to the newspaper cost in france"
    about = shipped.knowledge.entries["wsj-report"]

    assert shipped.follow_up(question, about) == shipped.ask(question)


@given(st.text(max_size=120))
def test_any_reply_comes_to_an_outcome(shipped, text):
    asks_for_source(text)
    assert shipped.follow_up(text, shipped.knowledge.entries["founder"]).outcome is not None


@pytest.mark.parametrize(
    "reply", ["who founded it", "when was that", "is there one there", "and their staff", "why that"]
)
def test_words_that_refer_to_what_was_said_point_back(reply):
    assert points_back(reply)


@pytest.mark.parametrize(
    "reply",
    ["how many shops are there", "does binance say that the bank is closed", "who founded the bank", ""],
)
def test_other_words_do_not_point_back(reply):
    assert not points_back(reply)


@pytest.mark.parametrize("reply", ["thanks", "ok", "", "hi", "lol", "?", "yes", "bye", "help", "cool"])
@pytest.mark.parametrize("about", ["accusations", "who-is-cz", "business-rebound", "registered-users"])
def test_small_talk_in_reply_to_an_answer_is_small_talk(shipped, reply, about):
    assert shipped.follow_up(reply, shipped.knowledge.entries[about]) == shipped.ask(reply)


@pytest.mark.parametrize("reply", ["where was that?", "where is it?", "where did they?"])
def test_asking_where_is_no_asking_for_the_source(reply):
    assert not asks_for_source(reply)
