"""Events of the gateway that cannot be read: logged and passed over."""

import logging
from collections.abc import Callable, MutableMapping
from functools import partial
from typing import Any

_log = logging.getLogger(__name__)
_Parser = Callable[[Any], None]


def pass_over_malformed_events(parsers: MutableMapping[str, _Parser]) -> None:
    """Guard the library's parsers, by the type of event: what one of them raises would end the bot.

    READY is not guarded. Without it there is no session to go on with.
    """
    for event, parse in parsers.items():
        if event != "READY":
            parsers[event] = partial(_parse, event, parse)


def _parse(event: str, parse: _Parser, data: Any) -> None:
    try:
        parse(data)
    except Exception as error:
        # Not what the error says: it may quote the event, and so a person.
        kind = type(error).__name__
        _log.warning("An event %s of Discord cannot be read (%s); it is passed over", event, kind)
