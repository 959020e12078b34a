"""A pack made ready to answer: taken once a request and used throughout it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.core.answering import small_talk
from bot.core.answering.decision import decide, decide_follow_up
from bot.core.answering.outcomes import Answer, Answered, Decision, Kind, Unknown
from bot.core.answering.policy import Policy
from bot.core.answering.several_questions import combine, split_questions
from bot.core.language.follow_ups import points_back
from bot.core.language.message_text import clean
from bot.core.language.normalise import MAX_TEXT, normalise
from bot.core.pack.models import Entry, Knowledge, NotCoveredItem
from bot.core.search.index import Index, IndexedItem
from bot.core.search.query import Query
from bot.core.search.results import rank
from bot.core.timeline.answers import answer_from_timeline

_EXAMPLES = 3
_TIMELINE = "it asks what happened when"
# A reply with so few words that say something stands on nothing else than what it replies to.
_FEW = 2
# Autocomplete looks at no more of what is typed than a question may have.
_LONGEST_TYPED = 100


@dataclass(frozen=True)
class Snapshot:
    """One revision of the knowledge with its index. Immutable: an edit makes another."""

    knowledge: Knowledge
    index: Index
    policy: Policy
    revision: str
    # The curated questions in their one form, for autocomplete.
    normalised: Mapping[str, str]

    @classmethod
    def build(cls, knowledge: Knowledge, revision: str = "", policy: Policy | None = None) -> "Snapshot":
        """Index the knowledge; `revision` names the state of the files it was read from."""
        documents = (IndexedItem(item.id, item.asked, _evidence(knowledge, item)) for item in knowledge.items)
        index = Index(documents, knowledge.article.synonyms)
        normalised = {entry.id: normalise(entry.question) for entry in knowledge.entries.values()}
        return cls(knowledge, index, policy or Policy(), revision, normalised)

    def ask(self, question: str) -> Answer:
        """Answer whatever text somebody typed. Any string gives an outcome."""
        asked = clean(question)
        query = self.index.read(asked)
        chat = small_talk.recognise(query.normalised)
        timeline = None if chat else answer_from_timeline(self.knowledge, self.index, query)
        if (chat or timeline) and not self._is_any_stored(query):
            rule = _TIMELINE if timeline else "it is small talk"
            return Answer(
                asked, Unknown(chat=chat), {} if chat else query.corrected, rule=rule, timeline=timeline
            )
        found = combine(self._decide(query), self._parts(question), self.policy.stored)
        return Answer(
            asked, found.outcome, query.corrected, found.ranked, found.rule, found.also, found.checks
        )

    def questions_in(self, message: str) -> tuple[str, ...]:
        """The questions that a message with more in it comes apart into; none where it is one anyhow."""
        return split_questions("\n".join(map(clean, message[:MAX_TEXT].splitlines())))

    def _parts(self, question: str) -> Iterator[Decision]:
        """What is decided of each question in a message, as far as each stands by itself.

        One that leans on what was said before ("who founded it?") stands only where that was answered,
        and is answered with something akin to it.
        """
        before: Decision | None = None
        for part in self.questions_in(question):
            query = self.index.read(part)
            is_leaning = points_back(query.normalised)
            if is_leaning and before is None:
                continue
            decision = self._decide(query)
            if not is_leaning or (before is not None and self._are_kin(before, decision)):
                before = decision
                yield decision

    def _are_kin(self, one: Decision, other: Decision) -> bool:
        if not (isinstance(one.outcome, Answered) and isinstance(other.outcome, Answered)):
            return False
        return other.outcome.entry.id in self.knowledge.kin(one.outcome.entry)

    def follow_up(self, question: str, about: Entry) -> Answer:
        """Answer a question that was put in reply to the answer of an entry, in its light.

        What is clear by itself is answered like any question. What leans on the entry is looked for
        among its kin: the entries it is related to, and those of its topic.
        """
        alone = self.ask(question)
        query = self.index.read(alone.question)
        timeline = None if alone.item else answer_from_timeline(self.knowledge, self.index, query, about)
        if timeline is not None:
            return replace(alone, outcome=Unknown(), rule=_TIMELINE, ranked=(), checks=(), timeline=timeline)
        says_enough = len(query.content) > _FEW and not points_back(query.normalised)
        is_nothing = not query.content and not points_back(query.normalised)
        if alone.item is not None or alone.kind is Kind.CHAT or says_enough or is_nothing:
            return alone
        known = self.knowledge
        context = self.index.read(f"{alone.question} {about.question}")
        found = decide_follow_up(known, self.index, query, context, known.kin(about), self.policy)
        if not found.ranked:
            return alone
        return replace(alone, outcome=found.outcome, ranked=found.ranked, rule=found.rule, checks=())

    def _decide(self, query: Query) -> Decision:
        return decide(self.knowledge, self.index, query, self.policy)

    def _is_any_stored(self, query: Query) -> bool:
        return bool((self.index.search(query).scores == 1.0).any())

    def best_match(self, phrasing: str) -> str | None:
        """The item that ranks first for a text, whatever the decision would be."""
        best = self.index.search(self.index.read(clean(phrasing))).best(1)
        return best[0].item if best else None

    @cached_property
    def destinations(self) -> tuple[str | None, ...]:
        """What `best_match` finds for each stored phrasing, item by item in order, many times faster.

        The owners of a stored phrasing score 1 and all others less, and of equal ones the first in the
        file is the best, so nothing has to be searched for. What is asked otherwise than it is stored, or
        has no word that says something, is matched as ever.
        """
        asked = [phrasing for item in self.knowledge.items for phrasing in item.asked]
        return tuple(
            self.index.items[owners[0]]
            if owners and clean(phrasing) == phrasing
            else self.best_match(phrasing)
            for phrasing, owners in zip(asked, self.index.owners(asked), strict=True)
        )

    def neighbours(self, item: str, most: int) -> tuple[str, ...]:
        """The ids of the entries nearest to an item, at most so many, best first, without itself."""
        known = self.knowledge.entries
        found = known.get(item) or self.knowledge.not_covered.get(item)
        near = self._nearest(found.question, most + 1) if found else ()
        return tuple(id for id in near if id != item)[:most]

    def complete(self, typed: str, most: int) -> tuple[str, ...]:
        """Curated questions for what somebody has typed so far; popular ones for nothing."""
        entries = self.knowledge.entries
        typed = typed[:_LONGEST_TYPED]
        wanted = normalise(typed)
        if not wanted:
            return tuple(entry.question for entry in self._popular[:most])
        holding = [id for id, question in self.normalised.items() if wanted in question]
        near = self._nearest(typed, most)
        return tuple(entries[id].question for id in dict.fromkeys((*holding, *near)))[:most]

    def _nearest(self, text: str, most: int) -> tuple[str, ...]:
        """The ids of the entries nearest to a text, best first."""
        hits = self.index.search(self.index.read(text))
        return tuple(hit.item for hit in rank(self.knowledge, hits, most).entries)

    @property
    def examples(self) -> tuple[Entry, ...]:
        """Three entries that show what can be asked: popular ones first."""
        return self._popular[:_EXAMPLES]

    @property
    def _popular(self) -> tuple[Entry, ...]:
        return tuple(sorted(self.knowledge.entries.values(), key=lambda entry: not entry.popular))


def _evidence(knowledge: Knowledge, item: Entry | NotCoveredItem) -> tuple[str, ...]:
    if isinstance(item, NotCoveredItem):
        return ()
    return (item.answer, *(knowledge.article.paragraphs[number] for number in item.paragraphs))
