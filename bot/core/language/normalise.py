"""One spelling for what people type. Questions and phrasings go through this one normaliser.

Case, accents, look-alike characters, zero-width and control characters, contractions, repeated letters
and numbers get one form. Scripts that are written without spaces become pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.core.language.numbers import ORDINALS, with_canonical_digits, with_canonical_numbers

# A text is cut to this length before anything else is done: it is Discord's own limit for a message.
MAX_TEXT = 4_000
# Of a text taken apart into letters and marks, so much is read: a syllable of Korean has three parts, but one
# character can stand for a whole sentence.
_MAX_PARTS = 3 * MAX_TEXT
# The most parts of one character, in Unicode.
_LONGEST_CHARACTER = 18
# The texts read in one go, and their characters. With many more, a text takes no less time, all other threads
# wait, and each character takes a hundred bytes meanwhile.
_BATCH_SIZE = 500
_BATCH_CHARACTERS = 100_000

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
# The words that replace a token: one or several.
_EXPANSIONS = {token: words.split() for token, words in _CONTRACTIONS.items()}
# "the US" and "in the U.S.", but not "tell us". Capitals mean the country if the line has small letters too.
_UNITED_STATES = re.compile(r"\bU\. ?S\.(?: ?A\b\.?)?|\bU\.S\b|\bUS\b|\bus\b(?:(?<=\bthe us)|(?<=\bin us))")
_UNITED_KINGDOM = re.compile(r"\bU\. ?K\b\.?")
_ENDINGS = {"'re": " are", "'ve": " have", "'ll": " will", "'m": " am"}
_ENDING = re.compile(r"'(?:s|re|ve|ll|d|m)\b")
# After these words, 's is short for "is".
_BEFORE_IS = re.compile(r"\b(?:what|who|how|where|when|why|that|there|here|it|he|she)$")
_LONGEST_BEFORE_IS = 6
_DIGIT_AFTER_LETTER = re.compile(r"\d(?<=[^\W\d_]\d)")
# Every character but printable ASCII and the line feeds between texts.
_UNUSUAL = re.compile(r"[^\n -~]")
_REPEATED = re.compile(r"(.)\1\1+")
_TOKEN = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?|[^\W\d_]+")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


def tokenise(text: str) -> list[str]:
    """The words of a text in their one form, in order. Only the first `MAX_TEXT` characters are read."""
    return tokenise_all((text,))[0]


def tokenise_all(texts: Iterable[str]) -> list[list[str]]:
    """The words of each text, the same as from `tokenise`. For thousands of texts this is far quicker."""
    return list(tokenise_each(texts))


def tokenise_each(texts: Iterable[str]) -> Iterator[list[str]]:
    """The same, one after the other: for whoever does not keep them all."""
    for batch in _make_batches(map(_as_line, texts)):
        yield from map(_tokens_of, _unify_batch(batch))


def _make_batches(lines: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for line in lines:
        batch.append(line)
        characters += len(line)
        if len(batch) == _BATCH_SIZE or characters >= _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _as_line(text: str) -> str:
    line = text[:MAX_TEXT].replace("\n", " ")
    return line if line.isascii() else unicodedata.normalize("NFKD", line)[:_MAX_PARTS]


def _unify_batch(lines: list[str]) -> list[str]:
    # As one long text with a line for each of them, so that each replacement runs only once.
    return with_canonical_digits(_unify_characters("\n".join(lines))).split("\n")


def _tokens_of(line: str) -> list[str]:
    tokens: list[str] = _TOKEN.findall(line)
    if not ORDINALS.keys().isdisjoint(tokens):
        tokens = _TOKEN.findall(with_canonical_numbers(line))
    if line.isascii() and _EXPANSIONS.keys().isdisjoint(tokens):
        return tokens
    expanded: list[str] = []
    for token in tokens:
        if _UNSPACED.fullmatch(token):
            expanded += _character_pairs(token)
        else:
            expanded += _EXPANSIONS.get(token, (token,))
    return expanded


def most_words_in(text: str) -> int:
    """How many words a text has at most, told by its length alone. Most texts have far fewer."""
    return len(text) if text.isascii() else min(_LONGEST_CHARACTER * len(text), _MAX_PARTS)


def normalise(text: str) -> str:
    """The text in its one form. Texts that differ only in the way they are typed become equal."""
    return " ".join(tokenise(text))


def _unify_characters(text: str) -> str:
    text = _UNITED_KINGDOM.sub("uk", _UNITED_STATES.sub(_expand_united_states, text))
    text = _UNUSUAL.sub(_replace_unusual, text.casefold().replace("`", "'"))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = _ENDING.sub(_expand_ending, text).replace("'", "")
    text = _UNSPACED.sub(r" \g<0> ", _DIGIT_AFTER_LETTER.sub(r" \g<0>", text))
    return _REPEATED.sub(_shorten_repetition, text)


def _expand_united_states(match: re.Match[str]) -> str:
    start = match.string.rfind("\n", 0, match.start()) + 1
    end = match.string.find("\n", match.end())
    line = match.string[start:end] if end >= 0 else match.string[start:]
    # In a line of capitals, "US" may be the word "us".
    if match[0] == "US" and line == line.upper():
        return match[0]
    return "usa"


def _replace_unusual(match: re.Match[str]) -> str:
    character = match[0]
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    return " " if category[0] in "CZ" else character


def _expand_ending(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - _LONGEST_BEFORE_IS, 0) : match.start()]
    if not before[-1:].isalnum():
        return match[0]
    if match[0] == "'s" and _BEFORE_IS.search(before):
        return " is"
    return _ENDINGS.get(match[0], "")


def _shorten_repetition(match: re.Match[str]) -> str:
    return match[1] * 2 if match[1].isalpha() else match[0]


def _character_pairs(run: str) -> list[str]:
    # Chinese, Japanese, Thai and others put no spaces between words: overlapping pairs are used as words.
    if len(run) < 2:
        return [run]
    return [run[start : start + 2] for start in range(len(run) - 1)]
