"""The files are changed by hand while the bot runs, or before it starts: nothing is lost, nothing breaks."""

import asyncio
import fcntl
import logging
import os
import sqlite3
from contextlib import closing, contextmanager

import pytest

from bot.app import create_client
from bot.settings import Settings
from bot.store.pack_files.loader import PackError, PackMissingError
from bot.store.revisions.stored_texts import from_stored
from tests.client.curating.curating_town import fill, open_town
from tests.client.curating.shortcuts import changes, edit, files, history, read_channel, save, send, undo
from tests.client.town import labels, text
from tests.packs import ARTICLE, QA, TEXTS, TIMELINE, write_pack

NEW_QA = QA.replace("40% of it", "40 percent of it")
BAD_QA = QA.replace("topic: bread", "topic: braed")
BAD_LINE = BAD_QA.splitlines().index("    topic: braed") + 1
LOADS_AGAIN = "The files load again, and say what is served."
AT_ONCE = {"still_seconds": 0.0, "repeat_seconds": 0.001}


async def open_with_channel(town):
    """Name the curators' channel, as an operator would: with a restart."""
    await town.restart(curator_channel=town.curators.id)


def write(town, name: str = "qa.yaml", text: str = NEW_QA) -> None:
    (town.folder / name).write_text(text)


async def look(town) -> None:
    await town.client.curating.look()
    await town.env.settle()


