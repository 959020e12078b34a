import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language.normalise import MAX_TEXT, normalise, tokenise, tokenise_each

ONE_FORM = [
    ("HOW Many", "how many"),
    ("Café Zürich", "cafe zurich"),
    ("Cafe\u0301", "cafe"),
    ("straße", "strasse"),
    ("İstanbul", "istanbul"),
    ("ＢＩＮＡＮＣＥ　２０１７", "binance 2017"),
    ("ﬁne", "fine"),
    ("ⓑⓘⓝ", "bin"),
    ("𝐁𝐢𝐧𝐚𝐧𝐜𝐞", "binance"),
    ("bin\u200ban\u200dce\ufeff", "binance"),
    ("soft\u00adhyphen", "softhyphen"),
    ("\u202ereversed", "reversed"),
    ("a\x00b\x1b[31mc\td\r\ne", "a b 31 mc d e"),
    ("binance\u00a0china", "binance china"),
    ("Z̷̢̛a̸̙l̶̈g̵̎o̴", "zalgo"),
    ("can't", "can not"),
    ("can’t", "can not"),
    ("cannot", "can not"),
    ("dont", "do not"),
    ("DON'T", "do not"),
    ("I'm", "i am"),
    ("im", "i am"),
    ("they've", "they have"),
    ("you're u", "you are you"),
    ("binance's", "binance"),
    ("whaaaaaat", "whaat"),
    ("good book", "good book"),
    ("**bold** _x_ `code` ||spoiler||", "bold x code spoiler"),
    ("@everyone", "everyone"),
    ("in the US", "in the usa"),
    ("in the U.S. now", "in the usa now"),
    ("the U.S.A.", "the usa"),
    ("the U.K.?", "the uk"),
    ("in the us", "in the usa"),
    ("tell us", "tell us"),
    ("TELL US", "tell us"),
    ("5.6m", "5600000"),
    ("5.6 million", "5600000"),
    ("5,600,000", "5600000"),
    ("$90bn", "90000000000"),
    ("$90 billion", "90000000000"),
    ("4th", "4"),
    ("fourth", "4"),
    ("17 percent", "17%"),
    ("17 %", "17%"),
    ("中国银行", "中国 国银 银行"),
    ("中国 银行", "中国 银行"),
    ("中", "中"),
    ("日本の取引", "日本 本の の取 取引"),
    ("한국어", "한국 국어"),
    ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
    ("กขค", "กข ขค"),
    ("👋🏽", ""),
    ("?!…", ""),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "one_form"), ONE_FORM)
def test_what_people_type_comes_to_one_form(typed, one_form):
    assert normalise(typed) == one_form


@pytest.mark.parametrize("one_form", sorted({form for _, form in ONE_FORM}))
def test_the_one_form_of_a_text_is_its_own(one_form):
    assert normalise(one_form) == one_form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("what's up", "whats up"),
        ("who's CZ", "whos cz"),
        ("how's it going", "hows it going"),
        ("where’s binance", "wheres binance"),
        ("that's it", "thats it"),
        ("btc٣", "btc3"),
        ("٣ apples", "3 apples"),
    ],
)
def test_texts_that_differ_only_in_how_they_are_typed_become_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize("typed", ["ŉ", "btc٣", "second million", "binance5million", "tenth percent"])
def test_odd_texts_come_to_one_form_at_once(typed):
    assert normalise(normalise(typed)) == normalise(typed)


def test_chinese_written_onto_a_latin_word_is_told_apart():
    assert tokenise("binance在中国") == ["binance", "在中", "中国"]


def test_nothing_past_the_limit_is_read():
    assert normalise("a " * (MAX_TEXT // 2) + "late") == " ".join(["a"] * (MAX_TEXT // 2))


def test_a_character_that_stands_for_a_whole_sentence_makes_no_text_longer_than_three_times_the_limit():
    assert len(normalise("\ufdfa")) == 18
    assert len(normalise("\ufdfa" * MAX_TEXT)) <= 3 * MAX_TEXT


def test_many_long_texts_are_not_held_all_at_once():
    tracemalloc.start()
    try:
        next(tokenise_each(["\ufdfa" * MAX_TEXT] * 200))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # All of them at once take five times as much.
    assert most < 40_000_000


def test_of_a_text_in_korean_all_is_read():
    assert len(tokenise("한국" * (MAX_TEXT // 2))) == MAX_TEXT - 1


@pytest.mark.parametrize("letter", ["a", "中", "\u1100"])
def test_fifty_thousand_combining_marks_leave_the_letter(letter):
    assert normalise(letter + "\u0301" * 50_000) == letter


@given(st.text(max_size=300), st.integers(1, 60_000))
@settings(max_examples=150)
def test_any_text_of_any_length_has_a_form_without_marks_or_controls(text, length):
    form = normalise((text * (length // max(len(text), 1) + 1))[:length])

    assert form == form.casefold().strip()
    assert not {unicodedata.category(character) for character in form} & {"Cc", "Cf", "Mn", "Me"}


WORDS = st.sampled_from(
    ["isn't", "cant'", "I'm u r", "5.6", "5.6m", "5.6 million", "17 %", "17 percent", "90bn",
     "4th", "fourth", "1,000,000", "中国银行", "café", "noooo", "don’t", "@everyone", "<@1>", "https://x.y",
     "z̷a", "２０１７", "how many users", "2023-05-31", "what?", "한국어", "B2B"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=30).map(", ".join))
@settings(max_examples=200)
def test_the_form_of_a_form_is_the_same_for_what_people_type(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(st.characters(exclude_categories=["Cs", "Nd"]), max_size=200))
@settings(max_examples=200)
def test_the_form_of_a_form_is_the_same_for_any_letters(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=200))
@settings(max_examples=100)
def test_case_makes_no_difference_to_plain_letters(text):
    plain = "".join(character for character in text if character.isascii())

    assert normalise(plain.upper()) == normalise(plain.lower())
