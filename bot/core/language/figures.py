"""The figures of a text: numbers, percentages, ranks, years, months and days, each in one form.

They are used to compare an answer with the paragraph it cites.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.core.language.dates import MONTHS
from bot.core.language.numbers import with_canonical_numbers

_FIGURE = re.compile(r"(?<![\w.])\d[\d.]*%?(?!\w)")
_ANY_MONTH = "|".join(MONTHS)
# In small letters, "may" and "march" are often other words. The other names are always months.
_LOWER_CASE_MONTH = re.compile(
    rf"\b({'|'.join(month.lower() for month in MONTHS if month not in ('March', 'May'))})\b"
)
_SHORT_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?= \d)")
_MONTH = re.compile(rf"\b(?:{_ANY_MONTH})\b")
_ONES = "two three four five six seven eight nine ten eleven twelve".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_DIGITS_OF_WORD = {
    **{word: str(number) for number, word in enumerate(_ONES, start=2)},
    **{word: str(number * 10) for number, word in enumerate(_TENS, start=2)},
}
_NUMBER_WORD = re.compile(rf"\b({'|'.join(_DIGITS_OF_WORD)})\b", re.IGNORECASE)
_FULL_MONTH = {month[:3]: month for month in MONTHS}
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_ANY_MONTH})\b")
_MONTH_FIRST = re.compile(rf"\b({_ANY_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)")
_MONTH_YEAR = re.compile(rf"\b({_ANY_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:of )?(\d{{4}})\b")
_SENTENCE_START_MAY = re.compile(r"(?:^|[.!?:;]\s+)May (?=[a-z])")

# The most words that one figure is typed in: "26th of July" has three.
_MOST_WORDS = 4
_PUNCTUATION = ".,;:!?()[]\"'“”‘’"


def find_figures(text: str) -> frozenset[str]:
    """Every figure of the text: `5600000`, `17%`, `4`, `2017`, `July`, `July 26`, `May 2023`.

    Of numbers written as words, these count: two to twelve, and the tens from twenty to ninety. "One"
    does not, because it is often no number.
    """
    text = _LOWER_CASE_MONTH.sub(lambda match: match[0].capitalize(), text)
    text = _SHORT_MONTH.sub(lambda match: _FULL_MONTH[match[1][:3]], text)
    text = _NUMBER_WORD.sub(lambda match: _DIGITS_OF_WORD[match[0].lower()], text)
    text = _SENTENCE_START_MAY.sub(lambda match: match[0].replace("May", "may"), text)
    days = {f"{month} {int(day)}" for day, month in _DAY_FIRST.findall(text)}
    days |= {f"{month} {int(day)}" for month, day in _MONTH_FIRST.findall(text)}
    months = {f"{month} {year}" for month, year in _MONTH_YEAR.findall(text)}
    numbers = {number.rstrip(".") for number in _FIGURE.findall(with_canonical_numbers(text))}
    return frozenset(numbers | days | months | set(_MONTH.findall(text)))


def find_as_typed(text: str, wanted: Collection[str]) -> Mapping[str, str]:
    """The wanted figures as they were typed in the text: "5.6 million" for `5600000`.

    A figure that is not in the text stands for itself.
    """
    typed: dict[str, str] = {}
    if wanted:
        for passage in _passages(text):
            if len(typed) == len(wanted):
                break
            for figure in find_figures(passage).intersection(wanted).difference(typed):
                typed[figure] = passage
    return {figure: typed.get(figure, figure) for figure in wanted}


def _passages(text: str) -> Iterator[str]:
    """Every word of a text, then every two words in a row, and so on, without punctuation around them."""
    words = text.split()
    for size in range(1, _MOST_WORDS + 1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size]).strip(_PUNCTUATION)
