"""`footnote check` while the bot starts: in a process of its own, so that it holds up no answer."""

import asyncio
import json
import logging
import sys
from pathlib import Path

_log = logging.getLogger(__name__)


async def check_in_background(knowledge: Path) -> None:
    """Check the pack of a folder and log every problem; the bot answers meanwhile."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "check", "--json", "--knowledge", str(knowledge)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    for problem in json.loads(out or b"{}").get("problems", []):
        where = f"{problem['file']}:{problem['line']}"
        _log.warning("The pack: %s: %s: %s", problem["severity"], where, problem["message"])
