from difflib import unified_diff
from itertools import pairwise
from pathlib import Path

import pytest

from bot.core.editing.edits import Edit, Section
from bot.store.pack_files.yaml_document import Document
from bot.store.yaml_editing.rewrite import RewriteError, rewrite
from tests.store.yaml_editing.qa_styles import (
    FLOW_FILE,
    NO_INDENT,
    ODD,
    OPEN_END,
    SHIPPED,
    STYLES,
    WIDE,
    WINDOWS,
)

ENTRIES, NOT_COVERED = Section.ENTRIES, Section.NOT_COVERED
QA = Path(__file__).parents[3] / "knowledge" / "qa.yaml"
LONG = (
    "Alpha comes first wherever letters stand in a row, and whoever doubts it may look it up in a good book."
)
NEW = {"reply": "Unknown: really.", "id": "new", "question": "New?", "phrasings": ["new one", "no"]}
ITEMS = [
    (ENTRIES, "alpha"),
    (ENTRIES, "beta"),
    (ENTRIES, "gamma"),
    (NOT_COVERED, "delta"),
    (NOT_COVERED, "eps"),
]


def read(text):
    return Document(text.removeprefix("\ufeff")).value


def item(text, section, id):
    return next(each for each in read(text)[section] if each["id"] == id)


def change(text, section, id, **fields):
    """An edit that sets fields; a field set to ... goes."""
    before = item(text, section, id)
    return Edit(section, id, before, {n: v for n, v in {**before, **fields}.items() if v is not ...})


def remove(text, section, id):
    return Edit(section, id, item(text, section, id), None)


def difference(before, after):
    """The lines that went and came, in order, each with its sign."""
    found = unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line for line in [*found][2:] if not line.startswith("@@")]


def changes(text, *edits):
    return "".join(difference(text, rewrite(text, edits)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SHIPPED, '-    question: What is alpha?\n+    question: "What: alpha"\n'),
        (
            NO_INDENT,
            '-  question: "What is alpha?"   # the first\n+  question: "What: alpha"   # the first\n',
        ),
        (WIDE, "-        question: 'What is alpha?'\n+        question: 'What: alpha'\n"),
        (
            FLOW_FILE,
            "-    {id: alpha, topic: one, question: What is alpha?,\n"
            '+    {id: alpha, topic: one, question: "What: alpha",\n',
        ),
        (WINDOWS, '-    question: What is alpha?\r\n+    question: "What: alpha"\r\n'),
        (ODD, '-  - "question": What is alpha?\n+  - "question": "What: alpha"\n'),
        (OPEN_END, '-  question: What is alpha?\n+  question: "What: alpha"\n'),
    ],
    ids="shipped no-indent wide flow-file windows odd open-end".split(),
)
def test_a_changed_question_is_one_changed_line(text, expected):
    assert changes(text, change(text, ENTRIES, "alpha", question="What: alpha")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SHIPPED, '+      - "yes"\n'),
        (NO_INDENT, '+  - "yes"\n'),
        (WIDE, "+            -   'yes'\n"),
        (FLOW_FILE, '+       "yes",\n'),
        (WINDOWS, '+      - "yes"\r\n'),
        (ODD, '+    - "yes"\n'),
        (
            OPEN_END,
            '-  phrasings: [alpha please, alpha now]\n+  phrasings: [alpha please, "yes", alpha now]\n',
        ),
    ],
    ids="shipped no-indent wide flow-file windows odd open-end".split(),
)
def test_a_phrasing_in_between_is_one_new_line(text, expected):
    first, *rest = item(text, ENTRIES, "alpha")["phrasings"]

    assert changes(text, change(text, ENTRIES, "alpha", phrasings=[first, "yes", *rest])) == expected


@pytest.mark.parametrize(
    ("text", "kept", "expected"),
    [
        (SHIPPED, (1, 2), "-      - alpha please\n"),
        (SHIPPED, (0, 1), "-      - tell me of alpha\n"),
        (NO_INDENT, (1, 2), '-  - "alpha please"   # very\n'),
        (NO_INDENT, (0, 2), '-  - "alpha!"\n'),
        (WIDE, (0, 2), "-            -   'it''s alpha'\n"),
        (FLOW_FILE, (1, 2), "-       alpha please,  # polite\n"),
        (FLOW_FILE, (0, 1), "-       alpha now,\n-       tell me of alpha\n+       alpha now\n"),
        (WINDOWS, (0, 1), "-      - tell me of alpha\r\n"),
        (ODD, (1, 2), "-    - >-\n-      alpha\n-      please\n"),
        (ODD, (0, 2), "-    - 这篇文章 🦊\n"),
    ],
)
def test_of_a_phrasing_that_goes_only_its_lines_go(text, kept, expected):
    phrasings = item(text, ENTRIES, "alpha")["phrasings"]

    assert changes(text, change(text, ENTRIES, "alpha", phrasings=[phrasings[at] for at in kept])) == expected


