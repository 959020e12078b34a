"""English nouns after a number."""


def plural(number: int, noun: str) -> str:
    """The noun as it is after a number: unchanged after 1; else with an s, and `-y` becomes `-ies`."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 change`, `4 changes`."""
    return f"{number} {plural(number, noun)}"
