"""A curator removes an item of the Q&A from inside Discord."""

from tests.client.curating.curating_town import disabled, fill, open_town
from tests.client.town import labels, text
from tests.packs import QA, changed


async def remove(town, who, item, **options):
    """Somebody asks for an item to be removed; the preview comes back."""
    return (await who.slash(town.channel, "qa remove", item=item, **options)).response


async def test_a_removal_shows_what_links_to_it_and_takes_the_links_out(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await remove(town, town.casey, "rye-share", why="wrong")
        assert "### Remove `rye-share`: nothing is saved yet" in text(preview)
        assert "It is linked from `shop-count`, `prices`" in text(preview)
        assert "- How much of the bread is rye?" in text(preview)
        assert "- related: rye-share" in text(preview)
        assert "- see: rye-share" in text(preview)
        assert "As readers will see it" not in text(preview)
        assert labels(preview) == ["Save", "Cancel"]
        assert town.text_of() == QA
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share") is None
        assert "related" not in town.item("shop-count")
        assert "see" not in town.item("prices", "not_covered")


async def test_a_removed_entry_is_gone_for_readers_at_once(tmp_path):
    async with open_town(tmp_path) as town:
        before = await town.mention("How much of the bread is rye?")
        assert "40%" in text(before)
        await town.casey.click(await remove(town, town.casey, "rye-share"), label="Save")
        assert "40%" not in text(await town.mention("How much of the bread is rye?", town.bob))
        late = await town.alice.click(before, label="Source")
        assert "no longer in the Q&A" in text(late.response)


async def test_a_question_that_is_not_covered_is_removed(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await remove(town, town.casey, "prices", kind="not_covered")
        assert "linked from" not in text(preview)
        await town.casey.click(preview, label="Save")
        assert town.item("prices", "not_covered") is None
        assert "gives no prices" not in text(await town.mention("price of bread"))


async def test_the_last_entry_cannot_be_removed(tmp_path):
    async with open_town(tmp_path) as town:
        await town.casey.click(await remove(town, town.casey, "rye-share"), label="Save")
        preview = await remove(town, town.casey, "shop-count")
        assert "there are no entries" in text(preview)


async def test_links_made_while_it_was_previewed_are_taken_out_too(tmp_path):
    async with open_town(tmp_path) as town:
        await town.casey.click(await remove(town, town.casey, "rye-share"), label="Cancel")
        form = await town.form(town.dana, "prices", kind="not_covered")
        other = (await fill(town.dana, form, answer="No prices.")).response
        links = await town.dana.click(other, label="Links")
        await fill(town.dana, links, see="shop-count")
        await town.dana.click(other, label="Save")

        preview = await remove(town, town.casey, "rye-share")
        form = await town.form(town.dana, "prices", kind="not_covered")
        other = (await fill(town.dana, form, answer="No prices at all.")).response
        links = await town.dana.click(other, label="Links")
        await fill(town.dana, links, see="shop-count\nrye-share")
        await town.dana.click(other, label="Save")

        await town.casey.click(preview, label="Save")
        assert town.item("rye-share") is None
        assert town.item("prices", "not_covered")["see"] == ["shop-count"]
        assert town.item("prices", "not_covered")["reply"] == "No prices at all."


async def test_what_was_changed_meanwhile_is_shown_before_it_goes(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await remove(town, town.casey, "rye-share")
        other = await town.edit(town.dana, "rye-share", answer="40% of it.")
        await town.dana.click(other, label="Save")
        await town.casey.click(preview, label="Save")
        assert "**Somebody changed it meanwhile.**" in text(preview)
        assert "+ answer: 40% of it." in text(preview)
        assert town.item("rye-share") is not None
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share") is None


async def test_what_somebody_else_removed_meanwhile_is_said_to_be_gone(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await remove(town, town.casey, "rye-share")
        await town.dana.click(await remove(town, town.dana, "rye-share"), label="Save")
        await town.casey.click(preview, label="Save")
        assert "### Remove `rye-share`" in text(preview)
        assert "**Somebody removed it meanwhile.**" in text(preview)
        assert "**Nothing changes.**" in text(preview)


async def test_a_reason_without_end_is_cut(tmp_path):
    async with open_town(tmp_path) as probe:
        channel = probe.curators.id
    async with open_town(tmp_path / "again", curator_channel=channel) as town:
        preview = await remove(town, town.casey, "rye-share", why="@everyone `" * 500)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share") is None
        assert "everyone" in text(town.curators.last_message)
        assert len(text(town.curators.last_message)) < 1_000


LEANING = changed("qa.yaml", "The article gives no prices.", "It says that 3 million loaves were sold.")


async def test_an_item_that_leans_on_what_goes_is_named_before_any_warning(tmp_path):
    async with open_town(tmp_path, LEANING) as town:
        shown = text(await remove(town, town.casey, "rye-share")).replace("\\", "")
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
    async with open_town(tmp_path, LEANING) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is rye.")
        source = await town.casey.click(preview, label="Sources")
        await fill(town.casey, source, source="article, 1, stated")
        assert "`prices`: it leans on this, and “3 million” would stand nowhere" in text(preview)
        assert disabled(preview) == {"Save"}


async def test_what_is_changed_itself_is_told_to_put_its_own_figures_right(tmp_path):
    async with open_town(tmp_path, LEANING) as town:
        form = await town.form(town.casey, "prices", kind="not_covered")
        preview = (await fill(town.casey, form, answer="It says that 4 million loaves were sold.")).response
        assert "`prices`: “4 million” does not stand in the paragraph it cites" in text(preview)
        assert "leans on" not in text(preview)


async def test_a_removal_says_where_its_phrasings_would_come_to(tmp_path):
    more = changed("qa.yaml", "      - do they bake dark loaves\n", "      - loaf with rye, how much money\n")
    async with open_town(tmp_path, more) as town:
        await town.mention("number of shops")
        shown = text(await remove(town, town.casey, "rye-share"))
        assert (
            "- Its 6 ways to be asked lose their answer: 1 would come to `shop-count`, 1 to `prices`" in shown
        )
        assert "No stored phrasing" not in shown
        assert "competes with" not in shown
        assert "confidence" not in shown
