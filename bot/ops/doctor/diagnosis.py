"""What one check found."""

from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """How something is. Only a problem makes an installation one that is not in order."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Diagnosis:
    """What a check found, in whole sentences, and what to do about it.

    `check` names what was looked at, as `part.subject`: scripts rely on it. `command` is the one that mends
    it, where there is one; the advice then ends in a colon.
    """

    check: str
    condition: Condition
    message: str
    advice: str = ""
    command: str = ""

    @property
    def what_to_do(self) -> str:
        """The advice with its command, on one line."""
        return f"{self.advice} {self.command}".strip()


def is_in_order(diagnoses: list[Diagnosis]) -> bool:
    """Is there no problem among them?"""
    return all(each.condition is not Condition.PROBLEM for each in diagnoses)
