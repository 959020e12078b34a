from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.dates import PartialDate
from bot.core.timeline.typed_dates import DateError, read_date

KNOWN = [PartialDate(2017), PartialDate(2023, 5), PartialDate(2023, 7, 26), PartialDate(2019, 7)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021", "2021"),
        ("june 2023", "2023-06"),
        ("Jul 2023", "2023-07"),
        ("2023-07-26", "2023-07-26"),
        ("26/07/2023", "2023-07-26"),
        ("26.07.2023", "2023-07-26"),
        ("26/07/23", "2023-07-26"),
        ("6 July 2023", "2023-07-06"),
        ("July 6th, 2023", "2023-07-06"),
        ("1st of august 2023", "2023-08-01"),
        ("07/2023", "2023-07"),
        ("  may   2023 ", "2023-05"),
        ("may", "2023-05"),
        ("May 3", "2023-05-03"),
    ],
)
def test_a_date_is_read_only_as_precisely_as_it_is_written(written, read):
    assert str(read_date(written, KNOWN)) == read


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("foo", "I cannot read “foo” as a date."),
        ("", "I cannot read “” as a date."),
        ("31 february 2023", "I cannot read “31 february 2023” as a date."),
        ("yesterday", "I cannot read “yesterday” as a date."),
        ("2023-13", "“2023-13”: there is no such date as 2023-13."),
        ("32 may", "I cannot read “32 may” as a date."),
        ("12", "“12” has no month and no year."),
        ("july", "July of which year? The timeline has July 2019 and July 2023."),
        ("december", "December of which year? Write a date such as"),
    ],
)
def test_what_cannot_be_read_gets_a_hint(written, words):
    with pytest.raises(DateError) as raised:
        read_date(written, KNOWN)

    assert str(raised.value).startswith(words)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_hint(text):
    with suppress(DateError):
        assert 1 <= read_date(text, KNOWN).year <= 9999


@given(st.dates(min_value=PartialDate(1900).first))
def test_a_whole_date_is_the_same_in_every_spelling(day):
    for spelling in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"):
        assert read_date(day.strftime(spelling)).first == day
