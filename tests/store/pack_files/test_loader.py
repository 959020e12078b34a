import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.snapshot import Snapshot
from bot.core.language.normalise import normalise
from bot.core.pack.problems import Severity
from bot.store.pack_files.loader import Pack, PackError, PackMissingError, load_pack, parse_pack
from tests.packs import ARTICLE, QA, TEXTS, TIMELINE, changed, read_pack, write_pack

SOURCE = "{voice: gazette, paragraph: 2, status: reported}"
ENTRY = "  - id: rye-share\n"


def problems(texts):
    with pytest.raises(PackError) as caught:
        read_pack(texts)
    return [str(problem) for problem in caught.value.problems]


def problems_of(folder):
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_good_pack_is_read_whole_and_in_order(tmp_path):
    pack = load_pack(write_pack(tmp_path))

    assert list(pack.knowledge.entries) == ["shop-count", "rye-share"]
    assert list(pack.knowledge.not_covered) == ["prices"]
    assert list(pack.knowledge.events) == ["opening"]
    assert [item.id for item in pack.knowledge.items] == ["shop-count", "rye-share", "prices"]
    assert [entry.id for entry in pack.knowledge.of_topic("bread")] == ["rye-share"]
    assert pack.knowledge.voice("article").name == "the article"
    assert pack.knowledge.article.paragraphs[1].startswith("The bakery opened its doors")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    folder = write_pack(tmp_path)
    for name, text in TEXTS.items():
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert load_pack(folder).knowledge == read_pack().knowledge


def test_the_revision_names_the_state_of_the_files(tmp_path):
    one, same = load_pack(write_pack(tmp_path / "one")), load_pack(write_pack(tmp_path / "same"))
    other = load_pack(write_pack(tmp_path / "other", changed("timeline.yaml", "in Ghent.", "in Ghent!")))

    assert one.revision == same.revision
    assert one.revision != other.revision


def test_a_missing_folder_is_named_with_what_to_do(tmp_path):
    with pytest.raises(PackMissingError) as caught:
        load_pack(tmp_path / "nowhere")

    assert str(caught.value) == (
        f"There is no pack at {tmp_path / 'nowhere'}: name the folder that holds article.yaml, qa.yaml and"
        " timeline.yaml with --knowledge or FOOTNOTE_KNOWLEDGE."
    )


@pytest.mark.parametrize("name", list(TEXTS))
def test_a_missing_file_is_named(tmp_path, name):
    (write_pack(tmp_path) / name).unlink()

    assert (
        f"{name}:1: the file is missing: every pack has article.yaml, qa.yaml, timeline.yaml"
        in problems_of(tmp_path)
    )


def test_an_empty_folder_misses_every_file(tmp_path):
    assert len(problems_of(tmp_path)) == 3


@pytest.mark.parametrize("name", list(TEXTS))
def test_a_file_that_is_not_utf_8_is_named(tmp_path, name):
    (write_pack(tmp_path) / name).write_bytes("title: Zürich\n".encode("latin-1"))

    assert f"{name}:1: this is not text in UTF-8: save it as UTF-8" in problems_of(tmp_path)


@pytest.mark.parametrize(
    "make",
    [Path.mkdir, os.mkfifo, lambda file: file.symlink_to("/dev/zero")],
    ids=["a folder", "a pipe", "a device"],
)
def test_what_is_no_regular_file_is_named_and_not_waited_for(tmp_path, make):
    (write_pack(tmp_path) / "timeline.yaml").unlink()
    make(tmp_path / "timeline.yaml")

    assert problems_of(tmp_path) == [
        "timeline.yaml:1: the file cannot be read (it is a folder, a pipe or a device, not a file of text):"
        " check it and its permissions"
    ]


def qa(old, new):
    return changed("qa.yaml", old, new)


