"""A curator removes an item of the Q&A from inside Discord."""

from tests.client.curating.hall import fill, open_hall
from tests.client.town import labels, text
from tests.packs import QA


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
