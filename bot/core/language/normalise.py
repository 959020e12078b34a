"""One spelling for what people type: the only normaliser, for questions and phrasings alike.

Case, accents, look-alike forms, zero-width and control characters, contractions, squeezed
letters and numbers become one form; scripts written without spaces become pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable

from bot.core.language.numbers import ORDINALS, with_canonical_digits, with_canonical_numbers

# Text is cut here before anything else looks at it: Discord's own limit for a message.
MAX_TEXT = 4_000
# So many texts are read in one go: many more take no less time each, and hold up all other threads meanwhile.
_TOGETHER = 500

_APOSTROPHES = "\u2018\u2019\u02bc\u00b4\uff07"
_CONTRACTIONS = {
    "aint": "is not", "arent": "are not", "cant": "can not", "cannot": "can not",
    "couldnt": "could not", "didnt": "did not", "doesnt": "does not", "dont": "do not",
    "hadnt": "had not", "hasnt": "has not", "havent": "have not", "isnt": "is not",
    "shouldnt": "should not", "wasnt": "was not", "werent": "were not", "wont": "will not",
    "wouldnt": "would not", "hows": "how is", "whats": "what is", "wheres": "where is",
    "whens": "when is", "whos": "who is", "whys": "why is", "thats": "that is",
    "theyre": "they are", "theyve": "they have", "youre": "you are", "im": "i am", "ive": "i have",
    "u": "you", "ur": "your", "r": "are", "pls": "please", "plz": "please", "wanna": "want to",
    "gonna": "going to", "wat": "what", "wut": "what", "abt": "about", "bc": "because",
    "cuz": "because", "ppl": "people",
}  # fmt: skip
# What a token is replaced by, one word or several.
_SPELT_OUT = {token: words.split() for token, words in _CONTRACTIONS.items()}
# "the US" and "in the U.S.", not "tell us": where other letters of the line are small, capitals mean it.
_UNITED_STATES = re.compile(r"\bU\. ?S\.(?: ?A\b\.?)?|\bU\.S\b|\bUS\b|\bus\b(?:(?<=\bthe us)|(?<=\bin us))")
_UNITED_KINGDOM = re.compile(r"\bU\. ?K\b\.?")
_ENDINGS = {"'re": " are", "'ve": " have", "'ll": " will", "'m": " am"}
_ENDING = re.compile(r"'(?:s|re|ve|ll|d|m)\b")
# After these, 's is short for "is".
_IS = re.compile(r"\b(?:what|who|how|where|when|why|that|there|here|it|he|she)$")
_LONGEST_BEFORE_IS = 6
_DIGIT_AFTER_LETTER = re.compile(r"\d(?<=[^\W\d_]\d)")
# Everything but printable ASCII and the line feeds between texts.
_ODD = re.compile(r"[^\n -~]")
_REPEATED = re.compile(r"(.)\1\1+")
_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?|[^\W\d_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


def tokens(text: str) -> list[str]:
    """The words of a text in their one form, in order. At most `MAX_TEXT` characters are read."""
    return token_lists((text,))[0]


def token_lists(texts: Iterable[str]) -> list[list[str]]:
    """The words of each text, as `tokens` has them; thousands of texts at once take far less time."""
    lines = [text[:MAX_TEXT].replace("\n", " ") for text in texts]
    return [
        _tokens_of(line)
        for at in range(0, len(lines), _TOGETHER)
        # One long text of a line each: what changes characters runs over it once.
        for line in with_canonical_digits(_plain("\n".join(lines[at : at + _TOGETHER]))).split("\n")
    ]


def _tokens_of(line: str) -> list[str]:
    found: list[str] = _TOKEN.findall(line)
    if not ORDINALS.keys().isdisjoint(found):
        found = _TOKEN.findall(with_canonical_numbers(line))
    if line.isascii() and _SPELT_OUT.keys().isdisjoint(found):
        return found
    spelt_out: list[str] = []
    for token in found:
        if _UNSPACED.fullmatch(token):
            spelt_out += _pairs(token)
        else:
            spelt_out += _SPELT_OUT.get(token) or (token,)
    return spelt_out


def normalise(text: str) -> str:
    """The text in its one form. Two texts that differ only in how they are typed become equal."""
    return " ".join(tokens(text))


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    text = _UNITED_KINGDOM.sub("uk", _UNITED_STATES.sub(_united_states, text))
    text = _ODD.sub(_kept, text.casefold().replace("`", "'"))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _ENDING.sub(_spelt_out, text).replace("'", "")
    text = _UNSPACED.sub(r" \g<0> ", _DIGIT_AFTER_LETTER.sub(r" \g<0>", text))
    return _REPEATED.sub(_squeezed, text)


def _united_states(match: re.Match[str]) -> str:
    start, end = match.string.rfind("\n", 0, match.start()) + 1, match.string.find("\n", match.end())
    line = match.string[start : end if end >= 0 else None]
    return match[0] if match[0] == "US" and line == line.upper() else "usa"


def _kept(match: re.Match[str]) -> str:
    character = match[0]
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return " " if category[0] in "CZ" else character


def _spelt_out(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - _LONGEST_BEFORE_IS, 0) : match.start()]
    if not before[-1:].isalnum():
        return match[0]
    if match[0] == "'s" and _IS.search(before):
        return " is"
    return _ENDINGS.get(match[0], "")


def _squeezed(match: re.Match[str]) -> str:
    return match[1] * 2 if match[1].isalpha() else match[0]


def _pairs(run: str) -> list[str]:
    # Chinese, Japanese, Thai and their like put no spaces between words: overlapping pairs stand in.
    return [run] if len(run) < 2 else [run[at : at + 2] for at in range(len(run) - 1)]
