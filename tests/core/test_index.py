import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.index import Document, Index

DOCUMENTS = (
    Document(
        "users", ("How many users are there?", "number of accounts", "user count"), "There are 5.6 million."
    ),
    Document("ban", ("When was crypto banned?", "year of the ban"), "It was banned in 2021."),
    Document("founder", ("Who founded the exchange?", "name of the founder"), "Changpeng Zhao founded it."),
)
INDEX = Index(DOCUMENTS, [["users", "customers", "signed up people"]])


def best(question, index=INDEX):
    hits = index.search(index.read(question))
    return hits[0].item if hits else None


def score(question, item, index=INDEX):
    return next((hit.score for hit in index.search(index.read(question)) if hit.item == item), 0.0)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.item)
def test_a_stored_phrasing_scores_one_and_comes_first(document):
    for phrasing in document.phrasings:
        hits = INDEX.search(INDEX.read(phrasing.upper()))

        assert (hits[0].item, hits[0].score) == (document.item, 1.0)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        ("how many customers", "users"),
        ("count of signed up people", "users"),
        ("how many usres", "users"),
        ("the ban, which year?", "ban"),
        ("crypto banning", "ban"),
        ("founders", "founder"),
    ],
)
def test_other_words_for_it_find_it(question, item):
    assert best(question) == item


def test_hits_are_in_order_each_item_once():
    hits = INDEX.search(INDEX.read("how many users founded the exchange after the ban"))

    assert len(hits) == 3
    assert sorted(hits, key=lambda hit: -hit.score) == list(hits)
    assert len({hit.item for hit in hits}) == 3


@pytest.mark.parametrize("question", ["", "?!", "zebra quantum", "the of and", "中国"])
def test_a_question_that_shares_nothing_has_no_hits(question):
    assert INDEX.search(INDEX.read(question)) == ()


def test_words_that_nothing_knows_count_against():
    assert score("how many users zebra", "users") < score("how many users", "users")
    assert score("how many users zebra quantum", "users") < score("how many users zebra", "users")


def test_a_word_that_few_items_know_weighs_more():
    documents = (
        Document("a", ("alpha common",)),
        Document("b", ("common beta",)),
        Document("c", ("common gamma",)),
    )
    index = Index(documents)

    assert best("alpha", index) == "a"
    assert score("alpha", "a", index) > score("common", "a", index)


def test_coverage_is_the_share_of_the_question_that_an_item_knows():
    def coverage(question, item):
        return INDEX.coverage(INDEX.read(question), item)

    assert coverage("how many users", "users") == 1.0
    assert coverage("zebra", "users") == 0.0
    assert 0 < coverage("how many zebra", "users") < 1
    assert coverage("", "users") == 0.0


def test_coverage_knows_the_words_of_the_answer_and_the_source():
    assert INDEX.coverage(INDEX.read("changpeng"), "founder") == 1.0
    assert INDEX.coverage(INDEX.read("changpeng"), "ban") == 0.0


def test_a_reading_names_the_words_it_corrected():
    reading = INDEX.read("How many usres, bannedd?")

    assert reading.normalised == "how many usres bannedd"
    assert reading.words == ("how", "mani", "user", "ban")
    assert reading.corrected == {"usres": "users", "bannedd": "banned"}


def test_words_of_the_answer_are_spelt_right_too():
    assert INDEX.read("changpenk").corrected == {"changpenk": "changpeng"}


@pytest.mark.parametrize(
    "documents", [(), (Document("a", ("the of",)),), (Document("a", ("?!",)), Document("b", ("x",)))]
)
def test_an_index_of_next_to_nothing_finds_nothing(documents):
    index = Index(documents)

    assert index.search(index.read("how many users")) == ()


@given(
    st.lists(
        st.sampled_from("how many users ban year founder zebra crypto 2021 exchang".split()), max_size=12
    )
)
def test_every_score_and_coverage_is_between_nought_and_one(words):
    reading = INDEX.read(" ".join(words))

    assert all(0 < hit.score <= 1 for hit in INDEX.search(reading))
    assert all(0 <= INDEX.coverage(reading, document.item) <= 1.000001 for document in DOCUMENTS)
