"""What an edit would do, in words: what the check says, what goes astray, what is answered otherwise."""

from collections.abc import Iterator, Sequence

from bot.client.text import cut, plain, quoted
from bot.core.astray import Astray
from bot.core.impact import Came, Impact
from bot.core.problem import Problem, Severity

_LONGEST_LINE = 260
_LONGEST_QUOTE = 60
_LONGEST_TROUBLE = 500
_MOST_LINES = 5
_ASTRAY = "**Phrasings go astray**, and are answered otherwise. Saving all the same accepts and records it."
_SIGNS = {Severity.ERROR: "**Error:**", Severity.WARNING: "Warning:"}


def effects(
    problems: Sequence[Problem],
    trouble: str,
    astray: Sequence[Astray] | None,
    impact: Impact | None,
    longest: int,
) -> Sequence[str]:
    """The parts of a preview that say what an edit would do, together at most so many characters (1,600 do).

    `trouble` keeps it from being written at all; `astray` is None where the files would not load, and
    `impact` as long as it is not known.
    """
    for most in range(_MOST_LINES, 0, -1):
        texts = list(_parts(problems, trouble, astray, impact, most))
        if sum(map(len, texts)) <= longest:
            break
    return texts


def _parts(
    problems: Sequence[Problem],
    trouble: str,
    astray: Sequence[Astray] | None,
    impact: Impact | None,
    most: int,
) -> Iterator[str]:
    if trouble:
        yield cut(f"**Error:** {plain(trouble)}", _LONGEST_TROUBLE)
    found = [f"{_SIGNS[each.severity]} {_where(each)}{plain(each.message)}" for each in problems]
    if found:
        yield _listed("**What the check says**", found, most)
    if astray is None:
        return
    if not found:
        yield "**What the check says**\nNothing against it."
    lost = [
        f"{quoted(each.phrasing, _LONGEST_QUOTE)} of `{each.item}` would come to `{each.now or 'nothing'}`"
        for each in astray
    ]
    if lost:
        yield _listed(_ASTRAY, lost, most)
    if impact is None:
        yield "-# What it does to other questions is being looked at …"
    else:
        yield from _impact(impact, most)


def _where(problem: Problem) -> str:
    # What has no valid id is named all the same, and must not end the code it is in.
    named = (problem.entry or "").replace("`", "'")
    return f"`{named[:_LONGEST_QUOTE]}`: " if named else f"{problem.file}:{problem.line}: "


def _impact(impact: Impact, most: int) -> Iterator[str]:
    otherwise = [
        f"{quoted(each.text, _LONGEST_QUOTE)}: {_came(each.before)} → {_came(each.after)}"
        for each in impact.answered_otherwise
    ]
    if otherwise:
        yield _listed("**Recent questions that something else comes of**", otherwise, most)
    lines = []
    if not otherwise and not impact.astray:
        lines.append(f"No stored phrasing and none of {impact.asked} recent questions gets another answer.")
    lines.extend(
        f"It competes with `{each.item}`: {quoted(each.phrasing, _LONGEST_QUOTE)}"
        for each in impact.collisions
    )
    lines += [
        f"`{each.item}` is found with a confidence of {_share(each.before)} → {_share(each.after)}"
        for each in impact.confidence
    ]
    if lines:
        yield _listed("**Impact**", lines, most)


def _share(confidence: float | None) -> str:
    return "none yet" if confidence is None else f"{confidence:.0%}"


def _came(came: Came) -> str:
    said = came.outcome.replace("_", " ")
    return f"{said} `{came.item}`" if came.item else said


def _listed(heading: str, lines: Sequence[str], most: int) -> str:
    shown = [f"- {cut(line, _LONGEST_LINE)}" for line in lines[:most]]
    more = len(lines) - len(shown)
    return "\n".join([heading, *shown, *([f"-# … and {more} more"] if more > 0 else [])])
