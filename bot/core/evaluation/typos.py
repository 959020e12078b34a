"""Typos put into a text as somebody in a hurry would make them, to measure what they cost."""

from random import Random

# The keys that touch each key of a QWERTY keyboard.
_NEIGHBOUR_KEYS = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk",
    "o": "ipkl", "p": "ol", "a": "qwsz", "s": "weadzx", "d": "ersfxc", "f": "rtdgcv", "g": "tyfhvb",
    "h": "yugjbn", "j": "uihknm", "k": "iojlm", "l": "opk", "z": "asx", "x": "sdzc", "c": "dfxv",
    "v": "fgcb", "b": "ghvn", "n": "hjbm", "m": "jkn",
}  # fmt: skip


def with_typos(text: str, every: int, seed: int | str) -> str:
    """The text with one typo in each full stretch of `every` characters, the same for the same arguments.

    A typo is a letter left out, doubled, exchanged with the letter after it or replaced by its neighbour
    on a QWERTY keyboard. Digits, spaces and signs stay as they are: a stretch without a letter has no
    typo. A text of `every` letters or more has at least one. Raises ValueError if `every` is less than 1.
    """
    if every < 1:
        raise ValueError(f"one slip every {every} characters: it must be every 1 or more")
    random = Random(f"{seed} {every} {text!a}")  # noqa: S311
    stretches = (text[start : start + every] for start in range(0, len(text), every))
    return "".join(_with_typo(stretch, random) if len(stretch) == every else stretch for stretch in stretches)


def _with_typo(stretch: str, random: Random) -> str:
    positions = [position for position, character in enumerate(stretch) if _is_letter(character)]
    if not positions:
        return stretch
    position = random.choice(positions)
    letter, after = stretch[position], stretch[position + 1 : position + 2]
    typos = [after, letter * 2 + after]
    if _is_letter(after) and after.lower() != letter.lower():
        typos.append(after + letter)
    if letter.lower() in _NEIGHBOUR_KEYS:
        typos.append(_choose_neighbour(letter, random) + after)
    return stretch[:position] + random.choice(typos) + stretch[position + 2 :]


def _is_letter(character: str) -> bool:
    # Chinese numerals are letters to Python, and numbers to a reader.
    return character.isalpha() and not character.isnumeric()


def _choose_neighbour(letter: str, random: Random) -> str:
    key = random.choice(_NEIGHBOUR_KEYS[letter.lower()])
    return key.upper() if letter.isupper() else key
