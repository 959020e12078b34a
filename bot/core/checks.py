"""What is looked at before a question is answered with its best entry, and what speaks against it."""

from collections.abc import Iterator

from bot.core.guards import facts, guard
from bot.core.language.english_words import rare_words
from bot.core.language.places import places
from bot.core.outcome import Check
from bot.core.pack.models import Knowledge
from bot.core.policy import Policy
from bot.core.search.index import Index
from bot.core.search.query import Reading
from bot.core.search.results import Hit, Ranking, best

# An entry may name another company to say that it is not the one.
_FEW = 2
TOO_LITTLE = "the question says too little"


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


def matching(index: Index, reading: Reading, ranking: Ranking, policy: Policy) -> tuple[Check, ...]:
    """Whether the question says enough, and the best entry stands out."""
    says_little = len(reading.content) < policy.fewest_words or index.weight(reading) < policy.least_weight
    is_short = len(reading.content) <= policy.short
    least = policy.least_short_score if is_short else policy.least_score
    is_far = best(ranking.entries) < least
    is_strange = index.unknown(reading) > policy.most_unknown
    is_level = best(ranking.entries) - best(ranking.entries[1:]) < policy.least_margin
    return (
        Check("says enough", TOO_LITTLE if says_little else ""),
        Check("matches", "nothing matches well" if is_far else ""),
        Check("is known", "too much of it is unknown" if is_strange else ""),
        Check("stands out", "two entries fit alike" if is_level else ""),
    )