@pytest.mark.parametrize(
    ("text", "fields", "expected"),
    [
        (
            SHIPPED,
            {"phrasings": ["- x", "alpha please", "#alpha", "tell me of alpha", "x: y"]},
            '+      - "- x"\n+      - "x: y"\n',
        ),
        (
            SHIPPED,
            {"phrasings": ["tell me of alpha", "alpha please", "#alpha"]},
            "+      - tell me of alpha\n-      - tell me of alpha\n",
        ),
        (
            SHIPPED,
            {"related": ["beta", "delta", "gamma"]},
            "-    related: [beta, gamma]\n+    related: [beta, delta, gamma]\n",
        ),
        (SHIPPED, {"related": ["gamma"]}, "-    related: [beta, gamma]\n+    related: [gamma]\n"),
        (SHIPPED, {"related": ...}, "-    related: [beta, gamma]\n"),
        (SHIPPED, {"topic": "two"}, "-    topic: one\n+    topic: two\n"),
        (SHIPPED, {"popular": ...}, "-    popular: true\n"),
        (SHIPPED, {"popular": "false"}, "-    popular: true\n+    popular: false\n"),
        (
            SHIPPED,
            {"note": "A note.", "checked": "2023-08-01", "events": ["one"]},
            "+    events: [one]\n+    note: A note.\n+    checked: 2023-08-01\n",
        ),
        (
            SHIPPED,
            {"answer": "Short."},
            "-    answer: >-\n-      Alpha is the first of all letters, and it has been so since people"
            " have written letters"
            " at all, or\n-      so they say.\n+    answer: Short.\n",
        ),
        (
            SHIPPED,
            {"answer": LONG},
            "-      Alpha is the first of all letters, and it has been so since people have written"
            " letters at all, or\n"
            "-      so they say.\n+      Alpha comes first wherever letters stand in a row, and whoever"
            " doubts it may look it"
            " up in a good\n+      book.\n",
        ),
        (
            SHIPPED,
            {
                "source": [
                    {"voice": "wsj", "paragraph": "5", "status": "stated"},
                    {"voice": "article", "paragraph": "4", "status": "denied"},
                ]
            },
            "-      - {voice: wsj, paragraph: 3, status: stated}\n"
            "+      - {voice: wsj, paragraph: 5, status: stated}\n",
        ),
        (
            SHIPPED,
            {"source": {"voice": "wsj", "paragraph": "3", "status": "stated"}},
            "-    source:\n-      - {voice: wsj, paragraph: 3, status: stated}\n"
            "-      - {voice: article, paragraph: 4, status: denied}\n"
            "+    source: {voice: wsj, paragraph: 3, status: stated}\n",
        ),
        (
            NO_INDENT,
            {"source": {"voice": "wsj", "paragraph": "9", "status": "stated"}},
            "-    paragraph: 3\n+    paragraph: 9\n",
        ),
        (NO_INDENT, {"related": ["beta", "gamma", "delta"]}, "+  - delta\n"),
        (WIDE, {"answer": "The first.\n"}, "-            Of all.\n"),
        (WIDE, {"related": ["beta"]}, "-            -   gamma\n"),
        (WIDE, {"note": "A note."}, "+        note: A note.\n"),
        (ODD, {"note": "A note."}, '-    "note":\n+    "note": A note.\n'),
        (ODD, {"question": ...}, '-  - "question": What is alpha?\n-    "id": alpha\n+  - "id": alpha\n'),
        (
            ODD,
            {"phrasings": ["alpha, please", "这篇文章 🦊", "tell me of alpha"]},
            "-      alpha\n+      alpha,\n",
        ),
    ],
)
def test_only_the_lines_of_a_changed_field_are_replaced(text, fields, expected):
    assert changes(text, change(text, ENTRIES, "alpha", **fields)) == expected


