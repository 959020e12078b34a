import logging
import sys

from bot.cli.background_check import check_in_background
from tests.packs import QA, write_pack


async def test_what_is_wrong_with_a_served_pack_is_logged(tmp_path, caplog):
    write_pack(tmp_path, {"qa.yaml": QA.replace("It had 12 shops", "It had 13 shops")})
    await check_in_background(tmp_path)

    assert any(
        message.startswith("The pack: error: qa.yaml:") and "13" in message for message in caplog.messages
    )


async def test_a_pack_that_holds_is_not_worth_a_word(tmp_path, caplog):
    write_pack(tmp_path)
    await check_in_background(tmp_path)

    assert [message for message in caplog.messages if "error" in message] == []


async def test_the_end_of_the_check_is_logged_with_the_number_of_problems(tmp_path, caplog):
    write_pack(tmp_path, {"qa.yaml": "entries: []\n"})
    with caplog.at_level(logging.INFO):
        await check_in_background(tmp_path)

    *problems, end = caplog.messages
    assert end == f"The pack was checked; problems: {len(problems)}"
    assert problems


async def test_the_first_hundred_problems_are_logged_and_all_are_counted(tmp_path, caplog):
    write_pack(tmp_path, {"qa.yaml": "entries:\n" + "- {}\n" * 100})
    with caplog.at_level(logging.INFO):
        await check_in_background(tmp_path)

    assert len(caplog.messages) == 101
    assert caplog.messages[-1] == "The pack was checked; problems: 500"


async def test_a_check_that_cannot_be_made_is_one_warning(tmp_path, caplog, monkeypatch):
    for program in ("/bin/false", "/nowhere/python"):
        monkeypatch.setattr(sys, "executable", program)
        await check_in_background(tmp_path)

    assert caplog.messages == ["The pack could not be checked: run footnote check to see why"] * 2