BROKEN = {
    "topic": (
        qa("topic: bread", "topic: braed"),
        "qa.yaml:17 (rye-share): there is no topic `braed`; did you mean `bread`?",
    ),
    "voice": (
        qa("gazette", "gazete"),
        "qa.yaml:26 (rye-share): there is no voice `gazete`; did you mean `gazette`?",
    ),
    "paragraph": (
        qa("paragraph: 2", "paragraph: 9"),
        "qa.yaml:26 (rye-share): there is no paragraph 9 in article.yaml: cite one that is there",
    ),
    "related": (
        qa("[shop-count]", "[shop-cuont]"),
        "qa.yaml:27 (rye-share): there is no entry `shop-cuont`; did you mean `shop-count`?",
    ),
    "self": (
        qa("[shop-count]", "[rye-share]"),
        "qa.yaml:27 (rye-share): it links to itself: name another entry, or remove the link",
    ),
    "see": (
        qa("see: [rye-share]", "see: [quux]"),
        "qa.yaml:37 (prices): there is no entry `quux`: add it, or correct the name",
    ),
    "events": (
        qa("[opening]", "[openning]"),
        "qa.yaml:14 (shop-count): there is no event `openning`; did you mean `opening`?",
    ),
    "id twice": (
        qa(ENTRY, "  - id: shop-count\n"),
        "qa.yaml:16 (shop-count): the id `shop-count` is used before: give this one another",
    ),
    "no id": (
        qa(ENTRY, "  - id: Rye Share\n"),
        "qa.yaml:16 (Rye Share): `Rye Share` is no id: use a-z, 0-9 and hyphens, at most 40 characters",
    ),
    "phrasing": (
        qa("- price of bread", "- NUMBER of  shops?!"),
        "qa.yaml:32 (prices): “NUMBER of  shops?!” is a phrasing of `shop-count` too: keep it in one of them",
    ),
    "no words": (
        qa("- price of bread", "- '?!'"),
        "qa.yaml:32 (prices): “?!” has no words to match: write it out or remove it",
    ),
    "long question": (
        qa("How much of the bread is rye?", "x" * 85),
        "qa.yaml:18 (rye-share): `question` is longer than 80 characters, by 5: shorten it",
    ),
    "long answer": (
        qa("The article gives no prices.", "x" * 1_600),
        "qa.yaml:36 (prices): `reply` is longer than 1500 characters, by 100: shorten it",
    ),
    "empty answer": (
        qa("The article gives no prices.", ""),
        "qa.yaml:36 (prices): `reply` is empty: write something",
    ),
    "no source": (qa(f"    source: {SOURCE}\n", ""), "qa.yaml:16 (rye-share): `source` is missing: add it"),
    "empty source": (qa(SOURCE, "[]"), "qa.yaml:26 (rye-share): `source` is empty: write something"),
    "text source": (
        qa(SOURCE, "gazette"),
        "qa.yaml:26 (rye-share): this is a text where a table of keys is needed: write `key: value` lines",
    ),
    "paragraph 0": (
        qa("paragraph: 2", "paragraph: 0"),
        "qa.yaml:26 (rye-share): `paragraph`: `0` is no paragraph number: write 1, 2, 3 and so on",
    ),
    "popular": (
        qa("popular: true", "popular: very"),
        "qa.yaml:15 (shop-count): `popular` is `very`: write true or false",
    ),
    "key": (
        qa("    popular:", "    populr:"),
        "qa.yaml:15 (shop-count): unknown key `populr`; did you mean `popular`?",
    ),
    "far key": (
        qa("    popular:", "    zzz:"),
        "qa.yaml:15 (shop-count): unknown key `zzz`: remove it, or see the README for the keys",
    ),
    "key twice": (
        qa("    popular: true\n", "    id: x\n"),
        "qa.yaml:15: the key `id` stands here twice: keep one",
    ),
    "one phrasing": (
        changed(
            "qa.yaml",
            QA[QA.index("    phrasings:\n      - price") : QA.index("    reply")],
            "    phrasings: cost\n",
        ),
        "qa.yaml:31 (prices): `phrasings` is one text where a list is needed: begin each line with `- `",
    ),
    "section": (
        qa("not_covered:", "notcovered:"),
        "qa.yaml:28: unknown key `notcovered`: this file has entries and not_covered",
    ),
    "alias": (
        qa("[rye-share]\n    events", "*x\n    events"),
        "qa.yaml:13: aliases (`*name`) are not supported: quote it, or write it out",
    ),
    "no entries": (
        {"qa.yaml": "entries: []\n"},
        "qa.yaml:1: there are no entries: write a first one, as in the README",
    ),
    "a text": (
        {"qa.yaml": "hello\n"},
        "qa.yaml:1: the file starts with a list or a text: it needs keys, as in the README",
    ),
    "no list": (
        {"qa.yaml": "entries: hello\n"},
        "qa.yaml:1: `entries` is a list: begin each item with `- id:`",
    ),
    "title": (
        changed("article.yaml", "title: The bakery of Ghent\n", ""),
        "article.yaml:1: `title` is missing: add it",
    ),
    "published": (
        changed("article.yaml", "2022-03", "1:30"),
        "article.yaml:2: `published`: write a date as 2017, 2017-05 or 2017-05-31",
    ),
    "own voice": (
        changed("article.yaml", "voices:\n", "voices:\n  article: {name: Us}\n"),
        "article.yaml:5: `article` is the article's own voice and built in: remove it",
    ),
    "via": (
        changed("article.yaml", "via: gazette", "via: gazete"),
        "article.yaml:6 (baker): there is no voice `gazete`; did you mean `gazette`?",
    ),
    "note": (
        changed("article.yaml", "synonyms:", "note: {a: b}\nsynonyms:"),
        "article.yaml:7: `note` is a list or a table: write a text",
    ),
    "date": (
        changed("timeline.yaml", "2017-05-31", "2017-02-30"),
        "timeline.yaml:3 (opening): `date`: there is no such date as 2017-02-30",
    ),
    "until": (
        changed("timeline.yaml", "    topic:", "    until: 2016\n    topic:"),
        "timeline.yaml:4 (opening): `until` (2016) is before `date` (2017-05-31): swap them",
    ),
    "inferred": (
        changed("timeline.yaml", "    topic:", "    inferred: year\n    topic:"),
        "timeline.yaml:4 (opening): `inferred` needs a `note` that says how it is known",
    ),
    "event topic": (
        changed("timeline.yaml", "topic: shops", "topic: shop"),
        "timeline.yaml:4 (opening): there is no topic `shop`; did you mean `shops`?",
    ),
    "event source": (
        changed("timeline.yaml", "paragraph: 1", "paragraph: 3"),
        "timeline.yaml:7 (opening): there is no paragraph 3 in article.yaml: cite one that is there",
    ),
}


