"""How numbers are written, and one form for all of them: 5.6m, 5,600,000 and 5.6 million are 5600000."""

import re
from decimal import Decimal

_POWERS = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6,
    "b": 9, "bn": 9, "billion": 9, "billions": 9, "t": 12, "tn": 12, "trillion": 12,
}  # fmt: skip
# Ranks in words. "First" is left out: it is too often something else.
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        start=2,
    )
}

# A unit of one to three letters has no space before it. A longer word may have one, on the same line.
_NUMBER = re.compile(
    # The look behind comes after the first digit: like this the search can jump from digit to digit.
    r"(?P<digits>\d(?<![\w.]\d)\d{0,14}(?:,\d{3}){0,5}(?:\.\d{1,9})?)"
    r"(?:(?:st|nd|rd|th)\b"
    r"|[^\S\n]?(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|(?P<short>k|mn|mio|m|bn|b|tn|t)\b"
    r"|(?:[^\S\n]|-)?(?P<unit>thousand|millions?|billions?|trillion)\b)?",
    re.IGNORECASE,
)
# "A second", "a fourth" and "per second" are not ranks.
_ORDINAL_WORD = re.compile(rf"(?<!\ba )(?<!\bper )\b({'|'.join(ORDINALS)})\b", re.IGNORECASE)


def _canonical(match: re.Match[str]) -> str:
    """The one form of a number that `_NUMBER` matched: `5600000`, `17%`. A rank becomes its number."""
    value = Decimal(match["digits"].replace(",", ""))
    unit = match["short"] or match["unit"]
    if unit:
        value = value.scaleb(_POWERS[unit.lower()])
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if match["percent"] else text


def with_canonical_numbers(text: str) -> str:
    """The text with every number in its one form, and ranks in words (second to tenth) as digits."""
    return with_canonical_digits(_ORDINAL_WORD.sub(lambda match: ORDINALS[match[1].lower()], text))


def with_canonical_digits(text: str) -> str:
    """The text with every number that is written in digits in its one form."""
    return _NUMBER.sub(lambda match: f" {_canonical(match)} ", text)
