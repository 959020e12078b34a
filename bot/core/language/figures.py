"""The figures of a text: numbers, percentages, ranks, years, months and days, each in one form.

Used to hold an answer against the paragraph it cites.
"""

import re
from collections.abc import Collection, Iterator, Mapping

from bot.core.language.dates import MONTHS
from bot.core.language.numbers import with_canonical_numbers

_FIGURE = re.compile(r"(?<![\w.])\d[\d.]*%?(?!\w)")
_MONTH = "|".join(MONTHS)
# "may" and "march" are months only where they are written as such; the other names are nothing else.
_LOWER = re.compile(rf"\b({'|'.join(month.lower() for month in MONTHS if month not in ('March', 'May'))})\b")
_SHORT = re.compile(r"\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?(?= \d)")
_NAMED = re.compile(rf"\b(?:{_MONTH})\b")
_WORDS = {
    word: str(number)
    for number, word in (
        *enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2),
        *zip(
            range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
        ),
    )
}
_WORD = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_FULL = {month[:3]: month for month in MONTHS}
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:of )?(\d{{4}})\b")
_SENTENCE_START_MAY = re.compile(r"(?:^|[.!?:;]\s+)May (?=[a-z])")

# A figure is typed in at most so many words: "26th of July".
_MOST_WORDS = 4
_AROUND = ".,;:!?()[]\"'“”‘’"


def figures(text: str) -> frozenset[str]:
    """Every figure of the text: `5600000`, `17%`, `4`, `2017`, `July`, `July 26`, `May 2023`.

    Numbers in words count from two on ("one" is often no number), up to the tens.
    """
    text = _LOWER.sub(lambda match: match[0].capitalize(), text)
    text = _SHORT.sub(lambda match: _FULL[match[1][:3]], text)
    text = _WORD.sub(lambda match: _WORDS[match[0].lower()], text)
    text = _SENTENCE_START_MAY.sub(lambda match: match[0].replace("May", "may"), text)
    days = {f"{month} {int(day)}" for day, month in _DAY_FIRST.findall(text)}
    days |= {f"{month} {int(day)}" for month, day in _MONTH_FIRST.findall(text)}
    months = {f"{month} {year}" for month, year in _MONTH_YEAR.findall(text)}
    numbers = {found.rstrip(".") for found in _FIGURE.findall(with_canonical_numbers(text))}
    return frozenset(numbers | days | months | set(_NAMED.findall(text)))


def typed(text: str, wanted: Collection[str]) -> Mapping[str, str]:
    """Figures of the text as they were typed in it: `5600000` is "5.6 million"."""
    found: dict[str, str] = {}
    for passage in _passages(text) if wanted else ():
        if len(found) == len(wanted):
            break
        for figure in figures(passage).intersection(wanted).difference(found):
            found[figure] = passage
    return {figure: found.get(figure, figure) for figure in wanted}


def _passages(text: str) -> Iterator[str]:
    """The words of a text, then two and more that follow each other, without what stands around them."""
    words = text.split()
    for size in range(1, _MOST_WORDS + 1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size]).strip(_AROUND)