@pytest.mark.parametrize(("texts", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pack_says_what_is_wrong_where_and_what_to_do(texts, problem):
    assert problem in problems(texts)


@pytest.mark.parametrize(
    ("texts", "begins", "named"),
    [
        (
            qa("status: reported", "status: said"),
            "qa.yaml:26 (rye-share): `status` is `said`: it must be ",
            ["stated", "reported", "announced", "alleged", "denied"],
        ),
        (
            changed("timeline.yaml", "    topic:", "    inferred: day\n    note: x\n    topic:"),
            "timeline.yaml:4 (opening): `inferred` is `day`: it must be ",
            ["year"],
        ),
        (
            changed("article.yaml", "topics: {", "topics: {{"),
            "article.yaml:4: this is not valid YAML (",
            [],
        ),
    ],
    ids=["status", "inferred", "yaml"],
)
def test_what_ends_in_the_words_of_a_library_says_what_and_where_before(texts, begins, named):
    (problem,) = (each for each in problems(texts) if each.startswith(begins))
    assert all(word in problem for word in named)


# These take other things with them: links to what is gone, sections that are not there.
WITH_OTHERS = {"id twice", "no id", "key twice", "a text", "no list"}


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in WITH_OTHERS])
def test_one_slip_is_one_problem(name):
    texts, problem = BROKEN[name]

    assert problems(texts) == [problem]


