"""The handlers of events that are under way, and waiting for them when the bot leaves."""

import asyncio

# How the library names the tasks in which messages, commands, buttons and forms are handled.
_QUESTIONS = ("discord.py: on_message", "discord.py: on_interaction", "CommandTree-invoker", "discord-ui-")
_ALL_EVENTS = "discord.py: on_"
# What the name of a task begins with that no question waits for, and that is done before the bot leaves.
LAST_WORK = "footnote: "


async def finish_handlers(patience: float) -> int:
    """Wait until all handlers and all last work is done, `patience` seconds at most; cancel what is not.

    Returns the number of handlers among it.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + patience
    # One handler may start another.
    while (pending := _named((*_QUESTIONS, LAST_WORK))) and loop.time() < until:
        await asyncio.wait(pending, timeout=until - loop.time())
    lost = _named(_QUESTIONS)
    # Nobody waits for what other events start, and it can send nothing any more.
    for task in pending | _named(_ALL_EVENTS):
        task.cancel()
    return len(lost)


async def wait_for_cancelled() -> None:
    """Wait until all handlers that were cancelled have ended."""
    if tasks := _named((*_QUESTIONS, LAST_WORK, _ALL_EVENTS)):
        await asyncio.wait(tasks)


def _named(beginnings: str | tuple[str, ...]) -> set["asyncio.Task[object]"]:
    return {task for task in asyncio.all_tasks() if task.get_name().startswith(beginnings)}
