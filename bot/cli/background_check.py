"""`footnote check` while the bot starts: in a process of its own, so that it holds up no answer."""

import asyncio
import json
import logging
import sys
from pathlib import Path

from bot.processes import end

_log = logging.getLogger(__name__)
# Of a large pack there may be a hundred thousand.
_MAX_LOGGED = 100


async def check_in_background(knowledge: Path) -> None:
    """Check the pack of a folder while the bot answers; log the first hundred problems, and their number."""
    try:
        report = json.loads(await _report(knowledge))
        problems, more = report["problems"], report.get("more_problems", 0)
    except (OSError, ValueError, KeyError):
        _log.warning("The pack could not be checked: run footnote check to see why")
        return
    for problem in problems[:_MAX_LOGGED]:
        where = f"{problem['file']}:{problem['line']}"
        _log.warning("The pack: %s: %s: %s", problem["severity"], where, problem["message"])
    _log.info("The pack was checked; problems: %d", len(problems) + more)


async def _report(knowledge: Path) -> bytes:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", "--json", "--knowledge", str(knowledge)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        # Ctrl-C is for the bot, which ends the check by itself: half a check is nothing to warn of.
        start_new_session=True,
    )
    try:
        out, _ = await process.communicate()
    finally:
        await end(process)
    return out
