"""Two curators, or a curator and an editor: nobody's work is lost."""

import pytest

from tests.client.curating.changes_file import read_changes_file
from tests.client.curating.curating_town import disabled, field, fill, inputs, open_town, press, read_notice
from tests.client.town import text
from tests.packs import QA

RYE = "How much of the bread is rye?"
WRITTEN = "      - rye percentage\n"
SHOPS = (
    "number of shops",
    "outlets of the chain",
    "places to buy",
    "branches in town",
    "size in stores",
    "a tally",
)


async def save(town, who, item, **values):
    """Somebody edits an item from beginning to end."""
    preview = await town.edit(who, item, **values)
    await who.click(preview, label="Save")
    assert "Saved as revision" in text(preview)


async def test_the_second_of_two_forms_is_shown_what_changed_and_its_own_text_on_top(tmp_path):
    async with open_town(tmp_path) as town:
        second = await town.form(town.dana, "rye-share")
        await save(town, town.casey, "rye-share", answer="40% of the bread.")
        preview = (await fill(town.dana, second, answer="It is 40%.")).response
        said = text(preview)
        assert "**Somebody changed it meanwhile.** " not in said
        assert "**Somebody changed it meanwhile.**\nYour text stands below, on top of the new state." in said
        assert "+ answer: 40% of the bread." in said
        assert "Both of you changed: answer. Saving keeps yours." in said
        assert "- answer: 40% of the bread.\n+ answer: It is 40%." in said
        assert town.item("rye-share")["answer"] == "40% of the bread."
        await town.dana.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_of_two_forms_each_keeps_what_the_other_did_not_touch(tmp_path):
    async with open_town(tmp_path) as town:
        second = await town.form(town.dana, "rye-share")
        await save(town, town.casey, "rye-share", question="How much rye is it?")
        preview = (await fill(town.dana, second, answer="It is 40%.")).response
        assert "Both of you" not in text(preview)
        await town.dana.click(preview, label="Save")
        assert town.item("rye-share")["question"] == "How much rye is it?"
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_both_additions_to_a_list_are_kept_and_what_one_took_out_stays_out(tmp_path):
    async with open_town(tmp_path) as town:
        first, second = await town.form(town.casey, "rye-share"), await town.form(town.dana, "rye-share")
        was = field(first.modal, "phrasings")
        preview = (await fill(town.casey, first, phrasings=f"{was}\nshare of rye")).response
        await town.casey.click(preview, label="Save")
        without = was.replace("rye percentage\n", "")
        preview = (await fill(town.dana, second, phrasings=f"{without}\ntype of flour")).response
        await town.dana.click(preview, label="Save")
        saved = town.item("rye-share")["phrasings"]
        assert saved[:4] == without.splitlines()
        assert sorted(saved[4:]) == ["share of rye", "type of flour"]


async def test_two_forms_on_different_entries_both_save_without_asking_again(tmp_path):
    async with open_town(tmp_path) as town:
        first = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        second = await town.edit(town.dana, "shop-count", answer="12 shops.\n\nIn all.")
        await town.dana.click(second, label="Save")
        await town.casey.click(first, label="Save")
        assert "Saved as revision 3" in text(first)
        assert town.item("rye-share")["answer"] == "It is 40%."
        assert town.item("shop-count")["answer"] == "12 shops.\n\nIn all."


async def test_a_warning_that_only_moved_to_another_line_is_not_asked_about_again(tmp_path):
    async with open_town(tmp_path) as town:
        first = await town.edit(town.casey, "rye-share", phrasings="rye")
        assert "Warning:" in text(first)
        second = await town.edit(town.dana, "shop-count", phrasings="\n".join(SHOPS))
        await town.dana.click(second, label="Save")
        await town.casey.click(first, label="Save")
        assert "Saved as revision 3" in text(first)


async def test_what_does_something_else_by_now_is_shown_again_before_it_is_saved(tmp_path):
    async with open_town(tmp_path) as town:
        first = await town.edit(town.casey, "rye-share", phrasings="rye percentage\ndark loaves")
        await save(town, town.dana, "shop-count", phrasings="number of shops\ndark loaves")
        await town.casey.click(first, label="Save")
        assert "is a phrasing of" in text(first)
        assert disabled(first) == {"Save"}
        assert town.item("rye-share")["phrasings"][1] != "dark loaves"


