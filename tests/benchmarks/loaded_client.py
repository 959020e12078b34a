"""A client that `load.py` starts: the bot, or a bare one. On SIGUSR1 it says how long its loop was busy."""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path

_EVERY = 0.002


async def watch() -> None:
    """Notice how late the event loop is, and write the longest since the last SIGUSR1 into a file."""
    longest = 0.0

    def tell() -> None:
        nonlocal longest
        Path(os.environ["HELD_UP"]).write_text(str(longest))
        longest = 0.0

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, tell)
    while True:
        began = time.monotonic()
        await asyncio.sleep(_EVERY)
        longest = max(longest, time.monotonic() - began - _EVERY)


async def run_footnote() -> None:
    """The bot as `footnote run` starts it."""
    from bot.__main__ import collect_garbage_seldom

    collect_garbage_seldom()
    from bot.cli.environment import load_settings
    from bot.cli.logs import set_up_logs
    from bot.cli.serve import serve

    set_up_logs("json")
    watching = asyncio.ensure_future(watch())
    await serve(load_settings(os.environ, Path(".env")))
    watching.cancel()


async def run_bare() -> None:
    """A client that answers each mention with one card."""
    import discord
    from discord import ui
    from discord.http import Route

    Route.BASE = os.environ["FOOTNOTE_DISCORD_API"]

    class Bare(discord.AutoShardedClient):
        async def launch_shards(self) -> None:
            _, address, _ = await self.http.get_bot_gateway()
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = discord.gateway.yarl.URL(address)
            await super().launch_shards()

        async def on_message(self, message: discord.Message) -> None:
            if self.user in message.mentions:
                await message.reply(view=card(), allowed_mentions=discord.AllowedMentions.none())

    def card() -> ui.LayoutView:
        view = ui.LayoutView(timeout=None)
        buttons = [
            ui.Button(label=label, custom_id=f"{label}:1:2") for label in ("Source", "More", "Not this")
        ]
        texts = (
            "**How many customers did the exchange have in the country?**",
            "The exchange had some 900,000 active users there, according to people who had seen its figures. "
            * 2,
            "-# Source: paragraph 3, the newspaper, citing documents",
        )
        row = ui.ActionRow(*buttons)
        view.add_item(ui.Container(*map(ui.TextDisplay, texts), row, accent_colour=0x2F9E6E))
        return view

    intents = discord.Intents.none()
    intents.guilds = intents.messages = True
    client = Bare(intents=intents, max_messages=None)
    watching = asyncio.ensure_future(watch())
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, lambda: loop.create_task(client.close()))
    await client.start(os.environ["FOOTNOTE_TOKEN"])
    watching.cancel()


if __name__ == "__main__":
    asyncio.run(run_footnote() if sys.argv[1] == "footnote" else run_bare())
