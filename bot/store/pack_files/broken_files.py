"""Files that somebody changed by hand and that do not load: their texts, and what may replace them."""

from collections.abc import Mapping

from bot.errors import UserError
from bot.store.errors import SaveError
from bot.store.pack_files.loader import FILES, PackError, state_name
from bot.store.threads import run_heavy_work


class BrokenFiles:
    """The pack's files as last read, if they do not load.

    They are never served. Only whole files that somebody imports may replace them. An edit of what is
    served must not: it would overwrite what somebody wrote by hand.
    """

    def __init__(self) -> None:
        """Begin with files that load."""
        self.texts: Mapping[str, str] = {}
        """Their texts, by name; empty if they load, or if one of them cannot be read."""
        self.state: str | None = None
        """The name of their state; None if `texts` is empty."""
        self._is_broken = False
        self._problem = ""
        # The names of the states that may replace them: each has whole files in place of some of these.
        self._allowed: set[str] = set()

    @property
    def exist(self) -> bool:
        """Do the files not load?"""
        return self._is_broken

    @property
    def load_problem(self) -> str:
        """Why they do not load, in one line; empty if they load."""
        return self._problem

    async def set(self, error: UserError, texts: Mapping[str, str]) -> None:
        """Remember that they do not load, and why. `texts` are those that could be read."""
        is_whole = set(texts) == set(FILES)
        state = await run_heavy_work(state_name, texts) if is_whole else None
        self._is_broken, self.texts, self.state = True, texts if is_whole else {}, state
        # The error itself is not kept: with it stays all that was read before it was raised.
        self._problem = str(error.problems[0] if isinstance(error, PackError) else error)

    def clear(self) -> None:
        """Remember that they load now."""
        self._is_broken, self._problem, self.texts, self.state = False, "", {}, None

    def mark_replaced(self) -> None:
        """Remember that a save replaced them with files that load."""
        self.clear()
        self._allowed.clear()

    def allow_replacement(self, state: str) -> None:
        """Allow a state to replace them: it loads, and it has whole files in place of some of these."""
        self._allowed.add(state)

    def are_replaced_by(self, base: str, state: str) -> bool:
        """Does saving `state` replace these files? It does if `base`, which it was made on, is their state.

        Raises SaveError if it does and that is not allowed, because none of them was replaced as a whole.
        """
        if base != self.state:
            return False
        if state not in self._allowed:
            raise self.refusal
        return True

    @property
    def refusal(self) -> SaveError:
        """The error that says that nothing can be saved, with the first problem of the files."""
        advice = "Correct them, or import whole files in their place" if self.texts else "Correct them first"
        return SaveError(
            "Nothing was changed: the files were changed by hand and do not load."
            f" {advice}: {self.load_problem}"
        )