def test_an_empty_list_of_phrasings_is_filled_and_a_full_one_emptied():
    filled = change(SHIPPED, NOT_COVERED, "eps", phrasings=["one", "two"])
    emptied = change(SHIPPED, NOT_COVERED, "delta", phrasings=[])

    assert changes(SHIPPED, filled) == "-    phrasings: []\n+    phrasings:\n+      - one\n+      - two\n"
    assert changes(SHIPPED, emptied) == "-    phrasings:\n-      - delta please\n+    phrasings: []\n"


@pytest.mark.parametrize(
    ("text", "section", "id", "gone"),
    [
        # The heading stands over beta too; that of gamma over gamma alone.
        (SHIPPED, ENTRIES, "alpha", ("  - id: alpha\n", "    popular: true\n")),
        (
            SHIPPED,
            ENTRIES,
            "beta",
            ("  - id: beta\n", "    source: {voice: wsj, paragraph: 3, status: stated}\n"),
        ),
        (SHIPPED, ENTRIES, "gamma", ("  # Two\n", "\n")),
        (SHIPPED, NOT_COVERED, "eps", ("  - id: eps\n", "    reply: Not said either.\n")),
        (NO_INDENT, ENTRIES, "alpha", ("- id: alpha\n", "  - gamma\n")),
        (NO_INDENT, ENTRIES, "gamma", ("# about gamma\n", "\n")),
        (NO_INDENT, NOT_COVERED, "eps", ("\n", '  reply: "Not said either."\n')),
        (WIDE, ENTRIES, "alpha", ("    -   id: alpha\n", "        # nothing more\n")),
        (WIDE, ENTRIES, "gamma", ("    # about gamma\n", "                status: stated\n")),
        (WINDOWS, ENTRIES, "gamma", ("  # Two\r\n", "\r\n")),
        (ODD, ENTRIES, "alpha", ('  - "question": What is alpha?\n', '    "note":\n')),
        (ODD, NOT_COVERED, "eps", ('  - "reply": Not said.\n', '    # "note": later\n')),
        (FLOW_FILE, ENTRIES, "beta", None),
    ],
)
def test_of_an_item_that_goes_its_lines_go_and_the_comment_that_is_its_own(text, section, id, gone):
    lines = difference(text, rewrite(text, [remove(text, section, id)]))

    assert all(line.startswith("-") for line in lines)
    assert gone is None or (lines[0][1:], lines[-1][1:]) == gone
    assert any(id in line for line in lines)


def test_a_heading_goes_with_the_last_item_under_it():
    edits = [remove(SHIPPED, ENTRIES, "beta"), remove(SHIPPED, ENTRIES, "alpha")]
    result = rewrite(SHIPPED, edits)

    assert "# One" not in result
    assert result.startswith("# The curated questions.\nentries:\n\n  # Two\n  - id: gamma\n")


def test_a_heading_stays_where_a_new_item_takes_the_place_of_the_last_under_it():
    new = {**item(SHIPPED, ENTRIES, "gamma"), "id": "new"}
    result = rewrite(SHIPPED, [remove(SHIPPED, ENTRIES, "gamma"), Edit(ENTRIES, "new", None, new, "beta")])

    assert "  # Two\n  - id: new\n" in result or "stated}\n  - id: new\n" in result
    assert read(result)["entries"][2]["id"] == "new"


def test_the_first_heading_stays_where_a_new_first_item_takes_the_place_of_all_under_it():
    new = Edit(ENTRIES, "new", None, {**item(SHIPPED, ENTRIES, "beta"), "id": "new"}, "")
    result = rewrite(SHIPPED, [remove(SHIPPED, ENTRIES, "alpha"), remove(SHIPPED, ENTRIES, "beta"), new])

    assert "entries:\n\n  # One\n  - id: new\n" in result
    assert "stated}\n\n  # Two\n  - id: gamma\n" in result


