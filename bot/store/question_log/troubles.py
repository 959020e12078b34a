"""What is wrong with the question log: it is said once, not every two seconds."""

import logging
import sys

_log = logging.getLogger(__name__)


class Troubles:
    """What fails at the moment, by what is being done."""

    def __init__(self) -> None:
        self._failing: set[str] = set()

    def note(self, doing: str, message: str) -> None:
        """Say what is wrong, with the kind of the error that is being handled, unless it was said already."""
        if doing not in self._failing:
            kind = sys.exc_info()[0]
            _log.warning("%s%s", message, f" ({kind.__name__})" if kind else "")
        self._failing.add(doing)

    def end(self) -> None:
        """Say that all is well again, where it was not."""
        if self._failing:
            self._failing.clear()
            _log.info("The question log works again")