async def test_a_preview_of_what_somebody_saved_meanwhile_comes_again_with_what_changed(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await save(town, town.dana, "rye-share", question="How much rye is it?", answer="40% in all.")
        await town.casey.click(preview, label="Save")
        assert "nothing is saved yet" in text(preview)
        assert "+ question: How much rye is it?" in text(preview)
        assert "Both of you changed: answer" in text(preview)
        assert town.item("rye-share")["answer"] == "40% in all."
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."
        assert town.item("rye-share")["question"] == "How much rye is it?"


async def test_an_entry_that_was_removed_meanwhile_can_be_brought_back_by_its_form(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.dana, "rye-share")
        removal = (await town.casey.slash(town.channel, "qa remove", item="rye-share")).response
        await town.casey.click(removal, label="Save")
        preview = (await fill(town.dana, form, answer="It is 40%.")).response
        assert "### Add `rye-share`" in text(preview)
        assert "**Somebody removed it meanwhile.**" in text(preview)
        await town.dana.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."
        assert town.item("rye-share")["question"] == RYE


async def test_the_answer_that_two_gave_alike_is_nothing_left_to_do(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.dana, "rye-share")
        await save(town, town.casey, "rye-share", answer="It is 40%.")
        preview = (await fill(town.dana, form, answer="It is 40%.")).response
        assert "**Nothing changes.**" in text(preview)
        assert disabled(preview) == {"Save"}


async def test_a_form_that_was_opened_before_a_change_by_hand_is_put_on_top_of_it(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        form = await town.form(town.casey, "rye-share")
        await town.write(WRITTEN, f"{WRITTEN}      - share of rye  # by hand\n")
        preview = (await fill(town.casey, form, answer="It is 40%.")).response
        assert "+ phrasings: share of rye" in text(preview)
        await town.casey.click(preview, label="Save")
        by_hand = QA.replace(WRITTEN, f"{WRITTEN}      - share of rye  # by hand\n")
        assert town.text_of() == by_hand.replace(
            "40% of it, and 3 million loaves were sold in 2021.", "It is 40%."
        )


async def test_a_change_by_hand_that_was_not_noticed_yet_is_not_overwritten(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        by_hand = QA.replace(RYE, "How much rye?")
        (town.folder / "qa.yaml").write_text(by_hand)
        late = await town.casey.click(preview, label="Save")
        assert "Nothing was changed" in read_notice(late)
        assert town.text_of() == by_hand
        await town.client.curating.look()
        await town.client.curating.look()
        await town.casey.click(preview, label="Save")
        assert "**Somebody changed it meanwhile.**" in text(preview)
        await town.casey.click(preview, label="Save")
        assert town.text_of().count("It is 40%.") == 1
        assert "How much rye?" in town.text_of()


async def test_a_file_that_was_broken_by_hand_is_not_overwritten(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await town.write("answer: 40%", "answr: 40%")
        broken = town.text_of()
        assert "Nothing was changed" in read_notice(await town.casey.click(preview, label="Save"))
        assert town.text_of() == broken


@pytest.mark.parametrize(("minutes", "is_said"), [(1, True), (59, True), (61, False)])
async def test_a_form_says_that_somebody_else_has_one_open(tmp_path, minutes, is_said):
    # Written every two seconds, the log would be written a thousand times in that hour.
    async with open_town(tmp_path, log_seconds=3_600) as town:
        await town.form(town.casey, "rye-share")
        await town.env.advance_time(minutes * 60)
        hint = inputs(await town.form(town.dana, "rye-share"))["question"]["hint"] or ""
        assert ("Somebody else has a form open" in hint) is is_said
        assert len(hint) <= 100


async def test_a_form_says_nothing_of_ones_own_or_of_other_items_or_of_what_is_over(tmp_path):
    async with open_town(tmp_path) as town:
        await save(town, town.casey, "rye-share", answer="It is 40%.")
        await town.form(town.dana, "rye-share")
        await town.form(town.casey, "shop-count")
        again = await town.form(town.dana, "rye-share")
        assert inputs(again)["question"]["hint"] is None


async def test_forms_of_one_preview_do_not_undo_each_other(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        change = await town.casey.click(preview, label="Change")
        await press(town.casey, preview, "Topic and links", related="")
        await fill(town.casey, change, question="How much rye?")
        await town.casey.click(preview, label="Save")
        saved = town.item("rye-share")
        assert (saved["question"], saved["answer"], saved.get("related")) == (
            "How much rye?",
            "It is 40%.",
            None,
        )


async def test_what_is_saved_is_over_for_every_other_button_of_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        change = await town.casey.click(preview, label="Change")
        await town.casey.click(preview, label="Save")
        assert "That edit is over" in read_notice(await fill(town.casey, change, answer="It is 41%."))
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_what_somebody_changed_meanwhile_is_whole_in_a_file_where_it_does_not_fit(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.dana, "rye-share")
        ways = [f"a rather long way, number {at}, to ask for the share of rye" for at in range(12)]
        await save(town, town.casey, "rye-share", phrasings="\n".join(ways))
        preview = (await fill(town.dana, form, answer="It is 40%.")).response
        assert "-# Not all of it fits here: all that changes is in `changes.txt`." in text(preview)
        meanwhile, yours = (await read_changes_file(preview)).split("What changes:")
        assert [f"+ phrasings: {way}\n" in meanwhile for way in ways] == [True] * 12
        assert yours.endswith("\n+ answer: It is 40%.\n")
        # It is gone with what it was about.
        await press(town.dana, preview, "Change", answer="40% in all.")
        assert await read_changes_file(preview) is None
