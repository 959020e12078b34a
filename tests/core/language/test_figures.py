import pytest

from bot.core.language.figures import find_as_typed, find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No figures at all.", set()),
        ("$90 billion", {"90000000000"}),
        ("5.6 million users", {"5600000"}),
        ("more than 900,000 of them", {"900000"}),
        ("a fall of 17%", {"17%"}),
        ("a fall of 17 percent", {"17%"}),
        ("the fourth-largest market", {"4"}),
        ("by the end of 2019.", {"2019"}),
        ("between 2017 and 2019", {"2017", "2019"}),
        ("3.5 stars", {"3.5"}),
        ("4 to 5%", {"4", "5%"}),
        ("24/7", {"24", "7"}),
        ("July", {"July"}),
        ("In July 2023", {"July", "2023", "July 2023"}),
        ("In July of 2023", {"July", "2023", "July 2023"}),
        ("On July 26", {"July", "26", "July 26"}),
        ("On July 26th, 2023", {"July", "26", "July 26", "2023", "July 2023"}),
        ("on 26 July", {"July", "26", "July 26"}),
        ("the 26th of July", {"July", "26", "July 26"}),
        ("in May 2023", {"May", "2023", "May 2023"}),
        ("in May", {"May"}),
        ("August 1, and more", {"August", "1", "August 1"}),
        ("Mission Control v2beta", set()),
    ],
)
def test_every_figure_is_found_in_its_one_form(text, expected):
    assert find_figures(text) == expected


@pytest.mark.parametrize(
    "text", ["It may leave.", "May it leave?", "It left. May be it came back.", "He marches on"]
)
def test_the_verb_is_no_month(text):
    assert find_figures(text) == frozenset()


def test_a_percentage_is_not_its_bare_number():
    assert find_figures("17") != find_figures("17%")


@pytest.mark.parametrize(
    ("text", "as_typed"),
    [
        ("It has 5.6 million users.", {"5600000": "5.6 million"}),
        ("more than (900,000), they say", {"900000": "900,000"}),
        ("a fall of 17 percent", {"17%": "17 percent"}),
        ("“40%”", {"40%": "40%"}),
        ("the fourth-largest", {"4": "fourth-largest"}),
        ("on the 26th of July", {"July": "July", "26": "26th", "July 26": "26th of July"}),
        ("Sept. 7 of last year", {"September": "Sept. 7", "7": "7", "September 7": "Sept. 7"}),
        ("in July of 2023,\n", {"July": "July", "2023": "2023", "July 2023": "July of 2023"}),
        ("7 million, then 7 million", {"7000000": "7 million"}),
    ],
)
def test_every_figure_is_named_as_it_was_typed(text, as_typed):
    assert find_as_typed(text, find_figures(text)) == as_typed


def test_a_figure_that_does_not_stand_there_is_named_in_its_one_form():
    assert find_as_typed("Nothing.", ["17%"]) == {"17%": "17%"}
