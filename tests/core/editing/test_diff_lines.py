import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.editing.diff_lines import (
    ItemChange,
    find_item_changes,
    find_other_changes,
    render_in_full,
    render_listing,
)
from bot.core.editing.edits import Edit, Section
from bot.core.pack.validation import ARTICLE, TIMELINE

SOURCE = {"voice": "article", "paragraph": "1", "status": "stated"}
OPENING = {"id": "opening", "date": "2017-05-31", "title": "The bakery opens", "source": SOURCE}
BREAD = {
    "title": "The bakery of Ghent",
    "topics": {"shops": "Shops", "bread": "Bread"},
    "voices": {"gazette": {"name": "The Gazette", "kind": "newspaper"}},
    "synonyms": [["shop", "store"], ["rye", "dark"]],
    "paragraphs": {"1": "It opened in 2017.", "2": "40% is rye."},
}


def of_events(*events):
    return {"events": list(events)}


CASES = {
    "nothing": (TIMELINE, of_events(OPENING), of_events(OPENING), []),
    "one source is a list of one": (
        TIMELINE,
        of_events(OPENING),
        of_events({**OPENING, "source": [SOURCE]}),
        [],
    ),
    "an event": (
        TIMELINE,
        of_events(OPENING),
        of_events({**OPENING, "date": "2017-06-01"}),
        ["@ event opening", "- date: 2017-05-31", "+ date: 2017-06-01"],
    ),
    "an event that comes": (
        TIMELINE,
        of_events(),
        of_events({"id": "end", "date": "2019"}),
        ["+ event end", "+ id: end", "+ date: 2019"],
    ),
    "an event that goes, before what changes": (
        TIMELINE,
        of_events({"id": "end", "date": "2019"}, OPENING),
        of_events({"id": "end", "date": "2020"}),
        [
            "- event opening",
            "- 2017-05-31",
            "- The bakery opens",
            "@ event end",
            "- date: 2019",
            "+ date: 2020",
        ],
    ),
    "the title": (
        ARTICLE,
        BREAD,
        {**BREAD, "title": "The bakery in Ghent"},
        ["@ article", "- title: The bakery of Ghent", "+ title: The bakery in Ghent"],
    ),
    "a topic": (
        ARTICLE,
        BREAD,
        {**BREAD, "topics": {"shops": "Outlets", "rye": "Rye"}},
        [
            "@ article",
            "- topic shops: Shops",
            "+ topic shops: Outlets",
            "- topic bread: Bread",
            "+ topic rye: Rye",
        ],
    ),
    "a voice": (
        ARTICLE,
        BREAD,
        {**BREAD, "voices": {"gazette": {"name": "The Gazette"}}},
        [
            "@ article",
            "- voice gazette: kind: newspaper, name: The Gazette",
            "+ voice gazette: name: The Gazette",
        ],
    ),
    "synonyms": (
        ARTICLE,
        BREAD,
        {**BREAD, "synonyms": [["shop", "store", "outlet"], ["rye", "dark"]]},
        ["@ article", "- synonyms: shop, store", "+ synonyms: shop, store, outlet"],
    ),
    "no synonyms any more": (
        ARTICLE,
        BREAD,
        {key: value for key, value in BREAD.items() if key != "synonyms"},
        ["@ article", "- synonyms: shop, store", "- synonyms: rye, dark"],
    ),
    "a paragraph": (
        ARTICLE,
        BREAD,
        {**BREAD, "paragraphs": {"1": "It opened in 2018.", "2": "40% is rye.", "3": "No more."}},
        [
            "@ article",
            "- paragraph 1: It opened in 2017.",
            "+ paragraph 1: It opened in 2018.",
            "+ paragraph 3: No more.",
        ],
    ),
    "an order of topics": (ARTICLE, BREAD, {**BREAD, "topics": {"bread": "Bread", "shops": "Shops"}}, []),
}


@pytest.mark.parametrize(("file", "old", "new", "expected"), CASES.values(), ids=CASES.keys())
def test_what_changes_in_the_other_files(file, old, new, expected):
    shown = render_listing(find_other_changes(file, old, new), 10_000)

    assert list(shown.lines) == expected
    assert shown.is_whole


@pytest.mark.parametrize("file", [ARTICLE, TIMELINE])
@pytest.mark.parametrize("value", [None, [], "text", {"events": {}}, {"topics": [], "synonyms": "x"}])
def test_what_is_no_such_file_is_taken_as_it_is(file, value):
    assert find_other_changes(file, value, value) == ()


def item(id, before, after):
    return Edit(Section.ENTRIES, id, before, after)


def test_what_goes_is_shown_in_short_and_listed_in_full():
    fields = {"id": "x", "question": "How?", "phrasings": ["a", "b"], "answer": "So."}
    changes = find_item_changes([item("x", fields, None)])

    assert render_listing(changes, 1_000).lines == ("- x", "- How?", "- and 2 other ways to ask it")
    assert render_listing(changes, 1_000).is_whole
    in_lines = ("- x", "- id: x", "- question: How?", "- phrasings: a", "- phrasings: b", "- answer: So.")
    assert tuple(render_in_full(changes)) == in_lines


def test_what_the_screen_names_already_needs_no_name():
    assert render_listing(
        find_item_changes([item("x", {"note": "a"}, {"note": "b"})]), 1_000, named=False
    ).lines == (
        "- note: a",
        "+ note: b",
    )


def test_a_change_that_means_the_same_is_none():
    assert find_item_changes([item("x", {"related": []}, {})]) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"answer": "a"}, {"answer": "b" * 400}),
        ({"phrasings": [f"way {at}" for at in range(90)]}, {}),
    ],
)
def test_what_is_cut_says_so_and_is_whole_in_full(before, after):
    changes = find_item_changes([item("x", before, after)])

    assert not render_listing(changes, 800).is_whole
    assert sum(map(len, render_in_full(changes))) > 400


def test_in_full_both_texts_are_whole():
    old, new = f"{'word ' * 300}end", f"{'word ' * 300}END"

    assert list(render_in_full([ItemChange("x", {"answer": old}, {"answer": new})])) == [
        "@ x",
        f"- answer: {old}",
        f"+ answer: {new}",
    ]


FIELDS = st.none() | st.dictionaries(
    st.sampled_from(["question", "phrasings", "answer"]), st.text("ab ", max_size=200), min_size=1
)


@given(st.lists(st.tuples(FIELDS, FIELDS), max_size=8), st.integers(200, 900), st.booleans())
def test_a_listing_fits_and_counts_what_it_leaves_out(states, most, named):
    edits = [item(f"item-{at}", before, after) for at, (before, after) in enumerate(states)]
    changes = find_item_changes(edits)
    shown, whole = render_listing(changes, most, named), render_listing(changes, 10**9, named)

    assert len("\n".join(shown.lines)) <= most
    if shown.is_whole:
        assert shown == whole
    elif named and shown.lines[-1].endswith(" more"):
        left = int(shown.lines[-1].split()[2])
        assert sum(line[2:].startswith("item-") for line in shown.lines) == len(changes) - left
