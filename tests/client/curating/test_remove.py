"""A curator removes an item of the Q&A from inside Discord."""

from tests.client.curating.hall import disabled, fill, open_hall
from tests.client.town import labels, text
from tests.packs import QA, changed


async def remove(hall, who, item, **options):
    """Somebody asks for an item to be removed; the preview comes back."""
    return (await who.slash(hall.channel, "qa remove", item=item, **options)).response


async def test_a_removal_shows_what_links_to_it_and_takes_the_links_out(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await remove(hall, hall.casey, "rye-share", why="wrong")
        assert "### Remove `rye-share`: nothing is saved yet" in text(preview)
        assert "It is linked from `shop-count`, `prices`" in text(preview)
        assert "- How much of the bread is rye?" in text(preview)
        assert "- related: rye-share" in text(preview)
        assert "- see: rye-share" in text(preview)
        assert "As readers will see it" not in text(preview)
        assert labels(preview) == ["Save", "Cancel"]
        assert hall.text_of() == QA
        await hall.casey.click(preview, label="Save")
        assert hall.item("rye-share") is None
        assert "related" not in hall.item("shop-count")
        assert "see" not in hall.item("prices", "not_covered")


async def test_a_removed_entry_is_gone_for_readers_at_once(tmp_path):
    async with open_hall(tmp_path) as hall:
        before = await hall.mention("How much of the bread is rye?")
        assert "40%" in text(before)
        await hall.casey.click(await remove(hall, hall.casey, "rye-share"), label="Save")
        assert "40%" not in text(await hall.mention("How much of the bread is rye?", hall.bob))
        late = await hall.alice.click(before, label="Source")
        assert "no longer in the Q&A" in text(late.response)


async def test_a_question_that_is_not_covered_is_removed(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await remove(hall, hall.casey, "prices", kind="not_covered")
        assert "linked from" not in text(preview)
        await hall.casey.click(preview, label="Save")
        assert hall.item("prices", "not_covered") is None
        assert "gives no prices" not in text(await hall.mention("price of bread"))


async def test_the_last_entry_cannot_be_removed(tmp_path):
    async with open_hall(tmp_path) as hall:
        await hall.casey.click(await remove(hall, hall.casey, "rye-share"), label="Save")
        preview = await remove(hall, hall.casey, "shop-count")
        assert "there are no entries" in text(preview)


async def test_links_made_while_it_was_previewed_are_taken_out_too(tmp_path):
    async with open_hall(tmp_path) as hall:
        await hall.casey.click(await remove(hall, hall.casey, "rye-share"), label="Cancel")
        form = await hall.form(hall.dana, "prices", kind="not_covered")
        other = (await fill(hall.dana, form, answer="No prices.")).response
        links = await hall.dana.click(other, label="Links")
        await fill(hall.dana, links, see="shop-count")
        await hall.dana.click(other, label="Save")

        preview = await remove(hall, hall.casey, "rye-share")
        form = await hall.form(hall.dana, "prices", kind="not_covered")
        other = (await fill(hall.dana, form, answer="No prices at all.")).response
        links = await hall.dana.click(other, label="Links")
        await fill(hall.dana, links, see="shop-count\nrye-share")
        await hall.dana.click(other, label="Save")

        await hall.casey.click(preview, label="Save")
        assert hall.item("rye-share") is None
        assert hall.item("prices", "not_covered")["see"] == ["shop-count"]
        assert hall.item("prices", "not_covered")["reply"] == "No prices at all."


async def test_what_was_changed_meanwhile_is_shown_before_it_goes(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await remove(hall, hall.casey, "rye-share")
        other = await hall.edit(hall.dana, "rye-share", answer="40% of it.")
        await hall.dana.click(other, label="Save")
        await hall.casey.click(preview, label="Save")
        assert "**Somebody changed it meanwhile.**" in text(preview)
        assert "+ answer: 40% of it." in text(preview)
        assert hall.item("rye-share") is not None
        await hall.casey.click(preview, label="Save")
        assert hall.item("rye-share") is None


async def test_what_somebody_else_removed_meanwhile_is_said_to_be_gone(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await remove(hall, hall.casey, "rye-share")
        await hall.dana.click(await remove(hall, hall.dana, "rye-share"), label="Save")
        await hall.casey.click(preview, label="Save")
        assert "### Remove `rye-share`" in text(preview)
        assert "**Somebody removed it meanwhile.**" in text(preview)
        assert "**Nothing changes.**" in text(preview)


async def test_a_reason_without_end_is_cut(tmp_path):
    async with open_hall(tmp_path) as probe:
        channel = probe.curators.id
    async with open_hall(tmp_path / "again", curator_channel=channel) as hall:
        preview = await remove(hall, hall.casey, "rye-share", why="@everyone `" * 500)
        await hall.casey.click(preview, label="Save")
        assert hall.item("rye-share") is None
        assert "everyone" in text(hall.curators.last_message)
        assert len(text(hall.curators.last_message)) < 1_000


LEANING = changed("qa.yaml", "The article gives no prices.", "It says that 3 million loaves were sold.")


async def test_an_item_that_leans_on_what_goes_is_named_before_any_warning(tmp_path):
    async with open_hall(tmp_path, LEANING) as hall:
        shown = text(await remove(hall, hall.casey, "rye-share")).replace("\\", "")
        check = shown.split("**What the check says**\n")[1].splitlines()
        assert check[0] == (
            "- **Error:** `prices`: it leans on this, and “3 million” would stand nowhere any more."
            " Change that item first: `/qa edit`."
        )
        assert check[1].startswith(
            "- Warning: `shop-count`: without the link to what goes, it has no `related`"
        )
        assert check[2].startswith("- Warning: `prices`: without the link to what goes, it has no `see`")


async def test_an_item_that_leans_on_a_source_that_moves_is_not_told_to_correct_itself(tmp_path):
    async with open_hall(tmp_path, LEANING) as hall:
        preview = await hall.edit(hall.casey, "rye-share", answer="It is rye.")
        source = await hall.casey.click(preview, label="Sources")
        await fill(hall.casey, source, source="article, 1, stated")
        assert "`prices`: it leans on this, and “3 million” would stand nowhere" in text(preview)
        assert disabled(preview) == {"Save"}


async def test_what_is_changed_itself_is_told_to_put_its_own_figures_right(tmp_path):
    async with open_hall(tmp_path, LEANING) as hall:
        form = await hall.form(hall.casey, "prices", kind="not_covered")
        preview = (await fill(hall.casey, form, answer="It says that 4 million loaves were sold.")).response
        assert "`prices`: “4 million” does not stand in the paragraph it cites" in text(preview)
        assert "leans on" not in text(preview)


async def test_a_removal_says_where_its_phrasings_would_come_to(tmp_path):
    more = changed("qa.yaml", "      - do they bake dark loaves\n", "      - loaf with rye, how much money\n")
    async with open_hall(tmp_path, more) as hall:
        await hall.mention("number of shops")
        shown = text(await remove(hall, hall.casey, "rye-share"))
        assert "- Its 6 ways to be asked lose their answer: 1 would come to `prices`, the others to" in shown
        assert "No stored phrasing" not in shown
        assert "competes with" not in shown
        assert "confidence" not in shown
