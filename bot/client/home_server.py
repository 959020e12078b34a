"""Which server is the home, where the Q&A is curated: the one in the settings, or else the remembered one."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.store.database.connection import DATABASE_ERRORS, DatabaseLostError
from bot.store.errors import describe_database_error
from bot.store.home_server import HomeMemory, RememberedHome

_log = logging.getLogger(__name__)
# What the log is told of, each thing once as long as it stays the same.
_HOME, _FAILURE = "home", "failure"
_STARTING = "Nobody can curate yet: I have only just started. Try again in a moment."
_UNKNOWN = (
    "Nobody can curate yet: which server is home stands in the database, which I cannot use; I try again by"
    " myself. Whoever runs me can name it in FOOTNOTE_HOME_GUILD."
)
_NO_SERVER = "Nobody can curate yet: the first server that I am invited to becomes the home."
_SEVERAL = (
    "Nobody can curate: I was in several servers when I first started, and FOOTNOTE_HOME_GUILD does not say"
    " which is home."
)


def decide_home(
    setting: int | None, remembered: RememberedHome | None, guilds: Collection[int]
) -> RememberedHome | None:
    """What is to be remembered from now on, if the bot is in these servers; None if nothing is yet.

    Only where nothing was remembered do the servers count: what happens to them later decides nothing.
    A home that is set is remembered, too, unless another one is.
    """
    if setting is not None:
        is_first = setting in guilds and (remembered is None or remembered.guild is None)
        if not is_first:
            return remembered
        return RememberedHome(setting, remembered.commands_in if remembered else None)
    if remembered is None and guilds:
        return RememberedHome(next(iter(guilds)) if len(guilds) == 1 else None)
    return remembered


class HomeServer:
    """The home of this run. It is nowhere until it is known: nobody may curate by guesswork."""

    def __init__(self, setting: int | None, memory: HomeMemory | None) -> None:
        """Read nothing yet. `setting` is the home that was set; without a memory there is no other."""
        self._setting = setting
        self._memory = memory
        self._remembered: RememberedHome | None = None
        self._is_read = False
        self._said: dict[str, str] = {}
        self.refusal = _STARTING
        """Why nobody can curate while there is no home, in words for whoever tries."""

    @property
    def id(self) -> int | None:
        """The id of the home server; None while it is not known, or if there is none."""
        return self._setting or (self._remembered.guild if self._remembered else None)

    @property
    def commands_in(self) -> int | None:
        """The server in which the commands of curating were published last, as far as is known."""
        return self._remembered.commands_in if self._remembered else None

    async def settle(self, guilds: Mapping[int, str]) -> bool:
        """Find out which server is the home, and say it in the log. `guilds` are the bot's, with their names.

        False if the database could not be used for it: then it is to be tried again.
        """
        is_settled = await self._settle(guilds)
        self._say(guilds)
        return is_settled

    async def note_commands(self) -> bool:
        """Remember that the home has, or will have, the commands of curating. False if it was not written."""
        if self._remembered is None or self._remembered.commands_in == self.id:
            return self._is_read
        return await self._remember(replace(self._remembered, commands_in=self.id))

    async def remember_again(self) -> None:
        """Write into a new database what is known of the home, so that the next start need not guess."""
        if self._memory is None or self._remembered is None:
            return
        try:
            if await self._memory.read() is not None:
                return
        except DatabaseLostError:
            pass
        except DATABASE_ERRORS as error:
            self._tell_failure("read", error)
            return
        await self._remember(self._remembered)

    async def _settle(self, guilds: Collection[int]) -> bool:
        if self._memory is None:
            return True
        if not self._is_read:
            try:
                self._remembered = await self._memory.read()
            except DATABASE_ERRORS as error:
                self._tell_failure("read", error)
                return False
            self._is_read = True
            self._said.pop(_FAILURE, None)
        decided = decide_home(self._setting, self._remembered, guilds)
        return decided is None or decided == self._remembered or await self._remember(decided)

    async def _remember(self, home: RememberedHome) -> bool:
        """Write it; only what was written counts, so that the next start knows no other home."""
        if self._memory is None:
            return True
        try:
            await self._memory.write(home)
        except DATABASE_ERRORS as error:
            self._tell_failure("written", error)
            return False
        self._remembered = home
        self._said.pop(_FAILURE, None)
        return True

    def _tell_failure(self, doing: str, error: Exception) -> None:
        self.refusal = _UNKNOWN
        waits = "nobody can curate, and it is tried again" if self.id is None else "it is tried again"
        cause = describe_database_error(error).cause
        self._log(_FAILURE, logging.WARNING, f"The home server cannot be {doing} ({cause}): {waits}")

    def _say(self, guilds: Mapping[int, str]) -> None:
        """Say in the log which server is the home, where that is news."""
        if self.id is not None:
            level = logging.INFO if self.id in guilds else logging.WARNING
            self._log(_HOME, level, self._describe(self.id, guilds))
        elif self._is_read and self._remembered is None:
            self.refusal = _NO_SERVER
            self._log(_HOME, logging.INFO, "There is no home server yet: the first to invite me becomes it")
        elif self._is_read:
            self.refusal = _SEVERAL
            self._log(_HOME, logging.WARNING, _SEVERAL)

    def _describe(self, home: int, guilds: Mapping[int, str]) -> str:
        name = guilds.get(home)
        text = f"The home server is {name} ({home})" if name else f"The home server is {home}"
        remembered = self._remembered.guild if self._remembered else None
        if self._setting is None:
            text += ", as remembered: FOOTNOTE_HOME_GUILD can name another"
        else:
            text += ", as FOOTNOTE_HOME_GUILD says"
            text += f"; remembered was {remembered}" if remembered not in (None, home) else ""
        return text if home in guilds else f"{text}. I am not in it: invite me, or name another"

    def _log(self, about: str, level: int, text: str) -> None:
        if self._said.get(about) != text:
            self._said[about] = text
            _log.log(level, "%s", text)
