"""`footnote check`: whether the pack loads, and whether its content is right."""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.cli.options import json_option, knowledge_option
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.core.language.plurals import counted
from bot.core.pack.problems import Problem, Severity
from bot.store.pack_files.loader import Pack, PackError, PackMissingError, load_pack


@click.command("check")
@json_option
@knowledge_option
def command(as_json: bool, knowledge: Path) -> None:
    """Check the pack: every problem with its file, line and entry."""
    checked = _load_and_check(knowledge, as_json)
    if as_json:
        click.echo(json.dumps(_report(checked)))
    else:
        _print(checked)
    sys.exit(0 if checked.ok else 1)


# The most errors of a pack that loads that are listed, and the most warnings.
_MOST_LISTED = 1_000


@dataclass(frozen=True)
class _Checked:
    """A pack, if it loads, the problems to list, and how many errors and warnings there are in all."""

    pack: Pack | None
    problems: tuple[Problem, ...]
    errors: int
    warnings: int = 0

    @property
    def more(self) -> int:
        return self.errors + self.warnings - len(self.problems)

    @property
    def ok(self) -> bool:
        return not self.errors


def _load_and_check(folder: Path, as_json: bool) -> _Checked:
    try:
        pack = load_pack(folder)
    except PackError as error:
        return _Checked(None, error.problems, error.count)
    except PackMissingError as error:
        if not as_json:
            raise
        return _Checked(None, (Problem(Severity.ERROR, "", 1, None, str(error)),), 1)
    snapshot = Snapshot.build(pack.knowledge, pack.revision)
    counts: Counter[Severity] = Counter()
    listed = []
    for finding in check_content(snapshot, datetime.now(UTC).date()):
        counts[finding.severity] += 1
        if counts[finding.severity] <= _MOST_LISTED:
            listed.append(finding)
    return _Checked(pack, pack.locate(listed), counts[Severity.ERROR], counts[Severity.WARNING])


def _counts(pack: Pack | None) -> dict[str, int]:
    if pack is None:
        return {"entries": 0, "not_covered": 0, "events": 0}
    knowledge = pack.knowledge
    return {
        "entries": len(knowledge.entries),
        "not_covered": len(knowledge.not_covered),
        "events": len(knowledge.events),
    }


def _report(checked: _Checked) -> dict[str, object]:
    listed = [
        {
            "severity": problem.severity.value,
            "file": problem.file,
            "line": problem.line,
            "entry": problem.entry,
            "message": problem.message,
        }
        for problem in checked.problems
    ]
    more = {"more_problems": checked.more} if checked.more else {}
    return {"ok": checked.ok, "problems": listed, **more, **_counts(checked.pack)}


def _print(checked: _Checked) -> None:
    for problem in checked.problems:
        click.echo(f"{problem.severity.value}: {problem}")
    if checked.more:
        click.echo(f"and {counted(checked.more, 'more problem')}")
    if checked.pack is not None:
        counts = _counts(checked.pack)
        click.echo(
            f"{counts['entries']} entries, {counts['not_covered']} not covered, {counts['events']} events."
        )
    if not checked.ok:
        verdict = "It does not hold"
    elif checked.problems:
        verdict = "It holds"
    else:
        verdict = "All is well"
    click.echo(f"{verdict}: {counted(checked.errors, 'error')}, {counted(checked.warnings, 'warning')}.")
