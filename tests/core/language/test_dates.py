from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "date", "words"),
    [
        ("2017", PartialDate(2017), "2017"),
        ("2017-05", PartialDate(2017, 5), "May 2017"),
        ("2017-05-31", PartialDate(2017, 5, 31), "May 31, 2017"),
        (" 2024-02-29 ", PartialDate(2024, 2, 29), "February 29, 2024"),
        ("0001-12-01", PartialDate(1, 12, 1), "December 1, 1"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(text, date, words):
    assert PartialDate.parse(text) == date
    assert str(date) == text.strip()
    assert date.words == words


@pytest.mark.parametrize(
    "text", ["", "17", "2017-5", "2017/05", "May 2017", "2017-05-31T00", "1:30", "２０１７", "-2017"]
)
def test_what_is_no_date_is_told_how_to_write_one(text):
    with pytest.raises(ValueError, match=r"^write a date as 2017, 2017-05 or 2017-05-31$"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2023-13", "2023-00", "2023-01-00", "2023-04-31", "0000"])
def test_a_date_that_does_not_exist_is_named(text):
    with pytest.raises(ValueError, match=rf"^there is no such date as {text}$"):
        PartialDate.parse(text)


@given(st.dates())
def test_every_day_is_written_as_it_is_read(day):
    date = PartialDate.parse(day.isoformat())

    assert str(date) == day.isoformat()
    assert (date.year, date.month, date.day) == (day.year, day.month, day.day)


@given(st.dates(), st.dates())
def test_days_are_in_the_order_of_the_calendar(one, other):
    assert (PartialDate.parse(str(one)) < PartialDate.parse(str(other))) == (one < other)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_value_error(text):
    try:
        date = PartialDate.parse(text)
    except ValueError:
        return
    assert str(date) == text.strip()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017", "2017"),
        ("2017-05", "May 2017"),
        ("2017-05-31", "31 May 2017"),
        ("0001-12-01", "1 December 1"),
    ],
)
def test_a_date_is_read_back_with_the_day_first(text, words):
    assert PartialDate.parse(text).day_first == words


@pytest.mark.parametrize(
    ("text", "number", "shifted"),
    [
        ("2017", 1, "2018"),
        ("2017", -1, "2016"),
        ("2022-12", 1, "2023-01"),
        ("2023-01", -1, "2022-12"),
        ("2023-05", 14, "2024-07"),
        ("2023-07-26", 1, "2023-07-27"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2023-01-01", -1, "2022-12-31"),
        ("2023-05", 0, "2023-05"),
    ],
)
def test_a_date_is_moved_by_what_it_is_precise_to(text, number, shifted):
    assert str(PartialDate.parse(text).shifted_by(number)) == shifted


PARTIAL = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]),
    st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31)),
    st.integers(1, 3),
)


@given(PARTIAL)
def test_the_next_begins_the_day_after_the_last_of_this(moment):
    assert moment.shifted_by(1).first == moment.last + timedelta(days=1)
    assert moment.shifted_by(1).shifted_by(-1) == moment


@given(PARTIAL, st.integers(-500, 500), st.integers(-500, 500))
def test_moving_twice_is_moving_by_both(moment, one, other):
    try:
        twice = moment.shifted_by(one).shifted_by(other)
    except (ValueError, OverflowError):
        return
    assert twice == moment.shifted_by(one + other)


@pytest.mark.parametrize(
    ("text", "by"), [("0001", -1), ("9999", 1), ("0001-01", -1), ("9999-12", 1), ("0001-01-01", -1)]
)
def test_no_date_is_moved_beyond_the_calendar(text, by):
    with pytest.raises((ValueError, OverflowError)):
        PartialDate.parse(text).shifted_by(by)