async def test_a_hand_edit_is_served_recorded_and_told_in_the_curators_channel(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        write(town, text=NEW_QA.replace("      - number of shops\n", ""))
        await look(town)
        assert "40 percent of it" in text(await town.mention("rye percentage"))
        (line,) = await read_channel(town)
        assert line.startswith("**Revision 2**")
        assert line.endswith("by hand) `shop-count`, `rye-share`")
        assert labels(town.curators.last_message) == ["Undo"]
        assert (await history(town)).splitlines()[1] == line
        assert "**Revision 2**" in await history(town, item="rye-share")
        assert "+ answer: 40 percent of it" in await changes(town, 2)


async def test_nobody_is_sent_to_an_answer_that_was_edited_since(tmp_path):
    async with open_town(tmp_path, still_seconds=0.0, repeat_seconds=60) as town:
        first = await town.mention("rye percentage")
        assert first.jump_url in text(await town.mention("rye percentage", town.bob))
        write(town)
        await look(town)
        assert "40 percent of it" in text(await town.mention("rye percentage", town.bob))


async def test_a_hand_edit_of_the_other_files_is_taken_up_too(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, "timeline.yaml", TIMELINE.replace("The bakery opens", "The bakery begins"))
        await look(town)
        events = town.client.library.snapshot.knowledge.events
        assert events["opening"].title == "The bakery begins"
        assert (await history(town)).splitlines()[1].endswith("by hand) the files")


async def test_a_file_that_is_far_too_much_is_told_once_and_what_was_good_serves_on(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        write(town, text="entries:\n" + "- a\n" * 1_237_500)
        for _ in range(3):
            await look(town)
        (told,) = await read_channel(town)
        assert "qa.yaml:20002: this list has more than 20,000 items" in told.replace("\\", "")
        assert "3 million loaves" in text(await town.mention("rye percentage"))


async def test_a_file_is_read_once_it_stood_still(tmp_path):
    async with open_town(tmp_path, still_seconds=3_600) as town:
        write(town)
        for _ in range(3):
            await look(town)
        assert "3 million loaves" in text(await town.mention("rye percentage"))
        assert "40 percent" not in text(await town.mention("do they bake dark loaves"))
        assert "Revision 2" not in await history(town)


async def test_the_running_bot_looks_by_itself(tmp_path):
    async with open_town(tmp_path, look_seconds=0.01, still_seconds=0.01) as town:
        before = town.client.library.state
        write(town)
        for _ in range(500):
            await town.env.advance_time(0.02)
            if town.client.library.state != before:
                break
        assert "40 percent of it" in text(await town.mention("rye percentage"))


@pytest.mark.parametrize(
    ("name", "bad", "said"),
    [
        ("qa.yaml", BAD_QA, f"qa.yaml:{BAD_LINE} (rye-share): there is no topic `braed`"),
        ("qa.yaml", QA + "  - [", "qa.yaml:"),
        ("qa.yaml", "", "qa.yaml:1: there are no entries"),
        ("article.yaml", ARTICLE.replace("title: ", "titel: "), "article.yaml:1: "),
        ("timeline.yaml", TIMELINE.replace("paragraph: 1", "paragraph: 9"), "timeline.yaml:7 (opening): "),
    ],
)
async def test_of_a_bad_one_curators_are_told_the_line_once_and_what_was_good_serves_on(
    tmp_path, name, bad, said
):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        await edit(town, answer="40% of it.")
        good = town.text_of(name)
        write(town, name, bad)
        for _ in range(3):
            await look(town)
        _, trouble = await read_channel(town)
        trouble = trouble.replace("\\", "")
        assert trouble.startswith("The files do not load as they stand: what was good before is served on.")
        assert said in trouble
        assert "40% of it." in text(await town.mention("rye percentage"))
        assert "Revision 3" not in await history(town)

        # Once the file is corrected, everything is as before, and curators are told so once.
        write(town, name, good)
        for _ in range(3):
            await look(town)
        assert (await read_channel(town))[2:] == [LOADS_AGAIN]
        await edit(town, answer="40% of all.")
        assert "40% of all." in text(await town.mention("rye percentage"))


async def test_while_the_files_are_bad_nothing_is_saved_over_them_and_the_curator_is_told_why(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        opened = await town.casey.slash(town.channel, "qa edit", item="shop-count")
        preview = (await fill(town.casey, opened, answer="It had twelve shops.")).response
        write(town, text=BAD_QA)
        await look(town)
        refused = (await town.casey.click(preview, label="Save")).followups[0].content
        assert refused.startswith("Nothing was changed: the files were changed by hand and do not load.")
        assert f"qa.yaml:{BAD_LINE}" in refused
        assert town.text_of() == BAD_QA

        write(town)
        await look(town)
        await save(town, preview)
        assert town.text_of() == NEW_QA.replace("12 shops by the end of 2019.", "twelve shops.").replace(
            "twelve shops.", "twelve shops.", 1
        )


async def test_files_saved_one_after_the_other_are_one_change(tmp_path):
    async with open_town(tmp_path, still_seconds=0.1) as town:
        await open_with_channel(town)
        # By itself, neither would load.
        write(town, "timeline.yaml", TIMELINE.replace("id: opening", "id: begin"))
        await look(town)
        write(town, "qa.yaml", QA.replace("[opening]", "[begin]"))
        await look(town)
        assert await read_channel(town) == []
        await wait_for_a_notice(town)
        (line,) = await read_channel(town)
        assert line.endswith("by hand) `shop-count`")


async def wait_for_a_notice(town) -> None:
    for _ in range(200):
        await asyncio.sleep(0.01)
        await look(town)
        if await read_channel(town):
            return
    raise AssertionError("nothing was written to the channel")


async def test_what_the_bot_saves_itself_is_no_hand_edit(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        await edit(town, answer="40% of it.")
        for _ in range(3):
            await look(town)
        await save(town, await undo(town))
        await look(town)
        assert [line.split(" ")[1] for line in await read_channel(town)] == ["2**", "3**"]
        assert "by hand" not in await history(town)


async def test_a_file_that_is_removed_and_put_back_changes_nothing(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        (town.folder / "qa.yaml").rename(tmp_path / "aside")
        await look(town)
        assert "the file is missing" in (await read_channel(town))[0]
        assert "3 million loaves" in text(await town.mention("rye percentage"))
        (tmp_path / "aside").rename(town.folder / "qa.yaml")
        await look(town)
        assert (await read_channel(town))[1:] == [LOADS_AGAIN]
        assert "Revision 2" not in await history(town)
        await edit(town, answer="40% of it.")


async def test_a_folder_that_is_gone_for_a_while_costs_no_answer(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await open_with_channel(town)
        town.folder.rename(tmp_path / "aside")
        await look(town)
        assert "There is no pack at" in (await read_channel(town))[0].replace("\\", "")
        assert "3 million loaves" in text(await town.mention("rye percentage"))
        (tmp_path / "aside").rename(town.folder)
        await look(town)
        assert (await read_channel(town))[1:] == [LOADS_AGAIN]


@pytest.mark.parametrize("noticed", [False, True])
async def test_a_hand_edit_of_the_same_item_between_preview_and_save_is_not_lost(tmp_path, noticed):
    async with open_town(tmp_path, **AT_ONCE) as town:
        opened = await town.casey.slash(town.channel, "qa edit", item="rye-share")
        preview = (await fill(town.casey, opened, question="What share of the bread is rye?")).response
        write(town)
        if not noticed:
            refused = (await town.casey.click(preview, label="Save")).followups[0].content
            assert refused.startswith("Nothing was changed: the files are no longer what this was made on.")
            assert town.text_of() == NEW_QA
        await look(town)
        shown = await save(town, preview)
        assert "Somebody changed it meanwhile" in text(shown)
        assert "40 percent of it" in text(shown)
        await save(town, shown)
        assert town.text_of() == NEW_QA.replace(
            "How much of the bread is rye?", "What share of the bread is rye?"
        )
        assert "by hand" in (await history(town)).splitlines()[2]


async def test_a_hand_edit_of_another_item_between_preview_and_save_stays(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        opened = await town.casey.slash(town.channel, "qa edit", item="shop-count")
        preview = (await fill(town.casey, opened, question="How many shops are there?")).response
        write(town)
        await look(town)
        await save(town, preview)
        assert town.text_of() == NEW_QA.replace(
            "How many shops does the bakery have?", "How many shops are there?"
        )


async def test_without_a_curators_channel_the_log_says_it(tmp_path, caplog):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, text=BAD_QA)
        with caplog.at_level(logging.WARNING):
            await look(town)
        assert f"qa.yaml:{BAD_LINE}" in caplog.text


@pytest.mark.parametrize("gone", [False, True])
async def test_a_channel_that_cannot_be_written_to_breaks_nothing(tmp_path, gone):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await town.restart(curator_channel=1 if gone else town.channel.id + 1)
        write(town)
        await look(town)
        assert "40 percent of it" in text(await town.mention("rye percentage"))


async def test_a_pack_that_is_bad_at_the_start_is_told_once_and_the_last_good_revision_serves(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await edit(town, answer="40% of it.")
        write(town, text=BAD_QA)
        await open_with_channel(town)
        (trouble,) = await read_channel(town)
        assert f"qa.yaml:{BAD_LINE} (rye-share): there is no topic `braed`" in trouble.replace("\\", "")
        assert "what was good before is served on" in trouble
        assert "40% of it." in text(await town.mention("rye percentage"))
        await look(town)
        await look(town)
        assert len(await read_channel(town)) == 1
        # The files are left to whoever broke them, until they are put right.
        assert town.text_of() == BAD_QA
        write(town)
        await look(town)
        assert (await read_channel(town))[-1].endswith("by hand) `rye-share`")
        assert "40 percent of it" in text(await town.mention("rye percentage"))


EXPORTED = "The Q&A as it stands. Change the files as you like, then `/qa import` them."


async def export(town):
    """What `/qa export` says, and the files by name."""
    sent = (await town.casey.slash(town.channel, "qa export")).response
    return sent.content.replace("\\", ""), {file.filename: await file.read() for file in sent.attachments}


@pytest.mark.parametrize("at_the_start", [False, True])
async def test_while_the_files_are_bad_an_export_says_so_and_has_both_what_is_served_and_what_stands(
    tmp_path, at_the_start
):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await edit(town, answer="40% of it.")
        good = files(town)
        write(town, text=BAD_QA)
        await town.restart() if at_the_start else await look(town)
        said, sent = await export(town)
        assert said.startswith("The files do not load as they stand: these are the ones that are served.")
        assert f"qa.yaml:{BAD_LINE} (rye-share): there is no topic `braed`" in said
        assert "`/qa import` a whole file" in said
        assert sent == {**good, "broken-qa.yaml": BAD_QA.encode()}


@pytest.mark.parametrize("at_the_start", [False, True])
@pytest.mark.parametrize(
    "put", [NEW_QA, BAD_QA.replace("topic: braed", "topic: bread # of course"), "what was served"]
)
async def test_a_bad_file_is_put_right_from_inside_discord_with_a_whole_one(tmp_path, put, at_the_start):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await edit(town, answer="40% of it.")
        put = town.text_of() if put == "what was served" else put
        write(town, text=BAD_QA)
        await town.restart(curator_channel=town.curators.id)
        await look(town)
        preview, notice = await send_all(town, ("qa.yaml", put))
        assert "What stands in them now is kept in the history as a revision of its own" in text(notice)
        assert town.text_of() == BAD_QA

        assert "### Saved as revision 4" in text(await save(town, preview))
        await look(town)
        assert town.text_of() == put
        # An export says so while files are broken.
        assert await export(town) == (EXPORTED, files(town))
        assert "rye" in text(await town.mention("rye percentage"))
        assert kept(tmp_path, 3) == ("broken", {**TEXTS, "qa.yaml": BAD_QA})
        # It is no revision that could be served or undone, or that an undo could restore.
        assert "Revision 3" not in await history(town)
        await edit(town, "shop-count", answer="Twelve.")
        await town.restart()
        assert town.item("shop-count")["answer"] == "Twelve."


async def test_a_bad_file_that_gave_way_can_be_taken_back_to_what_was_good_before(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, text=BAD_QA)
        await look(town)
        preview, _ = await send_all(town, ("qa.yaml", NEW_QA))
        await save(town, preview)
        assert "+ answer: 40 percent of it" in await changes(town, 3)
        await save(town, await undo(town))
        assert town.text_of() == QA


async def test_with_a_bad_file_a_good_hand_edit_of_another_one_stays(tmp_path):
    timeline = TIMELINE.replace("The bakery opens", "The bakery begins")
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, "timeline.yaml", timeline)
        write(town, text=BAD_QA)
        await look(town)
        preview, _ = await send_all(town, ("qa.yaml", NEW_QA))
        await save(town, preview)
        assert (town.text_of(), town.text_of("timeline.yaml")) == (NEW_QA, timeline)
        assert town.client.library.snapshot.knowledge.events["opening"].title == "The bakery begins"


async def test_a_whole_file_that_does_not_load_with_what_stands_is_refused(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, text=BAD_QA)
        await look(town)
        refused = await send(town, ("timeline.yaml", TIMELINE + "# more\n"))
        assert refused.content.startswith(
            "Nothing was changed: what you sent does not load together with the other files as they stand."
        )
        assert "braed" in refused.content
        assert (town.text_of(), town.text_of("timeline.yaml")) == (BAD_QA, TIMELINE)


async def test_an_edit_does_not_put_a_bad_file_out_of_the_way(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, text=BAD_QA)
        await look(town)
        preview = await town.edit(town.casey, "shop-count", answer="Twelve.")
        refused = (await town.casey.click(preview, label="Save")).followups[0].content
        assert "do not load. Correct them, or import whole files in their place: qa.yaml" in refused
        assert town.text_of() == BAD_QA


async def test_a_bad_file_that_somebody_goes_on_with_is_not_overwritten(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town, text=BAD_QA)
        await look(town)
        preview, _ = await send_all(town, ("qa.yaml", NEW_QA))
        write(town, text=BAD_QA + "# more\n")
        refused = (await town.casey.click(preview, label="Save")).followups[0].content
        assert refused.startswith("Nothing was changed")
        assert town.text_of() == BAD_QA + "# more\n"


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (lambda file: file.unlink(), "qa.yaml:1: the file is missing"),
        (lambda file: file.write_bytes(b"\xff\xfe"), "qa.yaml:1: this is not text in UTF-8"),
    ],
)
async def test_what_cannot_be_put_right_from_inside_discord_says_who_can(tmp_path, breaks, said):
    async with open_town(tmp_path, **AT_ONCE) as town:
        breaks(town.folder / "qa.yaml")
        await look(town)
        who = "somebody with access to the files has to do it."
        refused = (await send(town, ("qa.yaml", NEW_QA))).content.replace("\\", "")
        assert said in refused
        assert refused.endswith(who)
        town.claim()
        exported, sent = await export(town)
        assert said in exported
        assert exported.endswith(who)
        assert sent == {name: text.encode() for name, text in TEXTS.items()}


def kept(place, number):
    """How a revision stands in the database, and its texts."""
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database:
        wanted = (
            "select each.standing, each.texts, other.texts, each.state from revisions as each"
            " left join revisions as other on other.number = each.whole where each.number = ?"
        )
        standing, *stored = database.execute(wanted, (number,)).fetchone()
    return standing, from_stored(*stored)


async def send_all(town, *sent):
    """Preview the import of files: the preview, and what is said besides."""
    ((name, data),) = sent
    result = await town.casey.slash(town.channel, "qa import", file=(name, data.encode()))
    return result.response, result.followups[-1]


@pytest.mark.parametrize("by", ["a locked database", "a busy folder"])
async def test_a_hand_edit_that_cannot_be_recorded_is_told_once_and_again_when_it_is(tmp_path, by):
    async with open_town(tmp_path, patience_seconds=0.05, retry_seconds=0, **AT_ONCE) as town:
        await open_with_channel(town)
        with in_the_way(tmp_path, town.folder, by):
            write(town)
            for _ in range(3):
                await look(town)
            assert "40 percent of it" in text(await town.mention("rye percentage"))
        (trouble,) = await read_channel(town)
        trouble = trouble.replace("\\", "")
        assert trouble.startswith("The change in the files serves, but is not in the history: ")
        assert "Nothing was changed" not in trouble
        for _ in range(3):
            await look(town)
        (line,) = (await read_channel(town))[1:]
        assert line.endswith("by hand) `rye-share`")
        assert line in await history(town)


@contextmanager
def in_the_way(place, folder, by):
    """Somebody holds the database, or the folder."""
    lock = os.open(folder, os.O_RDONLY)
    with closing(sqlite3.connect(place / "data" / "footnote.db", isolation_level=None)) as database:
        if by == "a locked database":
            database.execute("BEGIN EXCLUSIVE")
        else:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    os.close(lock)


async def test_a_hand_edit_while_the_bot_was_down_is_in_the_history_of_the_item(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        write(town)
        await town.restart()
        (line,) = (await history(town, item="rye-share")).splitlines()[1:]
        assert line.endswith("by hand) `rye-share`")


async def test_a_change_with_the_size_and_the_time_of_before_is_noticed(tmp_path):
    async with open_town(tmp_path, **AT_ONCE) as town:
        await look(town)
        file = town.folder / "qa.yaml"
        before = file.stat()
        with file.open("r+") as opened:
            opened.write(QA.replace("40% of it", "41% of it"))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        await look(town)
        assert "41% of it" in town.client.library.snapshot.knowledge.entries["rye-share"].answer


@pytest.mark.parametrize(
    ("breaks", "error"),
    [
        (lambda folder: (folder / "qa.yaml").write_text(BAD_QA), PackError),
        (lambda folder: (folder / "qa.yaml").unlink(), PackError),
        (lambda folder: folder.rename(folder.with_name("aside")), PackMissingError),
    ],
)
async def test_where_no_revision_is_good_the_bot_does_not_start(tmp_path, breaks, error):

    folder = write_pack(tmp_path / "knowledge")
    breaks(folder)
    client = create_client(Settings(knowledge=folder, data=tmp_path / "data"))
    assert not (tmp_path / "data").exists()
    with pytest.raises(error):
        await client.setup_hook()
    await client.curating.close()
