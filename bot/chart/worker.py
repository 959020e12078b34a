"""The child process that draws: it is started, gets the request, is waited for, and is always ended."""

import asyncio
import json
import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.chart.request import ChartRequest, ImageFormat
from bot.errors import UserError
from bot.processes import end

_log = logging.getLogger(__name__)
# The command that starts a child; the image format is added to it.
COMMAND = (sys.executable, "-m", "bot.chart")
_ROOT = Path(__file__).parents[2]
# The environment variables that the child gets; tokens are not among them.
_PASSED_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TEMP", "SYSTEMROOT")
_FIRST_BYTES = {"png": b"\x89PNG\r\n\x1a\n", "svg": b"<?xml"}
_MAX_LOGGED = 2_000


class ChartError(UserError):
    """The picture could not be drawn; the text says which command has the same events."""


@dataclass(frozen=True)
class DrawnChart:
    """A drawn file, and the number of its events that have a marker but no label."""

    image: bytes
    left_out: int


async def draw_chart(
    request: ChartRequest, image_format: ImageFormat, timeout_seconds: float, command: Sequence[str] = COMMAND
) -> DrawnChart:
    """Have a child process draw; raises ChartError if it fails or is not done after `timeout_seconds`."""
    try:
        with TemporaryDirectory(prefix="footnote-chart-", ignore_cleanup_errors=True) as folder:
            async with asyncio.timeout(timeout_seconds):
                output = await _run([*command, image_format], request.to_json().encode(), folder)
            return _parse_output(image_format, output)
    except TimeoutError:
        reason = f"it took longer than {timeout_seconds:g} seconds"
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
        output, errors = await child.communicate(request)
    finally:
        # Also where it took too long, or nobody waits for it any more.
        await end(child)
    if child.returncode:
        raise ValueError(f"exit {child.returncode}: {errors.decode(errors='replace')[-_MAX_LOGGED:]}")
    return output


def _environment(folder: str) -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_VARIABLES if name in os.environ}
    # Matplotlib gets a folder of its own to write to, and does not search all fonts of the system at start.
    return passed | {"MPLCONFIGDIR": folder, "MPL_IGNORE_SYSTEM_FONTS": "1", "MPLBACKEND": "agg"}


def _parse_output(image_format: ImageFormat, output: bytes) -> DrawnChart:
    """Read the output of a child: the first line is JSON, the rest is the file.

    Raises ValueError if it is anything else.
    """
    first_line, _, image = output.partition(b"\n")
    try:
        left_out = json.loads(first_line)["left_out"]
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"no answer but {first_line[:80]!r}") from None
    if not isinstance(left_out, int) or not image.startswith(_FIRST_BYTES[image_format]):
        raise ValueError(f"no {image_format} but {image[:20]!r}")
    return DrawnChart(image, left_out)
