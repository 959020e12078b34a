"""The files out of Discord and back in: to the byte, all of them or none, nothing overwritten."""

import pytest

from bot.client.curating.import_export import MAX_IMPORT
from bot.store.pack_files.loader import FILES, load_pack
from tests.client.curating.attached import attached, many
from tests.client.curating.hall import open_hall
from tests.client.curating.saves import changes, edit, files, history, is_off, save, send
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
    async with open_hall(tmp_path) as hall:
        (hall.folder / "qa.yaml").write_bytes(qa.encode())
        await hall.restart()
        sent = (await hall.casey.slash(hall.channel, "qa export")).response
        assert sent.ephemeral
        assert {each.filename: await each.read() for each in sent.attachments} == files(hall)
        assert [each.filename for each in sent.attachments] == list(FILES)


async def test_an_export_has_what_was_saved_last(tmp_path):
    async with open_hall(tmp_path) as hall:
        await edit(hall, answer="40% of it.")
        sent = (await hall.casey.slash(hall.channel, "qa export")).response
        assert {each.filename: await each.read() for each in sent.attachments} == files(hall)
        assert b"answer: 40% of it.\n" in files(hall)["qa.yaml"]


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
    async with open_hall(tmp_path) as hall:
        before = files(hall)
        preview = await send(hall, *((name, CHANGED[name]) for name in names), why="a new edition")
        assert text(preview).startswith("### Import: nothing is saved yet\n-# Why: a new edition")
        assert files(hall) == before

        await save(hall, preview)
        expected = {**before, **{name: CHANGED[name].encode() for name in names}}
        assert files(hall) == expected
        if "qa.yaml" in names:
            assert "40 percent" in text(await hall.mention("rye percentage"))
        assert f"import, <@{hall.casey.id}>) " in await history(hall)
        assert (await history(hall)).splitlines()[1].endswith(": a new edition")


async def test_an_import_shows_what_changes_entry_by_entry(tmp_path):
    qa = NEW_QA.replace("  - id: prices", "  - id: cost").replace("      - number of shops\n", "")
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("qa.yaml", qa))
        said = text(preview)
        assert "@ shop-count\n- phrasings: number of shops" in said
        assert "@ rye-share\n- answer: 40% of it" in said
        assert "+ answer: 40 percent of it" in said
        assert "- prices" in said
        assert "+ cost" in said
        await save(hall, preview)
        known = load_pack(hall.folder).knowledge
        assert [*known.entries, *known.not_covered] == ["shop-count", "rye-share", "cost"]
        line = (await history(hall)).splitlines()[1]
        assert line.endswith("`prices`, `shop-count`, `rye-share`, `cost`")
        assert "@ shop-count" in await changes(hall, 2)


async def test_an_import_of_another_file_alone_shows_what_changes_in_it(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("timeline.yaml", NEW_TIMELINE))
        lines = "```diff\n@ event opening\n- title: The bakery opens\n+ title: The bakery begins\n```"
        assert f"**What changes**\n{lines}\n**What the check says**" in text(preview)
        assert await attached(preview) is None
        await save(hall, preview)
        assert lines in await changes(hall, 2)


async def test_an_import_of_all_files_shows_what_changes_in_each_and_so_does_the_history(tmp_path):
    article = NEW_ARTICLE.replace("bread: Bread}", "bread: Breads}").replace("store, branch", "branch")
    article = article.replace("40% of its bread", "40 percent of its bread")
    async with open_hall(tmp_path) as hall:
        sent = {"qa.yaml": NEW_QA, "timeline.yaml": NEW_TIMELINE, "article.yaml": article}
        preview = await send(hall, *sent.items())
        shown = [
            "@ rye-share\n- answer: 40% of it, and",
            "@ event opening\n- title: The bakery opens\n+ title: The bakery begins",
            "@ article\n- title: The bakery of Ghent\n+ title: The bakery in Ghent",
            "- topic bread: Bread\n+ topic bread: Breads",
            "- paragraph 2: The Gazette reports that 40% of its bread is …",
            "+ paragraph 2: The Gazette reports that 40 percent of its bread is …",
            "- synonyms: shop, store, branch office\n+ synonyms: shop, branch office",
        ]
        assert [each for each in shown if each not in text(preview)] == []
        assert "changes.txt" not in text(preview)
        await save(hall, preview)
        told = await changes(hall, 2)
        assert [each for each in shown if each not in told] == []


