import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.message_text import anonymise, clean, is_question


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("<@123456789012345678> how many users?", "how many users?"),
        ("<@!123456789012345678>how many users?", "how many users?"),
        ("how many <@&12345> users?", "how many users?"),
        ("in <#12345> please", "in please"),
        ("see <id:customize>", "see"),
        ("try </ask:1234567890>", "try"),
        ("since <t:1690000000:R>", "since"),
        ("wow <:pepe:123456> and <a:dance:654321>", "wow and"),
        ("look https://example.com/a?b=c#d what is this", "look what is this"),
        ("join discord.gg/abc now", "join now"),
        ("two\n\nlines\tand   spaces ", "two lines and spaces"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        ("@everyone hi", "@everyone hi"),
        ("**bold**", "**bold**"),
        ("<@123456789012345678>", ""),
        ("", ""),
    ],
)
def test_what_discord_puts_around_a_question_is_taken_out(typed, cleaned):
    assert clean(typed) == cleaned


def test_a_question_is_cut_at_four_thousand_characters():
    assert clean("x" * 4_001) == "x" * 4_000
    assert clean(" " * 4_000 + "late") == ""


@given(st.text(max_size=500))
def test_a_cleaned_question_is_one_line_without_edges(text):
    cleaned = clean(text)

    assert cleaned == cleaned.strip()
    assert "\n" not in cleaned
    assert len(cleaned) <= 4_000


@pytest.mark.parametrize(
    ("typed", "anonymised"),
    [
        ("<@123> said <@!456> did", "@someone said @someone did"),
        ("<@&123> and <#456>", "<@&123> and <#456>"),
        ("nobody", "nobody"),
    ],
)
def test_people_become_nameless(typed, anonymised):
    assert anonymise(typed) == anonymised


@pytest.mark.parametrize(
    "text",
    [
        "How many users?",
        "users in china?",
        "用户多少？",
        "who founded it",
        "what's the volume",
        "is it banned",
        "explain the ban",
        "please tell me about the ban",
        "i wonder how many there are",
        "does anyone know the founder",
        "by how many percent did it fall",
        "in which year was it",
        "and the belgians want what",
    ],
)
def test_what_asks_something_is_a_question(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "???",
        "👀?",
        "lol",
        "thanks",
        "the ban is bad",
        "good to know",
        "ok then",
        "for what it is worth",
        "so what",
    ],
)
def test_what_asks_nothing_is_no_question(text):
    assert not is_question(text)
