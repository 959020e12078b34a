"""What kind of thing a question asks for, and whether a text has it."""

import re

from bot.core.language.dates import MONTHS

_ASKING_VERBS = "is are was were do does did has have had can could will would should am".split()
# The first that is found is the type. Before each the words of which it has one: most texts have none of
# them, and to see that takes a tenth of the time.
_TYPES = tuple(
    (frozenset(words.split()), re.compile(pattern))
    for words, pattern in (
        (
            "how what which",
            r"\bhow (?:many|much)\b|\b(?:what|which) "
            r"(?:number|percentage|percent|share|amount|proportion|figure|sum|price|cost)\b",
        ),
        ("how", r"\bhow (?:long|old|often|far|big|large|deep|wide|high)\b"),
        (
            "when what which how",
            r"\bwhen\b|\b(?:what|which) (?:year|month|day|date|time)\b|\bhow soon\b",
        ),
        (
            "where what which",
            r"\bwhere\b|\b(?:what|which) (?:city|country|place|town|street|state)\b",
        ),
        (
            "who whom whose whos what which",
            r"\bwho(?:m|se|s)?\b"
            r"|\b(?:what|which) (?:person|company|firm|paper|newspaper|body|agency|man|woman|people)\b",
        ),
        (
            "why how what reason cause caused",
            r"\bwhy\b|\bhow come\b|\bwhat for\b|\b(?:reason|caused?)\b",
        ),
        ("how", r"\bhow\b"),
        ("what which", r"\b(?:what|which)\b"),
        (
            " ".join(_ASKING_VERBS),
            r"^(?:(?:so|and|but|ok|wait|hey|is it true that) )*" rf"(?:{'|'.join(_ASKING_VERBS)})\b",
        ),
    )
)
TYPES = len(_TYPES) + 1
"""The number of types, that of a text without a question word included."""
_YES_NO = _TYPES[-1][1]
_DATE = re.compile(r"\bwhen\b|\b(?:what|which) (?:\w+ )?(?:year|month|day|date)\b|\bwhat date\b")
_PERSON = re.compile(r"\b(?:who|whom|whose)\b")
_NAME = re.compile(
    r"\b(?:name|named|called|which (?:firm|company|school|party|paper|newspaper|agency|body))\b"
)
# After these words comes what is asked for: "which school", "how many tickets".
_OBJECT = re.compile(
    r"\b(?:what (?:kind|sort|type) of|(?:number|name) of|what|which|whats|whose|how (?:many|much)) "
    r"((?:(?!(?:is|are|was|were|do|does|did|has|have|had|the|a|an|of|will|would|can|could|should)\b)"
    r"\w+ ?){1,3})"
)
_HAS_DATE = re.compile(rf"\b(?:1[5-9]|20)\d\d\b|\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
_HAS_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+|^[A-Z][a-z]+ [A-Z][a-z]+")
_REASON = re.compile(r"\bwhy\b|\bhow come\b|\bwhat for\b|\b(?:reason|motive|purpose)\b")
_HAS_REASON = re.compile(
    r"\b(?:because|since|due|so that|blam\w+|caus\w+|reason|after|in order|citing|fear\w*"
    r"|wants?|wanted|to \w+)\b",
    re.IGNORECASE,
)
_HAS_YES_NO = re.compile(r"(?:yes|no)\b", re.IGNORECASE)
_NAME_INSIDE = re.compile(r"(?<![.!?:“\"] )(?<!^)(?<!\n)\b([A-Z][a-z]+)\b")
_LOWER_CASE = re.compile(r"\b[a-z]+\b")


def find_type(normalised: str) -> int:
    """The type of a question in normal form: a number from 0, below `TYPES`."""
    words = normalised.split()
    for number, (needed, pattern) in enumerate(_TYPES):
        if not needed.isdisjoint(words) and pattern.search(normalised):
            return number
    return len(_TYPES)


def asks_figure(normalised: str) -> bool:
    """Does it ask how many or how much?"""
    return find_type(normalised) == 0


def find_object(normalised: str) -> tuple[str, ...]:
    """The words that say what is asked for, at most three: "which school did she go to" asks for a school."""
    match = _OBJECT.search(normalised)
    return tuple(match[1].split()) if match else ()


def asks_date(normalised: str) -> bool:
    """Does it ask when?"""
    return _DATE.search(normalised) is not None


def asks_person(normalised: str) -> bool:
    """Does it ask who?"""
    return _PERSON.search(normalised) is not None


def asks_name(normalised: str) -> bool:
    """Does it ask what somebody or something is called?"""
    return _NAME.search(normalised) is not None


def asks_yes_no(normalised: str) -> bool:
    """Can it be answered with yes or no?"""
    return _YES_NO.search(normalised) is not None


def asks_reason(normalised: str) -> bool:
    """Does it ask why?"""
    return _REASON.search(normalised) is not None


def has_reason(text: str) -> bool:
    """Does a text of the pack give a reason, as far as its words tell?"""
    return _HAS_REASON.search(text) is not None


def has_date(text: str) -> bool:
    """Does a text of the pack name a year or a month?"""
    return _HAS_DATE.search(text) is not None


def has_name(text: str) -> bool:
    """Does a text of the pack name somebody or something?"""
    return _HAS_NAME.search(text) is not None


def has_yes_no(text: str) -> bool:
    """Does a text of the pack begin with yes or no?"""
    return _HAS_YES_NO.match(text) is not None


def find_name_words(texts: list[str]) -> frozenset[str]:
    """The words, in lower case, that the texts write with a capital letter inside a sentence, and only so."""
    small = {word for text in texts for word in _LOWER_CASE.findall(text)}
    return frozenset(word.lower() for text in texts for word in _NAME_INSIDE.findall(text)) - small
