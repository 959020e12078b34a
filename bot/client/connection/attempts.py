"""One request to Discord as it is sent the first time, and again: what its answer, or none, means."""

from collections.abc import Awaitable, Callable
from typing import Any

import discord

from bot.client.connection.retries import (
    CONNECTION_ERRORS,
    MalformedReplyError,
    UnreachableError,
    passes_by_itself,
)

# Discord's code for an interaction that has its first response already.
_ALREADY_ACKNOWLEDGED = 40060
# Discord answers to these, as the bot uses them, with something.
_ANSWERED = ("GET", "POST", "PATCH")


class Attempts:
    """Sends one request each time it is called.

    After a try of which nobody knows whether Discord carried it out, the answer to the next one may be that
    nothing is left to do: that is a success, with nothing in it.
    """

    def __init__(self, send: Callable[..., Awaitable[Any]], method: str, parts: dict[str, Any]) -> None:
        """`send` sends the request, whose `parts` are what the library's clients take by name."""
        self._send = send
        self._method = method
        self._parts = parts
        self._may_be_done = False

    async def __call__(self) -> Any:
        """Send the request and return what Discord answers, read as JSON; None if it was done already.

        Raises MalformedReplyError for an answer that is not Discord's, or only a part of one, and
        UnreachableError where none came.
        """
        if self._may_be_done:
            self._rewind_files()
        try:
            reply = await self._send(**self._parts)
            # Discord's API never answers with a text, but what stands between it and the bot may.
            # The library makes an empty text, or None, of an answer with nothing in it.
            is_missing = self._method in _ANSWERED and reply in ("", None)
            if is_missing or (isinstance(reply, str) and reply):
                self._may_be_done = True
                raise MalformedReplyError
            return reply
        except discord.HTTPException as error:
            if self._says_done(error):
                return None
            self._may_be_done = self._may_be_done or passes_by_itself(error)
            raise
        except (ValueError, KeyError, TypeError) as error:
            # The library read it as Discord's.
            self._may_be_done = True
            raise MalformedReplyError from error
        except CONNECTION_ERRORS as error:
            self._may_be_done = True
            raise UnreachableError from error

    def _says_done(self, error: discord.HTTPException) -> bool:
        if error.code == _ALREADY_ACKNOWLEDGED:
            return True
        return self._may_be_done and self._method == "DELETE" and isinstance(error, discord.NotFound)

    def _rewind_files(self) -> None:
        for file in self._parts.get("files") or ():
            file.reset(seek=True)
