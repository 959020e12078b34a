"""The child process that draws: started, fed, waited for, and gone whatever happens."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chart.from_events import chart_request
from bot.chart.request import ChartRequest, Form
from bot.core.pack.models import Event, Knowledge
from bot.errors import UserError
from bot.processes import end

_log = logging.getLogger(__name__)
# What a child is started with; the form follows.
COMMAND = (sys.executable, "-m", "bot.chart")
_ROOT = Path(__file__).parents[2]
# All that the child is told of where it runs; tokens stay here.
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT")
_STARTS_WITH = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml"}
_MOST_LOGGED = 2_000


class ChartError(UserError):
    """The picture could not be drawn; the text says what has the same events."""


@dataclass(frozen=True)
class Drawing:
    """A drawn file, and how many of its events have a marker only and no label."""

    image: bytes
    left_out: int


async def draw(
    knowledge: Knowledge, events: Sequence[Event], subtitle: str, form: Form, seconds: float = 20
) -> bytes:
    """Draw a PNG or SVG file of events; raises ChartError, and ValueError where there are no events."""
    return (await develop(chart_request(knowledge, events, subtitle), form, seconds)).image


async def develop(
    request: ChartRequest, form: Form, seconds: float, command: Sequence[str] = COMMAND
) -> Drawing:
    """Have one child draw; raises ChartError where it fails or is not done after so many seconds."""
    try:
        with TemporaryDirectory(prefix="footnote-chart-", ignore_cleanup_errors=True) as folder:
            async with asyncio.timeout(seconds):
                return _read(form, await _run([*command, form], request.to_json().encode(), folder))
    except TimeoutError:
        reason = f"it took longer than {seconds:g} seconds"
    except (OSError, ValueError) as error:
        reason = str(error)
    _log.warning("a picture of %d events was not drawn: %s", len(request.events), reason)
    raise ChartError("The picture could not be drawn. `/timeline list` has the same events.")


async def _run(command: Sequence[str], request: bytes, folder: str) -> bytes:
    child = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=_environment(folder),
        cwd=_ROOT,
    )
    try:
        output, complaints = await child.communicate(request)
    finally:
        # Too late, or nobody waits any more: ended by its own handle, and waited for.
        await end(child)
    if child.returncode:
        raise ValueError(f"exit {child.returncode}: {complaints.decode(errors='replace')[-_MOST_LOGGED:]}")
    return output


def _environment(folder: str) -> dict[str, str]:
    known = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    # A folder of its own to write to, and no search through all fonts of the system at every start.
    return known | {"MPLCONFIGDIR": folder, "MPL_IGNORE_SYSTEM_FONTS": "1", "MPLBACKEND": "agg"}


def _read(form: Form, output: bytes) -> Drawing:
    """The first line is JSON, the rest is the file; a ValueError for anything else."""
    head, _, image = output.partition(b"\n")
    try:
        left_out = json.loads(head)["left_out"]
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"no answer but {head[:80]!r}") from None
    if not isinstance(left_out, int) or not image.startswith(_STARTS_WITH[form]):
        raise ValueError(f"no {form} but {image[:20]!r}")
    return Drawing(image, left_out)
