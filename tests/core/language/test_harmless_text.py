"""What is repeated of a question makes no link, no invite and no change of direction, and stays readable."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language.harmless_text import drop_invisible, make_harmless
from bot.core.language.normalise import tokenise

LINKS = {
    "join discord.gg/abc now": "join (link) now",
    "join DISCORD.GG/Abc now": "join (link) now",
    "Discord.gg": "(link)",
    "see HTTPS://EVIL.example/x?y=1#z, ok?": "see (link), ok?",
    "httPs://x": "(link)",
    "hxxp://evil.example": "(link)",
    "ftp://a.b steam://run/1 discord://-/invite/x": "(link) (link) (link)",
    "discord.com/invite/abc": "(link)",
    "DiscordApp.com/invite/abc!": "(link)!",
    "go to discord.com/channels/1/2": "go to (link)",
    "www.evil.example/x": "(link)",
    "WWW.evil.example": "(link)",
    "WWW.<": "(link).<",
    "ｄｉｓｃｏｒｄ．ｇｇ／ａｂｃ": "(link)",
    "discord。gg/abc": "(link)",
    "discord｡gg/abc": "(link)",
    "discord․gg/abc": "(link)",
    "ｈｔｔｐｓ：／／evil.example": "(link)",
    "dis\u200bcord\u2060.\u200dgg/\u00adabc": "(link)",
    "discord\ufe0f.\u0301gg/abc": "(link)",
    "d\u0336i\u0336scord.g\u0336g/abc": "(link)",
    "𝐝𝐢𝐬𝐜𝐨𝐫𝐝.𝐠𝐠/abc": "(link)",
    "ⓓⓘⓢⓒⓞⓡⓓ.ⓖⓖ/abc": "(link)",
    "htt\u034fps://evil.example": "(link)",
    "[answer](https://evil.example/x)": "[answer]((link))",
    "[answer](<https://evil.example/x>)": "[answer](<(link)>)",
    "<https://evil.example>": "<(link)>",
    "https://a.example(https://b.example": "(link)((link)",
    # Letters of other writings that look the same: nothing tells them from a name, and the dot is parted.
    "dіscord.gg/abc": "dіscord. gg/abc",
    "ԁіѕсоrԁ.gg/abc": "ԁіѕсоrԁ. gg/abc",
    "discоrd.ɡɡ/abc": "discоrd. ɡɡ/abc",
    "EXAMPLE.COM/path": "EXAMPLE. COM/path",
    "evil.co.uk:80/x": "evil. co. uk:80/x",
    "пример.рф/x": "пример. рф/x",
    "💩.la/x": "💩. la/x",
    "evil．com/x": "evil． com/x",
    "evil。com/x": "evil。 com/x",
    "evil.c\u0301om/x": "evil. c\u0301om/x",
}
TURNED = {
    "how \u202esresu\u202c many": "how sresu many",
    "a\u202ab\u202bc\u202cd\u202de\u202ef": "abcdef",
    "a\u2066b\u2067c\u2068d\u2069e": "abcde",
    "a\u200eb\u200fc\u061cd": "abcd",
    "za\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307lgo": "za\u0300\u0301\u0302\u0303lgo",
    "za\u0300\u0301\u200d\u0302\u0303\u0304\u0305lgo": "za\u0300\u0301\u0302\u0303lgo",
    "two\nlines\r\x00\x1b[31m": "two\nlines   [31m",
    "bl\u3164ank\u115f \U000e0041": "blank ",
    "half \ud83d": "half \ufffd",
}
HONEST = [
    "How many users does it have: 5.6 million, or 1,000.50?",
    "Was it $1.8 billion in May 2023, i.e. 90.1% of $2bn (e.g. in the U.S.)?",
    "U.S.-China: who said what at 10 a.m. on 26.07.2023?",
    "What did CZ say?!",
    "is 3.14159 > 2.71828 & v1.2.3 < v1.3",
    "He said “no”… why? Because—well…what?",
    "Ph.D. or B.A., No.1, p.3 and ch. 4",
    "and/or, 24/7, c/o, w/o, 50:50, 10:30",
    "C++ / C# / @everyone / #general / **bold** / `code` / ~~no~~ / ||hush||",
    "naïve café Zürich Łódź İstanbul ½ ² ™ № ﬁ",
    "cafe\u0301 Vie\u0323\u0302t Nam",
    "币安有多少用户？它在中国吗。是的。",
    "バイナンスは中国で禁止されましたか。いつ？",
    "바이낸스 사용자는 몇 명입니까?",
    "Сколько пользователей в Китае?",
    "كم عدد المستخدمين في الصين؟ می\u200cخواهم بدانم",
    "כמה משתמשים יש בסין?",
    "चीन में कितने उपयोगकर्ता हैं? क्\u200dष",
    "จีนมีผู้ใช้กี่คน",
    "👩\u200d👩\u200d👧 ❤️ 1️⃣ 🇨🇳 👍🏽",
    "what is .NET, and why ...",
    "Is Binance.US the same as binance.com? It ended in 2021.and then?",
    "",
]


@pytest.mark.parametrize(("typed", "repeated"), [*LINKS.items(), *TURNED.items()])
def test_what_would_lead_elsewhere_or_turn_the_line_is_taken_out_of_it(typed, repeated):
    assert make_harmless(typed) == repeated


@pytest.mark.parametrize("question", HONEST)
def test_an_honest_question_is_repeated_as_it_is(question):
    assert make_harmless(question) == question


@pytest.mark.parametrize("typed", ["Is Binance.US/TR the same?", "Ask me at crypto.com/pay"])
def test_what_is_parted_keeps_its_words(typed):
    assert make_harmless(typed) != typed
    assert tokenise(make_harmless(typed)) == tokenise(typed)


FRAGMENTS = st.sampled_from(
    [
        *"discord.gg/abc https://ｗｗｗ．。｡․：／<>()[]!?:. \n",
        *(
            ".gg/",
            "discord",
            "DISCORD",
            ".com/invite/",
            "://",
            "http",
            "www.",
            "example.com",
            "5.6",
            "(link)",
        ),
        *(
            "\u200b",
            "\u200d",
            "\u200c",
            "\u2060",
            "\u202e",
            "\u2066",
            "\u0301",
            "\ufe0f",
            "\u00ad",
            "і",
            "ԁ",
            "س",
        ),
    ]
)
HOSTILE = st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=30).map("".join))
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def as_a_client_may_read_it(text):
    """Without marks and what is not seen, in plain small letters."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(each for each in plain if unicodedata.category(each) not in ("Mn", "Me", "Cf")).casefold()


