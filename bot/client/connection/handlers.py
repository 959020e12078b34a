"""The handlers of events that are under way, and waiting for them when the bot leaves."""

import asyncio

# How the library names the tasks in which messages, commands, buttons and forms are handled.
_NAMES = ("discord.py: on_message", "discord.py: on_interaction", "CommandTree-invoker", "discord-ui-")


async def finish_handlers(patience: float) -> int:
    """Wait until all handlers are done, `patience` seconds at most. Ends the others; returns their number."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    # One handler may start another.
    while (pending := _under_way()) and loop.time() < until:
        await asyncio.wait(pending, timeout=until - loop.time())
    for task in pending:
        task.cancel()
    if pending:
        await asyncio.wait(pending)
    return len(pending)


def _under_way() -> set["asyncio.Task[object]"]:
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(_NAMES)}
