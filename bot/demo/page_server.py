"""The server of the demo's page: simcord's own, with a message menu (right-click on a message, Apps).

The page has no such menu, so the server hands out one script more and takes one request more. This
and the clock are the only places that reach into simcord's insides; its version is pinned.
"""

import asyncio
from pathlib import Path
from typing import Any

import discord
import simcord
from aiohttp import web
from simcord.backend.errors import BackendError, SetupError
from simcord.preview import Preview
from simcord.preview._server import PreviewServer
from simcord.results import InteractionResult, ResponseMessage

_SCRIPT = Path(__file__).with_name("message_menu.js")
_SCRIPT_PATH = "/message-menu.js"
# The request is told from the page's own actions by this header.
_HEADER = "X-Message-Menu"


class Viewer(simcord.MemberActor):
    """Somebody who looks at the page, and whose menus reach the bot as Discord sends them."""

    async def _dispatch_interaction(
        self, type: int, channel: simcord.ChannelHandle, data: dict[str, Any], **options: Any
    ) -> InteractionResult:
        if "target_id" in data:
            # simcord says only of slash commands that they are a server's own. Without it the bot looks
            # for the menu among those of all servers.
            found = self._env.backend.find_command(data["name"], self.guild.id, type=data["type"])
            if found is not None and found.get("guild_id"):
                data = {**data, "guild_id": found["guild_id"]}
        return await super()._dispatch_interaction(type, channel, data, **options)


class DemoServer(PreviewServer):
    """The page's server, with the menu. Whoever holds `turn` is alone with the simulation."""

    _STATIC_FILES = {**PreviewServer._STATIC_FILES, _SCRIPT_PATH: _SCRIPT.name}  # noqa: RUF012

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__(preview, port)
        self.turn = asyncio.Lock()

    @classmethod
    def put_into(cls, preview: Preview, port: int) -> "DemoServer":
        """Replace the server of a preview that is not entered yet."""
        server = cls(preview, port)
        preview._server = server
        return server

    async def _static(self, request: web.Request) -> web.Response:
        if request.path == _SCRIPT_PATH and request.headers.get("Host", "") in self._allowed_hosts():
            script = _SCRIPT.read_text(encoding="utf-8")
            return web.Response(text=script, content_type="text/javascript", headers=self._SECURITY_HEADERS)
        response: web.Response = await super()._static(request)
        if request.path == "/" and response.text is not None:
            response.text = response.text.replace(
                "</body>", f'<script type="module" src="{_SCRIPT_PATH}"></script></body>'
            )
        return response

    async def _action(self, request: web.Request) -> web.Response:
        async with self.turn:
            return await self._alone(request)

    async def _alone(self, request: web.Request) -> web.Response:
        if _HEADER not in request.headers:
            response: web.Response = await super()._action(request)
            return response
        if not self._authorized(request):
            raise web.HTTPUnauthorized()
        try:
            body = await request.json()
            return web.json_response(await self._menu(body), headers=self._SECURITY_HEADERS)
        except (SetupError, BackendError, KeyError, ValueError, StopIteration):
            raise web.HTTPConflict() from None

    async def _menu(self, body: dict[str, Any]) -> dict[str, Any]:
        """List the commands for a message, or run the one that is named."""
        preview = self.preview
        viewer = next(each for each in preview.viewers if str(each.id) == body["viewer"])
        if "name" not in body:
            return {"commands": self._message_commands(viewer.id)}
        message = preview.env.backend.get_message(preview.channel.id, int(body["message"]))
        await viewer.context_menu(preview.channel, body["name"], ResponseMessage(preview.env, message))
        await preview.refresh()
        return {"done": True}

    def _message_commands(self, viewer: int) -> list[str]:
        visible = self.preview.env.backend.visible_commands(
            user_id=viewer,
            channel_id=self.preview.channel.id,
            type=discord.AppCommandType.message.value,
        )
        return [command["name"] for command in visible]
