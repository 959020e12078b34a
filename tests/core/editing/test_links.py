from bot.core.editing.edits import Edit, Section, applied, items_of
from bot.core.editing.links import Link, link_edits, linking

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
    assert linking(ITEMS, "rye") == (
        Link(Section.ENTRIES, "shops", "related"),
        Link(Section.ENTRIES, "bread", "related"),
        Link(Section.NOT_COVERED, "prices", "see"),
        Link(Section.NOT_COVERED, "smell", "see"),
    )
    assert linking(ITEMS, "oats") == ()


def test_an_entry_that_names_itself_is_no_other():
    assert linking(items_of({"entries": [{"id": "a", "related": ["a"]}]}), "a") == ()


def test_the_links_go_with_the_entry_and_nothing_else_does():
    edits = link_edits(ITEMS, "rye")
    left = applied(ITEMS, [*edits, Edit(Section.ENTRIES, "rye", FILE["entries"][2], None)])

    assert linking(left, "rye") == ()
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
    assert link_edits(ITEMS, "oats") == ()