def test_the_last_item_of_a_section_leaves_an_empty_list():
    edits = [remove(SHIPPED, NOT_COVERED, "delta"), remove(SHIPPED, NOT_COVERED, "eps")]

    assert rewrite(SHIPPED, edits).endswith(
        "# What the article does not say.\nnot_covered: []\n\n# The end.\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SHIPPED,
            "+  - id: new\n+    question: New?\n+    phrasings:\n+      - new one\n"
            '+      - "no"\n+    reply: "Unknown: really."\n',
        ),
        (
            NO_INDENT,
            '+\n+- id: new\n+  question: "New?"\n+  phrasings:\n+  - "new one"\n+  - "no"\n'
            '+  reply: "Unknown: really."\n',
        ),
        (
            WIDE,
            "+    -   id: new\n+        question: 'New?'\n+        phrasings:\n+            -   new one\n"
            "+            -   'no'\n+        reply: |-\n+            Unknown: really.\n",
        ),
        (
            FLOW_FILE,
            '+    {id: new, question: "New?", phrasings: [new one, "no"], reply: "Unknown: really."},\n',
        ),
        (
            WINDOWS,
            "+  - id: new\r\n+    question: New?\r\n+    phrasings:\r\n+      - new one\r\n"
            '+      - "no"\r\n+    reply: "Unknown: really."\r\n',
        ),
        (
            ODD,
            '+  - "reply": "Unknown: really."\n+    "question": New?\n+    "phrasings": [new one, "no"]\n'
            '+    "id": new\n',
        ),
    ],
    ids="shipped no-indent wide flow-file windows odd".split(),
)
def test_a_new_item_is_written_as_its_neighbours_are_at_the_end_of_its_section(text, expected):
    assert changes(text, Edit(NOT_COVERED, "new", None, NEW)) == expected


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize(
    ("place", "topic", "order"),
    [
        (None, "one", "alpha beta new gamma"),
        (None, "two", "alpha beta gamma new"),
        (None, "none yet", "alpha beta gamma new"),
        ("alpha", "two", "alpha new beta gamma"),
        ("gamma", "one", "alpha beta gamma new"),
        ("gone", "one", "alpha beta new gamma"),
        ("", "one", "new alpha beta gamma"),
    ],
)
def test_a_new_item_stands_at_its_place_or_with_its_topic_or_last(name, place, topic, order):
    text = STYLES[name]
    new = {**item(text, ENTRIES, "beta"), "id": "new", "topic": topic}
    result = rewrite(text, [Edit(ENTRIES, "new", None, new, place)])

    assert [each["id"] for each in read(result)["entries"]] == order.split()


def test_a_new_item_comes_before_the_heading_of_the_next_group():
    new = {**item(SHIPPED, ENTRIES, "beta"), "id": "new"}
    result = rewrite(SHIPPED, [Edit(ENTRIES, "new", None, new)])

    assert "status: stated}\n  - id: new\n    topic: one\n" in result
    assert "status: stated}\n\n  # Two\n  - id: gamma\n" in result


def test_a_new_first_item_comes_under_the_heading():
    new = {**item(SHIPPED, ENTRIES, "beta"), "id": "new"}

    assert "  # One\n  - id: new\n" in rewrite(SHIPPED, [Edit(ENTRIES, "new", None, new, "")])


@pytest.mark.parametrize("name", STYLES)
def test_several_edits_at_once_are_done_in_turn(name):
    text = STYLES[name]
    beta = item(text, ENTRIES, "beta")
    edits = [
        change(text, ENTRIES, "alpha", question="Q"),
        remove(text, ENTRIES, "beta"),
        Edit(ENTRIES, "new", None, {**beta, "id": "new"}, "alpha"),
        Edit(ENTRIES, "newer", None, {**beta, "id": "newer"}, "new"),
        Edit(ENTRIES, "newer", {**beta, "id": "newer"}, {**beta, "id": "newest"}),
        change(text, NOT_COVERED, "delta", reply="R"),
        remove(text, NOT_COVERED, "eps"),
        Edit(NOT_COVERED, "beta", None, {"id": "beta", "question": "Beta?", "reply": "No."}),
    ]
    value = read(rewrite(text, edits))

    assert [each["id"] for each in value["entries"]] == ["alpha", "new", "newest", "gamma"]
    assert [each["id"] for each in value["not_covered"]] == ["delta", "beta"]
    assert (value["entries"][0]["question"], value["not_covered"][0]["reply"]) == ("Q", "R")