@given(HOSTILE)
def test_no_text_makes_a_link_an_invite_or_a_change_of_direction(text):
    harmless = make_harmless(text)
    read = as_a_client_may_read_it(harmless)

    assert not DIRECTION.search(harmless)
    assert "://" not in read
    assert not re.search(r"[^\s.][.][^\W\d_]{2}[\w.-]*[/:]", read)
    assert not re.search(r"(?<!\w)www[.]\S", read)
    assert not re.search(r"discord\s*[.。]gg|discord(app)?[.。]com/", read)


@given(HOSTILE)
def test_what_is_harmless_stays_as_it_is(text):
    assert make_harmless(make_harmless(text)) == make_harmless(text)


WORDS = st.text(
    st.characters(categories=["L", "N", "Sc"], max_codepoint=0xFFFF, exclude_characters="ㅤᅟᅠﾠ").filter(
        # A number with a full stop in one character makes an address of what follows.
        lambda character: "." not in unicodedata.normalize("NFKD", character)
    )
)
SIGNS = st.sampled_from([" ", ", ", ". ", "? ", "! ", " - ", "'", "/", ": ", " (", ") ", "\n", "…", "%"])


@given(st.lists(st.tuples(WORDS, SIGNS), max_size=12))
def test_figures_names_and_words_never_change(parts):
    text = "".join(word + sign for word, sign in parts)

    assert make_harmless(text) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_figure_never_changes(figure):
    assert make_harmless(f"is it {figure}, or {figure:,}?") == f"is it {figure}, or {figure:,}?"


def test_lines_stay_and_other_control_characters_become_spaces():
    assert drop_invisible("one\ttwo\nthree\x7ffour") == "one two\nthree four"
