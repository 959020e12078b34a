"""The diagnoses as people read them, and as scripts do."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from bot.core.language.plurals import counted
from bot.ops.doctor.diagnosis import Condition, Diagnosis, is_in_order

_INDENT, _DEEPER = "  ", "    "
_MAX_WIDTH, _MIN_WIDTH = 88, 24


def to_json(diagnoses: Sequence[Diagnosis]) -> dict[str, Any]:
    """All of them, for scripts."""
    findings = [
        {
            "check": each.check,
            "state": each.condition.value,
            "message": each.message,
            "advice": each.what_to_do,
        }
        for each in diagnoses
    ]
    return {"ok": is_in_order(list(diagnoses)), "findings": findings}


def write_lines(diagnoses: Sequence[Diagnosis], width: int, marks: Mapping[Condition, str]) -> Iterator[str]:
    """The lines for people, at most `width` wide where no single word is longer.

    A command, which somebody copies, is one line whatever its length. `marks` are what the conditions are
    shown as.
    """
    width = max(min(width, _MAX_WIDTH), _MIN_WIDTH)
    for part, group in groupby(diagnoses, lambda each: each.check.partition(".")[0]):
        yield part.capitalize()
        for each in group:
            yield from _write(each, width, marks)
        yield ""
    yield from _wrap(_sum_up(diagnoses), width, "", "")


def _write(each: Diagnosis, width: int, marks: Mapping[Condition, str]) -> Iterator[str]:
    plain = each.condition.value
    first, *rest = _wrap(f"{plain}: {each.message}", width, _INDENT, _DEEPER)
    yield first.replace(plain, marks[each.condition], 1)
    yield from rest
    if each.advice:
        yield from _wrap(each.advice, width, _DEEPER, _DEEPER)
    if each.command:
        yield f"{_DEEPER}{_harmless(each.command)}"


def _wrap(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(
        _harmless(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _harmless(text: str) -> str:
    """Names that other people chose neither steer the terminal nor look like a line of ours."""
    return "".join(each if each.isprintable() else " " for each in text)


def _sum_up(diagnoses: Sequence[Diagnosis]) -> str:
    conditions = [each.condition for each in diagnoses]
    warnings, unknown = conditions.count(Condition.WARNING), conditions.count(Condition.UNKNOWN)
    parts = [counted(conditions.count(Condition.PROBLEM), "problem"), counted(warnings, "warning")]
    if unknown:
        parts.append(f"{unknown} not known")
    if not is_in_order(list(diagnoses)):
        return f"It is not in order: {', '.join(parts)}."
    return f"It is in order: {', '.join(parts)}." if warnings or unknown else "All is in order."