@pytest.mark.parametrize("number", ["+9", "9.0", "1_0", "'9.0'", "9" * 20, "9" * 5_000])
def test_a_paragraph_that_is_not_there_is_a_problem_however_its_number_is_written(number):
    found = problems(qa("paragraph: 2", f"paragraph: {number}"))

    assert len(found) == 1
    assert found[0].startswith("qa.yaml:26 (rye-share): ")


def test_a_paragraph_that_stands_twice_is_a_problem():
    assert problems(changed("article.yaml", "  2: The Gazette", "  01: Another text.\n  2: The Gazette"))


def test_a_key_that_is_no_text_is_named_in_words():
    found = problems(changed("article.yaml", "topics:", "? [a, b]\n: c\ntopics:"))

    assert len(found) == 1
    assert "ScalarNode" not in found[0]


def test_every_problem_of_every_file_is_listed_at_once_in_order():
    texts = {
        "article.yaml": ARTICLE.replace("title: The bakery of Ghent\n", "").replace(
            "via: gazette", "via: nobody"
        ),
        "qa.yaml": QA.replace("topic: bread", "topic: braed").replace("popular: true", "popular: very"),
        "timeline.yaml": TIMELINE.replace("2017-05-31", "31 May").replace("topic: shops", "topic: shoops"),
    }

    assert problems(texts) == [
        "article.yaml:1: `title` is missing: add it",
        "article.yaml:5 (baker): there is no voice `nobody`: add it, or correct the name",
        "qa.yaml:15 (shop-count): `popular` is `very`: write true or false",
        "qa.yaml:17 (rye-share): there is no topic `braed`; did you mean `bread`?",
        "timeline.yaml:3 (opening): `date`: write a date as 2017, 2017-05 or 2017-05-31",
        "timeline.yaml:4 (opening): there is no topic `shoops`; did you mean `shops`?",
    ]


def test_the_error_lists_them_for_a_person(tmp_path):
    folder = write_pack(tmp_path, qa("topic: bread", "topic: braed"))
    with pytest.raises(PackError) as caught:
        load_pack(folder)

    assert str(caught.value) == (
        f"The pack in {folder} does not load (1 problem):\n"
        "  qa.yaml:17 (rye-share): there is no topic `braed`; did you mean `bread`?"
    )
    assert caught.value.problems[0].severity is Severity.ERROR


def test_past_the_first_hundred_problems_are_counted_for_a_person(tmp_path):
    folder = write_pack(tmp_path, {"qa.yaml": "entries:\n" + "  - x\n" * 5_000})
    with pytest.raises(PackError) as caught:
        load_pack(folder)

    heading, *listed, rest = str(caught.value).splitlines()
    assert heading.endswith(" does not load (5001 problems):")
    assert len(listed) == 100
    assert rest == "  and 4901 more problems"


def test_of_a_wrong_value_only_the_beginning_is_quoted():
    (problem,) = problems(qa("status: reported", f"status: {'x' * 9_000}"))

    assert f"`status` is `{'x' * 200}…`: it must be " in problem
    assert len(problem) < 500


def test_one_broken_field_does_not_hide_another_of_the_same_entry():
    texts = {
        "qa.yaml": QA.replace("topic: bread", "topic: braed")
        .replace("question: How much of the bread is rye?", "question: ''")
        .replace("paragraph: 2, status: reported", "paragraph: 9, status: said")
        .replace("related: [shop-count]", "related: [nothing-here]")
        .replace("- rye percentage", "- number of shops")
    }

    assert len(problems(texts)) == 6


