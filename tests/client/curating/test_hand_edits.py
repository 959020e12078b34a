"""The files are changed by hand while the bot runs, or before it starts: nothing is lost, nothing breaks."""

import asyncio
import logging

import pytest

from bot.app import create_client
from bot.settings import Settings
from bot.store.pack import PackError, PackMissingError
from tests.client.curating.hall import fill, open_hall
from tests.client.curating.saves import changes, edit, files, history, save, told, undo
from tests.client.town import labels, text
from tests.packs import ARTICLE, QA, TIMELINE, write_pack

NEW_QA = QA.replace("40% of it", "40 percent of it")
BAD_QA = QA.replace("topic: bread", "topic: braed")
BAD_LINE = BAD_QA.splitlines().index("    topic: braed") + 1
MENDED = "The files load again, and say what is served."
AT_ONCE = {"still_seconds": 0.0, "repeat_seconds": 0.001}


async def open_with_channel(hall):
    """Name the curators' channel, as an operator would: with a restart."""
    await hall.restart(curator_channel=hall.curators.id)


def write(hall, name: str = "qa.yaml", text: str = NEW_QA) -> None:
    (hall.folder / name).write_text(text)


async def look(hall) -> None:
    await hall.client.curating.look()
    await hall.env.settle()


async def test_a_hand_edit_is_served_recorded_and_told_in_the_curators_channel(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await open_with_channel(hall)
        write(hall, text=NEW_QA.replace("      - number of shops\n", ""))
        await look(hall)
        assert "40 percent of it" in text(await hall.mention("rye percentage"))
        (line,) = await told(hall)
        assert line.startswith("**Revision 2**")
        assert line.endswith("by hand) `shop-count`, `rye-share`")
        assert labels(hall.curators.last_message) == ["Undo"]
        assert (await history(hall)).splitlines()[1] == line
        assert "**Revision 2**" in await history(hall, item="rye-share")
        assert "+ answer: 40 percent of it" in await changes(hall, 2)


async def test_nobody_is_sent_to_an_answer_that_was_edited_since(tmp_path):
    async with open_hall(tmp_path, still_seconds=0.0, repeat_seconds=60) as hall:
        first = await hall.mention("rye percentage")
        assert first.jump_url in text(await hall.mention("rye percentage", hall.bob))
        write(hall)
        await look(hall)
        assert "40 percent of it" in text(await hall.mention("rye percentage", hall.bob))


async def test_a_hand_edit_of_the_other_files_is_taken_up_too(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        write(hall, "timeline.yaml", TIMELINE.replace("The bakery opens", "The bakery begins"))
        await look(hall)
        events = hall.client.library.snapshot.knowledge.events
        assert events["opening"].title == "The bakery begins"
        assert (await history(hall)).splitlines()[1].endswith("by hand) the files")


async def test_a_file_is_read_once_it_stood_still(tmp_path):
    async with open_hall(tmp_path, still_seconds=3_600) as hall:
        write(hall)
        for _ in range(3):
            await look(hall)
        assert "3 million loaves" in text(await hall.mention("rye percentage"))
        assert "40 percent" not in text(await hall.mention("do they bake dark loaves"))
        assert "Revision 2" not in await history(hall)


async def test_the_running_bot_looks_by_itself(tmp_path):
    async with open_hall(tmp_path, look_seconds=0.01, still_seconds=0.01) as hall:
        before = hall.client.library.state
        write(hall)
        for _ in range(500):
            await hall.env.advance_time(0.02)
            if hall.client.library.state != before:
                break
        assert "40 percent of it" in text(await hall.mention("rye percentage"))


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
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await open_with_channel(hall)
        await edit(hall, answer="40% of it.")
        good = hall.text_of(name)
        write(hall, name, bad)
        for _ in range(3):
            await look(hall)
        _, trouble = await told(hall)
        trouble = trouble.replace("\\", "")
        assert trouble.startswith("The files do not load as they stand: what was good before is served on.")
        assert said in trouble
        assert "40% of it." in text(await hall.mention("rye percentage"))
        assert "Revision 3" not in await history(hall)

        # Put right, it is as if nothing had been, and they are told so once.
        write(hall, name, good)
        for _ in range(3):
            await look(hall)
        assert (await told(hall))[2:] == [MENDED]
        await edit(hall, answer="40% of all.")
        assert "40% of all." in text(await hall.mention("rye percentage"))


async def test_while_the_files_are_bad_nothing_is_saved_over_them_and_the_curator_is_told_why(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        opened = await hall.casey.slash(hall.channel, "qa edit", item="shop-count")
        preview = (await fill(hall.casey, opened, answer="It had twelve shops.")).response
        write(hall, text=BAD_QA)
        await look(hall)
        refused = (await hall.casey.click(preview, label="Save")).followups[0].content
        assert refused.startswith("Nothing was changed: the files were changed by hand and do not load.")
        assert f"qa.yaml:{BAD_LINE}" in refused
        assert hall.text_of() == BAD_QA

        write(hall)
        await look(hall)
        await save(hall, preview)
        assert hall.text_of() == NEW_QA.replace("12 shops by the end of 2019.", "twelve shops.").replace(
            "twelve shops.", "twelve shops.", 1
        )


async def test_files_saved_one_after_the_other_are_one_change(tmp_path):
    async with open_hall(tmp_path, still_seconds=0.1) as hall:
        await open_with_channel(hall)
        # By itself, neither would load.
        write(hall, "timeline.yaml", TIMELINE.replace("id: opening", "id: begin"))
        await look(hall)
        write(hall, "qa.yaml", QA.replace("[opening]", "[begin]"))
        await look(hall)
        assert await told(hall) == []
        await wait_until_told(hall)
        (line,) = await told(hall)
        assert line.endswith("by hand) `shop-count`")


async def wait_until_told(hall) -> None:

    for _ in range(200):
        await asyncio.sleep(0.01)
        await look(hall)
        if await told(hall):
            return
    raise AssertionError("nothing was told")


async def test_what_the_bot_saves_itself_is_no_hand_edit(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await open_with_channel(hall)
        await edit(hall, answer="40% of it.")
        for _ in range(3):
            await look(hall)
        await save(hall, await undo(hall))
        await look(hall)
        assert [line.split(" ")[1] for line in await told(hall)] == ["2**", "3**"]
        assert "by hand" not in await history(hall)


async def test_a_file_that_is_removed_and_put_back_changes_nothing(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await open_with_channel(hall)
        (hall.folder / "qa.yaml").rename(tmp_path / "aside")
        await look(hall)
        assert "the file is missing" in (await told(hall))[0]
        assert "3 million loaves" in text(await hall.mention("rye percentage"))
        (tmp_path / "aside").rename(hall.folder / "qa.yaml")
        await look(hall)
        assert (await told(hall))[1:] == [MENDED]
        assert "Revision 2" not in await history(hall)
        await edit(hall, answer="40% of it.")


async def test_a_folder_that_is_gone_for_a_while_costs_no_answer(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await open_with_channel(hall)
        hall.folder.rename(tmp_path / "aside")
        await look(hall)
        assert "There is no pack at" in (await told(hall))[0].replace("\\", "")
        assert "3 million loaves" in text(await hall.mention("rye percentage"))
        (tmp_path / "aside").rename(hall.folder)
        await look(hall)
        assert (await told(hall))[1:] == [MENDED]


@pytest.mark.parametrize("noticed", [False, True])
async def test_a_hand_edit_of_the_same_item_between_preview_and_save_is_not_lost(tmp_path, noticed):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        opened = await hall.casey.slash(hall.channel, "qa edit", item="rye-share")
        preview = (await fill(hall.casey, opened, question="What share of the bread is rye?")).response
        write(hall)
        if not noticed:
            refused = (await hall.casey.click(preview, label="Save")).followups[0].content
            assert refused.startswith("Nothing was changed: the files are no longer what this was made on.")
            assert hall.text_of() == NEW_QA
        await look(hall)
        shown = await save(hall, preview)
        assert "Somebody changed it meanwhile" in text(shown)
        assert "40 percent of it" in text(shown)
        await save(hall, shown)
        assert hall.text_of() == NEW_QA.replace(
            "How much of the bread is rye?", "What share of the bread is rye?"
        )
        assert "by hand" in (await history(hall)).splitlines()[2]


async def test_a_hand_edit_of_another_item_between_preview_and_save_stays(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        opened = await hall.casey.slash(hall.channel, "qa edit", item="shop-count")
        preview = (await fill(hall.casey, opened, question="How many shops are there?")).response
        write(hall)
        await look(hall)
        await save(hall, preview)
        assert hall.text_of() == NEW_QA.replace(
            "How many shops does the bakery have?", "How many shops are there?"
        )


async def test_without_a_curators_channel_the_log_says_it(tmp_path, caplog):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        write(hall, text=BAD_QA)
        with caplog.at_level(logging.WARNING):
            await look(hall)
        assert f"qa.yaml:{BAD_LINE}" in caplog.text


@pytest.mark.parametrize("gone", [False, True])
async def test_a_channel_that_cannot_be_written_to_breaks_nothing(tmp_path, gone):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await hall.restart(curator_channel=1 if gone else hall.channel.id + 1)
        write(hall)
        await look(hall)
        assert "40 percent of it" in text(await hall.mention("rye percentage"))


async def test_a_pack_that_is_bad_at_the_start_is_told_once_and_the_last_good_revision_serves(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await edit(hall, answer="40% of it.")
        write(hall, text=BAD_QA)
        await open_with_channel(hall)
        (trouble,) = await told(hall)
        assert f"qa.yaml:{BAD_LINE} (rye-share): there is no topic `braed`" in trouble.replace("\\", "")
        assert "what was good before is served on" in trouble
        assert "40% of it." in text(await hall.mention("rye percentage"))
        await look(hall)
        await look(hall)
        assert len(await told(hall)) == 1
        # The files are left to whoever broke them, until they are put right.
        assert hall.text_of() == BAD_QA
        write(hall)
        await look(hall)
        assert (await told(hall))[-1].endswith("by hand) `rye-share`")
        assert "40 percent of it" in text(await hall.mention("rye percentage"))


async def test_a_pack_that_is_bad_at_the_start_is_put_right_from_inside_discord(tmp_path):
    async with open_hall(tmp_path, **AT_ONCE) as hall:
        await edit(hall, answer="40% of it.")
        good = files(hall)
        write(hall, text=BAD_QA)
        await hall.restart()
        sent = (await hall.casey.slash(hall.channel, "qa export")).response
        assert {each.filename: await each.read() for each in sent.attachments} == good


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
