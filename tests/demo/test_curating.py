"""The demo as a curator meets it: every screen of curating in a real browser."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

from tests.demo.browser import Visitor, chromium, visit
from tests.demo.process import demo

ITEM = "Which one"
SAID = "is the company's birthplace a chinese megacity"
ASK, ADD, WHY = "Ask the article", "Add to Q&A", "Why this answer?"


async def place(casey: Visitor) -> None:
    """Say of a new entry where it belongs and what says so: neither is guessed."""
    await casey.sees("`topic` is missing: add it")
    await casey.press("Topic and links")
    await casey.fill_in(topic="origins")
    await casey.sees_no_more("`topic` is missing: add it")
    await casey.press("Sources")
    await casey.fill_in(source="article, 2")
    await casey.sees_no_more("`paragraph` is missing: add it")


async def test_a_curator_keeps_the_q_and_a_right_in_the_browser(tmp_path):
    chromium()
    with demo("--keep", str(tmp_path)) as page:
        async with visit(page) as casey:
            qa = tmp_path / "knowledge" / "qa.yaml"
            shipped = qa.read_text()
            await casey.become("Casey (curator)")

            await casey.command("qa add")
            await casey.fill_in(question="Which city is Binance from?", answer="It was founded in Shanghai.")
            await casey.sees("Add city-binance-from: nothing is saved yet")
            await place(casey)
            await casey.sees("Impact")
            await casey.press("Save")
            await casey.sees("Saved as revision 2")
            await casey.say("@Footnote which city is binance from")
            await casey.sees("It was founded in Shanghai.")

            await casey.command("qa edit", option=ITEM, typed="city-binance-from")
            await casey.fill_in(answer="From Shanghai, in China.")
            await casey.sees("Edit city-binance-from: nothing is saved yet")
            await casey.say("what city does binance hail from")
            await casey.message_menu("what city does binance hail from", ADD)
            await casey.choose("It asks", "Which city is Binance from?")
            await casey.sees("+ phrasings: what city does binance hail from")
            await casey.press("Save")
            await casey.sees("Saved as revision 3")
            await casey.press("Save")
            await casey.sees("Somebody changed it meanwhile.")
            await casey.press("Save")
            await casey.sees("Saved as revision 4")

            await casey.command("qa remove", option=ITEM, typed="city-binance-from")
            await casey.sees("Remove city-binance-from: nothing is saved yet")
            await casey.press("Save")
            await casey.sees("Saved as revision 5")
            assert qa.read_text() == shipped
            await casey.command("qa undo")
            await casey.sees("Undo revision 5: nothing is saved yet")
            await casey.press("Save")
            await casey.sees("Saved as revision 6")

            await casey.command("qa export")
            await casey.sees("timeline.yaml")
            changed = tmp_path / "qa.yaml"
            changed.write_text(shipped.replace("Binance has 5.6 million", "There are 5.6 million", 1))
            await casey.upload("qa import", changed)
            await casey.sees("Import: nothing is saved yet")
            await casey.press("Save")
            await casey.sees("Saved as revision 7")
            await casey.command("qa history")
            await casey.sees("What was changed")
    assert qa.read_text() == changed.read_text()


async def test_a_readers_words_become_a_way_to_ask_an_entry_at_the_time_it_is():
    chromium()
    began = datetime.now(UTC)
    with demo() as page:
        async with visit(page) as casey:
            await casey.say(SAID)
            await casey.become("Casey (curator)")

            await casey.message_menu(SAID, ADD)
            await casey.sees("What does it ask?")
            await casey.choose("It asks", "Where was Binance founded?")
            await casey.sees(f"+ phrasings: {SAID}")
            # Nobody saves at once: the page must not take it to be as early as it was when it was shown.
            await asyncio.sleep(3)
            await casey.press("Save")
            await casey.sees("Saved as revision 2")
            await casey.command("qa history")
            await casey.sees("What was changed")

            times = await casey.times()
            assert len(times) == 2
            for words, exact in times:
                assert began - timedelta(seconds=1) <= exact <= datetime.now(UTC)
                assert re.fullmatch(r"now|\d+ seconds? ago|1 minute ago", words), words

            await casey.say(f"@Footnote {SAID}")
            await casey.sees("In Shanghai, in China.")


async def test_a_readers_words_become_an_entry_of_their_own(own_page):
    async with visit(own_page) as casey:
        await casey.say(SAID)
        await casey.become("Casey (curator)")

        await casey.message_menu(SAID, ADD)
        await casey.choose("It asks", "Something new: add an entry")
        await casey.fill_in(answer="Yes: Shanghai is one.")
        await place(casey)
        await casey.press("Save")
        await casey.sees("Saved as revision 2")

        await casey.say(f"@Footnote {SAID}")
        await casey.sees("Yes: Shanghai is one.")


async def test_a_curator_sees_on_an_answer_why_it_was_given(shared_page):
    async with visit(shared_page) as casey:
        await casey.say("@Footnote who founded binance")
        await casey.sees("Changpeng Zhao, known as CZ.")
        await casey.become("Casey (curator)")

        await casey.message_menu("Changpeng Zhao, known as CZ.", WHY)

        await casey.sees("What would be answered")
        await casey.sees("Nearest entries")


async def test_a_reader_is_not_offered_what_is_for_curators_and_cannot_use_it(shared_page):
    async with visit(shared_page) as robin:
        await robin.say(SAID)
        assert await robin.menu_of(SAID) == [ASK]
        assert [await robin.use_unoffered(SAID, each) for each in (ADD, WHY)] == [409, 409]

        await robin.become("Casey (curator)")
        assert await robin.menu_of(SAID) == [ADD, ASK, WHY]


async def test_the_first_message_says_how_to_look_at_it_as_the_curator(shared_page):
    async with visit(shared_page) as casey:
        await casey.sees(
            "To curate, set Viewing as, above, to Casey (curator): type /qa, or right-click a message."
        )
        await casey.become("Casey (curator)")
        await casey.command("qa history")
        await casey.sees("What was changed")
