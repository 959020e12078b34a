"""The pack: whether it loads, and what `footnote check` finds in it."""

import shlex
from datetime import date
from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.core.language.plurals import counted
from bot.core.pack.problems import Severity
from bot.errors import UserError
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.store.library import Library
from bot.store.pack_files.loader import PackError

LOADS, CONTENT = "pack.loads", "pack.content"
_MOST_QUOTED = 3


def check_pack(library: Library, folder: Path, today: date) -> list[Diagnosis]:
    """Look at the pack that a library has loaded, or failed to load, from a folder."""
    try:
        snapshot = library.snapshot
    except PackError as error:
        quoted = "; ".join(map(str, error.problems[:_MOST_QUOTED]))
        rest = error.count - min(len(error.problems), _MOST_QUOTED)
        more = f"; and {counted(rest, 'more problem')}" if rest else ""
        message = f"The pack in {folder} does not load: {quoted}{more}"
        advice = "Put right what it says; all of it is told by:"
        return [Diagnosis(LOADS, Condition.PROBLEM, message, advice, _check_command(folder))]
    except UserError as error:
        return [Diagnosis(LOADS, Condition.PROBLEM, str(error))]
    knowledge = snapshot.knowledge
    counts = f"{len(knowledge.entries)} entries, {len(knowledge.not_covered)} not covered"
    message = f"The pack in {folder} loads: {counts}, {counted(len(knowledge.events), 'event')}."
    return [Diagnosis(LOADS, Condition.OK, message), _check_content(snapshot, folder, today)]


def _check_content(snapshot: Snapshot, folder: Path, today: date) -> Diagnosis:
    severities = [finding.severity for finding in check_content(snapshot, today)]
    if not severities:
        return Diagnosis(CONTENT, Condition.OK, "The check finds nothing wrong in the pack.")
    errors = severities.count(Severity.ERROR)
    warnings = counted(len(severities) - errors, "warning")
    message = f"The check finds {counted(errors, 'error')} and {warnings} in the pack."
    condition = Condition.PROBLEM if errors else Condition.WARNING
    return Diagnosis(CONTENT, condition, message, "See where:", _check_command(folder))


def _check_command(folder: Path) -> str:
    return f"footnote check --knowledge {shlex.quote(str(folder))}"
