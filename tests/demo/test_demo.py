"""The demo as a newcomer meets it: a command, an address, a page."""

import socket

from tests.conftest import KNOWLEDGE
from tests.demo.browser import visit
from tests.demo.process import address, end, start

USERS = "how many chinese accounts does binance have"


async def test_a_newcomer_asks_in_the_browser_and_reads_the_sourced_answer(shared_page):
    async with visit(shared_page) as robin:
        await robin.say(f"@Footnote {USERS}")

        await robin.sees("Binance has 5.6 million registered users in China.")
        await robin.sees("Stated in the article · paragraph 3")


async def test_every_control_works_in_the_browser(own_page):
    async with visit(own_page) as robin:
        await robin.command("ask", option="Your question", typed="who founded binance")
        await robin.sees("Asked: who founded binance")
        await robin.press("Source")
        await robin.sees("Paragraph 2, in our words")
        await robin.press("Not what I asked")
        await robin.press("It was right after all")
        await robin.sees("Changpeng Zhao, known as CZ.")

        await robin.say("how was the launch in japan received?")
        await robin.message_menu("how was the launch in japan received?", "Ask the article")
        await robin.sees("gave Binance's launch in Japan a warm welcome")

        await robin.command("topics")
        await robin.choose("Choose a topic", "Users in China")
        await robin.choose("Choose a question", "How many of the users in China are still active?")
        await robin.sees("More than 900,000 of the 5.6 million")

        await robin.command("sources")
        await robin.choose("What does one of them say?", "CoinTelegraph")
        await robin.sees("Through a Chinese bank account.")

        await robin.say("@Footnote regulators")
        await robin.sees("Did you mean one of these?")
        await robin.press("What pressure is Binance under from regulators?")
        await robin.sees("In recent months, pressure from regulators around the world")
        await robin.press("Dismiss")
        await robin.sees_no_more("In recent months, pressure from regulators around the world")

        await robin.say(f"@Footnote {USERS}")
        await robin.sees("Binance has 5.6 million registered users in China.")
        await robin.become("Casey (curator)")
        await robin.press("Dismiss")
        await robin.sees_no_more("Binance has 5.6 million registered users in China.")


async def test_the_timeline_works_in_the_browser(own_page):
    async with visit(own_page) as robin:
        await robin.say("@Footnote what came after the ban")
        await robin.sees("about 2021: Binance's China business falls by 17%")
        await robin.command("timeline list")
        await robin.sees("Page 1 of 2")
        await robin.press("Later")
        await robin.sees("Page 2 of 2")
        await robin.choose("Open an event", "Germany's BaFin refuses Binance a licence")
        await robin.sees("BaFin turns down Binance's application")
        await robin.press("Before: Belgium's deadline for Binance")
        await robin.sees("By June Binance is to end every digital currency service in Belgium")

        await robin.command("timeline event", option="Which event", typed="the move to japan")
        await robin.sees("Before: Binance is founded in Shanghai")

        await robin.say("@Footnote what does the sec accuse cz of")
        await robin.sees("diverted customer funds")
        await robin.press("On the timeline")
        await robin.sees("In early June the SEC accuses them")
        await robin.press("Whom does the SEC accuse?")
        await robin.sees("CZ and Binance.")

        await robin.command("timeline chart")
        await robin.sees_picture("Binance is founded in Shanghai")


def test_ctrl_c_ends_it_with_0_and_the_kept_copy_stays(tmp_path):
    process = start("--keep", str(tmp_path))
    address(process)

    assert end(process) == 0
    assert (tmp_path / "knowledge" / "qa.yaml").read_text() == (KNOWLEDGE / "qa.yaml").read_text()
    assert (tmp_path / "data" / "footnote.db").exists()


def test_a_port_that_is_taken_is_one_plain_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=60)

    assert process.returncode == 1
    assert err.startswith("The demo cannot be served")
    assert "Traceback" not in out + err
