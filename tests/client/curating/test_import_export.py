"""The files out of Discord and back in: to the byte, all of them or none, nothing overwritten."""

import pytest

from bot.core.pack.limits import MAX_FILE
from bot.store.pack_files.loader import FILES, load_pack
from tests.client.curating.changes_file import qa_with_more_entries, read_changes_file
from tests.client.curating.curating_town import open_town
from tests.client.curating.shortcuts import changes, edit, files, history, is_off, save, send
from tests.client.town import text
from tests.packs import ARTICLE, QA, TIMELINE

NEW_QA = QA.replace("40% of it", "40 percent of it")
NEW_TIMELINE = TIMELINE.replace("The bakery opens", "The bakery begins")
NEW_ARTICLE = ARTICLE.replace("of Ghent", "in Ghent")
CHANGED = {"qa.yaml": NEW_QA, "timeline.yaml": NEW_TIMELINE, "article.yaml": NEW_ARTICLE}


@pytest.mark.parametrize(
    "qa", [QA, "\ufeff" + QA.replace("\n", "\r\n"), QA + "# the end, without a line end"]
)
async def test_an_export_is_the_three_files_to_the_byte(tmp_path, qa):
    async with open_town(tmp_path) as town:
        (town.folder / "qa.yaml").write_bytes(qa.encode())
        await town.restart()
        sent = (await town.casey.slash(town.channel, "qa export")).response
        assert sent.ephemeral
        assert {file.filename: await file.read() for file in sent.attachments} == files(town)
        assert [file.filename for file in sent.attachments] == list(FILES)


async def test_an_export_has_what_was_saved_last(tmp_path):
    async with open_town(tmp_path) as town:
        await edit(town, answer="40% of it.")
        sent = (await town.casey.slash(town.channel, "qa export")).response
        assert {file.filename: await file.read() for file in sent.attachments} == files(town)
        assert b"answer: 40% of it.\n" in files(town)["qa.yaml"]


@pytest.mark.parametrize(
    "names",
    [
        ("qa.yaml",),
        ("timeline.yaml",),
        ("article.yaml", "qa.yaml"),
        ("timeline.yaml", "qa.yaml", "article.yaml"),
    ],
)
async def test_an_import_is_previewed_and_then_saved_to_the_byte(tmp_path, names):
    async with open_town(tmp_path) as town:
        before = files(town)
        preview = await send(town, *((name, CHANGED[name]) for name in names), why="a new edition")
        assert text(preview).startswith("### Import: nothing is saved yet\n-# Why: a new edition")
        assert files(town) == before

        await save(town, preview)
        expected = {**before, **{name: CHANGED[name].encode() for name in names}}
        assert files(town) == expected
        if "qa.yaml" in names:
            assert "40 percent" in text(await town.mention("rye percentage"))
        assert f"import, <@{town.casey.id}>) " in await history(town)
        assert (await history(town)).splitlines()[1].endswith(": a new edition")


async def test_an_import_shows_what_changes_entry_by_entry(tmp_path):
    qa = NEW_QA.replace("  - id: prices", "  - id: cost").replace("      - number of shops\n", "")
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", qa))
        said = text(preview)
        assert "@ shop-count\n- phrasings: number of shops" in said
        assert "@ rye-share\n- answer: 40% of it" in said
        assert "+ answer: 40 percent of it" in said
        assert "- prices" in said
        assert "+ cost" in said
        await save(town, preview)
        known = load_pack(town.folder).knowledge
        assert [*known.entries, *known.not_covered] == ["shop-count", "rye-share", "cost"]
        line = (await history(town)).splitlines()[1]
        assert line.endswith("`prices`, `shop-count`, `rye-share`, `cost`")
        assert "@ shop-count" in await changes(town, 2)


async def test_an_import_of_another_file_alone_shows_what_changes_in_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("timeline.yaml", NEW_TIMELINE))
        lines = "```diff\n@ event opening\n- title: The bakery opens\n+ title: The bakery begins\n```"
        assert f"**What changes**\n{lines}\n**What the check says**" in text(preview)
        assert await read_changes_file(preview) is None
        await save(town, preview)
        assert lines in await changes(town, 2)


async def test_an_import_of_all_files_shows_what_changes_in_each_and_so_does_the_history(tmp_path):
    article = NEW_ARTICLE.replace("bread: Bread}", "bread: Breads}").replace("store, branch", "branch")
    article = article.replace("40% of its bread", "40 percent of its bread")
    async with open_town(tmp_path) as town:
        sent = {"qa.yaml": NEW_QA, "timeline.yaml": NEW_TIMELINE, "article.yaml": article}
        preview = await send(town, *sent.items())
        shown = [
            "@ rye-share\n- answer: 40% of it, and",
            "@ event opening\n- title: The bakery opens\n+ title: The bakery begins",
            "@ article\n- title: The bakery of Ghent\n+ title: The bakery in Ghent",
            "- topic bread: Bread\n+ topic bread: Breads",
            "- paragraph 2: The Gazette reports that 40% of its bread is …",
            "+ paragraph 2: The Gazette reports that 40 percent of its bread is …",
            "- synonyms: shop, store, branch office\n+ synonyms: shop, branch office",
        ]
        assert [line for line in shown if line not in text(preview)] == []
        assert "changes.txt" not in text(preview)
        await save(town, preview)
        difference = await changes(town, 2)
        assert [line for line in shown if line not in difference] == []


