from bot.core.knowledge import Status
from bot.core.sources import statements
from tests.packs import QA, changed, read_pack


def test_each_voice_that_is_cited_is_listed_with_its_entries_and_the_article_comes_last():
    gazette, article = statements(read_pack().knowledge)

    assert (gazette.id, gazette.title) == ("gazette", "The Gazette (newspaper)")
    assert [entry.id for entry in gazette.entries] == ["rye-share"]
    assert gazette.statuses == (Status.REPORTED,)
    assert (article.id, article.title) == ("article", "The article (in its own voice)")
    assert [entry.id for entry in article.entries] == ["shop-count"]


def test_a_title_begins_with_a_capital_and_names_the_kind_where_there_is_one():
    texts = changed("article.yaml", "{name: the baker, kind: founder, via: gazette}", "{name: the baker}")
    texts["qa.yaml"] = QA.replace("voice: gazette", "voice: baker")
    baker, _ = statements(read_pack(texts).knowledge)

    assert baker.title == "The baker"


def test_a_voice_cited_twice_by_an_entry_lists_it_once_and_both_statuses():
    source = "{voice: gazette, paragraph: 2, status: reported}"
    twice = f"[{source}, {{voice: gazette, paragraph: 1, status: denied}}]"
    gazette, _ = statements(read_pack(changed("qa.yaml", source, twice)).knowledge)

    assert [entry.id for entry in gazette.entries] == ["rye-share"]
    assert gazette.statuses == (Status.REPORTED, Status.DENIED)


def test_every_entry_with_one_voice_is_under_it_and_digests_are_under_none(shipped):
    listed = {entry.id for voice in statements(shipped.knowledge) for entry in voice.entries}
    of_one = {
        entry.id
        for entry in shipped.knowledge.entries.values()
        if len({source.voice for source in entry.source}) == 1
    }

    assert listed == of_one
