"""What was changed, when, by whom and why: newest first, and each as a difference."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.client.curating.changes_file import qa_with_more_entries
from tests.client.curating.curating_town import open_town
from tests.client.curating.shortcuts import changes, edit, history, remove, undo
from tests.client.town import components, labels, text
from tests.packs import QA, changed


async def test_history_says_newest_first_who_changed_what_when_and_why(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.", why="a reader was right")
        await edit(town, "shop-count", who=town.dana, answer="It had 12 shops.")
        heading, third, second, first = (await history(town)).splitlines()

        assert heading == "### What was changed"
        assert f"<@{town.dana.id}>) `shop-count`" in third
        assert f"<@{town.casey.id}>) `rye-share`: a reader was right" in second
        assert "found at the start" in first
        at = f"<t:{int(town.env.now().timestamp())}:R>"
        assert [
            line.startswith(f"**Revision {number}** ({at}, ")
            for number, line in zip((3, 2, 1), (third, second, first), strict=True)
        ] == [True] * 3


async def test_history_of_one_item_has_only_what_touched_it(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await edit(town, "shop-count", answer="It had 12 shops.")
        await remove(town, "rye-share")

        of_rye, of_shops = await history(town, item="rye-share"), await history(town, item="shop-count")
        assert ["**Revision 4**" in of_rye, "**Revision 3**" in of_rye, "**Revision 2**" in of_rye] == [
            True,
            False,
            True,
        ]
        # Its link to what was removed went with it.
        assert ["**Revision 4**" in of_shops, "**Revision 3**" in of_shops] == [True, True]
        assert "**Revision 2**" not in of_shops


async def test_history_of_what_nobody_changed_is_empty_and_says_so(tmp_path):
    async with open_town(tmp_path) as town:
        assert await history(town, item="prices") == "Nothing is recorded yet of that."


async def test_each_revision_is_shown_as_a_difference_and_can_be_undone_from_there(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await edit(town, "shop-count", phrasings="number of shops\nhow many branches")

        assert "- answer: 40% of it, and 3 million loaves were sold in 2021.\n+ answer: 40% of it." in (
            await changes(town, 2)
        )
        third = await changes(town, 3)
        assert "+ phrasings: how many branches" in third
        assert "- phrasings: how big is the bakery by now" in third
        assert "rye" not in third
        listed = (await town.casey.slash(town.channel, "qa history")).response
        shown = (await town.casey.select(listed, ["2"])).response
        preview = (await town.casey.click(shown, label="Undo")).response
        assert text(preview).startswith("### Undo revision 2: nothing is saved yet")


async def test_what_a_revision_changed_says_who_changed_it_when_how_and_why(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        await edit(town, answer="40% of it.", why="a *reader* was right")
        await revisions(town, 1)
        lines = (await history(town)).splitlines()
        for number, said in ((2, r"`rye-share`: a \*reader\* was right"), (3, "by hand")):
            heading, line, *_ = (await changes(town, number)).splitlines()
            assert heading == f"### What revision {number} changed"
            assert line in lines
            assert line.startswith(f"**Revision {number}** (")
            assert said in line


async def test_what_a_long_revision_changed_fits_below_its_line(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        (town.folder / "qa.yaml").write_text(
            qa_with_more_entries("*_" * 60, 40).replace("id: e", f"id: {'e' * 36}")
        )
        await town.client.curating.look()
        shown = await changes(town, 2)
        assert len(shown) <= 4_000
        assert "all that changes is in `changes.txt`" in shown


async def test_what_a_curator_gives_as_the_reason_is_text_and_no_markup(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.", why="@everyone **look** <@1>\n# here")
        line = (await history(town)).splitlines()[1]
        assert r"\@everyone \*\*look\*\* \<\@1\>" in line
        assert r"\# here" in await history(town)


async def test_a_long_history_is_cut_to_what_a_message_holds(tmp_path):
    async with open_town(tmp_path) as town:
        for number in range(11):
            await edit(town, answer=f"40% of it{'!' * number}", why="*" * 200)
        listed = await history(town)
        assert len(listed) < 4_000
        assert "**Revision 12**" in listed
        assert "**Revision 2**" not in listed
        assert "… and 3 more" in listed


async def listed(town, **options):
    return (await town.casey.slash(town.channel, "qa history", **options)).response


def numbers(message):
    """The revisions that are shown, and those that can be chosen: the same."""
    shown = [int(number) for number in re.findall(r"\*\*Revision (\d+)\*\*", text(message))]
    (select,) = [part for part in components(message) if part.get("custom_id") == "qa-revisions"]
    assert [int(option["value"]) for option in select["options"]] == shown
    return shown


def pages(message):
    return [label for label in labels(message) if label in ("Newer", "Older")]


async def revisions(town, count):
    """So many revisions by hand, after the first: they cost no preview."""
    for number in range(count):
        (town.folder / "qa.yaml").write_text(QA.replace("40% of it", f"40% of it{'!' * (number + 1)}"))
        await town.client.curating.look()


async def test_older_revisions_are_a_page_away_and_so_are_newer_ones(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        await revisions(town, 21)
        page = await listed(town)
        assert (numbers(page), pages(page)) == (list(range(22, 12, -1)), ["Older"])
        await town.casey.click(page, label="Older")
        assert (numbers(page), pages(page)) == (list(range(12, 2, -1)), ["Newer", "Older"])

        # It works after a restart, too.
        await town.restart()
        await town.casey.click(page, label="Older")
        assert (numbers(page), pages(page)) == ([2, 1], ["Newer"])
        shown = (await town.casey.select(page, ["2"])).response
        assert text(shown).startswith("### What revision 2 changed")
        for _ in range(2):
            await town.casey.click(page, label="Newer")
        assert (numbers(page), pages(page)) == (list(range(22, 12, -1)), ["Older"])


async def test_what_fits_one_page_has_no_other(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        await revisions(town, 9)
        assert pages(await listed(town)) == []
        await edit(town, "shop-count", answer="It had 12 shops.")
        assert pages(await listed(town)) == ["Older"]


async def test_the_pages_of_one_item_have_that_item_alone(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        await revisions(town, 6)
        await edit(town, "shop-count", answer="It had 12 shops.")
        await revisions(town, 6)
        page = await listed(town, item="rye-share")
        assert numbers(page) == [14, 13, 12, 11, 10, 9, 7, 6, 5, 4]
        await town.casey.click(page, label="Older")
        assert (numbers(page), pages(page)) == ([3, 2], ["Newer"])


@pytest.mark.parametrize(
    ("trouble", "why"),
    [("locked", "the database is busy"), ("damaged", "the database is damaged")],
)
async def test_a_history_out_of_reach_is_told_in_a_sentence_and_readers_are_answered(tmp_path, trouble, why):
    async with open_town(tmp_path, patience_seconds=0.05, log_seconds=10_000) as town:
        await edit(town, answer="40% of it.")
        database = tmp_path / "data" / "footnote.db"
        if trouble == "damaged":
            await town.end()
            for file in database.parent.iterdir():
                file.write_bytes(b"this is no database, and never was one" * 100)
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            if trouble == "locked":
                other.execute("PRAGMA locking_mode = EXCLUSIVE")
                other.execute("BEGIN EXCLUSIVE")
            for command in ("qa history", "qa undo"):
                refused = (await town.casey.slash(town.channel, command)).response
                assert refused.content.startswith(f"The history is out of reach: {why}. ")
                assert refused.ephemeral
            assert "40% of it." in text(await town.mention("rye percentage"))
        town.claim()


async def test_undo_is_offered_on_every_revision_but_there_is_nothing_before_the_first(tmp_path):
    async with open_town(tmp_path, changed("qa.yaml", "popular: true", "popular: false")) as town:
        listed = (await town.casey.slash(town.channel, "qa history")).response
        (select,) = [part for part in components(listed) if part.get("custom_id") == "qa-revisions"]
        assert [option["label"] for option in select["options"]] == ["Revision 1"]
        refused = (await town.casey.select(listed, ["1"])).response
        assert refused.content == "Revision 1 is the first: there is nothing before it."
        assert labels(refused) == []
        assert (await undo(town)).content == "Revision 1 is the first: there is nothing before it."
        town.claim()


DAY = 24 * 3_600
# What runs again and again does so once in the days that pass.
RARELY = {"log_seconds": 30 * DAY, "look_seconds": 30 * DAY, "forget_seconds": 2 * DAY}


async def test_of_an_old_day_the_last_can_be_undone_and_the_others_are_listed_with_a_word_on_it(tmp_path):
    async with open_town(tmp_path, still_seconds=0, thin_days=1, **RARELY) as town:
        await revisions(town, 3)
        await edit(town, "shop-count", answer="It had 12 shops.", why="a reader was right")
        before = (await history(town)).splitlines()
        assert numbers(await listed(town)) == [5, 4, 3, 2, 1]
        shown_before = await listed(town)

        await town.env.advance_time(3 * DAY)
        await edit(town, "shop-count", answer="It had twelve shops.")

        page = await listed(town)
        lines = text(page).splitlines()
        told = [line.endswith(" (too old to be undone)") for line in lines[1:]]
        assert told == [False, False, True, True, True, False]
        assert [line.removesuffix(" (too old to be undone)") for line in lines[2:]] == before[1:]
        (select,) = [part for part in components(page) if part.get("custom_id") == "qa-revisions"]
        assert [option["value"] for option in select["options"]] == ["6", "5", "1"]
        assert text((await town.casey.select(page, ["5"])).response).startswith("### What revision 5 changed")
        # From a list that was shown before, in a sentence and without *Undo*.
        refused = (await town.casey.select(shown_before, ["3"])).response
        assert refused.content.startswith("Revision 3 is too old to be taken back: ")
        assert labels(refused) == []


async def test_a_page_of_nothing_but_what_is_too_old_has_nothing_to_choose(tmp_path):
    async with open_town(tmp_path, still_seconds=0, thin_days=1, **RARELY) as town:
        await revisions(town, 22)
        await town.env.advance_time(3 * DAY)
        page = await listed(town)
        await town.casey.click(page, label="Older")

        assert text(page).count("too old to be undone") == 10
        assert pages(page) == ["Newer", "Older"]
        assert [part for part in components(page) if part.get("custom_id") == "qa-revisions"] == []
