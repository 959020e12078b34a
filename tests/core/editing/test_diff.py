import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.editing.diff import FieldChange, Passage, edits_between, find_differences
from bot.core.editing.diff_lines import render_lines
from bot.core.editing.edits import Edit, Section, apply_edits, items_of

LONG = (
    "Binance's customers in China: how much they trade there although crypto is banned, how many of them"
    " there are, what ties the company kept to the country, and what Binance denies. It also tells of the"
    " pressure from regulators around the world, and of the launch in Japan."
)
SOURCE = {"voice": "wsj", "paragraph": "3", "status": "reported"}


def lines(before, after, most=10_000):
    return list(render_lines(find_differences(before, after), most))


CASES = {
    "a short text is shown whole": (
        {"question": "How many shops?"},
        {"question": "How many stores?"},
        ["- question: How many shops?", "+ question: How many stores?"],
    ),
    "of a long text the words that changed, with a few around": (
        {"answer": LONG},
        {"answer": LONG.replace("how many of them", "which of them")},
        [
            "- answer: … although crypto is banned, how many of them there are, …",
            "+ answer: … although crypto is banned, which of them there are, …",
        ],
    ),
    "of a long text every place that changed": (
        {"answer": LONG},
        {"answer": LONG.replace("Binance's", "Its").replace("in Japan", "in Korea")},
        [
            "- answer: Binance's customers in China: how …",
            "+ answer: Its customers in China: how …",
            "- answer: … of the launch in Japan.",
            "+ answer: … of the launch in Korea.",
        ],
    ),
    "a long text that grows": (
        {"answer": LONG},
        {"answer": f"{LONG} No more."},
        ["- answer: … of the launch in Japan.", "+ answer: … of the launch in Japan. No more."],
    ),
    "a long text without spaces": (
        {"answer": "币安" * 60 + "在中国" + "用户" * 60},
        {"answer": "币安" * 60 + "在日本" + "用户" * 60},
        ["- answer: … 安币安在中国用户用户 …", "+ answer: … 安币安在日本用户用户 …"],
    ),
    "what comes and goes in a list": (
        {"phrasings": ["a", "b", "c"]},
        {"phrasings": ["a", "d", "c", "e"]},
        ["- phrasings: b", "+ phrasings: d", "+ phrasings: e"],
    ),
    "a list in another order": (
        {"related": ["a", "b"]},
        {"related": ["b", "a"]},
        ["- related: a, b", "+ related: b, a"],
    ),
    "one of two that are the same": ({"see": ["a", "a"]}, {"see": ["a"]}, ["- see: a"]),
    "a field that comes and one that goes": (
        {"note": "Old."},
        {"review_by": "2026-05-01"},
        ["- note: Old.", "+ review by: 2026-05-01"],
    ),
    "a source": (
        {"source": SOURCE},
        {"source": [SOURCE, {**SOURCE, "status": "denied"}]},
        ["+ source: wsj, paragraph 3, denied"],
    ),
    "a source with a key too few": (
        {"source": {"voice": "wsj"}},
        {},
        ["- source: voice: wsj"],
    ),
    "a text of several lines": ({"note": "a\nb"}, {}, ["- note: a ⏎ b"]),
    "an item that comes": (None, {"id": "x", "see": ["y"]}, ["+ id: x", "+ see: y"]),
    "an item that goes": ({"id": "x", "see": ["y"]}, None, ["- id: x", "- see: y"]),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), CASES.values(), ids=CASES.keys())
def test_what_changes_in_lines(before, after, expected):
    assert lines(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, None),
        ({"source": SOURCE}, {"source": [SOURCE]}),
        ({"related": []}, {}),
        ({"note": None}, {"note": ""}),
        ({"id": "x", "note": "y"}, {"note": "y", "id": "x"}),
        ({"answer": "As it was.\n"}, {"answer": "As it was."}),
    ],
)
def test_what_means_the_same_is_no_difference(before, after):
    assert find_differences(before, after) == ()


def test_a_change_has_what_was_there_and_what_comes():
    change = find_differences({"see": ["a", "b"]}, {"see": ["b", "c"]})

    assert change == (FieldChange("see", (Passage("a", None), Passage(None, "c"))),)
    assert (change[0].removed, change[0].added) == (("a",), ("c",))


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1_000, ["- phrasings: a", "- phrasings: b", "- phrasings: c", "+ note: n"]),
        (54, ["- phrasings: a", "- phrasings: b", "- phrasings: c", "+ note: n"]),
        (53, ["- phrasings: a", "- phrasings: b", "… and 2 more changes"]),
        (40, ["- phrasings: a", "… and 3 more changes"]),
    ],
)
def test_what_does_not_fit_is_counted(most, expected):
    assert lines({"phrasings": ["a", "b", "c"]}, {"note": "n"}, most) == expected