@pytest.mark.parametrize("name", STYLES)
def test_without_a_change_every_byte_stays(name):
    text = STYLES[name]
    same = [change(text, section, id) for section, id in ITEMS]

    assert rewrite(text, []) == text
    assert rewrite(text, same) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "not_covered:\n  - id: new\n    question: Q\n"),
        ("# hello", "# hello\nnot_covered:\n  - id: new\n    question: Q"),
        ("---\n", "---\nnot_covered:\n  - id: new\n    question: Q\n"),
        (
            "entries: []\nnot_covered: []  # none\n",
            "entries: []\nnot_covered:  # none\n  - id: new\n    question: Q\n",
        ),
        ("not_covered:\n# end\n", "not_covered:\n  - id: new\n    question: Q\n# end\n"),
        (
            "not_covered: ~\nentries:\n- id: a\n",
            "not_covered:\n- id: new\n  question: Q\nentries:\n- id: a\n",
        ),
        (
            "entries:\n- id: a\n\n# end\n",
            "entries:\n- id: a\n\nnot_covered:\n- id: new\n  question: Q\n\n# end\n",
        ),
        ("{}\n", "{not_covered: [{id: new, question: Q}]}\n"),
        ("{entries: [], not_covered: }", "{entries: [], not_covered: [{id: new, question: Q}]}"),
        ("{entries: []}", "{entries: [], not_covered: [{id: new, question: Q}]}"),
        ("not_covered: [] # a\r\n", "not_covered: # a\r\n  - id: new\r\n    question: Q\r\n"),
    ],
)
def test_a_first_item_comes_where_a_section_is_empty_or_not_there(text, expected):
    assert rewrite(text, [Edit(NOT_COVERED, "new", None, {"id": "new", "question": "Q"})]) == expected


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("phrasings: [x, # 1\n  y] # 2", {"phrasings": ["x"]}, "phrasings: [x # 1\n             ] # 2"),
        ("phrasings: [x, # 1\n  y]", {"phrasings": ["x", "z", "y"]}, "phrasings: [x, # 1\n  z,\n  y]"),
        (
            "phrasings: [x, y # 1\n  ]",
            {"phrasings": ["x", "y", "z"]},
            "phrasings: [x, y, # 1\n              z\n  ]",
        ),
        ("phrasings: [x,\n  # 1\n  y]", {"phrasings": ["x"]}, "phrasings: [x\n  # 1\n]"),
        ("phrasings: [x,\n  # 1\n  y, z]", {"phrasings": ["x", "z"]}, "phrasings: [x,\n  # 1\n z]"),
        ("phrasings: [ x , y ]", {"phrasings": ["z", "x", "y"]}, "phrasings: [ z, x , y ]"),
        (
            "phrasings: [ # 1\n   # 2\n   x, # 3\n   y]",
            {"phrasings": ["z", "x", "y"]},
            "phrasings: [ # 1\n   # 2\n   z,\n   x, # 3\n   y]",
        ),
        ("phrasings: [ # 1\n   x]", {"phrasings": ["z", "x"]}, "phrasings: [ # 1\n   z,\n   x]"),
        ("phrasings: [x, y]", {"phrasings": ["y"]}, "phrasings: [y]"),
        ("phrasings: [a: b, c]", {"phrasings": [{"a": "d"}, "c"]}, "phrasings: [{a: d}, c]"),
        ("source: {x, y: , z: 1}", {"source": {"x": "one", "y": "two"}}, "source: {x: one, y: two}"),
        (
            "answer: >-  # why\n    old\n\n  # next",
            {"answer": "new"},
            "answer: >-  # why\n    new\n\n  # next",
        ),
        ("answer: # why\n    old", {"answer": "new"}, "answer: # why\n    new"),
        ("answer: !!str 'old' # why", {"answer": "new"}, "answer: 'new' # why"),
        (
            "related: # why\n  - x # 1\n  - y # 2\n  # end",
            {"related": ["y"]},
            "related: # why\n  - y # 2\n  # end",
        ),
        ("related: # why\n  - x", {"related": []}, "related: [] # why"),
        (
            "related:\n  -\n    x\n  - # 1\n    y",
            {"related": ["z", "y"]},
            "related:\n  -\n    z\n  - # 1\n    y",
        ),
        ("? answer\n  : old", {"answer": "new"}, "? answer\n  : new"),
        (
            "? answer # why\n  # now: here\n  : old",
            {"answer": "new"},
            "? answer # why\n  # now: here\n  : new",
        ),
        ("? answer # now: here", {"answer": "new"}, None),
        ("? answer\n  : old", {"answer": "old", "note": "new"}, "? answer\n  : old\n  note: new"),
        ("? answer\n  :\n  - old", {"answer": ["old", "new"]}, "? answer\n  :\n  - old\n  - new"),
    ],
)
def test_comments_and_odd_forms_in_a_field_stay(before, fields, after):
    text = f"entries:\n- id: a\n  {before}\n- id: b\n"
    now = item(text, ENTRIES, "a")
    edit = Edit(ENTRIES, "a", now, {**now, **fields})

    if after is None:
        with pytest.raises(RewriteError, match="line 3 of the file is written in a way I cannot edit"):
            rewrite(text, [edit])
    else:
        assert rewrite(text, [edit]) == f"entries:\n- id: a\n  {after}\n- id: b\n"


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("? question\n  : Q\n  ? id\n  : a", {"question": ...}, "? id\n  : a"),
        ("? question\n  : Q\n  id: a", {"question": ...}, "id: a"),
        ("? id\n  : a", {"question": "Q"}, "? id\n  : a\n  question: Q"),
        ("? note\n  :\n  ? id\n  : a", {"topic": "x"}, "? note\n  :\n  ? id\n  : a\n  topic: x"),
        ("? note\n  : x\n  ? id\n  : a", {"note": ["x"]}, "? note\n  :\n    - x\n  ? id\n  : a"),
    ],
)
def test_keys_with_a_question_mark_stand_where_it_does(before, fields, after):
    text = f"entries:\n- {before}\n- id: b\n"

    assert rewrite(text, [change(text, ENTRIES, "a", **fields)]) == f"entries:\n- {after}\n- id: b\n"


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("- note: x\t\n  # 1\n  id: a", {"note": ...}, "- \n  # 1\n  id: a"),
        ("- note: x  # 1\n\n  id: a", {"note": ...}, "- \n\n  id: a"),
        ("- note: x\n  topic: y\n  id: a", {"note": ..., "topic": ...}, "- id: a"),
        ("- note: x\n  # 1\n  topic: y\n  id: a", {"note": ..., "topic": ...}, "- \n  # 1\n  id: a"),
        (
            "- source: # 1\n    - voice: x # 2\n      # 3\n      status: y\n  id: a",
            {"source": [{"paragraph": "1", "status": "y"}]},
            "- source: # 1\n    - paragraph: 1\n      # 3\n      status: y\n  id: a",
        ),
        (
            "- source:\n    - voice: x # 2\n      # 3\n      status: y # 4\n  id: a",
            {"source": [{"paragraph": "1"}]},
            "- source:\n    - paragraph: 1\n      # 3\n  id: a",
        ),
        (
            "- source:\n    - voice: x # 2\n      status: y # 4\n  id: a",
            {"source": [{"paragraph": "1"}]},
            "- source:\n    - paragraph: 1\n  id: a",
        ),
    ],
)
def test_a_first_field_that_goes_leaves_the_comments_below_it(before, fields, after):
    text = f"entries:\n{before}\n- id: b\n"

    assert rewrite(text, [change(text, ENTRIES, "a", **fields)]) == f"entries:\n{after}\n- id: b\n"


