"""The figures of texts that do not stand in the paragraphs which the texts cite."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.core.language.figures import find_as_typed, find_figures

# How figures were typed is looked for in this many texts, as it takes long; further ones are named in their
# one form.
_MOST_TYPED = 200


class CitedFigures:
    """Which figures stand in which paragraphs of an article.

    A set of paragraphs is a number with a bit for each: by way of others an item may lead to thousands.
    """

    def __init__(self, paragraphs: Mapping[int, str]) -> None:
        """Read the figures of all paragraphs, given by number."""
        self._bits = {number: 1 << place for place, number in enumerate(paragraphs)}
        self._holding: dict[str, int] = {}
        for number, text in paragraphs.items():
            for figure in find_figures(text):
                self._holding[figure] = self._holding.get(figure, 0) | self._bits[number]
        self._typed = 0

    def as_set(self, paragraphs: Iterable[int]) -> int:
        """Some paragraphs of the article as a set, to be joined with others by `|`."""
        paragraph_set = 0
        for number in paragraphs:
            paragraph_set |= self._bits[number]
        return paragraph_set

    def find_missing(self, text: str, cited: int) -> Sequence[str]:
        """The figures of a text that stand in none of the cited paragraphs, in the order of their names."""
        return sorted(figure for figure in find_figures(text) if not self._holding.get(figure, 0) & cited)

    def name(self, text: str, figures: Collection[str]) -> Mapping[str, str]:
        """Some figures of a text, as they were typed in it; in their one form after the first 200 texts."""
        if not figures or self._typed == _MOST_TYPED:
            return {figure: figure for figure in figures}
        self._typed += 1
        return find_as_typed(text, figures)