def test_an_unreadable_file_does_not_hide_what_is_wrong_in_another(tmp_path):
    folder = write_pack(tmp_path, qa("[shop-count]", "[nothing-here]"))
    (folder / "article.yaml").write_text("title: [\n", encoding="utf-8")
    (folder / "timeline.yaml").unlink()

    found = problems_of(folder)

    assert [problem.split(":")[0] for problem in found] == ["article.yaml", "qa.yaml", "timeline.yaml"]


def test_a_broken_article_does_not_make_every_source_a_problem():
    (problem,) = problems({"article.yaml": "title: [\n"})
    assert problem.startswith("article.yaml:2: this is not valid YAML (")


def test_the_shipped_pack_loads_and_is_as_large_as_promised(shipped_pack):
    knowledge = shipped_pack.knowledge

    assert len(knowledge.entries) >= 64
    assert len(knowledge.not_covered) >= 200
    assert len(knowledge.events) >= 12
    assert shipped_pack.revision


def test_two_hundred_shipped_questions_without_an_answer_can_be_asked_in_four_other_ways(shipped_pack):
    not_covered = shipped_pack.knowledge.not_covered.values()

    assert sum(len({normalise(each) for each in item.phrasings}) >= 4 for item in not_covered) >= 200


def test_every_shipped_topic_has_entries(shipped_pack):
    knowledge = shipped_pack.knowledge

    assert [topic for topic in knowledge.article.topics if not knowledge.of_topic(topic)] == []


NAMES = st.sampled_from(sorted(TEXTS))


def read(texts):
    """Read the texts and index what loads; a pack that does not load says why."""
    problems = None
    try:
        Snapshot.build(read_pack(texts).knowledge)
    except PackError as error:
        problems = error.problems

    assert problems is None or problems
    assert all(problem.message and problem.line >= 1 for problem in problems or ())


@given(NAMES, st.text(max_size=300) | st.text("ab:-[]{}&*!|>'\"#,?1 \n", max_size=300))
@settings(max_examples=200)
def test_any_text_as_a_file_is_a_pack_or_a_pack_error(name, text):
    read({name: text})


@given(NAMES, st.data(), st.text("ab1:-[]{}*'\"#,?.~_+ \n", max_size=6))
@settings(max_examples=300)
def test_any_slip_in_a_file_is_a_pack_or_a_pack_error(name, data, typed):
    text = TEXTS[name]
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 30))

    read({name: text[:at] + typed + text[at + gone :]})


VALUES = st.recursive(
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["1", "9.0", "2017-05", "shops", "rye-share", "true", "9" * 20]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "voice", "a"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FIELDS = [
    "id",
    "topic",
    "question",
    "phrasings",
    "answer",
    "source",
    "related",
    "events",
    "popular",
    "review_by",
]


@given(st.sampled_from(FIELDS), VALUES)
@settings(max_examples=200)
def test_any_value_of_a_field_is_a_pack_or_a_pack_error(field, value):
    fields = {
        "id": "extra",
        "topic": "shops",
        "question": "What is extra?",
        "answer": "Nothing.",
        "source": {"voice": "article", "paragraph": "1", "status": "stated"},
        field: value,
    }
    extra = ", ".join(f"{name}: {flow(each)}" for name, each in fields.items())

    read({"qa.yaml": QA.replace("not_covered:", f"  - {{{extra}}}\nnot_covered:")})


def flow(value):
    if value is None:
        return "~"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {flow(each)}' for name, each in value.items())}}}"
    return "'" + value.replace("'", "''") + "'"


def test_texts_are_read_without_a_folder(tmp_path):
    pack = parse_pack(tmp_path / "nowhere", TEXTS)

    assert isinstance(pack, Pack)
    assert pack.documents["qa.yaml"].line(("entries", 1, "id")) == 16
