"""Why the bot cannot start or go on, in one plain sentence, and whether a new start may help."""

import logging
from typing import ClassVar

import discord
from discord.gateway import ReconnectWebSocket

from bot.client.connection.retries import (
    MalformedReplyError,
    UnreachableError,
    is_token_refused,
    passes_by_itself,
)
from bot.client.connection.tries import OverdueError
from bot.errors import OperatorError, OutageError, UserError

_log = logging.getLogger(__name__)
_REFUSED = (
    "Discord refuses the token: copy it anew from the Bot page of the developer portal into FOOTNOTE_TOKEN."
)
_NO_INTENT = (
    "FOOTNOTE_ASK_CHANNELS needs the message content intent: switch it on, on the Bot page of the developer"
    " portal, or remove the setting."
)
# The close codes of the gateway for a wrong token, and for an intent that is switched off.
_BAD_TOKEN, _BAD_INTENT = 4004, 4014
# Those for a version of the API, and for intents, that there are not any more.
_OUTDATED = (4012, 4013)


class StartError(OperatorError):
    """The bot cannot run, and the operator can put it right."""


class UnforeseenError(UserError):
    """Something ended the bot that nobody expected."""

    # EX_SOFTWARE of sysexits.h.
    exit_code: ClassVar[int] = 70


def explain_failure(error: Exception, address: str) -> UserError:
    """What to tell the operator of an error that ended the bot; `address` is where Discord should answer."""
    if isinstance(error, discord.LoginFailure) or is_token_refused(error):
        return StartError(_REFUSED)
    if isinstance(error, discord.PrivilegedIntentsRequired):
        return StartError(_NO_INTENT)
    if isinstance(error, MalformedReplyError):
        return OutageError(f"What answers at {address} is not Discord: check FOOTNOTE_DISCORD_API.")
    if isinstance(error, discord.ConnectionClosed | ReconnectWebSocket):
        return _explain_closing(error)
    if isinstance(error, discord.GatewayNotFound):
        return OutageError(f"Discord at {address} names no gateway just now: start again later.")
    if isinstance(error, discord.HTTPException):
        return _explain_status(error)
    if isinstance(error, UnreachableError):
        return _explain_silence(error, address)
    _log.error("The bot ended for a reason that was not foreseen", exc_info=error)
    name = type(error).__name__
    return UnforeseenError(f"Something unforeseen ended the bot ({name}): the log has the details.")


def _explain_closing(error: discord.ConnectionClosed | ReconnectWebSocket) -> UserError:
    code = error.code if isinstance(error, discord.ConnectionClosed) else None
    if code == _BAD_TOKEN:
        return StartError(_REFUSED)
    if code == _BAD_INTENT:
        return StartError(_NO_INTENT)
    if code in _OUTDATED:
        return StartError(f"Discord no longer takes what this Footnote asks for (code {code}): update it.")
    which = f" (code {code})" if code is not None else ""
    return OutageError(f"Discord ended the connection{which}: start again later.")


def _explain_silence(error: UnreachableError, address: str) -> UserError:
    if isinstance(error, OverdueError):
        return OutageError(f"Discord at {address} makes the bot wait for too long: start again later.")
    return OutageError(f"Discord cannot be reached at {address}: check the connection, then start again.")


def _explain_status(error: discord.HTTPException) -> UserError:
    if passes_by_itself(error):
        return OutageError(f"Discord answers with an error ({error.status}): start again later.")
    return StartError(
        f"Discord refuses what the bot asks for at its start ({error.status}): check FOOTNOTE_TOKEN and the"
        " other settings."
    )
