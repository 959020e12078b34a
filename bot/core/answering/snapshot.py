"""A pack made ready to answer. Each request takes one snapshot and uses it until its end."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.answering import small_talk
from bot.core.answering.decision import decide, decide_follow_up
from bot.core.answering.outcomes import Answer, Answered, Decision, Kind, Unknown
from bot.core.answering.pack_profile import PackProfile, read_profile
from bot.core.answering.policy import Policy
from bot.core.answering.several_questions import combine_decisions, split_questions
from bot.core.language.follow_ups import points_back
from bot.core.language.message_text import clean
from bot.core.language.normalise import MAX_TEXT, normalise
from bot.core.pack.models import Entry, Knowledge, NotCoveredItem
from bot.core.search.index import Index, IndexedItem
from bot.core.search.query import Query
from bot.core.search.results import rank
from bot.core.timeline.answers import answer_from_timeline

_EXAMPLES = 3
_TIMELINE_RULE = "it asks what happened when"
# The most words that say something in a reply that is understood only together with what it replies to.
_SHORT_REPLY = 2
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
        decision = combine_decisions(self._decide(query), self._decide_parts(question), self.policy.stored)
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

    def questions_in(self, message: str) -> tuple[str, ...]:
        """The questions in a message of several parts, in order; none where it has only one part."""
        return split_questions("\n".join(map(clean, message[:MAX_TEXT].splitlines())))

    def _decide_parts(self, question: str) -> Iterator[tuple[int, Decision]]:
        """The place of each question in a message that can be understood, and the decision on it.

        One that refers to what was said before ("who founded it?") counts only where that was answered,
        and where its own answer is an entry related to that answer.
        """
        before: Entry | None = None
        for place, part in enumerate(self.questions_in(question)):
            query = self.index.make_query(part)
            decision = self._decide(query)
            if before is not None and self._leans(query) and not self._is_about(before, decision):
                # The answer that was given may have it, too.
                decision = self._decide_in_reply(query, part, before, {before.id})
            elif before is None and points_back(query.normalised):
                continue
            if isinstance(decision.outcome, Answered):
                before = decision.outcome.entry
            yield place, decision

    def _leans(self, query: Query) -> bool:
        """Is it understood only together with what was said before?"""
        return points_back(query.normalised) or 0 < len(query.content_words) <= _SHORT_REPLY

    def _is_about(self, before: Entry, decision: Decision) -> bool:
        """Is it answered with something that is related to what was answered before?"""
        outcome = decision.outcome
        return isinstance(outcome, Answered) and outcome.entry.id in self.knowledge.same_subject_ids(before)

    def _decide_in_reply(
        self, query: Query, question: str, about: Entry, besides: Collection[str]
    ) -> Decision:
        context = self.index.make_query(f"{question} {about.question}")
        related = {*self.knowledge.same_subject_ids(about), *besides}
        return decide_follow_up(self.profile, query, context, related, self.policy)

    def follow_up(self, question: str, about: Entry) -> Answer:
        """Answer a question that replies to the answer of the entry `about`.

        What is clear by itself is answered like any question. What refers to the entry is looked for
        among the entries that are related to it or have its topic.
        """
        alone = self.ask(question)
        query = self.index.make_query(alone.question)
        refers_back = points_back(query.normalised)
        is_clear = alone.item is not None and not refers_back
        timeline = None if is_clear else answer_from_timeline(self.knowledge, self.index, query, about)
        if timeline is not None:
            return replace(
                alone, outcome=Unknown(), rule=_TIMELINE_RULE, ranked=(), checks=(), timeline=timeline
            )
        if alone.item is not None or alone.kind is Kind.CHAT or not self._leans(query):
            return alone
        decision = self._decide_in_reply(query, alone.question, about, frozenset())
        if not decision.ranked:
            return alone
        return replace(alone, outcome=decision.outcome, ranked=decision.ranked, rule=decision.rule, checks=())

    def _decide(self, query: Query) -> Decision:
        return decide(self.profile, query, self.policy)

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


def _indexed(knowledge: Knowledge, item: Entry | NotCoveredItem) -> IndexedItem:
    """An item with its phrasings, its answer, and the paragraphs that it cites."""
    if isinstance(item, NotCoveredItem):
        return IndexedItem(item.id, item.all_phrasings, (item.reply,))
    sources = tuple(knowledge.article.paragraphs[number] for number in item.paragraphs)
    return IndexedItem(item.id, item.all_phrasings, (item.answer,), sources)
