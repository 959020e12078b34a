"""*Add to Q&A*: a message becomes another way to ask an item."""

import pytest

from tests.client.curating.hall import disabled, field, fill, open_hall, press, told
from tests.client.town import components, text
from tests.packs import QA

ANOTHER, NEW = ":another", ":new"


async def offer(hall, said):
    """Somebody says something, and a curator uses the menu on it; what is offered comes back."""
    message = await hall.say(hall.alice, said)
    return (await hall.menu(hall.casey, "Add to Q&A", message)).response


def options(message):
    """What can be picked."""
    return next(each["options"] for each in components(message) if "options" in each)


async def test_a_message_becomes_a_phrasing_of_the_item_that_is_picked(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "what share of the loaves is rye?")
        assert offered.ephemeral
        assert "what share of the loaves is rye?" in text(offered)
        found = options(offered)
        assert found[0] == found[0] | {"label": "How much of the bread is rye?", "value": "rye-share"}
        assert [each["value"] for each in found[-2:]] == [ANOTHER, NEW]
        assert len(found) <= 25
        await hall.casey.select(offered, ["rye-share"])
        assert "### Edit `rye-share`: nothing is saved yet" in text(offered)
        assert "+ phrasings: what share of the loaves is rye?" in text(offered)
        assert hall.text_of() == QA
        await hall.casey.click(offered, label="Save")
        assert hall.item("rye-share")["phrasings"][-1] == "what share of the loaves is rye?"


async def test_a_message_may_ask_what_is_not_covered(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "what does one loaf cost today?")
        await hall.casey.select(offered, ["prices"])
        await hall.casey.click(offered, label="Save")
        assert hall.item("prices", "not_covered")["phrasings"][-1] == "what does one loaf cost today?"


@pytest.mark.parametrize(
    "named", ["rye-share", " rye-share ", "How much of the bread is rye?", "is it wheat or rye mostly"]
)
async def test_another_item_is_named_by_its_id_or_in_words(tmp_path, named):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "gluten?")
        form = await hall.casey.select(offered, [ANOTHER])
        await fill(hall.casey, form, item=named)
        assert "### Edit `rye-share`" in text(offered)
        await hall.casey.click(offered, label="Save")
        assert hall.item("rye-share")["phrasings"][-1] == "gluten?"


async def test_what_names_no_item_is_refused_and_can_be_picked_again(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "gluten?")
        form = await hall.casey.select(offered, [ANOTHER])
        assert "There is no item “xyzzy”" in told(await fill(hall.casey, form, item="xyzzy"))
        form = await hall.casey.select(offered, [ANOTHER])
        await fill(hall.casey, form, item="rye-share")
        assert "### Edit `rye-share`" in text(offered)


async def test_something_new_opens_the_form_of_an_entry_with_the_message_in_it(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "who owns the mill?")
        form = await hall.casey.select(offered, [NEW])
        assert field(form.modal, "question") == "who owns the mill?"
        assert field(form.modal, "phrasings") == "who owns the mill?"
        await fill(hall.casey, form, question="Who owns the mill?", answer="The bakery of Ghent.")
        assert "### Add `owns-mill`" in text(offered)
        await press(hall.casey, offered, "Topic and links", topic="bread")
        await press(hall.casey, offered, "Sources", source="article, 1")
        await hall.casey.click(offered, label="Save")
        assert hall.item("owns-mill")["phrasings"] == ["who owns the mill?"]


@pytest.mark.parametrize(
    ("said", "phrase"),
    [
        ("{bot} is rye   in\nthe loaf?", "is rye in the loaf?"),
        ("is <@1234567890> baking rye?", "is baking rye?"),
        ("is @everyone **baking** `rye`?", "is @everyone **baking** `rye`?"),
        ("```\nrye?\n``` <#12345> https://example.org/x", "``` rye? ```"),
        ("r\u200bye loaf?", "r\u200bye loaf?"),
        ("黑麦面包有多少？", "黑麦面包有多少？"),
        ("- rye: yes or no # really?", "- rye: yes or no # really?"),
    ],
)
async def test_whatever_stands_in_a_message_is_text_without_mentions_and_links(tmp_path, said, phrase):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, said.format(bot=hall.bot))
        form = await hall.casey.select(offered, [ANOTHER])
        await fill(hall.casey, form, item="rye-share")
        await hall.casey.click(offered, label="Save")
        assert hall.item("rye-share")["phrasings"][-1] == phrase


@pytest.mark.parametrize("said", ["<@1234567890>", "https://example.org", "<:rye:123456789>"])
async def test_a_message_without_words_is_refused(tmp_path, said):
    async with open_hall(tmp_path) as hall:
        message = await hall.say(hall.alice, said)
        used = await hall.menu(hall.casey, "Add to Q&A", message)
        assert "There is no text in that message that I can read." in hall.refusal(used)


async def test_a_message_that_only_has_a_picture_is_refused(tmp_path):
    async with open_hall(tmp_path) as hall:
        card = await hall.mention("rye percentage")
        used = await hall.menu(hall.casey, "Add to Q&A", card)
        assert "There is no text in that message" in hall.refusal(used)


async def test_a_message_of_signs_alone_is_shown_to_have_no_words(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "?!*`|")
        form = await hall.casey.select(offered, [ANOTHER])
        await fill(hall.casey, form, item="rye-share")
        assert "has no words to match" in text(offered)
        assert disabled(offered) == {"Save"}


@pytest.mark.parametrize("said", ["why " * 1_000, "*`@_" * 999 + "rye", "黑麦" * 2_000])
async def test_a_message_of_four_thousand_characters_fits(tmp_path, said):
    async with open_hall(tmp_path) as hall:
        said = said[:4_000]
        offered = await offer(hall, said)
        form = await hall.casey.select(offered, [NEW])
        assert len(field(form.modal, "question")) == 80
        assert field(form.modal, "phrasings") == said.strip()
        form = await hall.casey.select(offered, [ANOTHER])
        await fill(hall.casey, form, item="rye-share")
        await hall.casey.click(offered, label="Save")
        assert hall.item("rye-share")["phrasings"][-1] == said.strip()


@pytest.mark.parametrize("said", ["rye percentage", "RYE  percentage?", "How much of the bread is rye?"])
async def test_a_message_that_is_a_phrasing_of_it_already_changes_nothing(tmp_path, said):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, said)
        await hall.casey.select(offered, ["rye-share"])
        assert "**Nothing changes.**" in text(offered)


async def test_what_was_picked_before_a_restart_goes_on_after_it(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "gluten?")
        form = await hall.casey.select(offered, [ANOTHER])
        await hall.restart()
        await fill(hall.casey, form, item="rye-share")
        assert "+ phrasings: gluten?" in text(offered)


async def test_an_item_that_is_gone_by_now_is_refused(tmp_path):
    async with open_hall(tmp_path) as hall:
        offered = await offer(hall, "which part is rye?")
        removal = (await hall.dana.slash(hall.channel, "qa remove", item="rye-share")).response
        await hall.dana.click(removal, label="Save")
        assert "There is no item “rye-share”" in told(await hall.casey.select(offered, ["rye-share"]))
