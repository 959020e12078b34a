import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.answering.facts import read_facts
from bot.core.answering.vetoes import CHECKS, object_to, read_demands
from bot.core.language.places import find_places, place_names

COUNT = read_facts("How many shops are there?", "12 shops.", ("The bakery had 12 shops by the end of 2019.",))
DATE = read_facts("When did it open?", "On May 31, 2017.", ("It opened in Ghent on May 31, 2017.",))
YEAR = read_facts("When did it grow?", "In 2019.", ("It grew in 2019.",))
WORDS = read_facts("Who founded it?", "A baker.", ("A baker founded it.",))
NONE: list[str] = []


def objections(asked, has, strange):
    return list(filter(None, object_to(read_demands(asked), has, strange)))


@pytest.mark.parametrize(
    ("asked", "has", "objection"),
    [
        ("how many shops in 2018", COUNT, "neither the best entry nor its source has the number 2018"),
        ("did it open in june", DATE, "neither the best entry nor its source has the month June"),
        ("did it open in march", DATE, "neither the best entry nor its source has the month March"),
        ("which day did it grow", YEAR, "it asks for a day, and the best entry has none"),
        ("on what exact date did it grow", YEAR, "it asks for a day, and the best entry has none"),
        ("when was it founded", WORDS, "it asks when, and the best entry has no date"),
        ("and when was it founded", WORDS, "it asks when, and the best entry has no date"),
        ("in which year was it founded", WORDS, "it asks when, and the best entry has no date"),
        ("how many founded it", WORDS, "it asks for a number, and the best entry has none"),
        ("how many grew", YEAR, "it asks for a number, and the best entry has none"),
        ("what percentage grew", YEAR, "it asks for a number, and the best entry has none"),
    ],
)
def test_what_an_entry_does_not_have_is_said(asked, has, objection):
    assert objections(asked, has, NONE) == [objection]


@pytest.mark.parametrize(
    ("asked", "has"),
    [
        ("how many shops at the end of 2019", COUNT),
        ("how many shops", COUNT),
        ("when did it open", DATE),
        ("did it open in may 2017", DATE),
        ("what day did it open", DATE),
        ("what year did it grow", YEAR),
        ("how many shops", read_facts("How many shops?", "It had 1,200 shops.", ())),
        ("does it have 12 shops", read_facts("How many shops?", "It has twelve shops.", ())),
        ("when was it built", read_facts("When was it built?", "In 1846.", ())),
        ("who founded it when nobody looked", WORDS),
        ("they march on and may have founded it", WORDS),
        ("who founded it", WORDS),
    ],
)
def test_what_an_entry_has_is_no_objection(asked, has):
    assert objections(asked, has, NONE) == []


def test_a_place_the_entry_does_not_know_is_named():
    assert objections("how many in france", COUNT, ["france"]) == ["the best entry is not about “france”"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("users in south korea", ("korea", "south korea")),
        ("vietnamese users", ("vietnamese",)),
        ("what about the uk or europe", ("uk", "europe")),
        ("a turkey in jersey", ()),
        ("us against them", ()),
        ("", ()),
    ],
)
def test_places_are_found_by_name(asked, names):
    assert find_places(asked) == names


def test_the_list_of_places_has_countries_regions_and_people():
    assert {"france", "french", "europe", "united states", "china", "chinese", "korean"} <= place_names()
    assert all(name and name == name.strip().lower() for name in place_names())


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for has in (COUNT, DATE, YEAR, WORDS):
        assert len(object_to(read_demands(text), has, NONE)) == len(CHECKS)
    find_places(text)
