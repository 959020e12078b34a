"""What a curator is shown before a save, and that hostile items do not break it."""

import re

import pytest

from tests.client.curating.changes_file import read_changes_file
from tests.client.curating.curating_town import disabled, fill, open_town, press
from tests.client.curating.shortcuts import send
from tests.client.town import components, labels, text
from tests.packs import QA, changed

MARKUP = (
    "**bold** ~~gone~~ `code` ```\n# fence\n``` [link](https://example.org) <@2021> @everyone ||spoiler|| > "
)


def unescaped_text(message):
    """What a message says, without the escapes that keep markup from being rendered."""
    return text(message).replace("\\", "")


def check_fits(message):
    """The message keeps to Discord's limits, and every fence in it is closed."""
    parts = components(message)
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) <= 4_000
    for part in parts:
        fences = part.get("content", "").count("```")
        assert fences in (0, 2, 4), part
        assert fences == 0 or "```diff" in part["content"]


async def test_a_preview_shows_the_card_as_readers_will_see_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(
            town.casey, "rye-share", question="How much rye?", answer="It is 40%.\n\nNo more."
        )
        shown = unescaped_text(preview)
        assert "As readers will see it\n**How much rye?**\nIt is 40%.\n\nNo more.\n" in shown
        assert "¹ Reported by The Gazette · paragraph 2" in shown


