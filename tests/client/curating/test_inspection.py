"""What curators look at: items, lists, and why something is answered."""

import re

import pytest

from tests.client.curating.curating_town import open_town
from tests.client.town import components, text
from tests.packs import QA, changed

FILE = 13


def unescaped_text(message):
    """What a message says, without the escapes that keep markup from being rendered."""
    assert message.ephemeral
    return text(message).replace("\\", "")


async def file_under(message):
    """The name and the text of the file that a message shows; None where it shows none, and carries none."""
    shown = [part["name"] for part in components(message) if part["type"] == FILE]
    assert [file.filename for file in message.attachments] == shown
    return (*shown, (await message.attachments[0].read()).decode()) if shown else None


async def look(town, command, **options):
    """A curator uses a command that shows something."""
    return unescaped_text((await town.casey.slash(town.channel, f"qa {command}", **options)).response)


async def test_show_has_all_that_is_known_of_an_entry(tmp_path):
    texts = changed(
        "qa.yaml",
        "answer: 40%",
        "note: Ask the *baker*.\n    checked: 2025-12-01\n    review_by: 2025-12-31\n    answer: 40%",
    )
    async with open_town(tmp_path, texts) as town:
        shown = await look(town, "show", item="rye-share")
        for part in (
            "### `rye-share`\n**How much of the bread is rye?**",
            "40% of it, and 3 million loaves were sold in 2021.",
            "¹ Reported by The Gazette · paragraph 2",
            "**Topic** Bread",
            "**Related** `shop-count` **Events** none",
            "**Review** Last checked on 1 December 2025. Due for review since 31 December 2025.",
            "**Note** Ask the *baker*.",
            "**5 other ways to ask it**\n- rye percentage\n",
            "**Linked from**\n`shop-count` (related), `prices` (see)",
        ):
            assert part in shown


async def test_show_has_all_that_is_known_of_what_is_not_covered(tmp_path):
    async with open_town(tmp_path) as town:
        shown = await look(town, "show", item="prices", kind="not_covered")
        for part in ("The article gives no prices.", "**See** `rye-share`", "No check is noted.", "Nowhere."):
            assert part in shown


@pytest.mark.parametrize("command", ["show", "edit", "remove"])
async def test_an_item_that_is_not_there_is_refused(tmp_path, command):
    async with open_town(tmp_path) as town:
        used = await town.casey.slash(town.channel, f"qa {command}", item="no-such" * 20)
        assert "There is no item “no-such" in town.refusal(used)


async def test_show_of_a_hostile_item_fits(tmp_path):
    hostile = "".join(f"      - 'x{at} {'*@everyone`' * 9}'\n" for at in range(300))
    texts = changed("qa.yaml", "      - rye percentage\n", hostile)
    texts["qa.yaml"] = texts["qa.yaml"].replace(
        "answer: 40% of it, and 3 million loaves were sold in 2021.", f"answer: '{'`*_|~' * 300}'"
    )
    async with open_town(tmp_path, texts) as town:
        shown = (await town.casey.slash(town.channel, "qa show", item="rye-share")).response
        assert sum(len(part.get("content", "")) for part in components(shown)) <= 4_000
        assert "**Linked from**" in text(shown)


async def test_show_cuts_between_phrasings_counts_the_others_and_has_all_in_a_file(tmp_path):
    ways = [f"way {at} to ask of *rye* {'and so on ' * 5}end" for at in range(300)]
    texts = changed("qa.yaml", "      - rye percentage\n", "".join(f"      - '{way}'\n" for way in ways))
    async with open_town(tmp_path, texts) as town:
        shown = (await town.casey.slash(town.channel, "qa show", item="rye-share")).response
        name, whole = await file_under(shown)
        lines = unescaped_text(shown).splitlines()
        start = lines.index("**304 other ways to ask it**") + 1
        count = next(at for at in range(start, len(lines)) if not lines[at].startswith("- "))
        assert lines[start:count] == [f"- {way}" for way in ways[: count - start]]
        assert lines[count] == f"-# … and {304 - (count - start)} more"
        assert lines[-1] == "-# Not all of it fits here: the whole item is in `rye-share.txt`."
        assert name == "rye-share.txt"
        for part in (
            "rye-share\n",
            *(f"phrasings: {way}\n" for way in ways),
            "answer: 40% of it, and 3 million loaves were sold in 2021.\n",
            "linked from: shop-count (related)\n",
            "linked from: prices (see)\n",
        ):
            assert part in whole


async def test_show_of_an_item_whose_answer_is_cut_has_all_of_it_in_a_file(tmp_path):
    answer = "*_" * 750
    texts = changed("qa.yaml", "40% of it, and 3 million loaves were sold in 2021.", f"'{answer}'")
    async with open_town(tmp_path, texts) as town:
        shown = (await town.casey.slash(town.channel, "qa show", item="rye-share")).response
        assert answer in (await file_under(shown))[1]
        assert "**5 other ways to ask it**\n" in unescaped_text(shown)


