"""One spelling for what people type: the only normaliser, for questions and phrasings alike.

Case, accents, look-alike forms, zero-width and control characters, contractions, squeezed
letters and numbers become one form; scripts written without spaces become pairs of characters.
"""

import re
import unicodedata

from bot.core.numbers import with_canonical_numbers

# Text is cut here before anything else looks at it: Discord's own limit for a message.
MAX_TEXT = 4_000

_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u0060\u00b4\uff07"), "'")
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
_ENDINGS = {"'re": " are", "'ve": " have", "'ll": " will", "'m": " am"}
_IS = re.compile(r"\b(what|who|how|where|when|why|that|there|here|it|he|she)'s\b")
_SUFFIXES = re.compile(r"(?<=\w)'(?:s|re|ve|ll|d|m)\b")
_BEFORE_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)")
_SQUEEZED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[^\W\d_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


def tokens(text: str) -> list[str]:
    """The words of a text in their one form, in order. At most `MAX_TEXT` characters are read."""
    text = _plain(text[:MAX_TEXT])
    found: list[str] = []
    for token in _TOKEN.findall(with_canonical_numbers(text)):
        if _UNSPACED.fullmatch(token):
            found += _pairs(token)
        else:
            found += _CONTRACTIONS.get(token, token).split()
    return found


def normalise(text: str) -> str:
    """The text in its one form. Two texts that differ only in how they are typed become equal."""
    return " ".join(tokens(text))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold().translate(_APOSTROPHES)
    kept = "".join(_kept(character) for character in text)
    kept = unicodedata.normalize("NFKC", kept)
    kept = _SUFFIXES.sub(_spelt_out, _IS.sub(r"\1 is", kept)).replace("'", "")
    kept = _UNSPACED.sub(r" \g<0> ", _BEFORE_NUMBER.sub(" ", kept))
    return _SQUEEZED.sub(r"\1\1", kept)


def _spelt_out(match: re.Match[str]) -> str:
    return _ENDINGS.get(match[0], "")


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return " " if category[0] in "CZ" else character


def _pairs(run: str) -> list[str]:
    # Chinese, Japanese, Thai and their like put no spaces between words: overlapping pairs stand in.
    return [run] if len(run) < 2 else [run[at : at + 2] for at in range(len(run) - 1)]
