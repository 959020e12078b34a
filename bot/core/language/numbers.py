"""How numbers are written, and one form for all of them: 5.6m, 5,600,000 and 5.6 million are 5600000."""

import re
from decimal import Decimal

_POWERS = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "millions": 6,
    "b": 9, "bn": 9, "billion": 9, "billions": 9, "t": 12, "tn": 12, "trillion": 12,
}  # fmt: skip
# Ranks in words; the first is too often something else.
ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
        start=2,
    )
}

# A unit of one or two letters stands right at its number; a word may stand apart, on the same line.
NUMBER = re.compile(
    # The look behind comes after the first digit: the search can leap from digit to digit.
    r"(?P<digits>\d(?<![\w.]\d)\d{0,14}(?:,\d{3}){0,5}(?:\.\d{1,9})?)"
    r"(?:(?:st|nd|rd|th)\b"
    r"|[^\S\n]?(?P<percent>%|percent\b|per cent\b|pct\b)"
    r"|(?P<short>k|mn|mio|m|bn|b|tn|t)\b"
    r"|(?:[^\S\n]|-)?(?P<unit>thousand|millions?|billions?|trillion)\b)?",
    re.IGNORECASE,
)
# "A second", "a fourth" and "per second" are no ranks.
_ORDINAL_WORD = re.compile(rf"(?<!\ba )(?<!\bper )\b({'|'.join(ORDINALS)})\b", re.IGNORECASE)


def canonical(match: re.Match[str]) -> str:
    """The one form of a number matched by `NUMBER`: `5600000`, `17%`; a rank is its number."""
    value = Decimal(match["digits"].replace(",", ""))
    unit = match["short"] or match["unit"]
    if unit:
        value = value.scaleb(_POWERS[unit.lower()])
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%" if match["percent"] else text


def with_canonical_numbers(text: str) -> str:
    """The text with every number in its one form, ranks in words (second to tenth) as figures."""
    return with_canonical_digits(_ORDINAL_WORD.sub(lambda match: ORDINALS[match[1].lower()], text))


def with_canonical_digits(text: str) -> str:
    """The text with every number that is written in digits in its one form."""
    return NUMBER.sub(lambda match: f" {canonical(match)} ", text)