def test_a_long_line_says_how_much_of_it_is_missing():
    (line,) = lines({}, {"answer": "x" * 1_500})

    assert line == f"+ answer: {'x' * 290}… (1210 more characters)"


TEXTS = st.text(st.sampled_from("ab c\n中。"), max_size=300)
FIELDS = st.dictionaries(
    st.sampled_from(["id", "answer", "note", "see", "related"]),
    TEXTS | st.lists(TEXTS, max_size=6) | st.none() | st.just(SOURCE),
)


@given(FIELDS, FIELDS, st.integers(40, 600))
def test_lines_fit_and_none_is_missing_unsaid(before, after, most):
    changes = find_differences(before, after)
    whole, shown = render_lines(changes, 10**9), render_lines(changes, most)

    assert len("\n".join(shown)) <= most
    assert all(line[:2] in ("- ", "+ ") and "\n" not in line for line in whole)
    if shown != whole:
        left = int(shown[-1].split()[2])
        told = sum(len(change.passages) for change in changes) - left
        assert shown[:-1] == whole[: len(shown) - 1]
        assert told == len({number for number, _ in _numbered(changes)[: len(shown) - 1]})


def _numbered(changes):
    """Each line of the changes, with the number of the change that it is of."""
    passages = [passage for change in changes for passage in change.passages]
    return [(at, side) for at, passage in enumerate(passages) for side in passage if side is not None]


@given(FIELDS)
def test_an_item_does_not_differ_from_itself(fields):
    assert find_differences(fields, fields) == ()


def items(entries, not_covered=""):
    """Items of one letter each; a letter that is a capital has other fields."""
    sections = (("entries", entries), ("not_covered", not_covered))
    return items_of(
        {name: [{"id": letter.lower(), "note": letter} for letter in letters] for name, letters in sections}
    )


def steps(old, new):
    """The edits as words: `-a` goes, `b` changes, `c>d` is c that comes after d."""
    words = []
    for edit in edits_between(old, new):
        comes = f"{edit.id}>{edit.place}" if edit.before is None else edit.id
        words.append(f"-{edit.id}" if edit.after is None else comes)
    return " ".join(words)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (items("abc"), items("abc"), ""),
        (items("abc"), items("aBc"), "b"),
        (items("abc"), items("ac"), "-b"),
        (items("ac"), items("abc"), "b>a"),
        (items("c"), items("abc"), "a> b>a"),
        (items(""), items("ab"), "a> b>a"),
        (items("abc", "xyz"), items("Ac", "xqz"), "-b -y a q>x"),
        (items("abc", "x"), items("ac", "xb"), "-b b>x"),
        (items("abc"), items("cba"), ""),
    ],
)
def test_the_edits_from_one_file_to_another(old, new, expected):
    assert steps(old, new) == expected


LETTERS = st.lists(st.sampled_from("aAbBcCdDeE"), unique_by=str.lower).map("".join)


@given(LETTERS, LETTERS, LETTERS, LETTERS)
def test_applying_the_edits_to_the_old_gives_the_new(one, two, three, four):
    old, new = items(one, two), items(three, four)

    assert apply_edits(old, edits_between(old, new)) == new


@given(LETTERS, LETTERS)
def test_what_comes_back_stands_where_it_stood(letters, kept):
    old, new = items(letter for letter in letters if letter in kept), items(letters)
    result = apply_edits(old, edits_between(old, new))

    assert list(result[Section.ENTRIES]) == list(new[Section.ENTRIES])


@given(LETTERS, LETTERS)
def test_every_edit_finds_the_item_as_it_says(one, other):
    old = items(one)
    for edit in edits_between(old, items(other)):
        assert edit.before == old[Section.ENTRIES].get(edit.id)
        assert edit.before != edit.after


@pytest.mark.parametrize("value", [None, [], "text", {"entries": None}, {"entries": ["a", {"id": None}, {}]}])
def test_a_file_in_disorder_has_no_items(value):
    assert items_of(value) == {Section.ENTRIES: {}, Section.NOT_COVERED: {}}


def test_an_item_whose_place_is_unknown_comes_last():
    edit = Edit(Section.ENTRIES, "x", None, {"id": "x"}, "nowhere")

    assert list(apply_edits(items("ab"), [edit])[Section.ENTRIES]) == ["a", "b", "x"]
