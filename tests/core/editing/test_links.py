from bot.core.editing.edits import Edit, Section, apply_edits, items_of
from bot.core.editing.links import Link, find_links, unlink_edits

FILE = {
    "entries": [
        {"id": "shops", "related": ["rye", "bread"]},
        {"id": "bread", "related": ["rye"], "note": "Kept."},
        {"id": "rye", "related": ["shops"]},
        {"id": "oats"},
    ],
    "not_covered": [
        {"id": "prices", "see": ["rye"], "reply": "No."},
        {"id": "taste", "see": ["shops"]},
        {"id": "smell", "see": ["bread", "rye"]},
    ],
}
ITEMS = items_of(FILE)


def test_whoever_names_an_entry_links_to_it():
    assert find_links(ITEMS, "rye") == (
        Link(Section.ENTRIES, "shops", "related"),
        Link(Section.ENTRIES, "bread", "related"),
        Link(Section.NOT_COVERED, "prices", "see"),
        Link(Section.NOT_COVERED, "smell", "see"),
    )
    assert find_links(ITEMS, "oats") == ()


def test_an_entry_that_names_itself_is_no_other():
    assert find_links(items_of({"entries": [{"id": "a", "related": ["a"]}]}), "a") == ()


def test_the_links_go_with_the_entry_and_nothing_else_does():
    edits = unlink_edits(ITEMS, "rye")
    left = apply_edits(ITEMS, [*edits, Edit(Section.ENTRIES, "rye", FILE["entries"][2], None)])

    assert find_links(left, "rye") == ()
    assert left == items_of(
        {
            "entries": [
                {"id": "shops", "related": ["bread"]},
                {"id": "bread", "note": "Kept."},
                {"id": "oats"},
            ],
            "not_covered": [
                {"id": "prices", "reply": "No."},
                {"id": "taste", "see": ["shops"]},
                {"id": "smell", "see": ["bread"]},
            ],
        }
    )
    assert [edit.before for edit in edits] == [
        FILE["entries"][0], FILE["entries"][1], FILE["not_covered"][0], FILE["not_covered"][2],
    ]  # fmt: skip


def test_an_entry_that_nobody_names_needs_no_edits():
    assert unlink_edits(ITEMS, "oats") == ()
