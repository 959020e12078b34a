import pytest

from bot.core.language.plurals import counted, plural


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "change", "0 changes"),
        (1, "change", "1 change"),
        (2, "change", "2 changes"),
        (3, "entry", "3 entries"),
        (1_200, "event", "1200 events"),
    ],
)
def test_a_number_and_its_noun(number, noun, expected):
    assert counted(number, noun) == expected


def test_a_noun_alone():
    assert (plural(1, "Source"), plural(2, "Source")) == ("Source", "Sources")