async def test_what_fits_is_shown_without_a_file(tmp_path):
    async with open_town(tmp_path) as town:
        for command, options in (("show", {"item": "rye-share"}), ("list", {})):
            shown = (await town.casey.slash(town.channel, f"qa {command}", **options)).response
            assert await file_under(shown) is None
            assert "more" not in unescaped_text(shown)


LISTED = (
    "- `shop-count` How many shops does the bakery have?",
    "- `rye-share` How much of the bread is rye?",
)


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        ({}, ["### 2 items", "**Shops**", LISTED[0], "", "**Bread**", LISTED[1]]),
        ({"topic": "bread"}, ["### 1 item", "**Bread**", LISTED[1]]),
        ({"topic": "no-such"}, ["### 0 items"]),
        ({"filter": "RYE bread"}, ["### 1 item", "**Bread**", LISTED[1]]),
        ({"filter": "shop-count"}, ["### 1 item", "**Shops**", LISTED[0]]),
        ({"filter": "rye", "topic": "shops"}, ["### 0 items"]),
        ({"kind": "not_covered"}, ["### 1 item", "**Not covered**", "- `prices` What does a loaf cost?"]),
    ],
)
async def test_list_is_by_topic_and_filter(tmp_path, options, lines):
    async with open_town(tmp_path) as town:
        assert (await look(town, "list", **options)).splitlines() == lines


async def test_topics_of_the_same_name_are_both_listed(tmp_path):
    async with open_town(tmp_path, changed("article.yaml", "bread: Bread}", "bread: Shops}")) as town:
        lines = (await look(town, "list")).splitlines()
        assert [line for line in lines if line.startswith("- ")] == [*LISTED]


@pytest.mark.parametrize(
    ("due", "is_overdue"), [("2025-12-31", True), ("2026-01-01", False), ("2026-01-02", False)]
)
async def test_what_is_overdue_comes_first_and_says_so(tmp_path, due, is_overdue):
    async with open_town(
        tmp_path, changed("qa.yaml", "answer: 40%", f"review_by: {due}\n    answer: 40%")
    ) as town:
        lines = (await look(town, "list")).splitlines()[1:]
        if is_overdue:
            due_line = f"{LISTED[1]} **Due for review since 31 December 2025.**"
            assert lines == ["**Due for review**", due_line, "", "**Shops**", LISTED[0]]
        else:
            assert lines == ["**Shops**", LISTED[0], "", "**Bread**", LISTED[1]]


async def test_a_long_list_fits_counts_what_is_left_out_and_has_all_in_a_file(tmp_path):
    more = "".join(
        f"  - id: more-{at:03}-{'x' * 30}\n    topic: bread\n    question: '{at:03} {'*' * 70}?'\n"
        f"    answer: 'Yes.'\n    source: {{voice: article, paragraph: 1, status: stated}}\n"
        for at in range(100)
    )
    async with open_town(tmp_path, {"qa.yaml": QA.replace("not_covered:", f"{more}not_covered:")}) as town:
        shown = (await town.casey.slash(town.channel, "qa list")).response
        assert len(text(shown)) <= 4_000
        lines = unescaped_text(shown).splitlines()
        assert lines[0] == "### 102 items"
        count = sum(line.startswith("- ") for line in lines)
        assert lines[-1] == f"-# … and {102 - count} more: name a topic or a filter."

        name, whole = await file_under(shown)
        assert name == "list.txt"
        first, *others = whole.splitlines()
        assert first == "102 items"
        assert others[:4] == ["Shops", "- shop-count How many shops does the bakery have?", "", "Bread"]
        assert [line.split()[1] for line in others[4:]] == [
            "rye-share",
            *(f"more-{at:03}-{'x' * 30}" for at in range(100)),
        ]
        assert f"007 {'*' * 70}?" in whole


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("rye percentage", ("**Answered** with `rye-share`, confidence ", "**Why** ", "- `rye-share` ")),
        ("price of bread", ("**Not covered** with `prices`",)),
        ("xyzzy", ("**Unknown**, confidence 0%",)),
        ("rye percentige", ("**Read** percentige as percentage",)),
        ("what happened in 2017?", ("**Shown on the timeline**",)),
        ("@everyone ```rye``` **percentage**", ("@everyone ```rye``` **percentage**",)),
        ("rye " * 1_500, ("rye rye",)),
    ],
)
async def test_test_says_what_would_be_answered_and_why(tmp_path, question, parts):
    async with open_town(tmp_path) as town:
        shown = await look(town, "test", question=question)
        for part in parts:
            assert part in shown


