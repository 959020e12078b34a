"""The demo as a curator meets it: every screen of curating in a real browser."""

from tests.demo.browser import chromium, visit
from tests.demo.test_demo import address, end, start

ITEM = "Which one"


async def test_a_curator_keeps_the_q_and_a_right_in_the_browser(tmp_path):
    chromium()
    process = await start("--keep", str(tmp_path))
    async with visit(await address(process)) as casey:
        qa = tmp_path / "knowledge" / "qa.yaml"
        shipped = qa.read_text()
        await casey.become("Casey (curator)")

        await casey.command("qa add")
        await casey.fill_in(question="Which city is Binance from?", answer="It was founded in Shanghai.")
        await casey.sees("Add city-binance-from: nothing is saved yet")
        await casey.sees("is found with a confidence of")
        await casey.press("Save")
        await casey.sees("Saved as revision 2")
        await casey.say("@Footnote which city is binance from")
        await casey.sees("It was founded in Shanghai.")

        await casey.command("qa edit", option=ITEM, typed="city-binance-from")
        await casey.fill_in(answer="From Shanghai, in China.")
        await casey.sees("Edit city-binance-from: nothing is saved yet")
        await casey.command("qa edit", option=ITEM, typed="city-binance-from")
        await casey.fill_in(question="Which city does Binance come from?")
        await casey.sees("+ question: Which city does Binance come from?")
        await casey.press("Save")
        await casey.sees("Saved as revision 3")
        await casey.press("Save")
        await casey.sees("Somebody changed it meanwhile.")
        await casey.press("Save")
        await casey.sees("Saved as revision 4")

        await casey.command("qa remove", option=ITEM, typed="city-binance-from")
        await casey.sees("and 0 other ways to ask it")
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
    assert await end(process) == 0
    assert qa.read_text() == changed.read_text()
