"""What an edit would do, in words: what the check says, what goes astray, what is answered otherwise."""

from collections.abc import Iterator, Sequence

from bot.client.text import cut, plain, quoted
from bot.core.checking.held_out import Confidence
from bot.core.checking.impact import Impact, QuestionResult, RemovedItem
from bot.core.checking.stray_phrasings import StrayPhrasing
from bot.core.pack.problems import Problem, Severity

_LONGEST_LINE = 260
_LONGEST_QUOTE = 60
_LONGEST_TROUBLE = 500
_MOST_LINES = 5
_MOST_PLACES = 3
_ASTRAY = "**Phrasings go astray**, and are answered otherwise. Saving all the same accepts and records it."
_SIGNS = {Severity.ERROR: "**Error:**", Severity.WARNING: "Warning:"}


def effects(
    problems: Sequence[Problem],
    trouble: str,
    astray: Sequence[StrayPhrasing] | None,
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
    astray: Sequence[StrayPhrasing] | None,
    impact: Impact | None,
    most: int,
) -> Iterator[str]:
    if trouble:
        yield cut(f"**Error:** {plain(trouble)}", _LONGEST_TROUBLE)
    found = [
        f"{_SIGNS[each.severity]} {_where(each)}{plain(each.message)}" for each in _errors_first(problems)
    ]
    if found:
        yield _listed("**What the check says**", found, most)
    if astray is None:
        return
    if not found and not astray:
        yield "**What the check says**\nNothing against it."
    lost = [
        f"“{quoted(each.phrasing, _LONGEST_QUOTE)}” of `{each.item}` would come to `{each.now or 'nothing'}`"
        for each in astray
    ]
    if lost:
        yield _listed(_ASTRAY, lost, most)
    if impact is None:
        yield "-# What it does to other questions is being looked at …"
    else:
        yield from _impact(impact, most)


def _errors_first(problems: Sequence[Problem]) -> Sequence[Problem]:
    # What does not fit is cut off at the end: no warning may stand in the way of an error.
    return sorted(problems, key=lambda each: each.severity is not Severity.ERROR)


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
    lines = [_lost(each, is_alone=len(impact.gone) == 1) for each in impact.gone]
    if impact.is_harmless:
        lines.append(f"No stored phrasing and none of {impact.asked} recent questions gets another answer.")
    lines.extend(
        f"`{each.changed}` competes with `{each.item}`: “{quoted(each.phrasing, _LONGEST_QUOTE)}”"
        for each in impact.collisions
    )
    lines += filter(None, map(_found, impact.confidence))
    if lines:
        yield _listed("**Impact**", lines, most)


def _lost(gone: RemovedItem, is_alone: bool) -> str:
    its = "Its" if is_alone else f"`{gone.item}`: its"
    ways = f"{gone.asked} ways to be asked lose their answer"
    if gone.asked == 1:
        ways = "only way to be asked loses its answer"
    if not gone.places:
        return f"{its} {ways}, and would come to nothing."
    (first, count), *others = gone.places[:_MOST_PLACES]
    elsewhere = sum(count for _, count in gone.places[_MOST_PLACES:])
    parts = [f"{count} would come to `{first}`", *(f"{count} to `{id}`" for id, count in others)]
    parts += [f"{elsewhere} to other items"] if elsewhere else []
    parts += ["the others to nothing"] if gone.to_nothing else []
    return f"{its} {ways}: {', '.join(parts)}."


def _found(confidence: Confidence) -> str:
    """How surely an item is found; nothing where nobody knows, or nothing changes."""
    before, after = (
        None if each is None else f"{each:.0%}" for each in (confidence.before, confidence.after)
    )
    if after is None or before == after:
        return ""
    shares = f"{before} → {after}" if before else after
    named = f"Asked in words it was not given, `{confidence.item}` is found with {shares} confidence"
    return f"{named} (a third of its phrasings taken out to try)."


def _came(came: QuestionResult) -> str:
    said = came.outcome.replace("_", " ")
    return f"{said} `{came.item}`" if came.item else said


def _listed(heading: str, lines: Sequence[str], most: int) -> str:
    shown = [f"- {cut(line, _LONGEST_LINE)}" for line in lines[:most]]
    more = len(lines) - len(shown)
    return "\n".join([heading, *shown, *([f"-# … and {more} more"] if more > 0 else [])])
