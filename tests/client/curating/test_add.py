"""A curator adds an item to the Q&A from inside Discord."""

import re

import pytest

from tests.client.curating.curating_town import disabled, field, fill, inputs, open_town, press
from tests.client.town import text
from tests.packs import QA

ENTRY = {
    "question": "When did the bakery open?",
    "phrasings": "opening day of the bakery\nday of its first loaf",
    "answer": "It opened on May 31, 2017.",
}


async def add(town, who=None, options=None, **values):
    """Somebody adds an item; the preview comes back."""
    who = who or town.casey
    options = {"topic": "shops", "paragraph": "1", **(options or {})}
    return (await fill(who, await who.slash(town.channel, "qa add", **options), **values)).response


async def test_an_entry_is_added_and_readers_get_it_at_once(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await add(town, **ENTRY)
        assert "### Add `when-bakery-open`: nothing is saved yet" in text(preview)
        await town.casey.click(preview, label="Save")
        assert text(preview) == "### Saved as revision 2\n`when-bakery-open`: served from now on."
        assert "It opened on May 31, 2017." in text(await town.mention("opening day of the bakery")).replace(
            "\\", ""
        )


async def test_the_options_of_add_are_its_topic_and_source(tmp_path):
    async with open_town(tmp_path) as town:
        options = {"topic": "bread", "voice": "gazette", "status": "reported", "paragraph": "2"}
        values = {"question": "How many loaves?", "answer": "3 million were sold in 2021."}
        preview = await add(town, options=options, **values)
        await town.casey.click(preview, label="Save")
        added = town.item("many-loaves")
        assert added["topic"] == "bread"
        assert added["source"] == {"voice": "gazette", "paragraph": 2, "status": "reported"}
        assert "phrasings" not in added


async def test_a_topic_or_a_paragraph_that_nobody_named_is_asked_for_and_never_guessed(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.casey.slash(town.channel, "qa add")
        preview = (await fill(town.casey, form, **ENTRY)).response
        said = text(preview).replace("\\", "")
        assert "`topic` is missing: add it" in said
        assert "`paragraph` is missing: add it" in said
        assert disabled(preview) == {"Save"}
        await press(town.casey, preview, "Topic and links", topic="shops")
        await press(town.casey, preview, "Sources", source="article, 1")
        await town.casey.click(preview, label="Save")
        added = town.item("when-bakery-open")
        assert added["topic"] == "shops"
        assert added["source"] == {"voice": "article", "paragraph": 1, "status": "stated"}


async def test_a_question_that_the_article_does_not_answer_is_added(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.casey.slash(town.channel, "qa add", kind="not_covered")
        assert inputs(form)["answer"]["label"] == "Reply"
        preview = (
            await fill(
                town.casey,
                form,
                question="Who bakes at night?",
                phrasings="night shift",
                answer="It does not say.",
            )
        ).response
        assert "Sources" not in text(preview)
        await press(town.casey, preview, "Links", see="rye-share")
        await town.casey.click(preview, label="Save")
        added = town.item("bakes-at-night", "not_covered")
        assert added == {
            "id": "bakes-at-night",
            "question": "Who bakes at night?",
            "phrasings": ["night shift"],
            "reply": "It does not say.",
            "see": ["rye-share"],
        }
        assert "It does not say" in text(await town.mention("night shift"))


@pytest.mark.parametrize(
    ("question", "id"),
    [
        ("When did the bakery open?", "when-bakery-open"),
        ("它有多少家店？", "item"),
        ("How many shops, by the 2nd of May?", "many-shops-by-2-may"),
        ("`Rye` *share*?", "rye-share-2"),
        ("Shop count!", "shop-count-2"),
        ("Prices", "prices-2"),
        ("Is the what of it?", "it"),
        ("x" * 80, None),
        ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen"[:80], None),
    ],
)
async def test_the_id_is_made_from_the_question(tmp_path, question, id):
    async with open_town(tmp_path) as town:
        preview = await add(town, question=question, answer="It says so.")
        new_id = re.search(r"### Add `([^`]*)`", text(preview))[1]
        assert re.fullmatch("[a-z0-9-]{1,40}", new_id)
        assert id is None or new_id == id
        await town.casey.click(preview, label="Save")
        assert town.item(new_id)["question"] == question


async def test_two_who_add_at_once_get_two_ids(tmp_path):
    async with open_town(tmp_path) as town:
        first = await add(town, question="它有多少家店？", answer="It says so.")
        second = await add(town, who=town.dana, question="面包多少钱？", answer="It says so, too.")
        await town.casey.click(first, label="Save")
        await town.dana.click(second, label="Save")
        assert town.item("item")["question"] == "它有多少家店？"
        assert town.item("item-2")["question"] == "面包多少钱？"


async def test_the_form_of_a_new_item_is_empty_and_says_nothing_of_others(tmp_path):
    async with open_town(tmp_path) as town:
        for who in (town.casey, town.dana):
            form = await who.slash(town.channel, "qa add")
            assert form.modal["title"] == "Add an item"
            assert {field(form.modal, name) for name in inputs(form)} == {""}
            assert inputs(form)["question"]["hint"] is None
            assert {name: sent_field["required"] for name, sent_field in inputs(form).items()} == {
                "question": True,
                "phrasings": False,
                "answer": True,
                "why": False,
            }


@pytest.mark.parametrize(
    ("options", "said", "button", "values"),
    [
        (
            {"topic": "bred"},
            "there is no topic bred; did you mean bread?",
            "Topic and links",
            {"topic": "bread"},
        ),
        ({"topic": "x" * 60}, "there is no topic", "Topic and links", {"topic": "bread"}),
        ({"voice": "gazete"}, "there is no voice gazete", "Sources", {"source": "gazette, 1, reported"}),
        ({"paragraph": "nine"}, "nine is no paragraph number", "Sources", {"source": "article, 1"}),
        ({"status": "shouted"}, "status", "Sources", {"source": "article, 1, announced"}),
    ],
)
async def test_a_wrong_option_costs_nothing_that_was_typed(tmp_path, options, said, button, values):
    async with open_town(tmp_path) as town:
        preview = await add(town, options=options, **ENTRY)
        assert said in text(preview).replace("\\", "").replace("`", "")
        assert disabled(preview) == {"Save"}
        await press(town.casey, preview, button, **values)
        await town.casey.click(preview, label="Save")
        assert town.item("when-bakery-open")["answer"] == ENTRY["answer"]


async def test_nothing_is_written_before_it_is_saved(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await add(town, **ENTRY)
        await town.casey.click(preview, label="Cancel")
        assert town.text_of() == QA
