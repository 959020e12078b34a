import pytest

from bot.core.answering.cards import (
    ALLEGED,
    EXAMPLES,
    NEAR,
    NEARBY,
    NOT_SAID,
    Tone,
    build_answer_card,
    build_card,
    build_unknown_card,
)
from bot.core.answering.outcomes import Answer, Candidate, Chat, NotCovered, Unknown, Unsure
from tests.packs import changed, snapshot_of

BAKERY = snapshot_of()
SHOP_COUNT, RYE_SHARE = BAKERY.knowledge.entries.values()


def shown(question, snapshot=BAKERY):
    return build_card(snapshot.knowledge, snapshot.ask(question), [SHOP_COUNT])


def ids(shown_card):
    return [entry.id for entry in shown_card.entries]


def test_an_answer_shows_the_curated_question_and_its_footnote():
    answer = shown("how many stores has the bakery")

    assert answer.tone is Tone.ANSWER
    assert answer.title == "How many shops does the bakery have?"
    assert answer.text == "It had 12 shops by the end of 2019."
    assert answer.footnote == "Stated in the article · paragraph 1"
    assert answer.caution is None
    assert ids(answer) == ["rye-share"]


def test_an_answer_says_which_words_it_read_as_others():
    assert shown("hwo mnay shpos").read_as == {"hwo": "how", "mnay": "many", "shpos": "shops"}


def test_an_accusation_is_marked_as_one():
    snapshot = snapshot_of(
        changed("qa.yaml", "paragraph: 2, status: reported", "paragraph: 2, status: alleged")
    )

    assert build_answer_card(snapshot.knowledge, snapshot.knowledge.entries["rye-share"]).caution == ALLEGED
    assert ALLEGED == "An accusation; the article does not say that it is proven."


def test_an_unsure_card_asks_whether_the_one_entry_was_meant():
    unsure = shown("rye")

    assert (unsure.tone, unsure.title) == (Tone.UNSURE, "Did you mean this?")
    assert unsure.text == "I am not sure that this is what you are asking."
    assert ids(unsure) == ["rye-share"]
    assert unsure.footnote is None


def test_an_unsure_card_asks_which_of_several_was_meant():
    several = tuple(Candidate(entry, 0.3) for entry in (RYE_SHARE, SHOP_COUNT))
    unsure = build_card(BAKERY.knowledge, Answer("which", Unsure(several, 0.3)), [])

    assert (unsure.tone, unsure.title) == (Tone.UNSURE, "Did you mean one of these?")
    assert unsure.text == "I am not sure which of these you are asking."
    assert ids(unsure) == ["rye-share", "shop-count"]


def test_what_is_not_covered_shows_the_reply_and_what_is_nearby():
    absent = shown("price of a loaf")

    assert (absent.tone, absent.title) == (Tone.NOT_COVERED, "What does a loaf cost?")
    assert absent.text == "The article gives no prices."
    assert (absent.footnote, absent.caution) == (None, NOT_SAID)
    assert NOT_SAID == "The article does not say."
    assert (absent.heading, ids(absent)) == (NEARBY, ["rye-share"])
    assert NEARBY == "What it does say nearby:"


def test_what_is_not_covered_with_nothing_nearby_announces_nothing():
    absent = build_card(
        BAKERY.knowledge, Answer("x", NotCovered(BAKERY.knowledge.not_covered["prices"], 0.9)), []
    )

    assert (absent.heading, absent.entries) == (None, ())


def test_an_unknown_card_admits_it_and_shows_what_can_be_asked():
    unknown = shown("who is the president of france")

    assert (unknown.tone, unknown.title) == (Tone.UNKNOWN, "I don't know")
    assert unknown.text == "I have no answer to that: I only know what one article says."
    assert (unknown.heading, ids(unknown)) == (EXAMPLES, ["shop-count"])
    assert EXAMPLES == "You could ask:"


def test_an_unknown_card_shows_the_nearest_in_place_of_examples():
    near = build_unknown_card([RYE_SHARE], [SHOP_COUNT])

    assert (near.heading, ids(near)) == (NEAR, ["rye-share"])
    assert NEAR == "The nearest it has:"


@pytest.mark.parametrize(
    ("chat", "title", "has_examples"),
    [
        (Chat.EMPTY, "Ask me about the article", True),
        (Chat.GREETING, "Hello", True),
        (Chat.IDENTITY, "I am Footnote", True),
        (Chat.HELP, "How to ask", True),
        (Chat.THANKS, "You're welcome", False),
        (Chat.FAREWELL, "Goodbye", False),
    ],
)
def test_small_talk_has_a_card_of_its_own(chat, title, has_examples):
    talk = build_card(BAKERY.knowledge, Answer("hi", Unknown(chat=chat)), [RYE_SHARE])

    assert (talk.tone, talk.title) == (Tone.CHAT, title)
    assert ids(talk) == (["rye-share"] if has_examples else [])
    assert talk.heading == (EXAMPLES if has_examples else None)


@pytest.mark.parametrize(
    "typed", ["@everyone <b>xyzzy", "how many shops @everyone xyzzy", "loaf price xyzzy", "rye xyzzy"]
)
def test_nothing_that_was_typed_stands_on_a_card(typed):
    answer = shown(typed)
    words = " ".join((answer.title, answer.text, answer.heading or "", answer.footnote or ""))

    assert "xyzzy" not in words
    assert "@everyone" not in words


def test_what_is_shown_as_well_is_not_offered_besides(shipped):
    answer = shipped.ask("what did germany refuse")
    card = build_card(shipped.knowledge, answer, shipped.examples)

    assert [outcome.entry.id for outcome in answer.also] == ["bafin-when"]
    assert "bafin-when" in answer.entry.related
    assert "bafin-when" not in {entry.id for entry in card.entries}
