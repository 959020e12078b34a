"""What an edit would do, in words: problems that the check finds, and questions with another answer."""

from collections.abc import Iterator, Sequence

from bot.client.text import cut, escape, excerpt
from bot.core.checking.held_out import Confidence
from bot.core.checking.impact import Impact, QuestionResult, RemovedItem
from bot.core.checking.stray_phrasings import StrayPhrasing
from bot.core.pack.problems import Problem, Severity

_MAX_LINE = 260
_MAX_QUOTE = 60
_MAX_FAILURE = 500
_MAX_LINES = 5
_MAX_PLACES = 3
_ASTRAY = "**Phrasings go astray**, and are answered otherwise. Saving all the same accepts and records it."
_SEVERITY_WORDS = {Severity.ERROR: "**Error:**", Severity.WARNING: "Warning:"}


def render_effects(
    problems: Sequence[Problem],
    failure: str,
    astray: Sequence[StrayPhrasing] | None,
    impact: Impact | None,
    max_length: int,
) -> Sequence[str]:
    """Render the parts of a preview that say what an edit would do.

    `failure` says why the edit cannot be written at all; it is empty if it can.
    `astray` is None if the files would not load, `impact` is None until it is known.
    Together the parts have at most `max_length` characters, if that is 1,600 or more. If they are too long,
    each part shows fewer lines and counts the others.
    """
    for max_lines in range(_MAX_LINES, 0, -1):
        parts = list(_render_parts(problems, failure, astray, impact, max_lines))
        if sum(map(len, parts)) <= max_length:
            break
    return parts


def _render_parts(
    problems: Sequence[Problem],
    failure: str,
    astray: Sequence[StrayPhrasing] | None,
    impact: Impact | None,
    max_lines: int,
) -> Iterator[str]:
    if failure:
        yield cut(f"**Error:** {escape(failure)}", _MAX_FAILURE)
    if problems:
        lines = [_render_problem(problem) for problem in _errors_first(problems)]
        yield _render_list("**What the check says**", lines, max_lines)
    if astray is None:
        return
    if not problems and not astray:
        yield "**What the check says**\nNothing against it."
    if astray:
        yield _render_list(_ASTRAY, [_render_stray(stray) for stray in astray], max_lines)
    if impact is None:
        yield "-# What it does to other questions is being looked at …"
    else:
        yield from _render_impact(impact, max_lines)


def _errors_first(problems: Sequence[Problem]) -> Sequence[Problem]:
    # Lines that do not fit are left out at the end: no warning may push out an error.
    return sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)


def _render_problem(problem: Problem) -> str:
    # An id that is not valid is shown, too. A backtick in it would end the code it is shown in.
    id = (problem.entry or "").replace("`", "'")[:_MAX_QUOTE]
    place = f"`{id}`" if id else f"{problem.file}:{problem.line}"
    return f"{_SEVERITY_WORDS[problem.severity]} {place}: {escape(problem.message)}"


def _render_stray(stray: StrayPhrasing) -> str:
    phrasing = excerpt(stray.phrasing, _MAX_QUOTE)
    return f"“{phrasing}” of `{stray.item}` would come to `{stray.destination or 'nothing'}`"


def _render_impact(impact: Impact, max_lines: int) -> Iterator[str]:
    questions = [
        f"{excerpt(question.text, _MAX_QUOTE)}:"
        f" {_describe_result(question.before)} → {_describe_result(question.after)}"
        for question in impact.changed_answers
    ]
    if questions:
        yield _render_list("**Recent questions that something else comes of**", questions, max_lines)
    lines = [_describe_removed(removed, is_only=len(impact.removed) == 1) for removed in impact.removed]
    if impact.is_harmless:
        lines.append(
            f"No stored phrasing and none of {impact.questions_asked} recent questions gets another answer."
        )
    lines += [
        f"`{collision.changed}` competes with `{collision.item}`: “{excerpt(collision.phrasing, _MAX_QUOTE)}”"
        for collision in impact.collisions
    ]
    lines += [line for line in map(_describe_confidence, impact.confidence) if line]
    if lines:
        yield _render_list("**Impact**", lines, max_lines)


def _describe_removed(removed: RemovedItem, is_only: bool) -> str:
    """Say which items the phrasings of a removed item would come to."""
    owner = "Its" if is_only else f"`{removed.item}`: its"
    if removed.phrasing_count == 1:
        loss = "only way to be asked loses its answer"
    else:
        loss = f"{removed.phrasing_count} ways to be asked lose their answer"
    if not removed.destinations:
        return f"{owner} {loss}, and would come to nothing."
    (first, count), *others = removed.destinations[:_MAX_PLACES]
    parts = [f"{count} would come to `{first}`", *(f"{count} to `{id}`" for id, count in others)]
    elsewhere = sum(count for _, count in removed.destinations[_MAX_PLACES:])
    if elsewhere:
        parts.append(f"{elsewhere} to other items")
    if removed.unanswered:
        parts.append("the others to nothing")
    return f"{owner} {loss}: {', '.join(parts)}."


def _describe_confidence(confidence: Confidence) -> str:
    """Say how surely an item is found. Empty if that is not known, or does not change."""
    before, after = _render_share(confidence.before), _render_share(confidence.after)
    if not after or before == after:
        return ""
    shares = f"{before} → {after}" if before else after
    sentence = f"Asked in words it was not given, `{confidence.item}` is found with {shares} confidence"
    return f"{sentence} (a third of its phrasings taken out to try)."


def _render_share(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _describe_result(result: QuestionResult) -> str:
    outcome = result.outcome.replace("_", " ")
    return f"{outcome} `{result.item}`" if result.item else outcome


def _render_list(heading: str, lines: Sequence[str], max_lines: int) -> str:
    """A heading and the first lines, each cut to its greatest length; the others are counted."""
    shown = [heading, *(f"- {cut(line, _MAX_LINE)}" for line in lines[:max_lines])]
    left_out = len(lines) - max_lines
    if left_out > 0:
        shown.append(f"-# … and {left_out} more")
    return "\n".join(shown)
