import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.numbers import with_canonical_numbers


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("7", "7"),
        ("007", "7"),
        ("3.50", "3.5"),
        ("3.0", "3"),
        ("100", "100"),
        ("1,000", "1000"),
        ("5,600,000", "5600000"),
        ("5.6m", "5600000"),
        ("5.6M", "5600000"),
        ("5.6mn", "5600000"),
        ("5.6mio", "5600000"),
        ("5.6 million", "5600000"),
        ("5.6-million", "5600000"),
        ("5 millions", "5000000"),
        ("900k", "900000"),
        ("900 thousand", "900000"),
        ("90b", "90000000000"),
        ("90bn", "90000000000"),
        ("90 billion", "90000000000"),
        ("2t", "2000000000000"),
        ("2 trillion", "2000000000000"),
        ("0.0000001", "0.0000001"),
        ("17%", "17%"),
        ("17 %", "17%"),
        ("17.0 percent", "17%"),
        ("17 per cent", "17%"),
        ("17 pct", "17%"),
        ("1st", "1"),
        ("22nd", "22"),
        ("3rd", "3"),
        ("4th", "4"),
        ("fourth", "4"),
        ("Tenth", "10"),
    ],
)
def test_a_number_has_one_form_however_it_is_written(written, form):
    assert with_canonical_numbers(written).strip() == form


@pytest.mark.parametrize(
    "text", ["first", "a second", "per second", "a moth", "b2b", "secondary", "v1.2.3x", "mn", "the fourths"]
)
def test_what_is_no_number_stays(text):
    assert with_canonical_numbers(text).split() == text.split()


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("5 men", "5 men"),
        ("5 m tall", "5 m tall"),
        ("1,23", "1,23"),
        ("$90bn/month", "$90000000000/month"),
        ("from 4 to 5%", "from 4 to 5%"),
        ("2017.", "2017."),
    ],
)
def test_words_around_a_number_stay(sentence, form):
    assert "".join(with_canonical_numbers(sentence).split()) == "".join(form.split())


@given(st.integers(0, 10**15 - 1))
def test_thousands_separators_make_no_difference(number):
    assert with_canonical_numbers(f"{number:,}").strip() == str(number)


@given(st.decimals(0, 999, places=3), st.sampled_from([("k", 3), (" million", 6), ("bn", 9), ("tn", 12)]))
def test_a_unit_is_so_many_noughts(digits, unit):
    name, power = unit

    assert with_canonical_numbers(f"{digits}{name}").strip() == str(int(digits.scaleb(power)))


@given(st.text("0123456789.,%kmbt -", max_size=200))
def test_no_run_of_digits_and_signs_fails(text):
    with_canonical_numbers(text)