async def test_test_shows_the_question_of_each_nearest_entry(tmp_path):
    async with open_town(
        tmp_path, changed("qa.yaml", "of the bread is rye?", "of the *bread* is rye?")
    ) as town:
        lines = (await look(town, "test", question="rye or shops")).splitlines()
        near = lines[lines.index("**Nearest entries**, the best first") + 1 :]
        assert sorted(re.sub(r"\d+%", "N%", line) for line in near) == [
            "- `rye-share` N% How much of the *bread* is rye?",
            "- `shop-count` N% How many shops does the bakery have?",
        ]


async def test_test_says_what_speaks_against_the_best_entry_once(tmp_path):
    async with open_town(tmp_path) as town:
        shown = await look(town, "test", question="are there 40 shops")
        assert shown.count("neither the best entry nor its source has the number 40") == 1
        assert shown.index("has the number 40") < shown.index("**Nearest entries**")


async def test_test_says_what_speaks_for_the_best_entry_and_what_against_it(tmp_path):
    async with open_town(tmp_path) as town:
        lines = (await look(town, "test", question="how many shops in 2014")).splitlines()
        (speaks_for,) = (line for line in lines if line.startswith("**For**"))
        (speaks_against,) = (line for line in lines if line.startswith("**Against**"))
        assert "how well the words fit (" in speaks_for
        assert "whether it has the names, numbers and dates (strongly)" in speaks_against


async def test_test_of_a_hostile_question_fits(tmp_path):
    many = "".join(
        f"  - id: more-{at}\n    topic: bread\n    question: 'Rye {at} {'*_' * 30}?'\n"
        f"    answer: 'Yes.'\n    source: {{voice: article, paragraph: 1, status: stated}}\n"
        for at in range(9)
    )
    async with open_town(tmp_path, {"qa.yaml": QA.replace("not_covered:", f"{many}not_covered:")}) as town:
        shown = (await town.casey.slash(town.channel, "qa test", question=f"rye {'`*' * 2_000}")).response
        assert len(text(shown)) <= 4_000


async def test_test_answers_nobody_and_logs_nothing(tmp_path):
    async with open_town(tmp_path) as town:
        await look(town, "test", question="rye percentage")
        assert town.channel.last_message is None
        assert await town.log.recent(10) == ()


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("rye percentage", "**Answered** with `rye-share`"),
        ("price of bread", "**Not covered** with `prices`"),
        ("rye or shops", "### What would be answered\n-# rye or shops\n"),
    ],
)
@pytest.mark.parametrize("restarts", [False, True])
async def test_why_this_answer_tells_it_of_the_bots_own_messages(tmp_path, question, part, restarts):
    async with open_town(tmp_path) as town:
        card = await town.mention(question)
        if restarts:
            await town.restart()
        why = await town.menu(town.casey, "Why this answer?", card)
        assert part in unescaped_text(why.response)


async def test_why_this_answer_cannot_tell_it_of_other_messages(tmp_path):
    async with open_town(tmp_path) as town:
        message = await town.alice.send(town.channel, "rye percentage")
        why = await town.menu(town.casey, "Why this answer?", message)
        assert "I cannot tell what was asked there: try `/qa test`" in town.refusal(why)


async def test_why_this_answer_cannot_tell_it_without_the_log(tmp_path):
    async with open_town(tmp_path) as town:
        card = await town.mention("rye percentage")
        await town.restart()
        await town.log.close()
        town.lose_database()
        why = await town.menu(town.casey, "Why this answer?", card)
        assert "I cannot tell what was asked there" in town.refusal(why)


@pytest.mark.parametrize(
    ("command", "option", "typed", "filled", "offered"),
    [
        ("qa edit", "item", "rye", {}, ["rye-share"]),
        ("qa edit", "item", "", {}, ["shop-count", "rye-share"]),
        ("qa edit", "item", "", {"kind": "not_covered"}, ["prices"]),
        ("qa remove", "item", "shop-c", {}, ["shop-count"]),
        ("qa show", "item", "@everyone `", {}, []),
        ("qa history", "item", "", {}, ["shop-count", "rye-share", "prices"]),
        ("qa list", "topic", "bre", {}, ["bread"]),
        ("qa add", "topic", "", {}, ["shops", "bread"]),
        ("qa add", "voice", "gaz", {}, ["gazette"]),
        ("qa add", "status", "den", {}, ["denied"]),
        ("qa add", "paragraph", "rye", {}, ["2"]),
    ],
)
async def test_options_are_suggested_as_they_are_typed(tmp_path, command, option, typed, filled, offered):
    async with open_town(tmp_path) as town:
        choices = await town.casey.autocomplete(town.channel, command, option, typed, **filled)
        assert [choice["value"] for choice in choices] == offered
        assert all(len(choice["name"]) <= 100 for choice in choices)
