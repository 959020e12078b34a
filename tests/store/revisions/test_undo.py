"""What takes a revision back: whole files, or edits that somebody has to look at."""

import pytest

from bot.store.revisions.undo import format_ids, plan_undo
from tests.packs import QA, TEXTS

ANSWER = "answer: 40% of it, and 3 million loaves were sold in 2021."
OTHER = "answer: 40% of it."
PRICES = QA[QA.index("  - id: prices") :]
RYE = QA[QA.index("  - id: rye-share") : QA.index("not_covered:")]


def undone(before, after, now):
    """What takes the way from one Q&A file to another back, in a third."""
    return plan_undo(2, *({**TEXTS, "qa.yaml": text} for text in (before, after, now)))


def large(items, phrasings):
    """A Q&A file of nearly so many phrasings, in which most lines stand again and again."""
    made = (
        f"  - id: made-{item}\n    question: What of number {item}?\n    phrasings:\n"
        + "".join(f"      - way {way} to ask for {item}\n" for way in range(phrasings))
        + "    reply: The article does not say.\n"
        for item in range(items)
    )
    return QA + "".join(made)


@pytest.mark.parametrize("since", [("", ""), ("status: stated", "status: reported")])
def test_a_change_of_thousands_of_items_is_taken_back_to_the_byte(since):
    before = large(3_000, 2)
    after = before.replace("The article does not say.", "The article says nothing of it.")

    found = undone(before, after, after.replace(*since, 1) if since[0] else after)

    assert found.files["qa.yaml"] == (before.replace(*since, 1) if since[0] else before)


@pytest.mark.parametrize("section", ["entries:\n", "not_covered:\n"])
def test_what_was_moved_comes_back_to_its_place_around_what_came_since(section):
    first = large(3, 1)
    item = "  - id: made-1\n" + first.split("  - id: made-1\n")[1].split("  - id: made-2\n")[0]
    after = first.replace(item, "").replace("not_covered:\n", f"not_covered:\n{item}")

    found = undone(first, after, after.replace("12 shops by", "twelve shops by"))

    assert found.files["qa.yaml"] == first.replace("12 shops by", "twelve shops by")


def test_an_item_that_was_edited_and_is_gone_is_left_out_and_named():
    after = QA.replace(ANSWER, OTHER).replace("no prices", "no price")

    found = undone(QA, after, after.replace(PRICES, "").replace("not_covered:\n", ""))

    assert found.left_out == ("prices",)
    assert [edit.id for edit in found.edits] == ["rye-share"]


def test_one_that_the_revision_itself_removed_comes_back():
    after = QA.replace(PRICES, "").replace("not_covered:\n", "")

    found = undone(QA, after, after.replace(OTHER, ANSWER))

    assert found.left_out == ()
    assert found.files["qa.yaml"] == QA


@pytest.mark.parametrize(
    ("before", "after", "loses"),
    [
        (QA, QA.replace(ANSWER, OTHER), False),
        (QA.replace(ANSWER, f"{ANSWER}  # as the Gazette says"), QA.replace(ANSWER, OTHER), True),
        (QA, QA.replace(ANSWER, OTHER).replace("  - id: rye", "  # Bread\n  - id: rye"), True),
        (QA, QA.replace(RYE, "").replace("entries:\n", f"entries:\n{RYE}").replace(ANSWER, OTHER), True),
    ],
)
def test_that_remarks_and_order_stay_is_known_where_the_revision_changed_them(before, after, loses):
    found = undone(before, after, after.replace(OTHER, "answer: 40%."))

    assert [edit.id for edit in found.edits] == ["rye-share"]
    assert found.loses_layout is loses


def test_few_ids_are_named_and_the_others_counted():
    assert format_ids(["a", "b"]) == "`a`, `b`"
    assert format_ids(list("abcdefg")) == "`a`, `b`, `c`, `d`, `e` and 2 more"
