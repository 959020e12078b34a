import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import PartialDate


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
