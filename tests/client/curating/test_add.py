"""A curator adds an item to the Q&A from inside Discord."""

import re

import pytest

from tests.client.curating.hall import disabled, field, fill, inputs, open_hall, press
from tests.client.town import text
from tests.packs import QA

ENTRY = {
    "question": "When did the bakery open?",
    "phrasings": "opening day of the bakery\nday of its first loaf",
    "answer": "It opened on May 31, 2017.",
}


async def add(hall, who=None, options=None, **values):
    """Somebody adds an item; the preview comes back."""
    who = who or hall.casey
    options = {"topic": "shops", "paragraph": "1", **(options or {})}
    return (await fill(who, await who.slash(hall.channel, "qa add", **options), **values)).response


async def test_an_entry_is_added_and_readers_get_it_at_once(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await add(hall, **ENTRY)
        assert "### Add `when-bakery-open`: nothing is saved yet" in text(preview)
        await hall.casey.click(preview, label="Save")
        assert text(preview) == "### Saved as revision 2\n`when-bakery-open`: served from now on."
        assert "It opened on May 31, 2017." in text(await hall.mention("opening day of the bakery")).replace(
            "\\", ""
        )


async def test_the_options_of_add_are_its_topic_and_source(tmp_path):
    async with open_hall(tmp_path) as hall:
        options = {"topic": "bread", "voice": "gazette", "status": "reported", "paragraph": "2"}
        values = {"question": "How many loaves?", "answer": "3 million were sold in 2021."}
        preview = await add(hall, options=options, **values)
        await hall.casey.click(preview, label="Save")
        added = hall.item("many-loaves")
        assert added["topic"] == "bread"
        assert added["source"] == {"voice": "gazette", "paragraph": 2, "status": "reported"}
        assert "phrasings" not in added


async def test_a_topic_or_a_paragraph_that_nobody_named_is_asked_for_and_never_guessed(tmp_path):
    async with open_hall(tmp_path) as hall:
        form = await hall.casey.slash(hall.channel, "qa add")
        preview = (await fill(hall.casey, form, **ENTRY)).response
        said = text(preview).replace("\\", "")
        assert "`topic` is missing: add it" in said
        assert "`paragraph` is missing: add it" in said
        assert disabled(preview) == {"Save"}
        await press(hall.casey, preview, "Topic and links", topic="shops")
        await press(hall.casey, preview, "Sources", source="article, 1")
        await hall.casey.click(preview, label="Save")
        added = hall.item("when-bakery-open")
        assert added["topic"] == "shops"
        assert added["source"] == {"voice": "article", "paragraph": 1, "status": "stated"}


async def test_a_question_that_the_article_does_not_answer_is_added(tmp_path):
    async with open_hall(tmp_path) as hall:
        form = await hall.casey.slash(hall.channel, "qa add", kind="not_covered")
        assert inputs(form)["answer"]["label"] == "Reply"
        preview = (
            await fill(
                hall.casey,
                form,
                question="Who bakes at night?",
                phrasings="night shift",
                answer="It does not say.",
            )
        ).response
        assert "Sources" not in text(preview)
        await press(hall.casey, preview, "Links", see="rye-share")
        await hall.casey.click(preview, label="Save")
        added = hall.item("bakes-at-night", "not_covered")
        assert added == {
            "id": "bakes-at-night",
            "question": "Who bakes at night?",
            "phrasings": ["night shift"],
            "reply": "It does not say.",
            "see": ["rye-share"],
        }
        assert "It does not say" in text(await hall.mention("night shift"))


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
    async with open_hall(tmp_path) as hall:
        preview = await add(hall, question=question, answer="It says so.")
        found = re.search(r"### Add `([^`]*)`", text(preview))[1]
        assert re.fullmatch("[a-z0-9-]{1,40}", found)
        assert id is None or found == id
        await hall.casey.click(preview, label="Save")
        assert hall.item(found)["question"] == question


async def test_two_who_add_at_once_get_two_ids(tmp_path):
    async with open_hall(tmp_path) as hall:
        first = await add(hall, question="它有多少家店？", answer="It says so.")
        second = await add(hall, who=hall.dana, question="面包多少钱？", answer="It says so, too.")
        await hall.casey.click(first, label="Save")
        await hall.dana.click(second, label="Save")
        assert hall.item("item")["question"] == "它有多少家店？"
        assert hall.item("item-2")["question"] == "面包多少钱？"


async def test_the_form_of_a_new_item_is_empty_and_says_nothing_of_others(tmp_path):
    async with open_hall(tmp_path) as hall:
        for who in (hall.casey, hall.dana):
            form = await who.slash(hall.channel, "qa add")
            assert form.modal["title"] == "Add an item"
            assert {field(form.modal, name) for name in inputs(form)} == {""}
            assert inputs(form)["question"]["hint"] is None
            assert {name: each["required"] for name, each in inputs(form).items()} == {
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
    async with open_hall(tmp_path) as hall:
        preview = await add(hall, options=options, **ENTRY)
        assert said in text(preview).replace("\\", "").replace("`", "")
        assert disabled(preview) == {"Save"}
        await press(hall.casey, preview, button, **values)
        await hall.casey.click(preview, label="Save")
        assert hall.item("when-bakery-open")["answer"] == ENTRY["answer"]


async def test_nothing_is_written_before_it_is_saved(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await add(hall, **ENTRY)
        await hall.casey.click(preview, label="Cancel")
        assert hall.text_of() == QA
