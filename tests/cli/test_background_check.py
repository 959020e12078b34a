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
