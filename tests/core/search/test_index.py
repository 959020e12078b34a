import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.search.index import Index, IndexedItem

DOCUMENTS = (
    IndexedItem(
        "users",
        ("How many users are there?", "number of accounts", "user count"),
        ("There are 5.6 million.",),
    ),
    IndexedItem("ban", ("When was crypto banned?", "year of the ban"), ("It was banned in 2021.",)),
    IndexedItem(
        "founder", ("Who founded the exchange?", "name of the founder"), ("Changpeng Zhao founded it.",)
    ),
)
INDEX = Index(DOCUMENTS, [["users", "customers", "signed up people"]])
PLACE = {document.item: at for at, document in enumerate(DOCUMENTS)}


def hits(question, index=INDEX):
    return index.search(index.make_query(question)).best(9)


def best(question, index=INDEX):
    matches = hits(question, index)
    return matches[0].item if matches else None


def score(question, item, index=INDEX):
    return next((hit.score for hit in hits(question, index) if hit.item == item), 0.0)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.item)
def test_a_stored_phrasing_scores_one_and_comes_first(document):
    for phrasing in document.phrasings:
        first = hits(phrasing.upper())[0]

        assert (first.item, first.score) == (document.item, 1.0)


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
    matches = hits("how many users founded the exchange after the ban")

    assert len(matches) == 3
    assert sorted(matches, key=lambda hit: -hit.score) == list(matches)
    assert len({hit.item for hit in matches}) == 3
    assert [INDEX.items[hit.place] for hit in matches] == [hit.item for hit in matches]


def test_the_best_of_a_stretch_are_of_that_stretch():
    result = INDEX.search(INDEX.make_query("how many users founded the exchange after the ban"))

    assert {hit.item for hit in result.best(9, slice(1, None))} == {"ban", "founder"}
    assert [hit.item for hit in result.best(1, slice(1, 2))] == ["ban"]


@pytest.mark.parametrize("question", ["", "?!", "zebra quantum", "an or", "中国"])
def test_a_question_that_shares_nothing_has_no_hits(question):
    assert hits(question) == ()


def test_words_that_nothing_knows_count_against():
    assert score("how many users zebra", "users") < score("how many users", "users")
    assert score("how many users zebra quantum", "users") < score("how many users zebra", "users")


def test_a_word_that_few_items_know_weighs_more():
    documents = (
        IndexedItem("a", ("alpha common",)),
        IndexedItem("b", ("common beta",)),
        IndexedItem("c", ("common gamma",)),
    )
    index = Index(documents)

    assert best("alpha", index) == "a"
    assert score("alpha", "a", index) > score("common", "a", index)


def test_coverage_is_the_share_of_the_question_that_an_item_knows():
    def coverage(question, item):
        return INDEX.coverage(INDEX.make_query(question), PLACE[item])

    assert coverage("how many users", "users") == 1.0
    assert coverage("zebra", "users") == 0.0
    assert 0 < coverage("how many zebra", "users") < 1
    assert coverage("", "users") == 0.0


def test_coverage_knows_the_words_of_the_answer_and_the_source():
    assert INDEX.coverage(INDEX.make_query("changpeng"), PLACE["founder"]) == 1.0
    assert INDEX.coverage(INDEX.make_query("changpeng"), PLACE["ban"]) == 0.0


def test_a_reading_names_the_words_it_corrected():
    query = INDEX.make_query("How many usres, bannedd?")

    assert query.normalised == "how many usres bannedd"
    assert query.words == ("how", "mani", "user", "ban")
    assert query.corrected == {"usres": "users", "bannedd": "banned"}


def test_words_of_the_answer_are_spelt_right_too():
    assert INDEX.make_query("changpenk").corrected == {"changpenk": "changpeng"}


@pytest.mark.parametrize(
    "documents", [(), (IndexedItem("a", ("",)),), (IndexedItem("a", ("?!",)), IndexedItem("b", ("x",)))]
)
def test_an_index_of_next_to_nothing_finds_nothing(documents):
    index = Index(documents)

    assert hits("how many users", index) == ()


@given(
    st.lists(
        st.sampled_from("how many users ban year founder zebra crypto 2021 exchang".split()), max_size=12
    )
)
def test_every_score_and_coverage_is_between_nought_and_one(words):
    query = INDEX.make_query(" ".join(words))

    assert all(0 <= score <= 1 for score in INDEX.search(query).scores)
    assert all(0 <= INDEX.coverage(query, at) <= 1.000001 for at in range(3))


def test_a_short_question_is_known_again_with_its_verb_only():
    index = Index((IndexedItem("speech", ("What does the mayor say?",)), IndexedItem("pool", ("x",))))

    def score(question):
        return index.search(index.make_query(question)).scores[0]

    assert score("what did the mayor say") == 1.0
    assert score("what is the mayor") < 1.0
