import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import PartialDate
from bot.core.language.normalise import normalise
from bot.core.timeline.date_ranges import read_date_range

KNOWN = [PartialDate(2017), PartialDate(2023, 5), PartialDate(2023, 7, 26), PartialDate(2019, 7)]


def read(question):
    """From when to when, and what is left, of a question as it is typed."""
    date_range = read_date_range(normalise(question), KNOWN)
    return date_range and (*(end and str(end) for end in (date_range.start, date_range.end)), date_range.rest)


@pytest.mark.parametrize(
    ("question", "start", "end"),
    [
        ("What happened in 2021?", "2021", "2021"),
        ("What happened in the year 2021?", "2021", "2021"),
        ("what happened June 2023", "2023-06", "2023-06"),
        ("what happened in Sept 2021", "2021-09", "2021-09"),
        ("what happened in the month of june 2023", "2023-06", "2023-06"),
        ("what happened in may", "2023-05", "2023-05"),
        ("what happened on 26 July 2023", "2023-07-26", "2023-07-26"),
        ("what happened on the 26th of July, 2023", "2023-07-26", "2023-07-26"),
        ("what happened on July 26th 2023", "2023-07-26", "2023-07-26"),
        ("what happened on 2023-07-26", "2023-07-26", "2023-07-26"),
        ("what happened on 26/07/2023", "2023-07-26", "2023-07-26"),
        ("what happened on May 3", "2023-05-03", "2023-05-03"),
        ("what happened between 2019 and 2021", "2019", "2021"),
        ("what happened from 2019 through 2021", "2019", "2021"),
        ("what happened 2019-2021", "2019", "2021"),
        ("what happened 2021-22", "2021", "2022"),
        ("what happened from June to August 2023", "2023-06", "2023-08"),
        ("what happened june-august 2023", "2023-06", "2023-08"),
        ("what happened between december 2022 and 6 may 2023", "2022-12", "2023-05-06"),
        ("what happened from 6 july to 26 july 2023", "2023-07-06", "2023-07-26"),
        ("what happened since 2021", "2021", None),
        ("what happened since May", "2023-05", None),
        ("what happened from 2021 on", "2021", None),
        ("what happened from 2021 onwards", "2021", None),
        ("what happened from 2021 to now", "2021", None),
        ("what happened after 2021", "2022", None),
        ("what happened after December 2022", "2023-01", None),
        ("what happened after 31 July 2023", "2023-08-01", None),
        ("what happened before 2021", None, "2020"),
        ("what happened before January 2023", None, "2022-12"),
        ("what happened before 1 March 2024", None, "2024-02-29"),
        ("what happened until 2021", None, "2021"),
        ("what happened by June 2023", None, "2023-06"),
        ("what happened up to 2021", None, "2021"),
        ("what happened in early 2023", "2023-01", "2023-04"),
        ("what happened in mid-2021", "2021-05", "2021-08"),
        ("what happened in late 2019", "2019-09", "2019-12"),
        ("what happened in the first half of 2023", "2023-01", "2023-06"),
        ("what happened in the 2nd half of 2023", "2023-07", "2023-12"),
        ("what happened in H2 2023", "2023-07", "2023-12"),
        ("what happened in Q3 2023", "2023-07", "2023-09"),
        ("what happened in the fourth quarter of 2023", "2023-10", "2023-12"),
        ("what happened in the summer of 2023", "2023-06", "2023-08"),
        ("what happened after the summer of 2023", "2023-09", None),
        ("what happened before early 2023", None, "2022-12"),
    ],
)
def test_a_stretch_of_time_is_read_and_taken_out(question, start, end):
    assert read(question) == (start, end, "what happened")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("in june 2023 what happened at the bank?", "what happened at the bank"),
        ("which 2 firms left in 2021 and why", "which 2 firms left and why"),
        ("June 2023", ""),
    ],
)
def test_what_is_said_beside_it_is_kept(question, rest):
    assert read(question)[2] == rest


@pytest.mark.parametrize(
    "question",
    [
        "",
        "what happened",
        "what may have happened",
        "who may march in the street",
        "what happened to 5 accounts",
        "5.6 million users",
        "what happened in 1066",
        "what happened in 2123",
        "what happened in 20213",
        "what happened on 31 February 2023",
        "what happened in december",  # No event is in a December.
        "what happened in july",  # There are two: 2019 and 2023.
        "what happened between 2021 and 2019",
        "what happened from august to june 2023",
    ],
)
def test_what_is_no_time_or_not_clear_is_not_read(question):
    assert read(question) is None


@given(st.dates(PartialDate(1500).first, PartialDate(2099).last), st.booleans())
def test_every_day_is_read_in_every_spelling(day, short):
    month = day.strftime("%b" if short else "%B")
    for spelling in (f"{day.day} {month} {day.year}", f"{month} {day.day} {day.year}", day.isoformat()):
        assert read(f"what happened on {spelling}") == (str(day), str(day), "what happened")


@given(st.integers(1500, 2099), st.integers(1500, 2099))
def test_two_years_are_a_range_only_in_their_order(one, other):
    date_range = read(f"what happened between {one} and {other}")

    assert date_range == ((str(one), str(other), "what happened") if one <= other else None)


WORDS = st.sampled_from(
    "what happened in on between and from to until since before after the first 3 9 0 31 feb may july march"
    " 2023 2021 1500 2099 99 00 22 early half quarter q h 2 4 of year month end to now 2023.5 5%".split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=80))
def test_any_text_is_a_stretch_of_time_in_its_order_or_none(text):
    date_range = read_date_range(text, KNOWN)

    if date_range is not None:
        assert date_range.start or date_range.end
        assert not (date_range.start and date_range.end and date_range.start.first > date_range.end.last)
        assert len(date_range.rest) < len(text)
