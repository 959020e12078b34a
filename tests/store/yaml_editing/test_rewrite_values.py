import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.editing.edits import Edit, Section
from bot.store.pack_files.yaml_document import Document
from bot.store.yaml_editing.rewrite import RewriteError, rewrite
from tests.store.yaml_editing.qa_styles import SHIPPED, STYLES

NASTY = [
    *(
        "",
        " ",
        "  a",
        "a ",
        "a  b",
        " a  b ",
        "\t",
        "a\tb",
        "\n",
        "a\n",
        "a\n\n",
        "\na",
        "a\nb",
        "a\n\nb",
        "a \nb",
    ),
    *(
        "a\n b",
        "  a\nb\n",
        "a\n\n\n b\n\n",
        "# a",
        "a # b",
        "a: b",
        "a:",
        ":",
        ": a",
        "- a",
        "-",
        "--",
        "---",
    ),
    *(
        "--- a",
        "...",
        "? a",
        "?",
        "@a",
        "`a`",
        "%a",
        "!a",
        "!!str a",
        "&a",
        "*a",
        "|",
        ">",
        "> a",
        "|-",
        "{",
        "}",
    ),
    *(
        "[",
        "]",
        "a, b",
        "[a]",
        "{a: b}",
        ",",
        "'",
        '"',
        "'a'",
        '"a"',
        "it's",
        'say "it\'s"',
        "\\",
        "a\\nb",
        "\\x41",
    ),
    *(
        "~",
        "null",
        "Null",
        "no",
        "yes",
        "true",
        "on",
        "017",
        "1:30",
        "1e3",
        "0x1f",
        "2023-05",
        "2023-05-01",
        "=",
        "<<",
    ),
    *(
        ".inf",
        ".nan",
        "+1",
        "-1",
        "1_000",
        "🦊",
        "👩\u200d👩\u200d👧",
        "\u200fאב",
        "\u202eabc\u202c",
        "\u200b",
        "\xa0a\xa0",
    ),
    *(
        "\ufeffa",
        "a\ufeffb",
        "a\x85b",
        "a\u2028b",
        "a\u2029b",
        "\x85",
        "a\r\nb",
        "a\rb",
        "\r",
        "\0",
        "a\x07b",
        "\x1b[0m",
    ),
    *(
        "\x7f",
        "\x80",
        "\ufffe",
        "\uffff",
        "\U0010ffff",
        "e\u0301",
        "w" * 300,
        "w " * 200,
        ("word " * 60).strip(),
    ),
    *(
        f"{'a' * 98} {'b' * 98}",
        f"{'a ' * 60}# b: c",
        f"- {'a ' * 60}b",
        f"{'a ' * 60} b",
        f"{'long ' * 40}\n\nb\n",
    ),
    *(
        f"{'w' * 120}\n{'v' * 120}",
        "a" * 150 + "\u2028" + "b",
        f"'{'q ' * 80}'",
        f"{'x: y ' * 40}z",
        "这篇文章" * 60,
    ),
]


def read(text):
    return Document(text.removeprefix("\ufeff")).value


@pytest.mark.parametrize("name", STYLES)
def test_a_nasty_value_reads_back_exactly_wherever_it_is_put(name):
    text = STYLES[name]
    beta = read(text)["entries"][1]
    for value in NASTY:
        then = {
            **beta,
            "question": value,
            "phrasings": [value, "plain", f"{value}x", value],
            "answer": value,
            "note": value,
            "related": [value],
            "source": [{"voice": value, "paragraph": value, "status": value}, {"voice": value}],
        }
        new = {**then, "id": "new"}
        result = rewrite(
            text, [Edit(Section.ENTRIES, "beta", beta, then), Edit(Section.ENTRIES, "new", None, new)]
        )

        assert read(result)["entries"][1:3] == [then, new], value
        back = rewrite(
            result, [Edit(Section.ENTRIES, "beta", then, beta), Edit(Section.ENTRIES, "new", new, None)]
        )
        assert read(back) == read(text), value


@pytest.mark.parametrize("value", ["\ud800", "a\udfff", "🦊\ud83e"])
@pytest.mark.parametrize("name", STYLES)
def test_half_a_character_is_refused(name, value):
    beta = read(STYLES[name])["entries"][1]
    for field in ("question", "answer"):
        with pytest.raises(RewriteError, match=f"`{field}`: it has a character that YAML cannot hold"):
            rewrite(STYLES[name], [Edit(Section.ENTRIES, "beta", beta, {**beta, field: value})])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words", "plain words"),
        ("What is it?", "What is it?"),
        ("it's", "it's"),
        ("🦊 and 这", "🦊 and 这"),
        ("no", '"no"'),
        ("017", '"017"'),
        ("1:30", '"1:30"'),
        ("2023-05", "2023-05"),
        ("2023-05-01", '"2023-05-01"'),
        ("~", '"~"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("#4 in the world?", '"#4 in the world?"'),
        ("a\tb", '"a\\tb"'),
    ],
)
def test_a_value_has_quotes_only_where_some_reader_would_go_wrong(value, written):
    gamma = read(SHIPPED)["entries"][2]
    result = rewrite(SHIPPED, [Edit(Section.ENTRIES, "gamma", gamma, {**gamma, "question": value})])

    assert f"\n    question: {written}\n" in result


@pytest.mark.parametrize(
    ("hidden", "written"), [("\t", "\\t"), ("\ufeff", "\\uFEFF"), ("\x85", "\\N"), ("\u2028", "\\L")]
)
def test_what_cannot_be_seen_in_a_long_text_is_spelt_out(hidden, written):
    gamma = read(SHIPPED)["entries"][2]
    value = f"{'word ' * 30}a{hidden}b{' word' * 30}"
    result = rewrite(SHIPPED, [Edit(Section.ENTRIES, "gamma", gamma, {**gamma, "answer": value})])

    assert f'    answer: "{value.replace(hidden, written)}"\n' in result


@pytest.mark.parametrize("name", STYLES)
def test_other_readers_of_yaml_find_the_same_texts(name):
    text = STYLES[name]
    delta = read(text)["not_covered"][0]
    then = {**delta, "question": "no", "phrasings": ["017", "1:30", "~", "2023-05-01", "yes", "0x1f", "<<"]}
    result = rewrite(text, [Edit(Section.NOT_COVERED, "delta", delta, then)])

    assert yaml.load(result, yaml.CSafeLoader)["not_covered"][0]["phrasings"] == then["phrasings"]
    assert yaml.load(result, yaml.CSafeLoader)["not_covered"][0]["question"] == "no"


@settings(deadline=None)
@given(st.sampled_from(list(STYLES)), st.text(st.characters(), max_size=150), st.lists(st.text(), max_size=4))
def test_any_text_is_written_exactly_or_refused(name, value, phrasings):
    text = STYLES[name]
    alpha = read(text)["entries"][0]
    then = {**alpha, "answer": value, "phrasings": phrasings}
    try:
        result = rewrite(text, [Edit(Section.ENTRIES, "alpha", alpha, then)])
    except RewriteError:
        assert any("\ud800" <= character <= "\udfff" for each in (value, *phrasings) for character in each)
    else:
        assert read(result)["entries"][0] == then
