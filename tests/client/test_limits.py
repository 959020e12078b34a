"""Every card of the shipped pack keeps within Discord's limits."""

import pytest

from bot.client.browsing import about_view, sources_view, topics_view, voice_view
from bot.client.cards import card_view, chooser_view, entry_view, source_view
from bot.client.context import Context, asked_header
from bot.core.card import card
from bot.core.outcome import Answer, Candidate, NotCovered, Unsure
from bot.core.sources import statements
from tests.client.town import _flat

# Numbers as long as they get: a snowflake of the far future, a row of 62 bits.
CONTEXT = Context(asker=2**63, logged=2**62, header=asked_header("*" * 4_000))


def views(shipped):
    knowledge = shipped.knowledge
    entries = tuple(knowledge.entries.values())
    offered = tuple(Candidate(each, 0.5) for each in sorted(entries, key=lambda each: -len(each.id))[:3])
    for entry in entries:
        yield entry_view(knowledge, entry, CONTEXT)
        yield source_view(knowledge, [entry], CONTEXT.logged)
        yield chooser_view(entries[:3], CONTEXT, entries[3])
    for item in knowledge.not_covered.values():
        near = tuple(Candidate(knowledge.entries[each], 0.0) for each in item.see)
        yield card_view(card(knowledge, Answer("", NotCovered(item, 1.0, near)), ()), CONTEXT, None, item.id)
    many = {f"word{number}": f"meant{number}" for number in range(900)}
    yield card_view(card(knowledge, Answer("", Unsure(offered, 0.5), many), ()), CONTEXT)
    yield from (topics_view(knowledge, topic) for topic in (None, *knowledge.article.topics))
    yield sources_view(knowledge)
    yield from (voice_view(voice) for voice in statements(knowledge))
    yield about_view(shipped, 30)


def test_every_view_fits(shipped):
    for view in views(shipped):
        parts = list(_flat(view.to_components()))
        assert len(parts) <= 40
        assert sum(len(each.get("content", "")) for each in parts) <= 4_000
        ids = [each["custom_id"] for each in parts if "custom_id" in each]
        assert len(ids) == len(set(ids))
        assert all(len(each) <= 100 for each in ids)
        assert all(len(each["label"]) <= 80 for each in parts if "label" in each)
        for each in parts:
            assert len(each.get("options", [])) <= 25
            assert all(len(option["label"]) <= 100 for option in each.get("options", []))


@pytest.mark.parametrize(
    "text", ["**b**", "# h", "-# s", "> q", "[a](b)", "<@1>", "||s||", "`c`", "@everyone"]
)
def test_text_is_shown_as_it_stands(text):
    from bot.client.text import plain

    assert plain(text).replace("\\", "") == text
    assert plain(text) != text
