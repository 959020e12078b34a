"""Files that were changed by hand and do not load: what they hold, and what may be saved over them."""

from collections.abc import Mapping

from bot.errors import UserError
from bot.store.errors import SaveError
from bot.store.pack_files.loader import FILES, PackError, state_name
from bot.store.threads import off_loop


class BrokenFiles:
    """The pack's files, as they stood when they were last read, where they do not load.

    They are never served. They give way to whole files, put in the place of some of them, and to nothing
    else: an edit of what is served would write over what somebody wrote by hand.
    """

    def __init__(self) -> None:
        """The files load, as far as anybody knows."""
        self.texts: Mapping[str, str] = {}
        """What they hold, by name; none where they load, or one of them cannot be read."""
        self.state: str | None = None
        """The name of the state they are in; None where `texts` has none."""
        self._trouble: UserError | None = None
        # The names of the states that whole files, put in the place of some of these, would make.
        self._mended: set[str] = set()

    @property
    def exist(self) -> bool:
        """Do the files not load?"""
        return self._trouble is not None

    @property
    def trouble(self) -> str:
        """What keeps them from loading, in a line; nothing where they load."""
        trouble = self._trouble
        return str(trouble.problems[0]) if isinstance(trouble, PackError) else str(trouble or "")

    async def found(self, trouble: UserError, texts: Mapping[str, str]) -> None:
        """This is wrong with them; `texts` is what could be read of them."""
        is_whole = set(texts) == set(FILES)
        state = await off_loop(state_name, texts) if is_whole else None
        self._trouble, self.texts, self.state = trouble, texts if is_whole else {}, state

    def put_right(self) -> None:
        """They load now."""
        self._trouble, self.texts, self.state = None, {}, None

    def replaced(self) -> None:
        """They were saved over, by what loads."""
        self.put_right()
        self._mended.clear()

    def mended(self, state: str) -> None:
        """Whole files in the place of some of these would make this state, which loads."""
        self._mended.add(state)

    def give_way(self, on: str, state: str) -> bool:
        """Is a state to be saved over these files? It is where it was made on theirs: where that is `on`.

        Raises SaveError where it was, and no whole file was put in the place of one of them.
        """
        if on != self.state:
            return False
        if state not in self._mended:
            raise self.refusal
        return True

    @property
    def refusal(self) -> SaveError:
        """Why nothing can be saved: the files, with the first thing that is wrong with them."""
        how = "Correct them, or import whole files in their place" if self.texts else "Correct them first"
        return SaveError(
            f"Nothing was changed: the files were changed by hand and do not load. {how}: {self.trouble}"
        )
