import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import PartialDate
from bot.core.language.normalise import normalise
from bot.core.timeline.parser import TimelineQuestion, parse_question
from bot.core.timeline.patterns import Edge

KNOWN = [PartialDate(2017), PartialDate(2023, 5), PartialDate(2023, 7, 26)]
Y2021, Y2023, JUNE = PartialDate(2021), PartialDate(2023), PartialDate(2023, 6)


def wishes(asked):
    return list(parse_question(asked, KNOWN))


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        ("timeline", TimelineQuestion()),
        ("show me the timeline please", TimelineQuestion()),
        ("what happened when", TimelineQuestion()),
        ("in what order did things happen", TimelineQuestion()),
        ("tell me everything that happened so far", TimelineQuestion()),
        ("catch me up", TimelineQuestion()),
        ("tiemline", TimelineQuestion()),
        ("what happened in june 2023", TimelineQuestion(JUNE, JUNE)),
        ("what hapened in june 2023", TimelineQuestion(JUNE, JUNE)),
        ("in june 2023 what happened", TimelineQuestion(JUNE, JUNE)),
        ("june 2023", TimelineQuestion(JUNE, JUNE)),
        ("what about 2021", TimelineQuestion(Y2021, Y2021)),
        ("was there anything in 2021", TimelineQuestion(Y2021, Y2021)),
        ("timeline from 2021 to june 2023", TimelineQuestion(Y2021, JUNE)),
        ("events since 2021", TimelineQuestion(start=Y2021)),
        ("news until 2021", TimelineQuestion(end=Y2021)),
        ("what happened first", TimelineQuestion(edge=Edge.FIRST)),
        ("how did it all start", TimelineQuestion(edge=Edge.FIRST)),
        ("what was the very first thing to happen", TimelineQuestion(edge=Edge.FIRST)),
        ("first 3 events", TimelineQuestion(edge=Edge.FIRST, most=3)),
        ("first event in 2023", TimelineQuestion(Y2023, Y2023, Edge.FIRST)),
        ("what happened last", TimelineQuestion(edge=Edge.LAST)),
        ("what is the latest news", TimelineQuestion(edge=Edge.LAST)),
        ("how did it end", TimelineQuestion(edge=Edge.LAST)),
        ("the last two events", TimelineQuestion(edge=Edge.LAST, most=2)),
        ("last 2 events of 2021", TimelineQuestion(Y2021, Y2021, Edge.LAST, 2)),
        ("what came after the ban", TimelineQuestion(after="the ban")),
        ("what happened right after the ban", TimelineQuestion(after="the ban")),
        ("what followed the ban", TimelineQuestion(after="the ban")),
        ("after the ban what happened", TimelineQuestion(after="the ban")),
        ("and after that", TimelineQuestion(after="that")),
        ("what came before the ban", TimelineQuestion(before="the ban")),
        ("what happened b 4 the ban", TimelineQuestion(before="the ban")),
        ("b 4 the ban what happened", TimelineQuestion(before="the ban")),
        ("what led up to the ban", TimelineQuestion(before="the ban")),
        (
            "what happened between the ban and the launch",
            TimelineQuestion(after="the ban", before="the launch"),
        ),
    ],
)
def test_who_asks_what_happened_wishes_for_a_part_of_the_timeline(asked, wish):
    assert normalise(asked) == asked
    assert wishes(asked)[0] == wish


@pytest.mark.parametrize(
    ("asked", "rest"),
    [
        ("timeline of ethereum", ("ethereum",)),
        ("history of bitcoin", ("bitcoin",)),
        ("what happened to my account in 2023", ("my", "account")),
        ("how many users were there before the ban", ("many", "users")),
        ("what happened to the business after the ban", ("business",)),
        ("what did the bank do in 2021 and what happened", ("bank",)),
        ("what was the first big event in france", ("france",)),
    ],
)
def test_what_else_is_in_a_question_is_its_rest(asked, rest):
    assert normalise(asked) == asked
    assert wishes(asked)[0].rest == rest


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "what happened",
        "how many users are there",
        "who founded it in 2017",
        "how much was traded in may 2023",
        "why 2021",
        "did it change in 2021",
        "the ban was before the launch",
        "who left after the ban",
        "what may have happened",
        "the first shop",
        "what is the last paragraph",
        "hello",
    ],
)
def test_other_questions_wish_for_nothing(asked):
    assert normalise(asked) == asked
    assert wishes(asked) == []


def test_a_long_story_is_no_question_about_the_timeline():
    asked = "what happened in 2021"

    assert wishes(asked + " so" * 20) == [TimelineQuestion(Y2021, Y2021)]
    assert wishes(asked + " so" * 60) == []


WORDS = st.sampled_from(
    "what happened came next in between and after before the ban that it first last latest 3 two 31 february"
    " 2023 1500 2099 99 quarter timeline history events of when did all start end b 4 followed led up to"
    " since tiemline xyzzy".split()
)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=200))
def test_any_text_wishes_for_something_that_makes_sense_or_nothing(text):
    for wish in wishes(text):
        assert wish.most >= 0
        assert not (wish.start and wish.end and wish.start.first > wish.end.last)
        assert not ((wish.start or wish.end) and (wish.after or wish.before))
