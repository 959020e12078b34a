import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.editing.diff import elements, find_differences
from bot.core.editing.edits import Edit, Section
from bot.core.editing.merge import ChangeKind, find_concurrent_change, rebase_edit

BEFORE = {
    "id": "shop-count",
    "question": "How many shops?",
    "phrasings": ["number of shops", "count the shops", "shops in all"],
    "answer": "12 shops.",
    "source": {"voice": "article", "paragraph": "1", "status": "stated"},
    "note": "Counted twice.",
}
GAZETTE = {"voice": "gazette", "paragraph": "2", "status": "reported"}


def edit(before=BEFORE, **changes):
    """An edit of an item; a field that is None goes."""
    after = {field: value for field, value in {**(before or {}), **changes}.items() if value is not None}
    return Edit(Section.ENTRIES, "shop-count", before, after)


def now(**changes):
    """The item as somebody else has left it."""
    return edit(**changes).after


def on_top(theirs, yours, field):
    """What one field becomes where somebody else made it `theirs` and the editor `yours`."""
    return rebase_edit(edit(**{field: yours}), now(**{field: theirs})).after.get(field)


NEW = edit(None, id="shop-count", question="How many?", phrasings=["a", "b"])
REMOVAL = Edit(Section.ENTRIES, "shop-count", BEFORE, None)
CASES = {
    "nothing": (edit(answer="13 shops."), BEFORE, ChangeKind.NONE, []),
    "the same in another form": (
        edit(answer="13 shops."),
        now(source=[BEFORE["source"]], related=[]),
        ChangeKind.NONE,
        [],
    ),
    "the same field": (edit(answer="13 shops."), now(answer="14 shops."), ChangeKind.CHANGED, ["answer"]),
    "another field": (edit(answer="13 shops."), now(note=None), ChangeKind.CHANGED, ["note"]),
    "it was removed": (edit(answer="13 shops."), None, ChangeKind.REMOVED, list(BEFORE)),
    "one came under the same id": (NEW, BEFORE, ChangeKind.CREATED, list(BEFORE)),
    "nothing, and it is new": (NEW, None, ChangeKind.NONE, []),
    "it was to go, and changed": (REMOVAL, now(answer="14 shops."), ChangeKind.CHANGED, ["answer"]),
    "it was to go, and is gone": (REMOVAL, None, ChangeKind.REMOVED, list(BEFORE)),
}


@pytest.mark.parametrize(("edited", "current", "kind", "fields"), CASES.values(), ids=CASES.keys())
def test_what_moved_underneath_an_edit(edited, current, kind, fields):
    change = find_concurrent_change(edited, current)

    assert change.kind is kind
    assert bool(change) is (kind is not ChangeKind.NONE)
    assert [field_change.field for field_change in change.changes] == fields


@pytest.mark.parametrize(
    ("edited", "current", "overwritten"),
    [
        (edit(answer="13 shops."), now(answer="14 shops."), ("answer",)),
        (edit(answer="13 shops."), now(answer="13 shops."), ()),
        (edit(answer="13 shops."), now(note="Counted once."), ()),
        (edit(note="Counted once."), now(note=None), ("note",)),
        (edit(note=None), now(note="Counted once."), ("note",)),
        (edit(phrasings=["x"]), now(phrasings=["y"]), ()),
        (REMOVAL, now(phrasings=["y"], note=None), ("phrasings", "note")),
        (NEW, {"id": "shop-count", "question": "How much?"}, ("question",)),
    ],
)
def test_what_of_somebody_elses_an_edit_undoes(edited, current, overwritten):
    assert find_concurrent_change(edited, current).overwritten == overwritten


@pytest.mark.parametrize(
    ("field", "theirs", "yours", "result"),
    [
        ("answer", "14 shops.", "13 shops.", "13 shops."),
        ("answer", "14 shops.", "12 shops.", "14 shops."),
        ("note", None, "Counted once.", "Counted once."),
        ("note", "Counted once.", None, None),
        ("popular", None, "true", "true"),
        (
            "phrasings",
            ["number of shops", "count the shops", "shops in all", "theirs"],
            ["number of shops", "yours", "shops in all"],
            ["number of shops", "yours", "shops in all", "theirs"],
        ),
        ("phrasings", None, ["number of shops", "count the shops", "shops in all", "yours"], ["yours"]),
        ("phrasings", ["number of shops", "count the shops", "shops in all", "theirs"], None, ["theirs"]),
        ("phrasings", ["number of shops"], ["count the shops"], None),
        (
            "phrasings",
            ["number of shops", "count the shops", "theirs", "shops in all"],
            ["shops in all", "count the shops", "number of shops"],
            ["shops in all", "count the shops", "theirs", "number of shops"],
        ),
        ("source", [BEFORE["source"], GAZETTE], {**BEFORE["source"], "status": "denied"},
         [{**BEFORE["source"], "status": "denied"}, GAZETTE]),
        ("related", ["a"], ["b"], ["b", "a"]),
    ],
)  # fmt: skip
def test_a_field_that_both_changed(field, theirs, yours, result):
    assert on_top(theirs, yours, field) == result


