import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.pack_files.yaml_document import Document, DocumentError

TOO_DEEP = "this is nested too deeply: at most 50 lists or tables stand in each other; take some out"
TEXT = """\
# a comment
title: One
entries:
  - id: first
    source: {voice: wsj, paragraph: 3}
    phrasings:
      - a
      - >-
        folded
        text

  - id: second
    answer: "é\\n"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("title",), 2),
        (("entries",), 3),
        (("entries", 0), 4),
        (("entries", 0, "id"), 4),
        (("entries", 0, "source"), 5),
        (("entries", 0, "source", "voice"), 5),
        (("entries", 0, "source", 0, "paragraph"), 5),
        (("entries", 0, "phrasings"), 6),
        (("entries", 0, "phrasings", 0), 7),
        (("entries", 0, "phrasings", 1), 8),
        (("entries", 1), 12),
        (("entries", 1, "answer"), 13),
    ],
)
def test_each_value_has_its_line(path, line):
    assert Document(TEXT).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("entries", 1, "question"), 12),
        (("entries", 0, "phrasings", 9), 6),
        (("entries", 7), 3),
        (("nothing", "at", "all"), 2),
        (("title", "of", 3), 2),
    ],
)
def test_what_is_not_there_has_the_line_of_what_is_above_it(path, line):
    assert Document(TEXT).line(path) == line


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "1:30",
        "017",
        "1e3",
        "0x10",
        "2017-05-31",
        "1_000",
        "3.0",
        ".inf",
        "=",
        "true",
        "<<",
    ],
)
def test_a_scalar_stays_the_text_that_stands_there(scalar):
    assert Document(f"a: {scalar}\nb: ['{scalar}']").value == {"a": scalar, "b": [scalar]}


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_nothing_is_nothing_and_in_quotes_it_is_text(nothing):
    assert Document(f"a: {nothing}\nb: '{nothing}'").value == {"a": None, "b": nothing}


@pytest.mark.parametrize("head", ["%YAML 1.1\n---\n", "%TAG ! tag:example.org,2026:\n---\n"])
def test_a_directive_does_no_harm(head):
    assert Document(head + "a: '%TAG'\n").value == {"a": "%TAG"}


@pytest.mark.parametrize("key", ["~", "null", "no", "''"])
def test_a_key_is_the_text_that_stands_there(key):
    assert Document(f"{key}: 1").value == {key.strip("'"): "1"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n"])
def test_an_empty_file_has_no_value(text):
    document = Document(text)

    assert document.value is None
    assert document.line(("entries", 3)) == 1


def test_block_texts_are_read_as_yaml_has_them():
    entries = Document(TEXT).value["entries"]

    assert entries[0]["phrasings"] == ["a", "folded text"]
    assert entries[1]["answer"] == "é\n"


def test_every_key_that_stands_twice_is_listed_with_the_line_of_the_second():
    document = Document("a: 1\nb: {c: 1, d: 2, c: 3}\ne:\n  - f: 1\n    f: 2\na: 4\n")

    assert sorted(document.repeated_keys) == [(2, "c"), (5, "f"), (6, "a")]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: 2\nc: *x\n", 3, "aliases (`*name`) are not supported: quote it, or write it out"),
        ("a: 1\nb: &x 2\nc: *x\n", 2, "anchors (`&name`) are not supported: quote it, or remove it"),
        ("a: &a [*a]\n", 1, "anchors (`&name`) are not supported: quote it, or remove it"),
        ("a: 1\nb: &co is one\n", 2, "anchors (`&name`) are not supported: quote it, or remove it"),
        ("a: !!str 1\n!b : 2\n", 2, "tags (`!name`) are not supported: quote it, or remove it"),
        ("a: !important is this\n", 1, "tags (`!name`) are not supported: quote it, or remove it"),
        ("a: 1\nb: " + "[" * 60 + "]" * 60, 2, TOO_DEEP),
        ("".join(f"{'  ' * depth}a:\n" for depth in range(60)), 51, TOO_DEEP),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here: keep one"),
        ("---\n---\na: 1\n", 2, "a second document begins here: keep one"),
        ("[a]: 1\nb: 2\n", 1, "a key must be a text: quote it if it begins with [ or {"),
        ("a: 1\n*x : 1\n", 2, "aliases (`*name`) are not supported: quote it, or write it out"),
        ("a: 1\nb: \x07\n", 2, "there is a character that YAML does not allow"),
        (
            "a: " + "é" * 40 + "\nb: 1\nc: 2\nd: \x07\n" + "e: 1\n" * 30,
            4,
            "there is a character that YAML does not allow",
        ),
    ],
    ids="alias anchor recursive text-as-anchor key-with-tag text-as-tag flow block documents"
    " empty-document list-key alias-key control after-accents".split(),
)
def test_what_is_no_yaml_for_a_pack_is_refused_with_its_line(text, line, message):
    with pytest.raises(DocumentError) as caught:
        Document(text)

    assert (caught.value.line, caught.value.message) == (line, message)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3),
        ("a: 1\nb: 'open\n", 3),
        ("a: 1\n\tb: 2\n", 2),
        ("a: b: c\n", 1),
        ("[a]: 1\nb: [\n", 3),
    ],
    ids="list quote tab colon list-key-and-more".split(),
)
def test_what_the_parser_cannot_read_is_no_valid_yaml_with_its_line(text, line):
    with pytest.raises(DocumentError) as caught:
        Document(text)

    # What stands in the brackets is the parser's own, and changes with its version.
    assert (caught.value.line, caught.value.message.split(" (")[0]) == (line, "this is not valid YAML")


def test_brackets_without_end_are_refused_by_us_or_by_the_parser():
    with pytest.raises(DocumentError) as caught:
        Document("[" * 100_000)

    assert (caught.value.line, caught.value.message) == (1, TOO_DEEP)


def test_nesting_as_deep_as_a_pack_needs_is_read():
    assert Document("a: {b: [{c: [{d: e}]}]}").value == {"a": {"b": [{"c": [{"d": "e"}]}]}}


@given(st.text(max_size=200) | st.text("ab:-[]{}&*!|>'\"#,?%@ \n\t", max_size=200))
def test_any_text_is_a_document_or_an_error_with_a_line_of_it(text):
    try:
        line = Document(text).line(("entries", 0, "id"))
    except DocumentError as error:
        line = error.line

    assert 1 <= line <= len(text.splitlines()) + 1