@pytest.mark.parametrize(
    "text",
    ["not_covered: []\n", "not_covered:\n", "not_covered:\n- id: a\n", "# a\nnot_covered:\n- id: a\n  # b"],
)
def test_a_section_that_is_not_there_comes_behind_what_is_new_in_the_one_before(text):
    result = rewrite(text, [Edit(s, f"new-{s}", None, {"id": f"new-{s}"}) for s in Section])

    assert [*read(result)] == ["not_covered", "entries"]


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        # Its lines stay as far to the right as they were: what is deeper than they are would be text.
        (
            "note: >-\n   x\n  answer: >-\n      y\n     # 1",
            {"answer": "z"},
            "note: >-\n   x\n  answer: >-\n      z\n     # 1",
        ),
        (
            "note: >-\n   x\n  answer: >-\n      y\n     ",
            {"answer": "z"},
            "note: >-\n   x\n  answer: >-\n      z\n     ",
        ),
        (
            "related:\n  - |-\n    x\n  - |-\n      y\n    # 1",
            {"related": ["x", "z"]},
            "related:\n  - |-\n    x\n  - |-\n      z\n    # 1",
        ),
        # It is written on one line where a block would take in what comes below.
        ("note: x\n      # 1", {"note": LONG}, f"note: {LONG}\n      # 1"),
        (
            "phrasings:\n  - >-\n    x\n  - y\n       \n  - z",
            {"phrasings": ["x", LONG, "z"]},
            f"phrasings:\n  - >-\n    x\n  - {LONG}\n       \n  - z",
        ),
    ],
)
def test_what_stands_below_a_text_never_becomes_part_of_it(before, fields, after):
    text = f"entries:\n- id: a\n  {before}\n- id: b\n"

    assert rewrite(text, [change(text, ENTRIES, "a", **fields)]) == f"entries:\n- id: a\n  {after}\n- id: b\n"


