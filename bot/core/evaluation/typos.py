"""A text as hurried fingers would type it, to measure what slips cost."""

from random import Random

# The keys that touch each key of a QWERTY keyboard.
_BESIDE = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk",
    "o": "ipkl", "p": "ol", "a": "qwsz", "s": "weadzx", "d": "ersfxc", "f": "rtdgcv", "g": "tyfhvb",
    "h": "yugjbn", "j": "uihknm", "k": "iojlm", "l": "opk", "z": "asx", "x": "sdzc", "c": "dfxv",
    "v": "fgcb", "b": "ghvn", "n": "hjbm", "m": "jkn",
}  # fmt: skip


def with_typos(text: str, every: int, seed: int | str) -> str:
    """The text with one slip in each full stretch of `every` characters, the same for the same arguments.

    A slip is a letter dropped, doubled, exchanged with the letter after it or replaced by its neighbour
    on a QWERTY keyboard. Digits, spaces and signs stay as they are: a stretch without a letter has no
    slip. A text of `every` letters or more has at least one.
    """
    if every < 1:
        raise ValueError(f"one slip every {every} characters: it must be every 1 or more")
    random = Random(f"{seed} {every} {text!a}")  # noqa: S311
    stretches = (text[start : start + every] for start in range(0, len(text), every))
    return "".join(_with_slip(each, random) if len(each) == every else each for each in stretches)


def _with_slip(stretch: str, random: Random) -> str:
    letters = [at for at, character in enumerate(stretch) if _is_letter(character)]
    if not letters:
        return stretch
    at = random.choice(letters)
    letter, after = stretch[at], stretch[at + 1 : at + 2]
    slips = [after, letter * 2 + after]
    if _is_letter(after) and after.lower() != letter.lower():
        slips.append(after + letter)
    if letter.lower() in _BESIDE:
        slips.append(_beside(letter, random) + after)
    return stretch[:at] + random.choice(slips) + stretch[at + 2 :]


def _is_letter(character: str) -> bool:
    # Chinese numerals are letters to Python, and numbers to a reader.
    return character.isalpha() and not character.isnumeric()


def _beside(letter: str, random: Random) -> str:
    key = random.choice(_BESIDE[letter.lower()])
    return key.upper() if letter.isupper() else key
