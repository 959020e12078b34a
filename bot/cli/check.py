"""`footnote check`: whether the pack loads, and whether its content is right."""

import json
import sys
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
    pack, problems = _load_and_check(knowledge, as_json)
    ok = all(problem.severity is not Severity.ERROR for problem in problems)
    if as_json:
        click.echo(json.dumps(_report(pack, problems, ok)))
    else:
        _print(pack, problems, ok)
    sys.exit(0 if ok else 1)


def _load_and_check(folder: Path, as_json: bool) -> tuple[Pack | None, tuple[Problem, ...]]:
    try:
        pack = load_pack(folder)
    except PackError as error:
        return None, error.problems
    except PackMissingError as error:
        if not as_json:
            raise
        return None, (Problem(Severity.ERROR, "", 1, None, str(error)),)
    snapshot = Snapshot.build(pack.knowledge, pack.revision)
    return pack, pack.locate(check_content(snapshot, datetime.now(UTC).date()))


def _counts(pack: Pack | None) -> dict[str, int]:
    if pack is None:
        return {"entries": 0, "not_covered": 0, "events": 0}
    knowledge = pack.knowledge
    return {
        "entries": len(knowledge.entries),
        "not_covered": len(knowledge.not_covered),
        "events": len(knowledge.events),
    }


def _report(pack: Pack | None, problems: tuple[Problem, ...], ok: bool) -> dict[str, object]:
    listed = [
        {
            "severity": problem.severity.value,
            "file": problem.file,
            "line": problem.line,
            "entry": problem.entry,
            "message": problem.message,
        }
        for problem in problems
    ]
    return {"ok": ok, "problems": listed, **_counts(pack)}


def _print(pack: Pack | None, problems: tuple[Problem, ...], ok: bool) -> None:
    for problem in problems:
        click.echo(f"{problem.severity.value}: {problem}")
    if pack is not None:
        counts = _counts(pack)
        click.echo(
            f"{counts['entries']} entries, {counts['not_covered']} not covered, {counts['events']} events."
        )
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not ok:
        verdict = "It does not hold"
    elif problems:
        verdict = "It holds"
    else:
        verdict = "All is well"
    click.echo(f"{verdict}: {counted(errors, 'error')}, {counted(warnings, 'warning')}.")
