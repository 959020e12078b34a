from datetime import date

import pytest

from bot.core.pack.models import NotCoveredItem
from bot.core.pack.review import find_overdue, render_due_notice, render_last_check

TODAY = date(2026, 5, 2)


def item(id="x", **fields):
    return NotCoveredItem(id=id, question="What does it cost?", reply="It does not say.", **fields)


def test_the_items_that_are_overdue_the_longest_first():
    items = [
        item("none"),
        item("yesterday", review_by=date(2026, 5, 1)),
        item("today", review_by=TODAY),
        item("long", review_by=date(2020, 1, 1)),
        item("later", review_by=date(2030, 1, 1)),
        item("yesterday-too", review_by=date(2026, 5, 1)),
    ]

    assert [overdue.id for overdue in find_overdue(items, TODAY)] == ["long", "yesterday", "yesterday-too"]


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, None),
        (date(2026, 5, 1), "Due for review since 1 May 2026."),
        (TODAY, None),
        (date(2026, 5, 3), None),
    ],
)
def test_what_a_card_says_of_an_overdue_item(due, words):
    assert render_due_notice(item(review_by=due), TODAY) == words


@pytest.mark.parametrize(
    ("checked", "words"),
    [(None, "No check is noted."), (date(2025, 12, 24), "Last checked on 24 December 2025.")],
)
def test_when_an_item_was_last_checked(checked, words):
    assert render_last_check(item(checked=checked)) == words
