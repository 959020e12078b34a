"""Questions whose right answer is known, the answers that the bot gave, and the verdict on each.

A question that the article answers is answered right, answered wrong, denied (it is told that the article
does not say), offered (not answered, but the right entry is among the suggestions) or missed. Of two entries
shown at once one has to be right. For a question that the article does not answer, the bot is honest (it says
that it is not covered, or not known), hedges (it only suggests entries) or answers falsely.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.answering.outcomes import Answer, Answered, NotCovered, Unsure
from bot.core.evaluation.typos import with_typos

# Any number would do; but figures can be compared only as long as it is the same.
_TYPO_SEED = 0


class Split(StrEnum):
    """The two halves of the questions: to tune on, which may be read, and to test on, which are only run."""

    TUNE = "tune"
    TEST = "test"


@dataclass(frozen=True)
class Case:
    """A question, and what should come of it.

    `expect` has the ids of the entries that each answer it fully. `is_gap` says that the article answers it
    and no entry does. `absent` has the ids of the not-covered items that say rightly that the article does
    not tell.
    """

    question: str
    expect: frozenset[str]
    kind: str
    split: Split
    is_gap: bool = False
    absent: frozenset[str] = frozenset()

    @property
    def is_answerable(self) -> bool:
        """Does the article answer it?"""
        return self.is_gap or bool(self.expect)

    def mistyped(self, every: int) -> "Case":
        """The same with one typo in every `every` characters; raises ValueError if that is less than 1."""
        return replace(self, question=with_typos(self.question, every, _TYPO_SEED))


@dataclass(frozen=True)
class Trial:
    """A case and the answer that the bot gave."""

    case: Case
    answer: Answer

    @property
    def is_top(self) -> bool:
        """Does a right entry rank first, whatever the outcome?"""
        return bool(self.answer.ranked) and self.answer.ranked[0].entry.id in self.case.expect

    @property
    def confidence(self) -> float:
        """The confidence in the best entry, whatever the outcome: from 0 to 1."""
        return self.answer.ranked[0].confidence if self.answer.ranked else 0.0

    @property
    def shows_two(self) -> bool:
        """Are two entries shown as the answer?"""
        return bool(self.answer.also)

    @property
    def is_named(self) -> bool:
        """Is it told that the article does not say just this?"""
        outcome = self.answer.outcome
        return isinstance(outcome, NotCovered) and outcome.item.id in self.case.absent

    @property
    def verdict(self) -> str:
        """How good the answer is, in one word or two."""
        outcome = self.answer.outcome
        if isinstance(outcome, Answered):
            return self._judge_answered(outcome)
        if not self.case.is_answerable:
            return "hedged" if isinstance(outcome, Unsure) else "honest"
        if isinstance(outcome, NotCovered):
            return "answered right" if self.is_named else "denied"
        offered = {candidate.entry.id for candidate in outcome.candidates}
        return "offered" if offered & self.case.expect else "missed"

    def _judge_answered(self, outcome: Answered) -> str:
        if not self.case.is_answerable:
            return "false"
        shown = {outcome.entry.id, *(other.entry.id for other in self.answer.also)}
        return "answered right" if shown & self.case.expect else "answered wrong"
