"""A pack made ready to answer. Each request takes one snapshot and uses it until its end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.answering import small_talk
from bot.core.answering.decision import decide
from bot.core.answering.outcomes import Answer, Decision, Kind, Unknown
from bot.core.answering.pack_profile import PackProfile, read_profile
from bot.core.answering.policy import Policy
from bot.core.answering.reply_decisions import decide_at_another_time, decide_in_reply, leans_back
from bot.core.answering.several_questions import combine_decisions, decide_parts
from bot.core.language.follow_ups import points_back
from bot.core.language.message_text import clean
from bot.core.language.normalise import normalise
from bot.core.pack.models import Entry, Knowledge, NotCoveredItem
from bot.core.search.index import Index, IndexedItem
from bot.core.search.query import Query
from bot.core.search.results import rank
from bot.core.timeline.answers import answer_from_timeline

_EXAMPLES = 3
_TIMELINE_RULE = "it asks what happened when"
# The most characters of typed text that autocomplete looks at.
_LONGEST_TYPED = 100


@dataclass(frozen=True)
class Snapshot:
    """One revision of the knowledge with its index. Immutable: an edit makes another one."""

    knowledge: Knowledge
    index: Index
    profile: PackProfile
    policy: Policy
    revision: str
    # The curated questions in normal form by entry id, for autocomplete.
    normalised: Mapping[str, str]

    @classmethod
    def build(cls, knowledge: Knowledge, revision: str = "", policy: Policy | None = None) -> "Snapshot":
        """Index the knowledge. `revision` names the state of the files that it was read from."""
        documents = (_indexed(knowledge, item) for item in knowledge.items)
        index = Index(documents, knowledge.article.synonyms)
        normalised = {entry.id: normalise(entry.question) for entry in knowledge.entries.values()}
        profile = read_profile(knowledge, index)
        return cls(knowledge, index, profile, policy or Policy(), revision, normalised)

    def ask(self, question: str) -> Answer:
        """Answer whatever text somebody typed. Any string has an outcome."""
        cleaned = clean(question)
        query = self.index.make_query(cleaned)
        chat = small_talk.recognise_small_talk(query.normalised)
        timeline = None if chat else answer_from_timeline(self.knowledge, self.index, query)
        if chat and not self._is_stored(query):
            return Answer(cleaned, Unknown(chat=chat), rule="it is small talk")
        if timeline and not self._is_stored(query):
            return Answer(cleaned, Unknown(), query.corrected, rule=_TIMELINE_RULE, timeline=timeline)
        decision = combine_decisions(
            decide(self.profile, query, self.policy),
            decide_parts(self.profile, question, self.policy),
            self.policy.stored,
        )
        return Answer(
            cleaned,
            decision.outcome,
            query.corrected,
            decision.ranked,
            decision.rule,
            decision.also,
            decision.checks,
            left_open=decision.left_open,
        )

    def follow_up(self, question: str, about: Entry) -> Answer:
        """Answer a question that replies to the answer of the entry `about`.

        What is clear by itself is answered like any question. What refers to the entry is looked for
        among the entries that are related to it or have its topic.
        """
        alone = self.ask(question)
        query = self.index.make_query(alone.question)
        at_another_time = decide_at_another_time(self.profile, query, about, self.policy)
        if at_another_time is not None:
            return _replace_decision(alone, at_another_time)
        refers_back = points_back(query.normalised)
        is_clear = alone.item is not None and not refers_back
        timeline = None if is_clear else answer_from_timeline(self.knowledge, self.index, query, about)
        if timeline is not None:
            return replace(
                alone, outcome=Unknown(), rule=_TIMELINE_RULE, ranked=(), checks=(), timeline=timeline
            )
        if alone.item is not None or alone.kind is Kind.CHAT or not leans_back(query):
            return alone
        decision = decide_in_reply(self.profile, query, about, self.policy)
        return _replace_decision(alone, decision) if decision.ranked else alone

    def _is_stored(self, query: Query) -> bool:
        """Is it a stored phrasing of any item, word for word?"""
        return bool((self.index.search(query).scores == 1.0).any())

    def best_match(self, phrasing: str) -> str | None:
        """The item that ranks first for a text, whatever the decision would be."""
        best = self.index.search(self.index.make_query(clean(phrasing))).best(1)
        return best[0].item if best else None

    @cached_property
    def destinations(self) -> tuple[str | None, ...]:
        """What `best_match` finds for each stored phrasing, item by item in order, many times faster.

        The items that have a phrasing score 1 and all others less. Of equal ones the first in the file is
        the best, so nothing has to be searched for. A phrasing of which nothing is left that says something
        when it is cleaned is searched for like any text.
        """
        phrasings = [clean(phrasing) for item in self.knowledge.items for phrasing in item.all_phrasings]
        return tuple(
            self.index.items[owners[0]] if owners else self.best_match(phrasing)
            for phrasing, owners in zip(phrasings, self.index.find_owners(phrasings), strict=True)
        )

    def are_stored(self, phrasings: Iterable[str]) -> list[bool]:
        """Is each of these texts a stored phrasing of any item, but for words that say nothing?"""
        return [bool(owners) for owners in self.index.find_owners(map(clean, phrasings))]

    def neighbours(self, item: str, most: int) -> tuple[str, ...]:
        """The ids of the entries nearest to the item of an id, at most `most`, best first, without itself."""
        known = self.knowledge.entries.get(item) or self.knowledge.not_covered.get(item)
        nearest = self._find_nearest(known.question, most + 1) if known else ()
        return tuple(id for id in nearest if id != item)[:most]

    def complete(self, typed: str, most: int) -> tuple[str, ...]:
        """At most `most` curated questions for what somebody has typed so far; popular ones for nothing."""
        entries = self.knowledge.entries
        typed = typed[:_LONGEST_TYPED]
        wanted = normalise(typed)
        if not wanted:
            return tuple(entry.question for entry in self._popular_first[:most])
        containing = [id for id, question in self.normalised.items() if wanted in question]
        nearest = self._find_nearest(typed, most)
        return tuple(entries[id].question for id in dict.fromkeys((*containing, *nearest)))[:most]

    def _find_nearest(self, text: str, most: int) -> tuple[str, ...]:
        """The ids of the entries nearest to a text, best first."""
        hits = self.index.search(self.index.make_query(text))
        return tuple(hit.item for hit in rank(self.knowledge, hits, most).entries)

    @property
    def examples(self) -> tuple[Entry, ...]:
        """Three entries that show what can be asked: popular ones first."""
        return self._popular_first[:_EXAMPLES]

    @property
    def _popular_first(self) -> tuple[Entry, ...]:
        return tuple(sorted(self.knowledge.entries.values(), key=lambda entry: not entry.popular))


def _replace_decision(answer: Answer, decision: Decision) -> Answer:
    """The answer to the same question as another decision has it."""
    return replace(
        answer,
        outcome=decision.outcome,
        ranked=decision.ranked,
        rule=decision.rule,
        checks=decision.checks,
        timeline=None,
    )


def _indexed(knowledge: Knowledge, item: Entry | NotCoveredItem) -> IndexedItem:
    """An item with its phrasings, its answer, and the paragraphs that it cites."""
    if isinstance(item, NotCoveredItem):
        return IndexedItem(item.id, item.all_phrasings, (item.reply,))
    sources = tuple(knowledge.article.paragraphs[number] for number in item.paragraphs)
    return IndexedItem(item.id, item.all_phrasings, (item.answer,), sources)