async def test_a_preview_shows_the_difference_field_by_field(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await press(town.casey, preview, "Topic and links", related="", topic="shops")
        assert (
            "```diff\n- topic: bread\n+ topic: shops\n"
            "- answer: 40% of it, and 3 million loaves were sold in 2021.\n+ answer: It is 40%.\n"
            "- related: shop-count\n```"
        ) in text(preview)


async def test_a_preview_says_what_the_check_finds_and_did_not_find_before(tmp_path):
    async with open_town(tmp_path) as town:
        fine = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert "**What the check says**\nNothing against it." in text(fine)
        preview = await town.edit(town.casey, "rye-share", phrasings="rye percentage", answer="It is 41%.")
        assert "Error:** `rye-share`: “41%” does not stand in the paragraph it cites" in unescaped_text(
            preview
        )
        assert "Warning: `rye-share`: it has 1 phrasings" in unescaped_text(preview)
        assert disabled(preview) == {"Save"}


async def test_a_preview_shows_which_recent_questions_get_another_answer(tmp_path):
    async with open_town(tmp_path) as town:
        for question in ("who kneads at dawn?", "rye percentage", "thanks"):
            await town.mention(question)
        preview = await town.edit(town.casey, "rye-share", phrasings="who kneads at dawn\nrye percentage")
        assert "**Recent questions that something else comes of**\n- who kneads at dawn?: " in unescaped_text(
            preview
        )
        assert "→ answered `rye-share`" in unescaped_text(preview)
        assert "- rye percentage" not in unescaped_text(preview).split("**Recent questions")[1]


async def test_a_preview_of_what_changes_no_answer_says_so_and_counts_what_was_asked(tmp_path):
    async with open_town(tmp_path) as town:
        for question in ("rye percentage", "number of shops"):
            await town.mention(question)
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert "No stored phrasing and none of 2 recent questions gets another answer." in unescaped_text(
            preview
        )


async def test_a_preview_shows_what_competes_and_how_surely_the_item_is_found(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(
            town.casey,
            "rye-share",
            phrasings="rye percentage\npercentage of rye there\nhow many shops has the bakery in town",
        )
        assert (
            "- `rye-share` competes with `shop-count`: “how many shops has the bakery in town”"
            in unescaped_text(preview)
        )
        assert "- Asked in words it was not given, `rye-share` is found with " in unescaped_text(preview)
        assert "% confidence (a third of its phrasings taken out to try)." in unescaped_text(preview)


async def test_nothing_is_said_of_a_confidence_that_nobody_knows(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.casey.slash(town.channel, "qa add", topic="shops", paragraph="1")
        preview = (await fill(town.casey, form, question="Where is it?", answer="In Ghent.")).response
        assert "confidence" not in unescaped_text(preview)


async def test_nothing_is_said_of_a_confidence_that_stays(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert "**Impact**" in unescaped_text(preview)
        assert "confidence" not in unescaped_text(preview)


async def test_of_a_new_item_with_phrasings_there_is_only_how_surely_it_is_found_then(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.casey.slash(town.channel, "qa add", topic="shops", paragraph="1")
        ways = "in which city is the bakery\ncity of the bakery\nwhere does the bakery stand"
        values = {"question": "Where is the bakery?", "answer": "In Ghent.", "phrasings": ways}
        preview = (await fill(town.casey, form, **values)).response
        assert re.search(r"is found with \d+% confidence \(a third", unescaped_text(preview))


async def test_a_figure_is_named_as_it_was_typed(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is (5.6 million).")
        assert "`rye-share`: “5.6 million” does not stand in the paragraph it cites" in unescaped_text(
            preview
        )


async def test_small_talk_is_no_phrasing(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", phrasings="rye percentage\nThanks!")
        assert "Error:** `rye-share`: a phrasing “Thanks!” is small talk: whoever says it" in unescaped_text(
            preview
        )
        assert disabled(preview) == {"Save"}


STOLEN = "so the rye percentage"


async def test_taking_another_entrys_phrasing_needs_a_second_yes_and_is_recorded(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "shop-count", phrasings=STOLEN)
        assert "**Phrasings go astray**" in text(preview)
        assert "- “rye percentage” of `rye-share` would come to `shop-count`" in text(preview)
        assert "Nothing against it" not in text(preview)
        assert labels(preview)[:3] == ["Save all the same", "Change", "Cancel"]
        assert "Save" not in labels(preview)
        assert town.text_of() == QA
        await town.casey.click(preview, label="Save all the same")
        assert "Saved as revision 2" in text(preview)
        assert town.item("rye-share")["accepted_collisions"] == ["rye percentage"]
        assert town.item("shop-count")["phrasings"] == [STOLEN]
        # Both have it now, and both are shown.
        shown = text(await town.mention("rye percentage"))
        assert "It had 12 shops" in shown
        assert "40% of it" in shown


async def test_what_was_accepted_is_not_asked_again(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "shop-count", phrasings=STOLEN)
        await town.casey.click(preview, label="Save all the same")
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert "astray" not in text(preview)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "It is 40%."


async def test_a_yes_counts_for_nothing_where_it_is_put_right(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "shop-count", phrasings=STOLEN)
        await press(town.casey, preview, "Change", phrasings="share of shops")
        assert "Save" in labels(preview)
        assert "astray" not in text(preview)


async def test_an_edits_own_phrasing_that_goes_astray_is_recorded_in_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", phrasings="so the number of shops\nrye percentage")
        assert "- “so the number of shops” of `rye-share` would come to `shop-count`" in text(preview)
        await town.casey.click(preview, label="Save all the same")
        assert town.item("rye-share")["accepted_collisions"] == ["so the number of shops"]


async def test_what_goes_astray_only_since_the_preview_is_shown_before_it_is_saved(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "shop-count", phrasings="the share of rye")
        assert "Save" in labels(preview)
        other = await town.edit(town.dana, "rye-share", phrasings="so a share of rye")
        await town.dana.click(other, label="Save")
        await town.casey.click(preview, label="Save")
        assert "- “so a share of rye” of `rye-share` would come to `shop-count`" in text(preview)
        assert "accepted_collisions" not in town.text_of()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("markup", MARKUP * 10),
        ("fences", "```" * 500),
        ("backticks", "`" * 1_500),
        ("backslashes", "\\" * 1_500),
        ("stars", "*_~|" * 375),
        ("mentions", "@everyone @here <@&2021> <#2021> " * 40),
        ("invisible", "a\u200b\u200d\u202e" * 375),
        ("lines", "a\n" * 749),
        ("emoji", "🥖" * 1_500),
        ("headings", "# big\n-# small\n> quote\n- list\n" * 40),
    ],
)
async def test_an_answer_of_any_kind_is_text_and_fits(tmp_path, name, answer):
    answer = answer[:1_500].strip()
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer=answer, why=answer[:200])
        check_fits(preview)
        assert "**How much of the bread is rye?**" in text(preview)
        await town.casey.click(preview, label="Save")
        assert "Saved as revision 2" in text(preview)
        assert [line.rstrip() for line in town.item("rye-share")["answer"].splitlines()] == [
            line.rstrip() for line in answer.splitlines()
        ]


async def test_an_answer_that_is_as_long_as_it_may_be_is_shown_whole(tmp_path):
    answer = "So much can be said of rye that it takes a while. " * 29
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer=answer)
        assert answer.strip() in unescaped_text(preview)


SIGNS = "*`_~" * 14
RYE = (
    "rye percentage",
    "which part is made with rye flour",
    "is it mostly wheat or rye",
    "what goes into the dough",
    "do they bake dark loaves",
)
HOSTILE = "".join(f"      - {'@everyone ' * 3}*way* {at:03} of asking for rye\n" for at in range(500))


async def test_five_hundred_phrasings_fit(tmp_path):
    texts = changed(
        "qa.yaml", "      - rye percentage\n", HOSTILE.replace("- @", "- 'x @").replace(" rye\n", " rye'\n")
    )
    async with open_town(tmp_path, texts) as town:
        form = await town.form(town.casey, "rye-share")
        preview = (
            await fill(town.casey, form, more="\n".join(f"some {at} way" for at in range(12)))
        ).response
        check_fits(preview)
        removal = (await town.casey.slash(town.channel, "qa remove", item="rye-share")).response
        check_fits(removal)
        assert "and 504 other ways to ask it" in text(removal)


async def test_twenty_five_problems_fit_and_are_counted(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer=MARKUP * 10, why="*" * 200)
        await press(
            town.casey,
            preview,
            "Topic and links",
            related="\n".join(f"no-such-entry-{at}" for at in range(25)),
        )
        check_fits(preview)
        assert "… and 20 more" in text(preview)
        assert disabled(preview) == {"Save"}


async def test_everything_at_once_fits(tmp_path):
    async with open_town(tmp_path) as town:
        ways = [f"**the** `{at}` way ~~to~~ [ask] of (rye) @everyone {'*' * 30} oven{at}" for at in range(25)]
        for way in ways:
            await town.mention(way)
        form = await town.form(town.casey, "shop-count")
        other = await town.edit(town.dana, "shop-count", answer="`*_~" * 375)
        await town.dana.click(other, label="Save")
        stolen = [
            f"so the {phrasing}" for phrasing in ("rye percentage", "dough", "do they bake dark loaves")
        ]
        stolen += ["a price of bread", "it is expensive to buy there", "the cheap or dear"]
        preview = (
            await fill(
                town.casey, form, phrasings="\n".join((*stolen, *ways)), answer="*`_~" * 375, why="`*" * 100
            )
        ).response
        check_fits(preview)
        for part in (
            "meanwhile",
            "As readers",
            "What changes",
            "astray",
            "Recent questions",
            "Impact",
        ):
            assert part in text(preview)
        await town.casey.click(preview, label="Save all the same")
        assert "Saved as revision 3" in text(preview)


async def test_an_import_of_much_that_is_hostile_fits(tmp_path):
    qa = QA
    for phrasing in RYE:
        qa = qa.replace(f"- {phrasing}", f"- '{SIGNS}{phrasing}'")
    async with open_town(tmp_path, {"qa.yaml": qa}) as town:
        ways = [f"{SIGNS} way{at} to ask for rye{at}" for at in range(len(RYE))]
        for way in ways:
            await town.mention(way)
        figures = " ".join(map(str, range(1_000, 1_200)))
        source = "{voice: article, paragraph: 1, status: stated}"
        entries = "".join(
            f"  - id: a-new-entry-{at}-{'x' * 20}\n    topic: bread\n    question: New {at}?\n"
            f"    phrasings: ['{way}', '{SIGNS}so the {taken}']\n    answer: '{figures}'\n"
            f"    source: {source}\n"
            for at, (way, taken) in enumerate(zip(ways, RYE, strict=True))
        )
        preview = await send(
            town, ("qa.yaml", qa.replace("entries:\n", f"entries:\n{entries}")), why="`*" * 500
        )
        check_fits(preview)
        assert all(part in text(preview) for part in ("What the check says", "astray", "Recent questions"))
        assert disabled(preview) == {"Save all the same"}


async def test_a_yes_is_only_for_what_was_shown(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "shop-count", phrasings=f"{STOLEN}\nthe share of rye")
        assert "share of rye” of" not in text(preview)
        other = await town.edit(town.dana, "rye-share", phrasings="rye percentage\nso a share of rye")
        await town.dana.click(other, label="Save")
        await town.casey.click(preview, label="Save all the same")
        assert "nothing is saved yet" in text(preview)
        assert "- “so a share of rye” of `rye-share` would come to `shop-count`" in text(preview)
        assert "accepted_collisions" not in town.text_of()
        await town.casey.click(preview, label="Save all the same")
        assert town.item("rye-share")["accepted_collisions"] == ["rye percentage", "so a share of rye"]


async def test_a_long_answer_is_cut_in_the_difference_and_whole_in_the_file_and_stays_with_the_impact(
    tmp_path,
):
    answer = "So much can be said of rye that it takes a while. " * 29
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer=answer)
        assert "**Impact**" in text(preview)
        assert "more characters)" in text(preview)
        assert f"+ answer: {answer.strip()}\n" in await read_changes_file(preview)
        await press(town.casey, preview, "Change", answer="It is 40%.")
        assert await read_changes_file(preview) is None


async def test_what_fits_comes_without_a_file(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        assert await read_changes_file(preview) is None
        assert "changes.txt" not in text(preview)
        removal = (await town.casey.slash(town.channel, "qa remove", item="rye-share")).response
        assert await read_changes_file(removal) is None
        assert "It is linked from `shop-count`, `prices`: those links go, too." in text(removal)