SENTENCES = """\
entries:
- id: a
  answer: >-
    One sentence stands here.
    Another stands on a line of its own.
    The third is the last of the paragraph.

    A second paragraph begins.
    It ends.


    The last one.
- id: b
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Another", "One more", "-    Another stands on {}+    One more stands on {}"),
        ("Another stands on a line of its own. ", "", "-    Another stands on {}"),
        ("The third", "And: this", "-    The third {}+    And: this {}"),
        ("It ends.", "It ends here.", "-    It ends.\n+    It ends here.\n"),
        ("It ends.", "It ends.\nNew.", "+    New.\n+\n"),
        ("\n\nThe last one.", "", "-\n-\n-    The last one.\n"),
        ("One sentence stands here. ", "First. ", "-    One sentence stands here.\n+    First.\n"),
        (
            "The third",
            "word " * 25 + "The third",
            "+    " + "word " * 18 + "word\n+    " + "word " * 5 + "word\n",
        ),
    ],
)
def test_lines_of_a_folded_text_stay_where_their_words_do(old, new, expected):
    answer = item(SENTENCES, ENTRIES, "a")["answer"]
    assert old in answer
    found = changes(SENTENCES, change(SENTENCES, ENTRIES, "a", answer=answer.replace(old, new)))

    for rest in ("a line of its own.\n", "is the last of the paragraph.\n"):
        found = found.replace(rest, "{}")
    assert found == expected


def test_a_text_of_one_line_stands_in_no_block_where_several_did():
    first = rewrite(SHIPPED, [change(SHIPPED, ENTRIES, "alpha", question="two\nlines", answer="two\nlines")])
    second = change(first, ENTRIES, "alpha", question="What is alpha?", answer="Short.")

    assert "\n    question: >-\n" in first
    assert changes(SHIPPED, change(SHIPPED, ENTRIES, "alpha", answer="Short.")) == "".join(
        difference(SHIPPED, rewrite(first, [second]))
    )
    assert "        answer: |-\n            Short.\n" in rewrite(
        WIDE, [change(WIDE, ENTRIES, "alpha", answer="Short.")]
    )


def test_blank_lines_never_become_part_of_a_text_that_keeps_them():
    items = ("- id: a\n  note: |+\n    A\n\n", "- id: b\n\n", "- id: c\n\n", "- id: d\n")
    text = f"entries:\n{''.join(items)}"

    assert rewrite(text, [remove(text, ENTRIES, "b")]) == text.replace(items[1], "")
    assert rewrite(text, [Edit(ENTRIES, "n", None, {"id": "n"}, "a")]) == text.replace(
        items[1], f"- id: n\n{items[1]}"
    )


def test_the_first_item_of_all_is_written_as_the_shipped_file_is():
    new = {
        "popular": "true",
        "related": ["a", "b"],
        "source": [{"voice": "wsj", "paragraph": "3", "status": "stated"}],
        "answer": "word " * 30 + "end",
        "phrasings": ["one", "it's two", "no"],
        "question": "What?",
        "topic": "x",
        "id": "new",
    }

    assert rewrite("entries:\n", [Edit(ENTRIES, "new", None, new)]) == (
        "entries:\n  - id: new\n    topic: x\n    question: What?\n    phrasings:\n"
        "      - one\n      - it's two\n"
        '      - "no"\n    answer: >-\n'
        f"      {('word ' * 19).strip()}\n      {'word ' * 11}end\n"
        "    source:\n      - {voice: wsj, paragraph: 3, status: stated}\n"
        "    related: [a, b]\n    popular: true\n"
    )


def test_a_missing_last_line_feed_stays_missing():
    last = change(OPEN_END, NOT_COVERED, "eps", question="Q")
    added = rewrite(OPEN_END, [Edit(NOT_COVERED, "new", None, NEW)])

    assert changes(OPEN_END, last) == "-  question: What is eps?\n+  question: Q\n"
    assert not added.endswith("\n")
    assert read(added)["not_covered"][1]["reply"] == "Not\nsaid."


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (
            Edit(ENTRIES, "none", {"id": "none"}, {"id": "none"}),
            "`none` is not in `entries`: look at the file",
        ),
        (Edit(ENTRIES, "none", {"id": "none"}, None), "`none` is not in `entries`: look at the file"),
        (Edit(ENTRIES, "delta", {"id": "delta"}, None), "`delta` is not in `entries`: look at the file"),
        (
            Edit(ENTRIES, "beta", None, {"id": "beta"}),
            "`beta` is in `entries` already: give the new item another id",
        ),
        (
            Edit(ENTRIES, "beta", {"id": "beta"}, {"id": "alpha"}),
            "`alpha` is in `entries` already: give `beta` another id",
        ),
        (Edit(ENTRIES, "beta", {"id": "beta"}, {"topic": "x"}), "`beta`: an item needs an id"),
        (
            Edit(ENTRIES, "new", None, {"id": "newer"}),
            "`new`: a new item needs fields, and this id among them",
        ),
        (
            Edit(ENTRIES, "new", None, {"id": "new", "popular": True}),
            "`new`: True is neither text nor list nor table",
        ),
        (
            Edit(ENTRIES, "new", None, {"id": "new", "note": "\ud800"}),
            "`note`: it has a character that YAML cannot hold: remove it",
        ),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_name(edit, message):
    with pytest.raises(RewriteError) as caught:
        rewrite(SHIPPED, [edit])

    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "the file starts with a list or a text: it needs keys, as in the README"),
        ("entries: x\n", "`entries` is no list: begin each item with `- id:`"),
        ("entries:\n- id: a\n- id: a\n", "`a` stands twice in `entries`: look at the file"),
        ("? entries\n: - id: a\n", "line 2 of the file is written in a way I cannot edit"),
        ("? entries\n: - id: a\n  - id: b\n", "line 2 of the file is written in a way I cannot edit"),
    ],
)
def test_a_file_that_cannot_be_edited_is_refused(text, message):
    with pytest.raises(RewriteError) as caught:
        rewrite(text, [Edit(ENTRIES, "a", {}, None)])

    assert str(caught.value) == message


def test_a_file_that_is_no_valid_yaml_is_refused_with_its_line():
    with pytest.raises(RewriteError, match=r"^line 2: this is not valid YAML \("):
        rewrite("a: [", [Edit(ENTRIES, "a", {}, None)])


@pytest.mark.parametrize("field", ["question", "phrasings"])
def test_every_item_of_the_shipped_file_is_changed_and_changed_back_to_the_same_bytes(field):
    text = QA.read_text(encoding="utf-8")
    there, back = [], []
    for section in Section:
        for now in read(text)[section]:
            value = now[field]
            new = f"{value} #1: no" if field == "question" else [f"{value[0]}: 1", "no", *value[1:]]
            then = {**now, field: new}
            there.append(Edit(section, now["id"], now, then))
            back.append(Edit(section, now["id"], then, now))
    changed = rewrite(text, there)

    assert rewrite(changed, back) == text
    assert changed_items(text, changed) == len(there)


def changed_items(before, after):
    """How many items have other lines than before."""

    def groups(text):
        lines = text.splitlines()
        starts = [at for at, line in enumerate(lines) if line.startswith("  - id: ")]
        return {lines[at]: lines[at:end] for at, end in pairwise([*starts, len(lines)])}

    now, then = groups(before), groups(after)
    return sum(now[name] != then[name] for name in now)


@pytest.mark.parametrize("step", [1, 2, 7])
def test_items_of_the_shipped_file_go_and_come_back_at_their_places(step):
    text = QA.read_text(encoding="utf-8")
    out, back = [], []
    for section in Section:
        items = read(text)[section]
        before = ["", *(each["id"] for each in items)]
        chosen = list(zip(items, before, strict=False))[::step]
        out += [Edit(section, now["id"], now, None) for now, _ in chosen]
        back += [Edit(section, now["id"], None, now, place) for now, place in chosen]
    without = rewrite(text, out)

    assert read(rewrite(without, back)) == read(text)
    if step > 1:
        assert all(line.startswith("-") for line in difference(text, without))
