"""Whatever was saved can be taken back, and taking it back can be taken back too."""

import pytest

from bot.client.buttons.curating import DraftButton
from bot.store.pack_files.loader import load_pack
from tests.client.curating.actor import Actor
from tests.client.curating.changes_file import qa_with_more_entries, read_changes_file
from tests.client.curating.curating_town import open_town
from tests.client.curating.shortcuts import (
    edit,
    files,
    history,
    is_off,
    read_channel,
    remove,
    save,
    send,
    undo,
)
from tests.client.town import components, labels, text
from tests.packs import ARTICLE, QA, TIMELINE, changed

# Written by hand, in a style of its own, with a remark on everything.
BY_HAND = QA.replace(
    "  - id: rye-share\n", "\n  # About bread. # Ask the baker.\n  - id: 'rye-share'   # was: rye\n"
)
FOLDED = QA.replace(
    "answer: 40% of it, and 3 million loaves were sold in 2021.",
    "answer: >-\n      40% of it, and 3 million loaves\n      were sold in 2021.",
)


@pytest.mark.parametrize(
    "qa", [QA, BY_HAND, FOLDED, QA.replace("\n", "\r\n"), QA.rstrip("\n"), "\ufeff" + QA]
)
@pytest.mark.parametrize("change", ["edit", "remove"])
async def test_the_latest_is_taken_back_to_the_byte(tmp_path, qa, change):
    async with open_town(tmp_path) as town:
        (town.folder / "qa.yaml").write_bytes(qa.encode())
        await town.restart()
        before = files(town)
        await (edit(town, answer="40% of it.") if change == "edit" else remove(town, "rye-share"))
        assert files(town) != before

        preview = await undo(town)
        assert text(preview).startswith("### Undo revision ")
        assert labels(preview)[:2] == ["Save", "Cancel"]
        await save(town, preview)
        assert files(town) == before
        assert "3 million loaves" in text(await town.mention("rye percentage"))


