"""The figures of a text: numbers, percentages, ranks, years, months and days, each in one form.

Used to hold an answer against the paragraph it cites.
"""

import re

from bot.core.dates import MONTHS
from bot.core.numbers import with_canonical_numbers

_FIGURE = re.compile(r"(?<![\w.])\d[\d.]*%?(?!\w)")
_MONTH = "|".join(MONTHS)
# "May" is a month only where it is written as one; the other names are nothing else.
_NAMED = re.compile(rf"\b(?:{_MONTH})\b")
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d)")
_MONTH_YEAR = re.compile(rf"\b({_MONTH})(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? (?:of )?(\d{{4}})\b")
_SENTENCE_START_MAY = re.compile(r"(?:^|[.!?:;]\s+)May (?=[a-z])")


def figures(text: str) -> frozenset[str]:
    """Every figure of the text: `5600000`, `17%`, `4`, `2017`, `July`, `July 26`, `May 2023`."""
    text = _SENTENCE_START_MAY.sub(lambda match: match[0].replace("May", "may"), text)
    days = {f"{month} {int(day)}" for day, month in _DAY_FIRST.findall(text)}
    days |= {f"{month} {int(day)}" for month, day in _MONTH_FIRST.findall(text)}
    months = {f"{month} {year}" for month, year in _MONTH_YEAR.findall(text)}
    numbers = {found.rstrip(".") for found in _FIGURE.findall(with_canonical_numbers(text))}
    return frozenset(numbers | days | months | set(_NAMED.findall(text)))
