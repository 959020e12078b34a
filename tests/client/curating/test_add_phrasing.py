"""*Add to Q&A*: a message becomes another way to ask an item."""

import pytest

from tests.client.curating.curating_town import disabled, field, fill, open_town, press, read_notice
from tests.client.town import components, text
from tests.packs import QA

ANOTHER, NEW = ":another", ":new"


async def offer(town, said):
    """Somebody says something, and a curator uses the menu on it; what is offered comes back."""
    message = await town.say(town.alice, said)
    return (await town.menu(town.casey, "Add to Q&A", message)).response


def options(message):
    """What can be picked."""
    return next(part["options"] for part in components(message) if "options" in part)


async def test_a_message_becomes_a_phrasing_of_the_item_that_is_picked(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "what share of the loaves is rye?")
        assert offered.ephemeral
        assert "what share of the loaves is rye?" in text(offered)
        choices = options(offered)
        assert choices[0] == choices[0] | {"label": "How much of the bread is rye?", "value": "rye-share"}
        assert [choice["value"] for choice in choices[-2:]] == [ANOTHER, NEW]
        assert len(choices) <= 25
        await town.casey.select(offered, ["rye-share"])
        assert "### Edit `rye-share`: nothing is saved yet" in text(offered)
        assert "+ phrasings: what share of the loaves is rye?" in text(offered)
        assert town.text_of() == QA
        await town.casey.click(offered, label="Save")
        assert town.item("rye-share")["phrasings"][-1] == "what share of the loaves is rye?"


async def test_a_message_may_ask_what_is_not_covered(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "what does one loaf cost today?")
        await town.casey.select(offered, ["prices"])
        await town.casey.click(offered, label="Save")
        assert town.item("prices", "not_covered")["phrasings"][-1] == "what does one loaf cost today?"


@pytest.mark.parametrize(
    "named", ["rye-share", " rye-share ", "How much of the bread is rye?", "is it wheat or rye mostly"]
)
async def test_another_item_is_named_by_its_id_or_in_words(tmp_path, named):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "gluten?")
        form = await town.casey.select(offered, [ANOTHER])
        await fill(town.casey, form, item=named)
        assert "### Edit `rye-share`" in text(offered)
        await town.casey.click(offered, label="Save")
        assert town.item("rye-share")["phrasings"][-1] == "gluten?"


async def test_what_names_no_item_is_refused_and_can_be_picked_again(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "gluten?")
        form = await town.casey.select(offered, [ANOTHER])
        assert "There is no item “xyzzy”" in read_notice(await fill(town.casey, form, item="xyzzy"))
        form = await town.casey.select(offered, [ANOTHER])
        await fill(town.casey, form, item="rye-share")
        assert "### Edit `rye-share`" in text(offered)


async def test_something_new_opens_the_form_of_an_entry_with_the_message_in_it(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "who owns the mill?")
        form = await town.casey.select(offered, [NEW])
        assert field(form.modal, "question") == "who owns the mill?"
        assert field(form.modal, "phrasings") == "who owns the mill?"
        await fill(town.casey, form, question="Who owns the mill?", answer="The bakery of Ghent.")
        assert "### Add `owns-mill`" in text(offered)
        await press(town.casey, offered, "Topic and links", topic="bread")
        await press(town.casey, offered, "Sources", source="article, 1")
        await town.casey.click(offered, label="Save")
        assert town.item("owns-mill")["phrasings"] == ["who owns the mill?"]


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
    async with open_town(tmp_path) as town:
        offered = await offer(town, said.format(bot=town.bot))
        form = await town.casey.select(offered, [ANOTHER])
        await fill(town.casey, form, item="rye-share")
        await town.casey.click(offered, label="Save")
        assert town.item("rye-share")["phrasings"][-1] == phrase


@pytest.mark.parametrize("said", ["<@1234567890>", "https://example.org", "<:rye:123456789>"])
async def test_a_message_without_words_is_refused(tmp_path, said):
    async with open_town(tmp_path) as town:
        message = await town.say(town.alice, said)
        used = await town.menu(town.casey, "Add to Q&A", message)
        assert "There is no text in that message that I can read." in town.refusal(used)


async def test_a_message_that_only_has_a_picture_is_refused(tmp_path):
    async with open_town(tmp_path) as town:
        card = await town.mention("rye percentage")
        used = await town.menu(town.casey, "Add to Q&A", card)
        assert "There is no text in that message" in town.refusal(used)


async def test_a_message_of_signs_alone_is_shown_to_have_no_words(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "?!*`|")
        form = await town.casey.select(offered, [ANOTHER])
        await fill(town.casey, form, item="rye-share")
        assert "has no words to match" in text(offered)
        assert disabled(offered) == {"Save"}


@pytest.mark.parametrize("said", ["why " * 1_000, "*`@_" * 999 + "rye", "黑麦" * 2_000])
async def test_a_message_of_four_thousand_characters_fits(tmp_path, said):
    async with open_town(tmp_path) as town:
        said = said[:4_000]
        offered = await offer(town, said)
        form = await town.casey.select(offered, [NEW])
        assert len(field(form.modal, "question")) == 80
        assert field(form.modal, "phrasings") == said.strip()
        form = await town.casey.select(offered, [ANOTHER])
        await fill(town.casey, form, item="rye-share")
        await town.casey.click(offered, label="Save")
        assert town.item("rye-share")["phrasings"][-1] == said.strip()


@pytest.mark.parametrize("said", ["rye percentage", "RYE  percentage?", "How much of the bread is rye?"])
async def test_a_message_that_is_a_phrasing_of_it_already_changes_nothing(tmp_path, said):
    async with open_town(tmp_path) as town:
        offered = await offer(town, said)
        await town.casey.select(offered, ["rye-share"])
        assert "**Nothing changes.**" in text(offered)


async def test_what_was_picked_before_a_restart_goes_on_after_it(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "gluten?")
        form = await town.casey.select(offered, [ANOTHER])
        await town.restart()
        await fill(town.casey, form, item="rye-share")
        assert "+ phrasings: gluten?" in text(offered)


async def test_an_item_that_is_gone_by_now_is_refused(tmp_path):
    async with open_town(tmp_path) as town:
        offered = await offer(town, "which part is rye?")
        removal = (await town.dana.slash(town.channel, "qa remove", item="rye-share")).response
        await town.dana.click(removal, label="Save")
        assert "There is no item “rye-share”" in read_notice(await town.casey.select(offered, ["rye-share"]))