async def test_a_file_that_changes_in_remarks_alone_is_named(tmp_path):
    async with open_hall(tmp_path) as hall:
        sent = (("qa.yaml", NEW_QA), ("timeline.yaml", f"# What happened.\n{TIMELINE}"))
        preview = await send(hall, *sent)
        said = "In timeline.yaml, only remarks, layout or order."
        assert said in text(preview)
        await save(hall, preview)
        assert said in await changes(hall, 2)


async def test_a_difference_that_no_message_holds_comes_whole_in_a_file(tmp_path):
    async with open_hall(tmp_path, {"qa.yaml": many("as it was", 40)}) as hall:
        await edit(hall, "e33", answer="Curated since the export.")
        preview = await send(hall, ("qa.yaml", many("as imported", 40)), ("timeline.yaml", NEW_TIMELINE))
        assert "-# Not all of it fits here: all that changes is in `changes.txt`." in text(preview)
        listed = (await attached(preview)).splitlines()
        at = listed.index("@ e33")
        assert listed[at + 1 : at + 3] == [
            "- answer: Curated since the export.",
            "+ answer: A text as imported, one that fills a line of the difference.",
        ]
        assert [line for line in listed if line.startswith("@ e")] == [
            *(f"@ e{at}" for at in range(40)),
            "@ event opening",
        ]
        saved = await save(hall, preview)
        assert await attached(saved) is None
        listed = (await hall.casey.slash(hall.channel, "qa history")).response
        shown = (await hall.casey.select(listed, ["3"])).response
        assert "all that changes is in `changes.txt`" in text(shown)
        assert "@ e39\n" in await attached(shown)


async def test_the_file_goes_with_the_preview(tmp_path):
    async with open_hall(tmp_path, {"qa.yaml": many("as it was", 40)}) as hall:
        preview = await send(hall, ("qa.yaml", many("as imported", 40)))
        assert await attached(preview) is not None
        await hall.casey.click(preview, label="Cancel")
        assert text(preview) == "Cancelled. Nothing was changed."
        assert await attached(preview) is None


async def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_kept_to_the_byte(tmp_path):
    sent = ("\ufeff" + NEW_QA.replace("\n", "\r\n")).encode()
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("qa.yaml", sent))
        assert "+ answer: 40 percent of it" in text(preview)
        await save(hall, preview)
        assert files(hall)["qa.yaml"] == sent
        # And an edit of it changes one line alone.
        await edit(hall, answer="40% of it.")
        assert files(hall)["qa.yaml"] == sent.replace(
            b"40 percent of it, and 3 million loaves were sold in 2021.", b"40% of it."
        )


async def test_what_is_there_already_changes_nothing_and_cannot_be_saved(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("qa.yaml", QA), ("article.yaml", ARTICLE))
        assert "**Nothing changes.**" in text(preview)
        assert is_off(preview, "Save")


BAD_QA = QA.replace("topic: bread", "topic: braed").replace("related: [rye-share]", "related: [rye]")
BAD_TIMELINE = TIMELINE.replace("paragraph: 1", "paragraph: 9")