def test_an_edit_keeps_what_somebody_else_did_to_other_fields():
    current = now(note=None, question="How many shops are there?", popular="true")

    assert rebase_edit(edit(answer="13 shops."), current) == Edit(
        Section.ENTRIES, "shop-count", current, {**current, "answer": "13 shops."}
    )


def test_an_edit_of_what_is_gone_brings_it_back_whole():
    edited = edit(answer="13 shops.")

    assert rebase_edit(edited, None) == Edit(Section.ENTRIES, "shop-count", None, edited.after)


def test_a_removal_of_what_is_gone_has_nothing_left_to_do():
    assert rebase_edit(REMOVAL, None) == Edit(Section.ENTRIES, "shop-count", None, None)


def test_a_removal_is_one_of_the_item_as_it_stands_now():
    current = now(answer="14 shops.")

    assert rebase_edit(REMOVAL, current) == Edit(Section.ENTRIES, "shop-count", current, None)


def test_a_new_item_adds_to_one_that_came_under_its_id():
    after = rebase_edit(NEW, {"id": "shop-count", "phrasings": ["b", "c"], "note": "Theirs."}).after

    assert after == {
        "id": "shop-count",
        "question": "How many?",
        "phrasings": ["a", "b", "c"],
        "note": "Theirs.",
    }


WORDS = st.sampled_from("a b c d e f".split())
LISTS = st.lists(WORDS, max_size=5, unique=True)
SOURCES = st.lists(
    st.fixed_dictionaries({"voice": WORDS, "paragraph": st.just("1")}),
    max_size=3,
    unique_by=lambda source: source["voice"],
)
FIELDS = st.fixed_dictionaries(
    {"id": st.just("x"), "question": WORDS},
    optional={"answer": WORDS, "note": WORDS, "phrasings": LISTS, "see": LISTS, "source": SOURCES},
)
STATES = st.none() | FIELDS
LISTED = ("phrasings", "see", "source")


@given(STATES, STATES)
def test_an_edit_of_what_did_not_move_stays_as_it_is(before, after):
    edited = Edit(Section.ENTRIES, "x", before, after, "place")

    assert rebase_edit(edited, before) == edited
    assert not find_concurrent_change(edited, before)


@given(FIELDS, FIELDS, FIELDS)
def test_the_editors_own_texts_always_win_and_all_else_stays_theirs(before, after, current):
    result = rebase_edit(Edit(Section.ENTRIES, "x", before, after), current)

    assert result.before == current
    for field in ("question", "answer", "note"):
        theirs = before.get(field) == after.get(field)
        assert result.after.get(field) == (current if theirs else after).get(field)


def counted(fields, field):
    """How often each element stands in a list; the order of a table's keys says nothing."""
    values = elements(fields.get(field))
    return Counter(str(sorted(value.items()) if isinstance(value, dict) else value) for value in values)


@given(STATES, FIELDS, FIELDS)
def test_no_element_of_a_list_is_lost_or_comes_back(before, after, current):
    result = rebase_edit(Edit(Section.ENTRIES, "x", before, after), current).after

    for field in LISTED:
        known, yours, theirs = (counted(state or {}, field) for state in (before, after, current))
        kept = known & yours & theirs
        assert counted(result, field) == kept | (yours - known) | (theirs - known)


@given(STATES, STATES, STATES)
def test_putting_an_edit_on_top_twice_is_putting_it_there_once(before, after, current):
    once = rebase_edit(Edit(Section.ENTRIES, "x", before, after), current)

    assert rebase_edit(once, current) == once
    assert not find_concurrent_change(once, current)


@given(FIELDS, FIELDS, FIELDS)
def test_what_is_not_said_to_be_overwritten_is_not(before, after, current):
    edited = Edit(Section.ENTRIES, "x", before, after)
    theirs = {change.field for change in find_differences(before, current)} - set(LISTED)
    result = rebase_edit(edited, current).after

    for field in theirs - set(find_concurrent_change(edited, current).overwritten):
        assert result.get(field) == current.get(field)


def test_a_list_keeps_what_stands_in_it_twice_and_takes_a_table_in_any_order():
    table, turned = {"voice": "a", "paragraph": "1"}, {"paragraph": "1", "voice": "a"}

    assert on_top([table, "x", "x", "theirs"], [turned, "x", "yours"], "phrasings") == [
        table,
        "x",
        "yours",
        "x",
        "theirs",
    ]


def test_thousands_of_phrasings_are_put_on_top_of_each_other_soon():
    many = [f"way {number} to ask" for number in range(10_000)]
    before = {**BEFORE, "phrasings": many}
    theirs, yours = (
        {**before, "phrasings": [*phrasings, name]}
        for phrasings, name in ((many, "theirs"), (many[::-1], "yours"))
    )
    start = time.perf_counter()

    result = rebase_edit(Edit(Section.ENTRIES, "shop-count", before, yours), theirs).after["phrasings"]

    # Compared one by one it takes five seconds.
    assert time.perf_counter() - start < 1
    assert len(result) == 10_002
    assert result[0] == many[-1]