async def test_a_file_that_changes_in_remarks_alone_is_named(tmp_path):
    async with open_town(tmp_path) as town:
        sent = (("qa.yaml", NEW_QA), ("timeline.yaml", f"# What happened.\n{TIMELINE}"))
        preview = await send(town, *sent)
        said = "In timeline.yaml, only remarks, layout or order."
        assert said in text(preview)
        await save(town, preview)
        assert said in await changes(town, 2)


async def test_a_difference_that_no_message_holds_comes_whole_in_a_file(tmp_path):
    async with open_town(tmp_path, {"qa.yaml": qa_with_more_entries("as it was", 40)}) as town:
        await edit(town, "e33", answer="Curated since the export.")
        preview = await send(
            town, ("qa.yaml", qa_with_more_entries("as imported", 40)), ("timeline.yaml", NEW_TIMELINE)
        )
        assert "-# Not all of it fits here: all that changes is in `changes.txt`." in text(preview)
        listed = (await read_changes_file(preview)).splitlines()
        at = listed.index("@ e33")
        assert listed[at + 1 : at + 3] == [
            "- answer: Curated since the export.",
            "+ answer: A text as imported, one that fills a line of the difference.",
        ]
        assert [line for line in listed if line.startswith("@ e")] == [
            *(f"@ e{at}" for at in range(40)),
            "@ event opening",
        ]
        saved = await save(town, preview)
        assert await read_changes_file(saved) is None
        listed = (await town.casey.slash(town.channel, "qa history")).response
        shown = (await town.casey.select(listed, ["3"])).response
        assert "all that changes is in `changes.txt`" in text(shown)
        assert "@ e39\n" in await read_changes_file(shown)


async def test_the_file_goes_with_the_preview(tmp_path):
    async with open_town(tmp_path, {"qa.yaml": qa_with_more_entries("as it was", 40)}) as town:
        preview = await send(town, ("qa.yaml", qa_with_more_entries("as imported", 40)))
        assert await read_changes_file(preview) is not None
        await town.casey.click(preview, label="Cancel")
        assert text(preview) == "Cancelled. Nothing was changed."
        assert await read_changes_file(preview) is None


async def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_kept_to_the_byte(tmp_path):
    sent = ("\ufeff" + NEW_QA.replace("\n", "\r\n")).encode()
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", sent))
        assert "+ answer: 40 percent of it" in text(preview)
        await save(town, preview)
        assert files(town)["qa.yaml"] == sent
        # And an edit of it changes one line alone.
        await edit(town, answer="40% of it.")
        assert files(town)["qa.yaml"] == sent.replace(
            b"40 percent of it, and 3 million loaves were sold in 2021.", b"40% of it."
        )