async def test_one_bad_file_changes_nothing_and_every_problem_is_listed_with_file_and_line(tmp_path):
    async with open_hall(tmp_path) as hall:
        before = files(hall)
        refused = await send(
            hall, ("qa.yaml", BAD_QA), ("timeline.yaml", BAD_TIMELINE), ("article.yaml", NEW_ARTICLE)
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
        assert files(hall) == before
        assert "Revision 2" not in await history(hall)


async def test_problems_that_no_message_holds_come_in_a_file(tmp_path):
    items = "".join(f"  - id: more-{number}\n    question: Is it {number}?\n" for number in range(60))
    async with open_hall(tmp_path) as hall:
        refused = await send(hall, ("qa.yaml", QA + items))
        assert len(refused.content) <= 2_000
        (attached,) = refused.attachments
        listed = (await attached.read()).decode().splitlines()
        assert attached.filename == "problems.txt"
        assert all(any(f"(more-{number})" in line for line in listed) for number in range(60))
        assert all(line.startswith("qa.yaml:") for line in listed)


async def test_an_import_that_takes_away_what_another_file_needs_is_refused(tmp_path):
    async with open_hall(tmp_path) as hall:
        before = files(hall)
        refused = await send(hall, ("timeline.yaml", TIMELINE.replace("id: opening", "id: begin")))
        assert "there is no event `opening`" in refused.content.replace("\\", "")
        assert files(hall) == before
        # With the file that needs it, it is one change.
        preview = await send(
            hall,
            ("timeline.yaml", TIMELINE.replace("id: opening", "id: begin")),
            ("qa.yaml", QA.replace("[opening]", "[begin]")),
        )
        await save(hall, preview)
        assert load_pack(hall.folder).knowledge.entries["shop-count"].events == ("begin",)


LARGE = b"# " + b"x" * MAX_IMPORT
NO_FILE = "is no file of the pack: it has article.yaml, qa.yaml, timeline.yaml."
TWICE = [("qa.yaml", NEW_QA.encode()), ("qa.yaml", QA.encode())]
ONE_LARGE = [("qa.yaml", NEW_QA.encode()), ("article.yaml", LARGE)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ([("notes.txt", b"hello")], f"“notes.txt” {NO_FILE}"),
        ([("QA.yaml", QA.encode())], f"“QA.yaml” {NO_FILE}"),
        (TWICE, "The same file is there twice: send each once."),
        ([("qa.yaml", LARGE)], "qa.yaml is larger than 5 MB: nothing was read."),
        (ONE_LARGE, "article.yaml is larger than 5 MB: nothing was read."),
        ([("qa.yaml", "id: é".encode("latin-1"))], "qa.yaml is not text in UTF-8: save it as UTF-8."),
        ([("qa.yaml", NEW_QA.encode("utf-16"))], "qa.yaml is not text in UTF-8: save it as UTF-8."),
    ],
)
async def test_what_cannot_be_imported_is_refused_and_nothing_changes(tmp_path, sent, said):
    async with open_hall(tmp_path) as hall:
        before = files(hall)
        refused = await send(hall, *sent)
        assert refused.content == said
        assert refused.ephemeral
        assert files(hall) == before
        hall.claim()


async def test_what_is_too_large_is_refused_before_it_is_read(tmp_path):
    async with open_hall(tmp_path) as hall:
        fetched = []

        async def fetch(url: str) -> bytes:
            fetched.append(url)
            return QA.encode()

        hall.client.http.get_from_cdn = fetch
        await send(hall, ("article.yaml", NEW_ARTICLE), ("qa.yaml", LARGE))
        assert fetched == []
        await send(hall, ("qa.yaml", QA))
        assert len(fetched) == 1
        hall.claim()


async def test_an_import_that_somebody_saved_over_is_shown_once_more_before_it_is_saved(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("qa.yaml", NEW_QA))
        await edit(hall, "shop-count", who=hall.dana, answer="It had twelve shops.")
        after = files(hall)
        told = (await hall.casey.click(preview, label="Save")).followups
        assert [text(each) for each in told] == [
            "The Q&A was changed meanwhile, and nothing was saved. Look again at what would change now."
        ]
        assert files(hall) == after
        assert "- answer: It had twelve shops." in text(preview)
        await save(hall, preview)
        assert hall.text_of() == NEW_QA


async def test_an_import_that_a_hand_edit_came_before_is_refused_and_overwrites_nothing(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("timeline.yaml", NEW_TIMELINE))
        (hall.folder / "qa.yaml").write_text(QA + "# by hand\n")
        after = files(hall)
        refused = (await hall.casey.click(preview, label="Save")).followups
        assert refused[0].content.startswith("Nothing was changed: the files are no longer what")
        assert files(hall) == after


async def test_an_import_previewed_before_a_restart_is_saved_after_it(tmp_path):
    async with open_hall(tmp_path) as hall:
        preview = await send(hall, ("qa.yaml", NEW_QA))
        await hall.restart()
        # What it does is worked out anew, and shown before it is saved.
        shown = await save(hall, preview)
        assert text(shown).startswith("### Import: nothing is saved yet")
        await save(hall, shown)
        assert hall.text_of() == NEW_QA
