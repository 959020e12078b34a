"""What is wrong with a pack: the first hundred problems to be read, and the number of all."""

from collections.abc import Iterable, Mapping

from bot.core.pack.models import MAX_ID
from bot.core.pack.problems import Finding, Problem, quote
from bot.store.pack_files.yaml_document import Document

# A file of the wrong kind can have a million, which nobody reads and a log has to hold.
_MAX_LISTED = 100


class ProblemList:
    """Gathers problems. Past the first hundred they are counted, and neither kept nor put into words."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        """Take the files that findings are located in, by name. It may grow meanwhile."""
        self._documents = documents
        self.listed: list[Problem] = []
        self.count = 0

    @property
    def is_full(self) -> bool:
        """Are the problems that come now only counted?"""
        return len(self.listed) == _MAX_LISTED

    def add(self, problem: Problem) -> None:
        """Add a problem whose line is known."""
        self.count += 1
        if not self.is_full:
            self.listed.append(problem)

    def find(self, findings: Iterable[Finding]) -> None:
        """Add findings, each with its line in the files."""
        for finding in findings:
            if self.is_full:
                self.count += 1
            else:
                self.add(locate(finding, self._documents))

    def count_more(self, problems: int) -> None:
        """Count problems that nobody puts into words."""
        self.count += problems


def locate(finding: Finding, documents: Mapping[str, Document]) -> Problem:
    """Give a finding its line in the files, and the end of its message."""
    line = documents[finding.file].line(finding.path)
    # What stands where an id should may be a whole text.
    entry = finding.entry and quote(finding.entry[:MAX_ID])
    return Problem(finding.severity, finding.file, line, entry, f"{finding.message}{finding.hint()}")
