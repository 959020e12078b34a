"""The log of a running bot: for people on a terminal, one JSON object a line elsewhere."""

import logging
from typing import Literal

from pythonjsonlogger.json import JsonFormatter

_TEXT_FORMAT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def set_up_logs(form: Literal["human", "json"]) -> None:
    """Send the log of this process to standard error."""
    handler = logging.StreamHandler()
    if form == "json":
        fields = {"asctime": "time", "levelname": "level", "name": "logger"}
        handler.setFormatter(
            JsonFormatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=fields)
        )
    else:
        handler.setFormatter(logging.Formatter(_TEXT_FORMAT))
    handler.addFilter(_is_useful)
    # Alembic logs which plugins it loads, which is of no use to an operator.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def _is_useful(record: logging.LogRecord) -> bool:
    # The bot has no voice, and discord.py warns of it at every start.
    return "voice will NOT be supported" not in record.getMessage()
