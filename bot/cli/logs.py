"""The log of a running bot: for people on a terminal, one JSON object a line elsewhere."""

import logging
import re
from typing import Any, Literal

from pythonjsonlogger.json import JsonFormatter

# What moves the cursor, breaks lines or changes the direction of writing; but line ends and tabs stay.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# An id of Discord: of a person, or of the channel of direct messages with one.
_ID = re.compile(r"(?<!\d)\d{15,20}(?!\d)")
_TEXT_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def set_up_logs(form: Literal["human", "json"]) -> None:
    """Send the log of this process to standard error.

    What the program itself says names no person. What libraries say, and errors quote, loses its ids.
    """
    handler = logging.StreamHandler()
    if form == "json":
        fields = {"asctime": "time", "levelname": "level", "name": "logger"}
        handler.setFormatter(
            _JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=fields)
        )
    else:
        handler.setFormatter(_TextFormatter(_TEXT_FORMAT))
    handler.addFilter(_is_useful)
    handler.addFilter(_leave_out_ids)
    # Alembic logs which plugins it loads, which is of no use to an operator.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


class _DiscreetFormatter(logging.Formatter):
    """Of an error it shows everything but ids."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the library's name
        return _ID.sub("…", super().formatException(ei))


class _JsonFormatter(_DiscreetFormatter, JsonFormatter):
    """One JSON object a line."""


class _TextFormatter(_DiscreetFormatter):
    """For a terminal: what a message quotes neither steers it nor looks like a line of the log."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record).replace("\n", "\n  ")
        return _CONTROLS.sub(lambda control: control[0].encode("unicode_escape").decode(), text)


def _is_useful(record: logging.LogRecord) -> bool:
    # The bot has no voice, and discord.py warns of it at every start.
    return "voice will NOT be supported" not in record.getMessage()


def _leave_out_ids(record: logging.LogRecord) -> bool:
    if record.name.startswith("discord"):
        record.msg, record.args = _ID.sub("…", record.getMessage()), None
    return True
