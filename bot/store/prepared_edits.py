"""The pack as an edit would leave it, made and checked without saving anything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.core.checking.dependents import UnsupportedFigure, find_only_unlinked, reword_for_curators
from bot.core.checking.stray_phrasings import StrayPhrasing, find_new_stray_phrasings
from bot.core.editing.diff import edits_between
from bot.core.editing.edits import Edit, Items, items_of
from bot.core.pack.problems import Finding, Problem, Severity
from bot.core.pack.validation import QA
from bot.store.errors import EditError
from bot.store.pack_files.loader import Pack, parse_pack
from bot.store.yaml_editing.rewrite import RewriteError, rewrite


@dataclass(frozen=True)
class PreparedEdit:
    """The pack as an edit would leave it, whole and valid, and the state of the files it was made on.

    `problems` are what the check finds in it and did not find before. Phrasings that newly come back to
    another item are in `stray_phrasings` instead: a curator may accept those.
    """

    base_state: str
    changes: tuple[Edit, ...]
    pack: Pack
    snapshot: Snapshot
    problems: tuple[Problem, ...]
    stray_phrasings: tuple[StrayPhrasing, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The ids of the items that change."""
        return tuple(dict.fromkeys(edit.id for edit in self.changes))

    @property
    def has_errors(self) -> bool:
        """Does the check find an error in it?"""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def is_refused(self, undoes: bool) -> bool:
        """Is it refused, for an error that the check finds? An undo may bring one back."""
        return self.has_errors and not undoes

    def needs_confirmation(self, undoes: bool) -> bool:
        """Does it take a second yes: to stray phrasings, or to errors that an undo brings back?"""
        return bool(self.stray_phrasings) or (undoes and self.has_errors)


def prepare_edit(
    folder: Path,
    texts: Mapping[str, str],
    before: Snapshot,
    stood: Items,
    edits: Sequence[Edit],
    today: date,
) -> PreparedEdit:
    """Carry edits out on the texts of a pack's files.

    `before` is the snapshot that is served, `stood` its items as the files have them. `folder` is only named
    in errors. Raises PackError or EditError where the pack would not load.
    """
    try:
        busy = [edit for edit in edits if edit.before != edit.after]
        texts = {**texts, QA: rewrite(texts[QA], busy)} if busy else texts
    except RewriteError as error:
        raise EditError(f"That cannot be written into the file: {error}.") from None
    pack = parse_pack(folder, texts)
    after = Snapshot.build(pack.knowledge, pack.revision)
    changes = edits_between(stood, items_of(pack.documents[QA].value))
    lost = tuple(find_new_stray_phrasings(before, after))
    findings = _new_findings(before, after, lost, today)
    edited, unlinked = {edit.id for edit in changes}, find_only_unlinked(before.knowledge, after.knowledge)
    problems = pack.locate(reword_for_curators(finding, edited, unlinked) for finding in findings)
    return PreparedEdit(before.revision, changes, pack, after, problems, lost)


def _new_findings(
    before: Snapshot, after: Snapshot, lost: Sequence[StrayPhrasing], today: date
) -> Iterator[Finding]:
    said = set(map(_said, check_content(before, today)))
    places = {
        (stray.item, ("phrasings", stray.number - 1) if stray.number else ("question",)) for stray in lost
    }
    for finding in check_content(after, today):
        if _said(finding) not in said and (finding.entry, finding.path[2:]) not in places:
            yield finding


def _said(finding: Finding) -> tuple[str | None, str]:
    # A figure that is wrong is none the newer for being typed in another way.
    figure = finding.figure if isinstance(finding, UnsupportedFigure) else ""
    return finding.entry, figure or finding.message
