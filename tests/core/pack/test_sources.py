import pytest

from bot.core.pack.models import Status
from bot.core.pack.sources import is_alleged, list_voices, render_attribution, render_footnote
from tests.packs import QA, changed, read_pack

SOURCE = "source: {voice: gazette, paragraph: 2, status: reported}"


def rye_share(source):
    knowledge = read_pack(changed("qa.yaml", SOURCE, f"source: {source}")).knowledge
    return knowledge, knowledge.entries["rye-share"]


@pytest.mark.parametrize(
    ("voice", "status", "words"),
    [
        ("article", "stated", "Stated in the article"),
        ("article", "reported", "Reported in the article"),
        ("article", "announced", "Announced, as the article has it"),
        ("article", "alleged", "Alleged, as the article has it"),
        ("article", "denied", "Denied, as the article has it"),
        ("gazette", "stated", "Stated by The Gazette"),
        ("gazette", "reported", "Reported by The Gazette"),
        ("gazette", "announced", "Announced by The Gazette"),
        ("gazette", "alleged", "Alleged by The Gazette"),
        ("gazette", "denied", "Denied by The Gazette"),
        ("baker", "stated", "Stated by the baker, as relayed by The Gazette"),
    ],
)
def test_the_footnote_says_who_and_how(voice, status, words):
    knowledge, entry = rye_share(f"{{voice: {voice}, paragraph: 2, status: {status}}}")

    assert render_attribution(knowledge, entry) == words
    assert render_footnote(knowledge, entry) == f"{words} · paragraph 2"
    assert is_alleged(entry) == (status == "alleged")


def test_one_voice_in_several_paragraphs_is_named_once():
    knowledge, entry = rye_share(
        "[{voice: gazette, paragraph: 2, status: reported}, {voice: gazette, paragraph: 1, status: reported},"
        " {voice: gazette, paragraph: 2, status: reported}]"
    )

    assert render_attribution(knowledge, entry) == "Reported by The Gazette"
    assert render_footnote(knowledge, entry) == "Reported by The Gazette · paragraphs 2 and 1"


def test_several_voices_are_named_in_the_order_they_are_cited():
    knowledge, entry = rye_share(
        "[{voice: gazette, paragraph: 2, status: reported}, {voice: article, paragraph: 1, status: alleged}]"
    )

    assert render_attribution(knowledge, entry) == "Reported by The Gazette; Alleged, as the article has it"
    assert render_footnote(knowledge, entry) == (
        "Reported by The Gazette · paragraph 2; Alleged, as the article has it · paragraph 1"
    )
    assert is_alleged(entry)


def test_three_paragraphs_are_listed():
    knowledge = read_pack(
        {
            **changed("article.yaml", "  2: The Gazette", "  7: More.\n  2: The Gazette"),
            **changed(
                "qa.yaml",
                SOURCE,
                "source:\n"
                + "".join(f"    - {{voice: article, paragraph: {at}, status: stated}}\n" for at in (1, 2, 7)),
            ),
        }
    ).knowledge

    assert (
        render_footnote(knowledge, knowledge.entries["rye-share"])
        == "Stated in the article · paragraphs 1, 2 and 7"
    )


def test_an_event_has_a_footnote_too():
    knowledge = read_pack().knowledge

    assert render_footnote(knowledge, knowledge.events["opening"]) == "Stated in the article · paragraph 1"


def test_each_voice_that_is_cited_is_listed_with_its_entries_and_the_article_comes_last():
    gazette, article = list_voices(read_pack().knowledge)

    assert (gazette.id, gazette.title) == ("gazette", "The Gazette (newspaper)")
    assert [entry.id for entry in gazette.entries] == ["rye-share"]
    assert gazette.statuses == (Status.REPORTED,)
    assert (article.id, article.title) == ("article", "The article (in its own voice)")
    assert [entry.id for entry in article.entries] == ["shop-count"]


def test_a_title_begins_with_a_capital_and_names_the_kind_where_there_is_one():
    texts = changed("article.yaml", "{name: the baker, kind: founder, via: gazette}", "{name: the baker}")
    texts["qa.yaml"] = QA.replace("voice: gazette", "voice: baker")
    baker, _ = list_voices(read_pack(texts).knowledge)

    assert baker.title == "The baker"


def test_a_voice_cited_twice_by_an_entry_lists_it_once_and_both_statuses():
    source = "{voice: gazette, paragraph: 2, status: reported}"
    twice = f"[{source}, {{voice: gazette, paragraph: 1, status: denied}}]"
    gazette, _ = list_voices(read_pack(changed("qa.yaml", source, twice)).knowledge)

    assert [entry.id for entry in gazette.entries] == ["rye-share"]
    assert gazette.statuses == (Status.REPORTED, Status.DENIED)


def test_every_entry_with_one_voice_is_under_it_and_digests_are_under_none(shipped):
    listed = {entry.id for voice in list_voices(shipped.knowledge) for entry in voice.entries}
    of_one = {
        entry.id
        for entry in shipped.knowledge.entries.values()
        if len({source.voice for source in entry.source}) == 1
    }

    assert listed == of_one
