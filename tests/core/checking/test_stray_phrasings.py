import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.stray_phrasings import StrayPhrasing, find_new_stray_phrasings, find_stray_phrasings
from bot.core.pack.models import Article, Knowledge, NotCoveredItem
from tests.packs import QA, snapshot_of

# Words that stem alike, words that say nothing, synonyms, numbers, markup, other scripts, slips.
WORDS = (
    "how many users user the of it account accounts sign up customers twelve 12 first 1st what's US"
    " bannned baned ban <@123> https://x.org 多少用户 naïve NAIVE don't ?"
).split()
SYNONYMS = (("users", "customers", "sign up"), ("ban", "baned"))


def pack_of(*items, synonyms=SYNONYMS):
    """A pack of items that the article does not answer, each with these ways to ask."""
    article = Article.model_validate(
        {"title": "Title", "topics": {"t": "T"}, "paragraphs": {"1": "Text."}, "synonyms": synonyms}
    )
    not_covered = {
        f"i{at}": NotCoveredItem(id=f"i{at}", question=asked[0], phrasings=asked[1:], reply="No.", **more)
        for at, (asked, more) in enumerate(items)
    }
    return Snapshot.build(Knowledge(article, {}, not_covered, {}))


def searched(snapshot):
    """Where each stored phrasing comes back to when it is looked for like any question."""
    return [
        snapshot.best_match(phrasing) for item in snapshot.knowledge.items for phrasing in item.all_phrasings
    ]


def test_every_phrasing_of_the_shipped_pack_comes_back_as_if_it_were_searched_for(shipped):
    assert list(shipped.destinations) == searched(shipped)


PHRASING = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=300)
@given(st.lists(st.lists(PHRASING, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_phrasing_of_any_pack_comes_back_as_if_it_were_searched_for(asked):
    snapshot = pack_of(*((tuple(phrasings), {}) for phrasings in asked))

    assert list(snapshot.destinations) == searched(snapshot)


@given(st.lists(st.text(min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8))
def test_any_text_comes_back_as_if_it_were_searched_for(texts):
    snapshot = pack_of(*(((text,), {}) for text in texts if len(text.strip()) <= 80))

    assert list(snapshot.destinations) == searched(snapshot)


@pytest.mark.parametrize(
    ("phrasings", "destinations"),
    [
        (("number of users", "price"), [("number of users", "i0"), ("price", "i1")]),
        (("user count", "the user counts"), [("user count", "i0"), ("the user counts", "i0")]),
        (("how many users", "how many customers"), [("how many users", "i0"), ("how many customers", "i0")]),
        (("users number", "number of users"), [("users number", "i0"), ("number of users", "i1")]),
        (("it to the a", "price"), [("it to the a", None), ("price", "i1")]),
        (("<@123>", "price"), [("<@123>", None), ("price", "i1")]),
    ],
)  # fmt: skip
def test_where_phrasings_come_back_to(phrasings, destinations):
    snapshot = pack_of(*(((phrasing,), {}) for phrasing in phrasings))

    assert list(zip(phrasings, list(snapshot.destinations), strict=True)) == destinations


def test_a_phrasing_that_comes_back_to_another_item_is_astray():
    snapshot = pack_of((("how many users",), {}), (("price", "cost", "How many customers?"), {}))

    assert list(find_stray_phrasings(snapshot)) == [StrayPhrasing("i1", 2, "How many customers?", "i0")]


def test_what_a_curator_accepted_is_not_astray():
    accepted = {"accepted_collisions": ("how many CUSTOMERS",)}
    snapshot = pack_of((("how many users",), {}), (("price", "How many customers?"), accepted))

    assert list(find_stray_phrasings(snapshot)) == []


def test_only_what_an_edit_leads_astray_is_new():
    before = pack_of((("how many users",), {}), (("price", "how many customers"), {}), (("one cost",), {}))
    after = pack_of(
        (("how many users", "one cost"), {}), (("price", "how many customers"), {}), (("one cost",), {})
    )

    assert list(find_new_stray_phrasings(before, after)) == [StrayPhrasing("i2", 0, "one cost", "i0")]
    assert list(find_new_stray_phrasings(after, before)) == []


def test_it_is_an_entry_that_a_phrasing_of_both_kinds_comes_back_to():
    qa = QA.replace("      - cheap or dear\n", "      - the rye percentage\n")

    assert list(find_stray_phrasings(snapshot_of({"qa.yaml": qa}))) == [
        StrayPhrasing("prices", 4, "the rye percentage", "rye-share")
    ]
