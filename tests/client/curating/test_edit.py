"""A curator changes an item of the Q&A from inside Discord."""

import pytest

from tests.client.curating.curating_town import (
    CHECKBOX,
    disabled,
    field,
    fill,
    inputs,
    open_town,
    press,
    read_notice,
    sent,
)
from tests.client.town import labels, text
from tests.packs import QA, changed

FIELD, TITLE, LABEL = 4_000, 45, 45


async def test_an_edit_is_previewed_and_saved_and_readers_get_it_at_once(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.", why="shorter")
        assert "nothing is saved yet" in text(preview)
        assert "Why: shorter" in text(preview)
        assert town.text_of() == QA
        await town.casey.click(preview, label="Save")
        assert "Saved as revision 2" in text(preview)
        assert "40% of it." in text(await town.mention("rye percentage"))
        assert town.text_of() == QA.replace(
            "40% of it, and 3 million loaves were sold in 2021.", "40% of it."
        )


async def test_a_form_holds_the_item_as_it_stands(tmp_path):
    async with open_town(tmp_path) as town:
        form = (await town.form(town.casey, "rye-share")).modal
        assert field(form, "question") == "How much of the bread is rye?"
        assert field(form, "phrasings").splitlines()[:2] == [
            "rye percentage",
            "which part is made with rye flour",
        ]
        assert field(form, "answer").startswith("40% of it, and")
        assert field(form, "why") == ""


async def test_a_question_that_is_not_covered_is_changed_in_the_same_way(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.casey, "prices", kind="not_covered")
        preview = (await fill(town.casey, form, answer="Nothing on prices.")).response
        await press(town.casey, preview, "Links", see="shop-count\nrye-share")
        await town.casey.click(preview, label="Save")
        saved = town.item("prices", "not_covered")
        assert (saved["reply"], saved["see"]) == ("Nothing on prices.", ["shop-count", "rye-share"])


async def test_every_form_fits_the_limits_of_discord(tmp_path):
    long = "a-very-long-id-that-has-forty-characters"
    texts = {"qa.yaml": QA.replace("rye-share", long)}
    async with open_town(tmp_path, texts) as town:
        form = await town.form(town.casey, long)
        preview = (await fill(town.casey, form, answer="40% of it.")).response
        opened = [
            await town.casey.click(preview, label=label)
            for label in ("Change", "Sources", "Topic and links", "Review and note")
        ]
        for opened_form in (form, *opened):
            assert 0 < len(opened_form.modal["title"]) <= TITLE
            assert len(opened_form.modal["components"]) <= 5
            for one_field in inputs(opened_form).values():
                assert len(one_field["label"]) <= LABEL
                assert one_field["type"] == CHECKBOX or one_field["max_length"] <= FIELD
                assert len(one_field.get("value") or "") <= one_field.get("max_length", 0)
        assert inputs(form)["question"]["max_length"] == 80
        assert inputs(form)["answer"]["max_length"] == 1_500
        assert inputs(form)["why"]["max_length"] == 200


@pytest.mark.parametrize(
    ("button", "values", "fields"),
    [
        (
            "Sources",
            {"source": "article, 2, stated"},
            {"source": {"voice": "article", "paragraph": 2, "status": "stated"}},
        ),
        (
            "Sources",
            {"source": "gazette, 2, Reported\n\n baker , 1 "},
            {
                "source": [
                    {"voice": "gazette", "paragraph": 2, "status": "reported"},
                    {"voice": "baker", "paragraph": 1, "status": "stated"},
                ]
            },
        ),
        (
            "Sources",
            {"source": "The Gazette, 2, reported\nthe article, 1"},
            {
                "source": [
                    {"voice": "gazette", "paragraph": 2, "status": "reported"},
                    {"voice": "article", "paragraph": 1, "status": "stated"},
                ]
            },
        ),
        ("Topic and links", {"related": ""}, {"related": None}),
        ("Topic and links", {"related": " shop-count,\n"}, {"related": ["shop-count"]}),
        ("Topic and links", {"topic": "SHOPS"}, {"topic": "shops"}),
        ("Topic and links", {"events": "opening"}, {"events": ["opening"]}),
        ("Topic and links", {"topic": "shops"}, {"topic": "shops"}),
        ("Topic and links", {"popular": True}, {"popular": True}),
        ("Review and note", {"review_by": "2027-05-01"}, {"review_by": "2027-05-01"}),
        (
            "Review and note",
            {"checked": "2026-01-01", "note": "Ask again.\nTwice."},
            {"note": "Ask again.\nTwice."},
        ),
    ],
)
async def test_sources_links_and_dates_have_forms_of_their_own(tmp_path, button, values, fields):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.")
        await press(town.casey, preview, button, **values)
        await town.casey.click(preview, label="Save")
        saved = town.item("rye-share")
        shown = {name: saved.get(name) for name in fields}
        assert {name: str(value) if name == "review_by" else value for name, value in shown.items()} == fields
        assert saved["answer"] == "40% of it."


@pytest.mark.parametrize(
    ("stands", "ticked", "left"),
    [("true", False, None), ("yes", True, "yes"), ("no", False, "no"), ("no", True, "true")],
)
async def test_what_is_popular_is_ticked_and_stands_as_it_stood_until_that_changes(
    tmp_path, stands, ticked, left
):
    texts = {"qa.yaml": QA.replace("popular: true", f"popular: {stands}")}
    async with open_town(tmp_path, texts) as town:
        preview = await town.edit(town.casey, "shop-count", answer="It had 12 shops in 2019.")
        form = await town.casey.click(preview, label="Topic and links")
        assert field(form.modal, "popular") is (stands in ("true", "yes"))
        await fill(town.casey, form, popular=ticked)
        await town.casey.click(preview, label="Save")
        assert (f"popular: {left}" if left else "popular") in town.text_of() or left is None
        assert ("popular" in town.text_of()) is (left is not None)


@pytest.mark.parametrize(
    ("button", "values", "said"),
    [
        ("Sources", {"source": "gazete, 2, reported"}, "there is no voice gazete; did you mean gazette?"),
        ("Sources", {"source": "gazette, 9, reported"}, "there is no paragraph 9"),
        ("Sources", {"source": "gazette"}, "paragraph is missing: add it"),
        ("Sources", {"source": "gazette, 2, reported, today"}, "reported, today"),
        ("Sources", {"source": "  "}, "source"),
        ("Topic and links", {"related": "no-such"}, "there is no entry no-such"),
        ("Topic and links", {"related": "rye-share"}, "it links to itself"),
        ("Topic and links", {"events": "opnening"}, "there is no event opnening; did you mean opening?"),
        ("Topic and links", {"topic": "bred"}, "there is no topic bred; did you mean bread?"),
        ("Review and note", {"review_by": "soon"}, "review_by"),
        ("Review and note", {"checked": "2026-02-30"}, "checked"),
        ("Change", {"question": " "}, "question"),
        ("Change", {"phrasings": "price of bread"}, "is a phrasing of rye-share too"),
        ("Change", {"answer": "It is 41%."}, "“41%” does not stand in the paragraph it cites"),
    ],
)
async def test_what_is_wrong_is_said_in_words_and_cannot_be_saved_and_is_put_right(
    tmp_path, button, values, said
):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.")
        right = sent((await town.casey.click(preview, label=button)).modal)
        await press(town.casey, preview, button, **values)
        assert said in text(preview).replace("\\", "").replace("`", "")
        assert "**Error:**" in text(preview)
        assert disabled(preview) == {"Save"}
        await press(town.casey, preview, button, **right)
        assert disabled(preview) == set()
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == "40% of it."


async def test_change_opens_the_form_again_with_what_was_typed(tmp_path):
    async with open_town(tmp_path) as town:
        typed = {
            "question": "How much rye?",
            "phrasings": "rye\nshare of rye",
            "answer": "40%.\n\nNo more.",
            "why": "new",
        }
        preview = await town.edit(town.casey, "rye-share", **typed)
        again = await town.casey.click(preview, label="Change")
        assert {name: field(again.modal, name) for name in typed} == typed


async def test_cancel_changes_nothing_and_is_the_end_of_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.")
        change = await town.casey.click(preview, label="Change")
        await town.casey.click(preview, label="Cancel")
        assert text(preview) == "Cancelled. Nothing was changed."
        assert labels(preview) == []
        late = await fill(town.casey, change)
        assert "That edit is over" in read_notice(late)
        assert town.text_of() == QA


async def test_a_form_sent_as_it_was_changes_nothing_and_offers_no_save(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await town.edit(town.casey, "rye-share")
        assert "**Nothing changes.**" in text(preview)
        assert disabled(preview) == {"Save"}


@pytest.mark.parametrize("style", ["|", ">"])
async def test_a_text_in_a_block_may_be_as_long_as_any(tmp_path, style):
    longest = ("Forty percent of it, as the paper had it. " * 40)[:1_499] + "."
    block = f"{style}\n      {longest}\n"
    texts = changed("qa.yaml", "40% of it, and 3 million loaves were sold in 2021.\n", block)
    async with open_town(tmp_path, texts) as town:
        form = await town.form(town.casey, "rye-share")
        assert field(form.modal, "answer") == longest


async def test_line_breaks_of_an_answer_can_be_changed(tmp_path):
    async with open_town(tmp_path) as town:
        answer = "40% of it, and\n3 million loaves were sold in 2021."
        preview = await town.edit(town.casey, "rye-share", answer=answer)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["answer"] == answer


@pytest.mark.parametrize(
    "answer",
    [
        "|\n      40% of it,\n      and 3 million loaves.\n",
        ">-\n      40% of it,\n      and 3 million loaves.\n",
        "'40%  of it, and 3 million loaves. '\n",
    ],
)
async def test_the_style_of_what_was_not_changed_stays(tmp_path, answer):
    texts = changed("qa.yaml", "40% of it, and 3 million loaves were sold in 2021.\n", answer)
    async with open_town(tmp_path, texts) as town:
        preview = await town.edit(town.casey, "rye-share", phrasings="rye percentage")
        await town.casey.click(preview, label="Save")
        assert answer in town.text_of()


async def test_the_spaces_of_a_phrasing_that_was_not_changed_stay(tmp_path):
    async with open_town(tmp_path, changed("qa.yaml", "- rye percentage", '- "rye   percentage "')) as town:
        preview = await town.edit(town.casey, "rye-share", answer="It is 40%.")
        await town.casey.click(preview, label="Save")
        assert '- "rye   percentage "' in town.text_of()


LINES = [f"how much rye is there in loaf {at:03} of the bakery of Ghent" for at in range(100)]


async def test_phrasings_that_do_not_fit_a_field_are_never_put_into_one(tmp_path):
    texts = changed("qa.yaml", "      - rye percentage\n", "".join(f"      - {line}\n" for line in LINES))
    async with open_town(tmp_path, texts) as town:
        form = await town.form(town.casey, "rye-share")
        fields = inputs(form)
        assert set(fields) == {"question", "more", "fewer", "answer", "why"}
        assert not fields["more"].get("value")
        assert not fields["fewer"].get("value")
        more, fewer = "rye percentage\ndo they bake dark loaves", f"{LINES[3].upper()}\nno such line"
        result = await fill(town.casey, form, more=more, fewer=fewer)
        preview = result.response
        assert text(result.followups[-1]) == "No phrasings of it, so not removed:\n- no such line"
        again = (await town.casey.click(preview, label="Change")).modal
        assert field(again, "more") == "rye percentage"
        assert field(again, "fewer") == LINES[3]
        await town.casey.click(preview, label="Save")
        kept = [line for line in LINES if line != LINES[3]]
        phrasings = town.item("rye-share")["phrasings"]
        assert phrasings[:99] == kept
        assert phrasings[99:] == [
            "which part is made with rye flour",
            "is it mostly wheat or rye",
            "what goes into the dough",
            "do they bake dark loaves",
            "rye percentage",
        ]


@pytest.mark.parametrize("broken", [r'"rye\nor wheat"', r'"rye\u2028or wheat"', r'"rye\x85or wheat"'])
async def test_a_phrasing_with_a_line_break_in_it_is_not_split(tmp_path, broken):
    texts = changed("qa.yaml", "- rye percentage", f"- {broken}")
    async with open_town(tmp_path, texts) as town:
        form = await town.form(town.casey, "rye-share")
        preview = (await fill(town.casey, form, more="one more way")).response
        await town.casey.click(preview, label="Save")
        assert f"- {broken}\n" in town.text_of()
        assert "one more way" in town.item("rye-share")["phrasings"]
        assert len(town.item("rye-share")["phrasings"]) == 6


async def test_a_phrasing_with_a_line_break_in_it_can_be_taken_out(tmp_path):
    async with open_town(tmp_path, changed("qa.yaml", "- rye percentage", r'- "rye\nor wheat"')) as town:
        form = await town.form(town.casey, "rye-share")
        preview = (await fill(town.casey, form, fewer="rye or wheat")).response
        await town.casey.click(preview, label="Save")
        assert len(town.item("rye-share")["phrasings"]) == 4


async def test_a_note_that_is_too_long_for_a_form_is_not_cut(tmp_path):
    note = "x" * (FIELD + 1)
    texts = changed("qa.yaml", "answer: 40%", f"note: {note}\n    answer: 40%")
    async with open_town(tmp_path, texts) as town:
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.")
        opened = await town.casey.click(preview, label="Review and note")
        assert "change that in the file" in read_notice(opened)
        await town.casey.click(preview, label="Save")
        assert town.item("rye-share")["note"] == note


async def test_a_save_leaves_one_line_in_the_curators_channel_with_undo(tmp_path):
    async with open_town(tmp_path, curator_channel=1) as probe:
        channel = probe.curators.id
    async with open_town(tmp_path / "again", curator_channel=channel) as town:
        assert town.curators.id == channel
        preview = await town.edit(town.casey, "rye-share", answer="40% of it.", why="shorter @everyone")
        await town.casey.click(preview, label="Save")
        assert len(town.curators.history()) == 1
        line = town.curators.last_message
        assert "**Revision 2**" in text(line)
        assert f"<@{town.casey.id}>" in text(line)
        assert "`rye-share`" in text(line)
        assert "shorter" in text(line)
        assert "\n" not in text(line)
        undo = (await town.dana.click(line, label="Undo")).response
        assert "Undo revision 2" in text(undo)
        await town.dana.click(undo, label="Save")
        assert town.text_of() == QA
        assert len(town.curators.history()) == 2


async def test_an_unknown_item_is_refused_in_words(tmp_path):
    async with open_town(tmp_path) as town:
        form = await town.form(town.casey, "no-such`**item")
        assert "There is no item" in town.refusal(form)
