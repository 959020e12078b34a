"""What kind of thing a question asks for, and whether a text has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.language import question_type
from bot.core.language.normalise import normalise
from bot.core.language.question_type import TYPES, find_name_words, find_object, find_type

ALIKE = (
    ("how many shops are there", "what percentage is rye", "which number did they give"),
    ("how long did it take", "how old is the bakery"),
    ("when did it open", "in which year did it open", "what date was it"),
    ("where was it founded", "in what city is it"),
    ("who founded it", "whose idea was it", "which company owns it"),
    ("why did it close", "how come it closed", "the reason it closed"),
    ("how is it baked",),
    ("what is rye", "which bread is dark"),
    ("is it open", "so did they close", "wait was it true"),
    ("rye bread", "tell me of the bakery"),
)


@pytest.mark.parametrize(("number", "questions"), list(enumerate(ALIKE)), ids=lambda value: str(value)[:20])
def test_questions_of_one_kind_have_one_type(number, questions):
    assert {find_type(question) for question in questions} == {number}


def test_there_are_so_many_types():
    assert len(ALIKE) == TYPES


@given(st.text(max_size=200))
def test_any_text_has_a_type(text):
    assert 0 <= find_type(normalise(text)) < TYPES


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("which school did she go to", ("school",)),
        ("how many rye loaves are there", ("rye", "loaves")),
        ("what kind of stores did they keep", ("stores",)),
        ("what is the name of it", ("it",)),
        ("who founded it", ()),
        ("", ()),
    ],
)
def test_what_is_asked_for_stands_behind_the_question_word(question, wanted):
    assert find_object(question) == wanted


@pytest.mark.parametrize(
    ("kind", "asking", "other"),
    [
        ("date", "when did it open", "where did it open"),
        ("person", "who opened it", "what opened"),
        ("name", "what is the cafe called", "what does the cafe cost"),
        ("reason", "why did it open", "when did it open"),
        ("yes_no", "did it open", "when did it open"),
    ],
)
def test_what_a_question_asks_is_told(kind, asking, other):
    asks = getattr(question_type, f"asks_{kind}")

    assert (asks(asking), asks(other)) == (True, False)


@pytest.mark.parametrize(
    ("kind", "having", "lacking"),
    [
        ("date", "It opened in May.", "It opened early."),
        ("date", "It opened in 1936.", "It sold 38,200 tickets."),
        ("name", "It was built by Brayford.", "It was built by quarrymen."),
        ("name", "Paul Ellicott says so.", "The council says so."),
        ("reason", "It closed because it leaked.", "It closed."),
        ("reason", "They drained it to save money.", "They drained it."),
        ("yes_no", "No. It stays shut.", "Nobody knows."),
    ],
)
def test_what_a_text_has_is_told(kind, having, lacking):
    has = getattr(question_type, f"has_{kind}")

    assert (has(having), has(lacking)) == (True, False)


def test_names_are_words_that_are_only_written_large():
    texts = ["The Friends met Mr Vane.", "Their friends stayed away.", "Then Vane spoke. Later he left."]

    assert find_name_words(texts) == {"mr", "vane"}
