"""Every card keeps within Discord's limits, those of the timeline with a hostile pack too."""

import math

import pytest

from bot.chart.alt_text import alt_text
from bot.client.asking.browse import about_view, sources_view, topics_view, voice_view
from bot.client.asking.card_layout import card_view, chooser_view, entry_view, source_view
from bot.client.context import Context, asked_header
from bot.client.timeline.views import chart_view, event_view, events_view, list_view, timeline_answer_view
from bot.core.answering.cards import build_card
from bot.core.answering.outcomes import Answer, Candidate, NotCovered, Unsure
from bot.core.language.dates import PartialDate
from bot.core.pack.sources import list_voices
from bot.core.timeline.answers import TimelineAnswer
from bot.core.timeline.events import list_events, select_events
from bot.core.timeline.scope import Scope
from tests.client.timelines import hostile
from tests.client.town import _flat

# Numbers as long as they get: a snowflake of the far future, a row of 62 bits.
CONTEXT = Context(asker=2**63, question_id=2**62, header=asked_header("*" * 4_000))


def views(shipped):
    knowledge = shipped.knowledge
    entries = tuple(knowledge.entries.values())
    offered = tuple(Candidate(entry, 0.5) for entry in sorted(entries, key=lambda entry: -len(entry.id))[:3])
    for entry in entries:
        yield entry_view(knowledge, entry, CONTEXT)
        yield source_view(knowledge, [entry], CONTEXT.question_id)
        yield chooser_view(entries[:3], CONTEXT, entries[3])
    for item in knowledge.not_covered.values():
        near = tuple(Candidate(knowledge.entries[id], 0.0) for id in item.see)
        yield card_view(
            build_card(knowledge, Answer("", NotCovered(item, 1.0, near)), ()), CONTEXT, None, item.id
        )
    many = {f"word{number}": f"meant{number}" for number in range(900)}
    yield card_view(build_card(knowledge, Answer("", Unsure(offered, 0.5), many), ()), CONTEXT)
    yield from (topics_view(knowledge, topic) for topic in (None, *knowledge.article.topics))
    yield sources_view(knowledge)
    yield from (voice_view(voice) for voice in list_voices(knowledge))
    yield about_view(shipped, 30)


def scopes(knowledge, topic, voice):
    """What may be asked for at most: with options of the command (no header), or in words (a header)."""
    events = list_events(knowledge)
    dates = PartialDate(1000, 9, 27), PartialDate(3000, 9, 28)
    yield Scope(*dates, topic, voice), Context(CONTEXT.asker)
    yield Scope(*dates, topic, None, events[0].id, events[-1].id), CONTEXT


def pages(knowledge, topic, voice):
    for scope, context in scopes(knowledge, topic, voice):
        page_count = math.ceil(len(select_events(knowledge, scope)) / 8)
        numbers = range(page_count)
        for page in (*numbers[:3], *numbers[3:][-3:]):
            yield list_view(knowledge, scope, context, page)


def event_cards(knowledge, topic, voice):
    events = list_events(knowledge)
    for event in (*events[:10], *events[-10:]):
        yield event_view(knowledge, event, CONTEXT)
        yield timeline_answer_view(
            knowledge, TimelineAnswer(Scope(*[event.date] * 2, topic), (event,)), CONTEXT
        )


def others(knowledge, topic, voice):
    events = list_events(knowledge)
    yield events_view(knowledge, events)
    for scope, context in scopes(knowledge, topic, voice):
        yield timeline_answer_view(knowledge, TimelineAnswer(scope, ()), context)
        yield chart_view(knowledge, scope, context, alt_text(knowledge, events, "*" * 500), 499)


TIMELINE_CARDS = [pages, event_cards, others]


def check(view):
    parts = list(_flat(view.to_components()))
    assert len(parts) <= 40
    assert sum(len(part.get("content", "")) for part in parts) <= 4_000
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    assert len(ids) == len(set(ids))
    assert all(len(id) <= 100 for id in ids)
    assert all(len(part["label"]) <= 80 for part in parts if "label" in part)
    for part in parts:
        assert all(len(item["description"]) <= 1_024 for item in part.get("items", []))
        options = part.get("options", [])
        assert len(options) in range(1, 26) if part["type"] == 3 else options == []
        assert all(len(text) <= 100 for it in options for text in (it["label"], it["value"]))
        assert all(len(option.get("description") or "") <= 100 for option in options)


def test_every_view_fits(shipped):
    for view in views(shipped):
        check(view)


@pytest.mark.parametrize("cards", TIMELINE_CARDS)
def test_every_card_of_the_shipped_timeline_fits(shipped, cards):
    for topic in (None, *{event.topic for event in shipped.knowledge.events.values()}):
        for view in cards(shipped.knowledge, topic, "article"):
            check(view)


@pytest.mark.parametrize("cards", TIMELINE_CARDS)
def test_every_card_of_a_hostile_timeline_fits(cards):
    knowledge = hostile()
    topic, voice = next(iter(knowledge.article.topics)), next(iter(knowledge.article.voices))
    shown = list(cards(knowledge, topic, voice))
    for view in shown:
        check(view)

    assert len(shown) >= 3


@pytest.mark.parametrize(
    "text", ["**b**", "# h", "-# s", "> q", "[a](b)", "<@1>", "||s||", "`c`", "@everyone"]
)
def test_text_is_shown_as_it_stands(text):
    from bot.client.text import escape

    assert escape(text).replace("\\", "") == text
    assert escape(text) != text
