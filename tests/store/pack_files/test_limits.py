"""A pack is bounded: what is more than it may have is one sentence, found before the rest is even read."""

import gc
import tracemalloc
from pathlib import Path

import pytest

from bot.core.pack import limits
from bot.store.folder_thread import FolderThread
from bot.store.pack_files import yaml_events
from bot.store.pack_files.loader import PackError, load_pack
from bot.store.pack_files.watcher import FileWatcher
from bot.store.pack_files.yaml_document import Document
from tests.packs import ARTICLE, QA, read_pack, write_pack

README = Path(__file__).parents[3] / "README.md"
# In bytes. Each of these files took between 100 MB and 2.4 GB to read whole; the texts themselves are 5 MB.
MOST_MEMORY = 30_000_000
TOO_LONG_A_LIST = "this list has more than 20,000 items, and no list may: take some out"
TOO_MANY_KEYS = "this table has more than 20,000 keys, and no table may: take some out"
TOO_DEEP = "this is nested too deeply: at most 50 lists or tables stand in each other; take some out"
TOO_LONG_A_TEXT = "this text has 4,960,000 characters, and any text has at most 20,000: shorten it"
ADVICE = "take some out, or make two packs of it"
HOSTILE = {
    "items": (lambda: "entries:\n" + "- a\n" * 1_240_000, 20_002, TOO_LONG_A_LIST),
    "empty items": (lambda: "entries:\n" + "- {}\n" * 900_000, 20_002, TOO_LONG_A_LIST),
    "phrasings": (lambda: "entries:\n- phrasings:\n" + "  - a\n" * 800_000, 20_003, TOO_LONG_A_LIST),
    "keys": (lambda: "".join(f"{at}: 1\n" for at in range(1_000_000)), 20_001, TOO_MANY_KEYS),
    "one key": (lambda: "entries: []\n" + "a: 1\n" * 1_000_000, 20_001, TOO_MANY_KEYS),
    "brackets": (lambda: "entries: " + "[" * 100_000, 1, TOO_DEEP),
    "hyphens": (lambda: "entries:\n" + "- " * 100_000, 2, TOO_DEEP),
    "a text": (lambda: "entries: " + "a" * 4_960_000, 1, TOO_LONG_A_TEXT),
    "directives": (
        lambda: "".join(f"%TAG !{at}! x\n" for at in range(30_000)) + "--- {}\n",
        101,
        "the file has more than 100 lines with `%TAG`: take them out",
    ),
    "an alias": (
        lambda: "a: &a [" + "x," * 10_000 + "]\nentries: [" + "*a," * 10_000 + "]",
        1,
        "anchors (`&name`) are not supported: quote it, or remove it",
    ),
}