async def test_an_undo_is_previewed_with_what_it_changes_and_can_be_cancelled(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        after = files(town)
        preview = await undo(town, why="it was right before")
        said = text(preview)
        assert "- answer: 40% of it.\n+ answer: 40% of it, and 3 million loaves were sold in 2021." in said
        assert "Why: it was right before" in said
        assert "What the check says" in said
        cancelled = await save(town, preview, label="Cancel")
        assert text(cancelled) == "Cancelled. Nothing was changed."
        assert files(town) == after


async def test_an_undo_is_in_the_history_with_who_and_why(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await save(town, await undo(town, who=town.dana, why="it was right before"), town.dana)
        line = (await history(town)).splitlines()[1]
        assert line.startswith("**Revision 3**")
        assert line.endswith(f"undo, <@{town.dana.id}>) `rye-share`: it was right before")


async def test_an_undo_is_undone_to_the_byte(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        after = files(town)
        for _ in range(2):
            await save(town, await undo(town))
            assert files(town)["qa.yaml"].decode() == QA
            await save(town, await undo(town))
            assert files(town) == after


@pytest.mark.parametrize("qa", [QA, BY_HAND, FOLDED])
@pytest.mark.parametrize("change", ["edit", "remove"])
async def test_what_was_edited_elsewhere_since_stays_and_all_else_is_as_before_to_the_byte(
    tmp_path, qa, change
):
    async with open_town(tmp_path, {"qa.yaml": qa}) as town:
        await (edit(town, answer="40% of it.") if change == "edit" else remove(town, "rye-share"))
        await edit(town, "shop-count", answer="It had twelve shops.")
        await save(town, await undo(town, revision=2))
        expected = qa.replace("answer: It had 12 shops by the end of 2019.", "answer: It had twelve shops.")
        assert town.text_of() == expected


async def test_an_edit_of_the_same_item_since_is_shown_and_kept_where_it_is_another_field(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await edit(town, question="What share of the bread is rye?")
        preview = await undo(town, revision=2)
        assert "- answer: 40% of it.\n+ answer: 40% of it, and 3 million loaves" in text(preview)
        assert "question:" not in text(preview)
        await save(town, preview)
        expected = QA.replace("How much of the bread is rye?", "What share of the bread is rye?")
        assert town.text_of() == expected


async def test_an_edit_of_the_same_field_since_is_named_before_it_is_undone_with_it(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await edit(town, answer="40%.")
        preview = await undo(town, revision=2)
        assert "Somebody changed it meanwhile" in text(preview)
        assert "Both of you changed: answer. Saving keeps yours." in text(preview)
        assert "- answer: 40%.\n+ answer: 40% of it, and 3 million loaves were sold in 2021." in text(preview)
        await save(town, preview)
        assert town.text_of() == QA


async def test_two_edits_of_one_long_text_are_never_mixed_line_by_line(tmp_path):
    lines = [f"      line {number} of what the Gazette says of rye\n" for number in range(6)]
    qa = FOLDED.replace("      40% of it, and 3 million loaves\n      were sold in 2021.\n", "".join(lines))
    first, second = qa.replace("line 1", "LINE 1"), qa.replace("line 1", "LINE 1").replace("line 5", "LINE 5")
    async with open_town(tmp_path, {"qa.yaml": qa}) as town:
        await save(town, await send(town, ("qa.yaml", first)))
        await save(town, await send(town, ("qa.yaml", second)))
        preview = await undo(town, revision=2)
        assert "Both of you changed: answer. Saving keeps yours." in text(preview)
        await save(town, preview)
        answer = load_pack(town.folder).knowledge.entries["rye-share"].answer
        assert "line 1" in answer
        assert "LINE" not in answer


async def test_a_removed_entry_comes_back_whole_at_its_place_with_the_links_to_it(tmp_path):
    async with open_town(tmp_path) as town:
        whole = load_pack(town.folder).knowledge
        await remove(town, "rye-share")
        gone = load_pack(town.folder).knowledge
        assert "rye-share" not in gone.entries
        assert [gone.entries["shop-count"].related, gone.not_covered["prices"].see] == [(), ()]
        await edit(town, "shop-count", answer="It had twelve shops.")

        await save(town, await undo(town, revision=2))
        back = load_pack(town.folder).knowledge
        assert list(back.entries) == list(whole.entries)
        assert back.entries["rye-share"] == whole.entries["rye-share"]
        assert back.entries["shop-count"].related == ("rye-share",)
        assert back.not_covered["prices"].see == ("rye-share",)
        assert "40% of it" in text(await town.mention("rye percentage"))


async def test_an_import_over_three_files_is_taken_back_to_the_byte(tmp_path):
    async with open_town(tmp_path) as town:
        before = files(town)
        preview = await send(
            town,
            ("qa.yaml", QA.replace("40% of it", "40 percent of it")),
            ("timeline.yaml", TIMELINE.replace("The bakery opens", "The bakery begins")),
            ("article.yaml", ARTICLE.replace("of Ghent", "in Ghent")),
        )
        await save(town, preview)
        assert all(files(town)[name] != before[name] for name in before)
        await save(town, await undo(town))
        assert files(town) == before


async def test_of_an_import_what_others_edited_since_stays_and_the_other_files_come_back(tmp_path):
    async with open_town(tmp_path) as town:
        before = files(town)
        timeline = TIMELINE.replace("The bakery opens", "The bakery begins")
        qa = QA.replace("40% of it", "40 percent of it")
        await save(town, await send(town, ("qa.yaml", qa), ("timeline.yaml", timeline)))
        await edit(town, "shop-count", answer="It had twelve shops.")
        await save(town, await undo(town, revision=2))
        assert files(town)["timeline.yaml"] == before["timeline.yaml"]
        assert town.text_of() == QA.replace("It had 12 shops by the end of 2019.", "It had twelve shops.")


async def test_another_file_that_was_changed_again_is_not_overwritten(tmp_path):
    async with open_town(tmp_path) as town:
        for title in ("The bakery begins", "The bakery starts"):
            timeline = TIMELINE.replace("The bakery opens", title)
            await save(town, await send(town, ("timeline.yaml", timeline)))
        after = files(town)
        refused = await undo(town, revision=2)
        assert refused.content == "timeline.yaml was changed again since revision 2: undo that first."
        assert files(town) == after
        town.claim()


async def test_a_hand_edit_is_taken_back_to_the_byte(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        before = files(town)
        (town.folder / "qa.yaml").write_text(QA.replace("40% of it", "40 percent of it") + "# by hand\n")
        await town.client.curating.look()
        await save(town, await undo(town))
        assert files(town) == before


async def test_a_number_that_was_never_there_is_refused(tmp_path):
    async with open_town(tmp_path) as town:
        for number in (2, 99, 2**40):
            refused = await undo(town, revision=number)
            expected = f"There is no revision {number}: the history lists those that there are."
            assert refused.content == expected
            assert refused.ephemeral
        town.claim()


async def test_taken_back_once_there_is_nothing_left_to_take_back(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        saved = await edit(town, "shop-count", answer="It had twelve shops.")
        first = (await town.casey.click(saved, label="Undo")).response
        second = await undo(town, who=town.dana, revision=3)
        await save(town, first)
        taken_back = files(town)

        # Whoever pressed it at the same time saves nothing over it.
        await town.dana.click(second, label="Save")
        assert text(second) == "The Q&A was changed meanwhile, and nothing was saved."
        again = (await town.casey.click(saved, label="Undo")).response
        assert again.content == "There is nothing left of revision 3 that could be taken back."
        assert files(town) == taken_back


async def test_an_undo_that_is_stale_begins_anew_and_keeps_what_came_in_between(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        stale = await undo(town)
        await edit(town, "shop-count", who=town.dana, answer="It had twelve shops.")
        await town.casey.click(stale, label="Save")
        assert text(stale) == "The Q&A was changed meanwhile, and nothing was saved."
        await save(town, (await town.casey.click(stale, label="Look again")).response)
        assert town.text_of() == QA.replace("It had 12 shops by the end of 2019.", "It had twelve shops.")


@pytest.mark.parametrize("restarts", [False, True])
async def test_a_save_leaves_a_line_in_the_curators_channel_with_an_undo_that_works(tmp_path, restarts):
    async with open_town(tmp_path) as town:
        await town.restart(curator_channel=town.curators.id)
        await edit(town, answer="40% of it.", why="shorter")
        (line,) = await read_channel(town)
        assert line.endswith(f"<@{town.casey.id}>) `rye-share`: shorter")
        posted = town.curators.last_message
        assert labels(posted) == ["Undo"]
        if restarts:
            await town.restart()
        preview = (await town.dana.click(posted, label="Undo")).response
        assert preview.ephemeral
        if restarts:
            # A preview of before the restart is there after it, too.
            await town.restart()
            preview = await save(town, preview, town.dana)
        await save(town, preview, town.dana)
        assert town.text_of() == QA
        assert (await read_channel(town))[-1].startswith("**Revision 3**")


async def test_an_undo_that_no_longer_loads_is_shown_and_cannot_be_saved(tmp_path):
    linked = QA.replace("    see: [rye-share]\n", "")
    async with open_town(tmp_path, {"qa.yaml": linked}) as town:
        await save(town, await send(town, ("qa.yaml", linked.replace("    related: [rye-share]\n", ""))))
        await remove(town, "rye-share")
        preview = await undo(town, revision=2)
        assert "there is no entry `rye-share`" in text(preview).replace("\\", "")
        assert is_off(preview, "Save")


async def test_what_changed_in_remarks_alone_is_taken_back_too(tmp_path):
    remarked = changed("qa.yaml", "  - id: rye-share", "  # bread\n  - id: rye-share")["qa.yaml"]
    async with open_town(tmp_path) as town:
        await save(town, await send(town, ("qa.yaml", remarked)))
        await save(town, await undo(town))
        assert town.text_of() == QA


@pytest.mark.parametrize("change", ["edit", "remove"])
async def test_what_the_check_is_against_comes_back_after_a_second_yes(tmp_path, change):
    async with open_town(tmp_path, still_seconds=0) as town:
        await town.write("40% of it, and", "39.7% of it, and")
        by_hand = town.text_of()
        await (edit(town, answer="Some of it.") if change == "edit" else remove(town, "rye-share"))
        left = town.text_of()

        preview = await undo(town)
        assert "**Error:** `rye-share`: “39.7%” does not stand in the paragraph it cites" in text(preview)
        assert "The check finds errors in what comes back. Saving all the same" in text(preview)
        assert labels(preview)[:2] == ["Save all the same", "Cancel"]
        assert not is_off(preview, "Save all the same")

        # The first yes is none to the errors.
        draft = components(preview)[-1]["custom_id"].rpartition(":")[2]
        casey = Actor(town, town.casey, town.channel)
        shown = await casey.press(await casey.post(DraftButton("save", draft)))
        assert "nothing is saved yet" in shown
        assert town.text_of() == left

        assert "Saved as revision" in text(await save(town, preview, label="Save all the same"))
        assert town.text_of() == by_hand
        assert "39.7%" in text(await town.mention("rye percentage")).replace("\\", "")


async def test_what_the_check_is_against_is_still_refused_where_it_is_no_undo(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", QA.replace("40% of it, and", "39.7% of it, and")))
        assert is_off(preview, "Save")
        draft = components(preview)[-1]["custom_id"].rpartition(":")[2]
        casey = Actor(town, town.casey, town.channel)
        assert "nothing is saved yet" in await casey.press(await casey.post(DraftButton("anyway", draft)))
        assert town.text_of() == QA


async def test_what_was_removed_since_does_not_come_back_with_a_link(tmp_path):
    async with open_town(tmp_path) as town:
        await remove(town, "rye-share")
        await remove(town, "prices", kind="not_covered")
        result = await town.casey.slash(town.channel, "qa undo", revision=2)
        assert "removed it" not in text(result.response)
        assert list(map(text, result.followups)) == ["Removed since, and left out: `prices`."]
        assert all(notice.ephemeral for notice in result.followups)
        await save(town, result.response)
        assert town.item("rye-share") is not None
        assert town.item("shop-count")["related"] == ["rye-share"]
        assert town.item("prices", "not_covered") is None

        # And what of it was left out is what it was about, once it is there.
        await save(town, await undo(town, revision=3))
        assert town.item("prices", "not_covered")["reply"] == "The article gives no prices."


async def test_an_edit_of_what_was_removed_since_is_undone_once_that_is_back(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        await remove(town, "rye-share")
        refused = await undo(town, revision=2)
        assert refused.content == (
            "What is left of revision 2 was removed since (`rye-share`): undo that first."
        )
        await save(town, await undo(town, revision=3))
        await save(town, await undo(town, revision=2))
        assert town.text_of() == QA
        town.claim()


@pytest.mark.parametrize(
    ("remark", "said"),
    [
        ("", []),
        (
            "  # bread\n",
            ["Only the items come back: remarks, and the order in the file, stay as they are now."],
        ),
    ],
)
async def test_that_remarks_do_not_come_back_is_said_where_it_is_so(tmp_path, remark, said):
    qa = QA.replace("  - id: rye-share\n", f"{remark}  - id: rye-share\n")
    async with open_town(tmp_path, {"qa.yaml": qa}) as town:
        await save(town, await send(town, ("qa.yaml", QA.replace("40% of it", "40 percent of it"))))
        await edit(town, answer="40%.")
        result = await town.casey.slash(town.channel, "qa undo", revision=2)
        assert "Both of you changed: answer" in text(result.response)
        assert list(map(text, result.followups)) == said


async def test_every_item_that_moved_under_an_undo_is_named_and_shown_first(tmp_path):
    async with open_town(tmp_path, {"qa.yaml": qa_with_more_entries("as it was")}) as town:
        await save(town, await send(town, ("qa.yaml", qa_with_more_entries("as imported"))))
        await edit(town, "e3", answer="Curated anew.")
        await edit(town, "e5", question="What of an oven?")
        await edit(town, "e10", answer="Curated, too.")
        preview = await undo(town, revision=2)
        assert (
            "**Somebody changed these meanwhile:**\n"
            "- `e3`: both of you changed answer\n"
            "- `e10`: both of you changed answer\n"
            "- `e5`: in other fields than you\n"
            "Saving keeps yours where both of you changed something."
        ) in text(preview)
        shown = text(preview).split("**What changes**\n")[1]
        assert shown.startswith("```diff\n@ e3\n- answer: Curated anew.\n+ answer: A text as it was")
        heads = [line for line in shown.splitlines() if line.startswith("@ ")]
        assert heads[:4] == ["@ e3", "@ e10", "@ e5", "@ e0"]
        assert "- answer: Curated, too." in shown
        listed = await read_changes_file(preview)
        assert [f"@ e{at}\n" in listed for at in range(12)] == [True] * 12
        assert "+ question: What of an oven?" in listed.split("What changes:")[0]
        await save(town, preview)
        assert town.item("e10")["answer"].startswith("A text as it was")
        assert town.item("e5")["question"] == "What of an oven?"


async def test_what_moved_under_an_undo_is_counted_where_there_is_too_much_and_is_in_the_file(tmp_path):
    async with open_town(tmp_path, {"qa.yaml": qa_with_more_entries("as it was", 60)}) as town:
        await save(town, await send(town, ("qa.yaml", qa_with_more_entries("as imported", 60))))
        await save(town, await send(town, ("qa.yaml", qa_with_more_entries("as curated", 60))))
        preview = await undo(town, revision=2)
        named = [line for line in text(preview).splitlines() if line.endswith("both of you changed answer")]
        assert f"-# … and {60 - len(named)} more" in text(preview)
        before = (await read_changes_file(preview)).split("What changes:")[0]
        assert [f"@ e{at} (both of you changed answer)\n" in before for at in range(60)] == [True] * 60


async def test_the_item_that_moved_under_an_undo_is_named_where_others_are_undone_too(tmp_path):
    async with open_town(tmp_path) as town:
        qa = QA.replace("40% of it", "40 percent of it").replace("It had 12", "There were 12")
        await save(town, await send(town, ("qa.yaml", qa)))
        await edit(town, answer="40%.")
        preview = await undo(town, revision=2)
        assert "**Somebody changed these meanwhile:**\n- `rye-share`: both of you changed answer" in text(
            preview
        )
        assert "changed it meanwhile" not in text(preview)


async def test_an_undo_says_nothing_of_links_that_go(tmp_path):
    async with open_town(tmp_path) as town:
        linked = qa_with_more_entries("new", 1).replace("related: [shop-count]", "related: [shop-count, e0]")
        await save(town, await send(town, ("qa.yaml", linked)))
        await edit(town, "e0", question="What of an oven?")
        await edit(town, answer="40%.")
        preview = await undo(town, revision=2)
        assert "### Undo revision 2" in text(preview)
        assert "It is linked from" not in text(preview)
        assert "- `e0`: changed, and goes all the same" in text(preview)


async def test_an_undo_that_does_not_load_says_only_what_is_wrong(tmp_path):
    linked = QA.replace("    see: [rye-share]\n", "")
    async with open_town(tmp_path, {"qa.yaml": linked}) as town:
        await save(town, await send(town, ("qa.yaml", linked.replace("    related: [rye-share]\n", ""))))
        await remove(town, "rye-share")
        preview = await undo(town, revision=2)
        assert "there is no entry `rye-share`" in text(preview).replace("\\", "")
        assert "Nothing changes" not in text(preview)


async def test_what_is_too_old_to_be_undone_is_answered_with_what_to_do_instead(tmp_path):
    day = 24 * 3_600
    rarely = {"log_seconds": 30 * day, "look_seconds": 30 * day, "forget_seconds": 2 * day}
    async with open_town(tmp_path, thin_days=1, **rarely) as town:
        await town.restart(curator_channel=town.curators.id)
        await edit(town, answer="40% of it.")
        told = town.curators.last_message
        await edit(town, answer="40%.")
        after = files(town)
        await town.env.advance_time(3 * day)

        for answer in (await undo(town, revision=2), (await town.casey.click(told, label="Undo")).response):
            assert answer.content == (
                "Revision 2 is too old to be taken back: of so long ago only the last one of each day is"
                " kept, so put right with `/qa edit` what is wrong today."
            )
            assert answer.ephemeral
            assert labels(answer) == []
        town.claim()
        # The last of that day can be undone as ever, and alone.
        await save(town, await undo(town, revision=3))
        assert "answer: 40% of it.\n" in town.text_of()
        assert files(town) != after
