import pytest

from bot.core.answering.outcomes import Chat
from bot.core.answering.small_talk import recognise_small_talk
from bot.core.language.normalise import normalise


@pytest.mark.parametrize(
    ("text", "chat"),
    [
        ("", Chat.EMPTY),
        ("👋", Chat.EMPTY),
        ("???", Chat.EMPTY),
        ("Hi!", Chat.GREETING),
        ("hi there bot", Chat.GREETING),
        ("Good morning everyone", Chat.GREETING),
        ("HELLO", Chat.GREETING),
        ("whats up", Chat.GREETING),
        ("what's up", Chat.GREETING),
        ("how's it going?", Chat.GREETING),
        ("Footnote", Chat.GREETING),
        ("please", Chat.GREETING),
        ("thx", Chat.THANKS),
        ("Thanks!!!", Chat.THANKS),
        ("thank u so much", Chat.THANKS),
        ("lol", Chat.REMARK),
        ("good bot", Chat.THANKS),
        ("who are u?", Chat.IDENTITY),
        ("what's your name?", Chat.IDENTITY),
        ("are you a bot", Chat.IDENTITY),
        ("help", Chat.HELP),
        ("What can you do?", Chat.HELP),
        ("help pls", Chat.HELP),
        ("bye", Chat.FAREWELL),
        ("quit", Chat.FAREWELL),
        ("EXIT", Chat.FAREWELL),
        ("hm", Chat.REMARK),
        ("Hmmmm...", Chat.REMARK),
        ("good night all", Chat.FAREWELL),
    ],
)
def test_small_talk_is_told_by_the_whole_text(text, chat):
    assert recognise_small_talk(normalise(text)) is chat


@pytest.mark.parametrize(
    "text",
    [
        "hi, how many users are there?",
        "what is Binance",
        "thanks, and who founded it?",
        "help me find the founder",
        "who are you calling illegal",
        "no users",
    ],
)
def test_a_question_with_a_greeting_is_a_question(text):
    assert recognise_small_talk(normalise(text)) is None