async def test_what_is_there_already_changes_nothing_and_cannot_be_saved(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", QA), ("article.yaml", ARTICLE))
        assert "**Nothing changes.**" in text(preview)
        assert is_off(preview, "Save")


BAD_QA = QA.replace("topic: bread", "topic: braed").replace("related: [rye-share]", "related: [rye]")
BAD_TIMELINE = TIMELINE.replace("paragraph: 1", "paragraph: 9")


async def test_one_bad_file_changes_nothing_and_every_problem_is_listed_with_file_and_line(tmp_path):
    async with open_town(tmp_path) as town:
        before = files(town)
        refused = await send(
            town, ("qa.yaml", BAD_QA), ("timeline.yaml", BAD_TIMELINE), ("article.yaml", NEW_ARTICLE)
        )
        said = refused.content.replace("\\", "").splitlines()
        assert said[0] == "Nothing was changed: what you sent does not load."
        lines = {
            name: text.splitlines() for name, text in (("qa.yaml", BAD_QA), ("timeline.yaml", BAD_TIMELINE))
        }
        wrong = [
            ("qa.yaml", "related: [rye]"),
            ("qa.yaml", "topic: braed"),
            ("timeline.yaml", "paragraph: 9"),
        ]
        places = [
            f"{file}:{next(at for at, line in enumerate(lines[file], 1) if words in line)} "
            for file, words in wrong
        ]
        assert [f"{line.split()[0]} " for line in said[1:]] == places
        assert files(town) == before
        assert "Revision 2" not in await history(town)


async def test_problems_that_no_message_holds_come_in_a_file(tmp_path):
    items = "".join(f"  - id: more-{number}\n    question: Is it {number}?\n" for number in range(60))
    async with open_town(tmp_path) as town:
        refused = await send(town, ("qa.yaml", QA + items))
        assert len(refused.content) <= 2_000
        (attached,) = refused.attachments
        listed = (await attached.read()).decode().splitlines()
        assert attached.filename == "problems.txt"
        assert all(any(f"(more-{number})" in line for line in listed) for number in range(60))
        assert all(line.startswith("qa.yaml:") for line in listed)


async def test_of_more_than_a_hundred_problems_the_first_are_listed_and_the_others_counted(tmp_path):
    async with open_town(tmp_path) as town:
        refused = await send(town, ("qa.yaml", "entries:\n" + "- {}\n" * 100))
        (attached,) = refused.attachments
        *listed, rest = (await attached.read()).decode().splitlines()
        assert len(listed) == 100
        assert rest == "and 400 more problems"


async def test_an_import_that_is_far_too_much_is_one_sentence_and_what_was_good_serves_on(tmp_path):
    async with open_town(tmp_path) as town:
        before = files(town)
        refused = await send(town, ("qa.yaml", "entries:\n" + "- a\n" * 1_237_500))
        assert refused.content.replace("\\", "") == (
            "Nothing was changed: what you sent does not load.\n"
            "qa.yaml:20002: this list has more than 20,000 items, and no list may: take some out"
        )
        assert refused.ephemeral
        assert files(town) == before
        assert "3 million loaves" in text(await town.mention("rye percentage"))


async def test_an_import_that_takes_away_what_another_file_needs_is_refused(tmp_path):
    async with open_town(tmp_path) as town:
        before = files(town)
        refused = await send(town, ("timeline.yaml", TIMELINE.replace("id: opening", "id: begin")))
        assert "there is no event `opening`" in refused.content.replace("\\", "")
        assert files(town) == before
        # With the file that needs it, it is one change.
        preview = await send(
            town,
            ("timeline.yaml", TIMELINE.replace("id: opening", "id: begin")),
            ("qa.yaml", QA.replace("[opening]", "[begin]")),
        )
        await save(town, preview)
        assert load_pack(town.folder).knowledge.entries["shop-count"].events == ("begin",)


LARGE = b"# " + b"x" * MAX_FILE
TOO_LARGE = (
    "the file has 10,000,002 bytes, and a pack's file has at most 10,000,000:"
    " take some out, or make two packs of it."
)
NO_FILE = "is no file of the pack: it has article.yaml, qa.yaml, timeline.yaml."
TWICE = [("qa.yaml", NEW_QA.encode()), ("qa.yaml", QA.encode())]
ONE_LARGE = [("qa.yaml", NEW_QA.encode()), ("article.yaml", LARGE)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([("notes.txt", b"hello")], f"“notes.txt” {NO_FILE}"),
        ([("QA.yaml", QA.encode())], f"“QA.yaml” {NO_FILE}"),
        (TWICE, "The same file is there twice: send each once."),
        ([("qa.yaml", LARGE)], f"qa.yaml: {TOO_LARGE}"),
        (ONE_LARGE, f"article.yaml: {TOO_LARGE}"),
        ([("qa.yaml", "id: é".encode("latin-1"))], "qa.yaml is not text in UTF-8: save it as UTF-8."),
        ([("qa.yaml", NEW_QA.encode("utf-16"))], "qa.yaml is not text in UTF-8: save it as UTF-8."),
    ],
)
async def test_what_cannot_be_imported_is_refused_and_nothing_changes(tmp_path, sent, said):
    async with open_town(tmp_path) as town:
        before = files(town)
        refused = await send(town, *sent)
        assert refused.content == said
        assert refused.ephemeral
        assert files(town) == before
        town.claim()


async def test_what_is_too_large_is_refused_before_it_is_read(tmp_path):
    async with open_town(tmp_path) as town:
        fetched = []

        async def fetch(url: str) -> bytes:
            fetched.append(url)
            return QA.encode()

        town.client.http.get_from_cdn = fetch
        await send(town, ("article.yaml", NEW_ARTICLE), ("qa.yaml", LARGE))
        assert fetched == []
        await send(town, ("qa.yaml", QA))
        assert len(fetched) == 1
        town.claim()


async def test_an_import_that_somebody_saved_over_is_shown_once_more_before_it_is_saved(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", NEW_QA))
        await edit(town, "shop-count", who=town.dana, answer="It had twelve shops.")
        after = files(town)
        notices = (await town.casey.click(preview, label="Save")).followups
        assert [text(notice) for notice in notices] == [
            "The Q&A was changed meanwhile, and nothing was saved. Look again at what would change now."
        ]
        assert files(town) == after
        assert "- answer: It had twelve shops." in text(preview)
        await save(town, preview)
        assert town.text_of() == NEW_QA


async def test_an_import_that_a_hand_edit_came_before_is_refused_and_overwrites_nothing(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("timeline.yaml", NEW_TIMELINE))
        (town.folder / "qa.yaml").write_text(QA + "# by hand\n")
        after = files(town)
        refused = (await town.casey.click(preview, label="Save")).followups
        assert refused[0].content.startswith("Nothing was changed: the files are no longer what")
        assert files(town) == after


async def test_an_import_previewed_before_a_restart_is_saved_after_it(tmp_path):
    async with open_town(tmp_path) as town:
        preview = await send(town, ("qa.yaml", NEW_QA))
        await town.restart()
        # What it does is worked out anew, and shown before it is saved.
        shown = await save(town, preview)
        assert text(shown).startswith("### Import: nothing is saved yet")
        await save(town, shown)
        assert town.text_of() == NEW_QA