@pytest.mark.parametrize(("make", "line", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_is_far_too_much_is_one_sentence_and_is_not_read_on(make, line, message):
    text = make()
    tracemalloc.start()
    try:
        with pytest.raises(PackError) as caught:
            read_pack({"qa.yaml": text})
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert [str(problem) for problem in caught.value.problems] == [f"qa.yaml:{line}: {message}"]
    assert caught.value.count == 1
    assert most < MOST_MEMORY


def test_what_stands_in_many_lists_is_counted_together(monkeypatch):
    # Half a million take a second.
    monkeypatch.setattr(yaml_events, "MAX_NODES", 5_000)
    with pytest.raises(PackError) as caught:
        read_pack({"qa.yaml": "".join(f"{at}: [{'a,' * 1_000}]\n" for at in range(10))})

    assert [str(problem) for problem in caught.value.problems] == [
        "qa.yaml:5: the file has more than 5,000 keys, texts, lists and tables: take some out"
    ]


def test_the_readme_names_the_limits_that_somebody_may_come_to():
    (said,) = [line for line in README.read_text().splitlines() if "core/pack/limits.py" in line]
    most = (
        limits.MAX_ENTRIES,
        limits.MAX_ALL_PHRASINGS,
        limits.MAX_PHRASINGS,
        limits.MAX_EVENTS,
        limits.MAX_PHRASING_WORDS,
    )

    assert [f"{each:,}" for each in most if f"{each:,}" not in said] == []
    assert f"{limits.MAX_FILE // 1_000_000} MB" in said


def items(count, fields=""):
    return f"- {{{fields}}}\n" * count


CITED = ", ".join(f"{{paragraph: {number}}}" for number in range(1, 11))
TOO_MANY = {
    "entries": (
        {"qa.yaml": "entries:\n" + items(10_001)},
        f"qa.yaml:1: there are 10,001 entries, and a pack has at most 10,000: {ADVICE}",
    ),
    "not covered": (
        {"qa.yaml": QA.partition("not_covered:")[0] + "not_covered:\n" + items(10_001)},
        "qa.yaml:28: there are 10,001 questions that are not covered, and a pack has at most 10,000:"
        f" {ADVICE}",
    ),
    "phrasings in all": (
        {"qa.yaml": "entries:\n" + items(101, f"phrasings: [{'a,' * 1_000}]")},
        f"qa.yaml:1: there are 101,000 phrasings in all, and a pack has at most 100,000: {ADVICE}",
    ),
    "events": (
        {"timeline.yaml": "events:\n" + items(2_001)},
        f"timeline.yaml:1: there are 2,001 events, and a pack has at most 2,000: {ADVICE}",
    ),
    "paragraphs": (
        {"article.yaml": ARTICLE + "".join(f"  {at}: Text.\n" for at in range(3, 2_002))},
        f"article.yaml:8: there are 2,001 paragraphs, and a pack has at most 2,000: {ADVICE}",
    ),
    "voices": (
        {"article.yaml": "voices:\n" + "".join(f"  v{at}: {{}}\n" for at in range(1_001))},
        f"article.yaml:1: there are 1,001 voices, and a pack has at most 1,000: {ADVICE}",
    ),
    "synonyms": (
        {"article.yaml": "synonyms:\n" + "- [a, b]\n" * 2_001},
        f"article.yaml:1: there are 2,001 groups of synonyms, and a pack has at most 2,000: {ADVICE}",
    ),
    "words of all phrasings": (
        {"qa.yaml": "entries:\n" + items(1, f"phrasings: [{'a, '.join(['a ' * 1_999] * 501)}]")},
        f"qa.yaml:1: the phrasings have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words of phrasings without blanks": (
        {"qa.yaml": "entries:\n" + items(1, f"phrasings: [{','.join(['一丁' * 2_000] * 251)}]")},
        f"qa.yaml:1: the phrasings have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words of all answers": (
        {"qa.yaml": "entries:\n" + items(501, f"answer: {'a ' * 2_000}")},
        f"qa.yaml:1: the answers and paragraphs have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words of all replies": (
        {
            "qa.yaml": QA.partition("not_covered:")[0]
            + "not_covered:\n"
            + items(501, f"reply: {'a ' * 2_000}")
        },
        f"qa.yaml:1: the answers and paragraphs have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words of all paragraphs": (
        {
            "article.yaml": "paragraphs:\n" + "".join(f"  {at}: {'a ' * 2_000}\n" for at in range(501)),
            "qa.yaml": "]",
        },
        f"article.yaml:1: the answers and paragraphs have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words that entries cite": (
        {
            "article.yaml": "paragraphs:\n" + "".join(f"  {at}: {'a ' * 2_000}\n" for at in range(1, 11)),
            "qa.yaml": "entries:\n" + items(51, f"source: [{CITED}]"),
        },
        f"qa.yaml:1: the paragraphs that the entries cite have more than 1,000,000 words in all: {ADVICE}",
    ),
    "words of all synonyms": (
        {"article.yaml": "synonyms:\n" + f"- [{'a b c d e, ' * 200}]\n" * 101},
        f"article.yaml:1: the synonyms have more than 100,000 words in all: {ADVICE}",
    ),
    "phrasings of an item": (
        {"qa.yaml": QA.replace("- rye percentage", "\n      ".join(f"- rye {at}" for at in range(997)))},
        "qa.yaml:19 (rye-share): `phrasings` has 1,001, and may have at most 1,000: take some out",
    ),
    "links": (
        {"qa.yaml": QA.replace("see: [rye-share]", f"see: [{'rye-share, ' * 101}]")},
        "qa.yaml:37 (prices): `see` has 101, and may have at most 100: take some out",
    ),
    "words of one meaning": (
        {"article.yaml": ARTICLE.replace("[shop, store", "[shop" + ", store" * 100)},
        "article.yaml:7: `synonyms` has 102, and may have at most 100: take some out",
    ),
    "characters of a phrasing": (
        {"qa.yaml": QA.replace("rye percentage", "rye " * 1_001)},
        "qa.yaml:20 (rye-share): `phrasings` is longer than 4000 characters, by 3: shorten it",
    ),
    "characters of a note": (
        {"article.yaml": f"note: {'a' * 10_001}\n{ARTICLE}"},
        "article.yaml:1: `note` is longer than 10000 characters, by 1: shorten it",
    ),
}


@pytest.mark.parametrize(("texts", "said"), TOO_MANY.values(), ids=TOO_MANY)
def test_what_is_more_than_a_pack_has_says_the_limit_what_there_is_and_what_to_do(texts, said):
    with pytest.raises(PackError) as caught:
        read_pack(texts)

    assert str(caught.value.problems[0]) == said


def test_what_is_just_within_the_limits_loads():
    phrasings = "\n      ".join(f"- rye {at}" for at in range(limits.MAX_PHRASINGS - 4))
    pack = read_pack({"qa.yaml": QA.replace("- rye percentage", phrasings)})

    assert len(pack.knowledge.entries["rye-share"].phrasings) == limits.MAX_PHRASINGS


def test_a_file_that_is_too_large_says_the_limit_its_size_and_what_to_do(tmp_path):
    with (write_pack(tmp_path) / "timeline.yaml").open("r+b") as file:
        file.truncate(limits.MAX_FILE + 1)
    with pytest.raises(PackError) as caught:
        load_pack(tmp_path)

    assert [str(problem) for problem in caught.value.problems] == [
        "timeline.yaml:1: the file has 10,000,001 bytes, and a pack's file has at most 10,000,000: "
        "take some out, or make two packs of it"
    ]


MANY_PROBLEMS = {
    "missing fields": ("entries:\n" + items(5_000), 25_000),
    "unknown topics": ("entries:\n" + items(2_000, "topic: shpos, related: [rye, wheat]"), 16_000 - 2_000),
    "repeated keys": ("entries: {" + "a: 1, " * 10_001 + "}", 10_001),
    "unknown keys": ("".join(f"{at}: 1\n" for at in range(10_000)), 10_001),
    "shared phrasings": ("entries:\n" + items(900, "id: a, phrasings: ['!']"), 900 * 6 - 1),
}


@pytest.mark.parametrize(("text", "count"), MANY_PROBLEMS.values(), ids=MANY_PROBLEMS)
def test_past_the_first_hundred_problems_are_counted_and_not_made(text, count):
    with pytest.raises(PackError) as caught:
        read_pack({"qa.yaml": text})

    assert caught.value.count == count
    assert len(caught.value.problems) == 100
    assert len(str(caught.value)) < 50_000


def test_an_item_with_thousands_of_problems_is_one_problem():
    text = "entries:\n- {" + ", ".join(f"k{at}: 1" for at in range(15_000)) + "}\n"
    with pytest.raises(PackError) as caught:
        read_pack({"qa.yaml": text})

    assert [str(problem) for problem in caught.value.problems] == [
        "qa.yaml:2: 15,005 things are wrong here: write it as in the README"
    ]


LONG = "x" * 19_999


@pytest.mark.parametrize(
    "fields",
    [
        f"id: {LONG}",
        f"{LONG}: 1",
        f"{LONG}: 1, {LONG}: 2",
        f"topic: {LONG}",
        f"source: {{voice: {LONG}}}",
        f"source: {{paragraph: {LONG}}}",
        f"source: {{status: {LONG}}}",
        f"related: [{LONG}, {LONG}]",
        f"checked: {LONG}",
        f"popular: [{'[a, b], ' * 5_000}]",
        f"popular: {{{', '.join(f'a{at}: 1' for at in range(5_000))}}}",
        f"phrasings: ['{'!' * 3_999}']",
        f"phrasings: [{LONG}]",
    ],
    ids=lambda fields: fields[:20],
)
def test_a_long_text_is_quoted_in_part_wherever_it_stands(fields):
    with pytest.raises(PackError) as caught:
        read_pack({"qa.yaml": f"entries:\n- {{{fields}}}\n- {{{fields}}}\n"})

    assert max(len(str(problem)) for problem in caught.value.problems) < 600


def test_a_name_is_not_compared_with_texts_that_are_no_names():
    topics = "topics:\n" + "".join(f"  ? {'x' * 9_000}{at}\n  : A\n" for at in range(20))
    with pytest.raises(PackError) as caught:
        read_pack(
            {
                "article.yaml": ARTICLE.replace("topics: {shops: Shops, bread: Bread}\n", topics),
                "qa.yaml": QA.replace("topic: bread", f"topic: {'x' * 70}"),
            }
        )

    said = f"qa.yaml:17 (rye-share): there is no topic `{'x' * 70}`: add it, or correct the name"
    assert said in [str(problem) for problem in caught.value.problems]
    assert len(str(caught.value)) < 10_000


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('"br\\nead"', "br\\nead"),
        ('"\\e[2Jbread"', "\\x1b[2Jbread"),
        ('"br\\u200bead"', "br\\u200bead"),
        ('"bread\\u202e"', "bread\\u202e"),
    ],
)
def test_what_cannot_be_seen_in_a_text_is_shown_and_not_obeyed(written, shown):
    with pytest.raises(PackError) as caught:
        read_pack({"qa.yaml": QA.replace("topic: bread", f"topic: {written}")})

    assert caught.value.problems
    assert all(f"`{shown}`" in str(problem) for problem in caught.value.problems)


async def test_of_files_that_do_not_load_nothing_is_kept_but_their_texts_and_the_first_problem(tmp_path):
    gc.collect()
    others = {id(each) for each in gc.get_objects() if isinstance(each, Document)}
    write_pack(tmp_path, {"qa.yaml": "entries:\n" + items(2)})
    watcher = FileWatcher(tmp_path, 0.0, FolderThread(5.0))
    with pytest.raises(PackError):
        await watcher.read_changed(1.0)
    gc.collect()

    assert watcher.broken.load_problem == "qa.yaml:2: `id` is missing: add it"
    assert [each for each in gc.get_objects() if isinstance(each, Document) and id(each) not in others] == []
