"""What is looked at before a question is answered with its best entry, and what speaks against it."""

from collections.abc import Iterator

from bot.core.guards import facts, guard, places, rare_words
from bot.core.hits import Hit
from bot.core.index import Index
from bot.core.knowledge import Knowledge
from bot.core.outcome import Check
from bot.core.policy import Policy
from bot.core.ranking import Ranking, best
from bot.core.reading import Reading

# An entry may name another company to say that it is not the one.
_FEW = 2
TOO_LITTLE = "the question says too little"


def checks(
    knowledge: Knowledge, index: Index, reading: Reading, ranking: Ranking, policy: Policy
) -> tuple[Check, ...]:
    """Every check of the best entry; any objection keeps it from being sure, however well it fits."""
    found = [*_matching(index, reading, ranking, policy)]
    if ranking.entries:
        found += guards(knowledge, index, reading, ranking.entries[0])
    return tuple(found)


def guards(knowledge: Knowledge, index: Index, reading: Reading, hit: Hit) -> Iterator[Check]:
    """What the guards say of an entry."""
    entry = knowledge.entries[hit.item]
    paragraphs = tuple(knowledge.article.paragraphs[number] for number in entry.paragraphs)
    asked = reading.asked
    strange = [name for name in places(asked) if not index.knows(name, hit.place)]
    others = [name for name in rare_words(asked) if _is_anothers(knowledge, index, name, hit)]
    return guard(asked, facts(entry.question, entry.answer, paragraphs), [*strange, *others])


def _is_anothers(knowledge: Knowledge, index: Index, name: str, hit: Hit) -> bool:
    """Is a name known to items that the article does not answer, and to next to no entry, nor to this one?"""
    knowing = index.knowing(name)
    entries = int((knowing < len(knowledge.entries)).sum())
    return len(knowing) > entries and entries <= _FEW and hit.place not in knowing


def _matching(index: Index, reading: Reading, ranking: Ranking, policy: Policy) -> Iterator[Check]:
    says_little = len(reading.content) < policy.fewest_words or index.weight(reading) < policy.least_weight
    yield Check("says enough", TOO_LITTLE if says_little else "")
    is_short = len(reading.content) <= policy.short
    least = policy.least_short_score if is_short else policy.least_score
    yield Check("matches", "nothing matches well" if best(ranking.entries) < least else "")
    is_strange = index.unknown(reading) > policy.most_unknown
    yield Check("is known", "too much of it is unknown" if is_strange else "")
    is_level = best(ranking.entries) - best(ranking.entries[1:]) < policy.least_margin
    yield Check("stands out", "two entries fit alike" if is_level else "")
