"""The server of the demo's page: simcord's own, with a message menu (right-click on a message, Apps).

The page has no such menu, so the server sends one more script and answers one more kind of request. Only
this module and the clock use private parts of simcord, whose version is pinned.
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
# Requests of the menu have this header; the page's own actions do not.
_HEADER = "X-Message-Menu"


class Viewer(simcord.MemberActor):
    """Somebody who looks at the page. Their menu commands reach the bot in the form that Discord sends."""

    async def _dispatch_interaction(
        self, type: int, channel: simcord.ChannelHandle, data: dict[str, Any], **options: Any
    ) -> InteractionResult:
        if "target_id" in data:
            # simcord sends the server that a command belongs to only for slash commands. Without it the bot
            # looks for the menu command among those of all servers.
            menu_command = self._env.backend.find_command(data["name"], self.guild.id, type=data["type"])
            if menu_command is not None and menu_command.get("guild_id"):
                data = {**data, "guild_id": menu_command["guild_id"]}
        return await super()._dispatch_interaction(type, channel, data, **options)


class DemoServer(PreviewServer):
    """The page's server, with the menu. Only the holder of `lock` may use the simulation."""

    _STATIC_FILES = {**PreviewServer._STATIC_FILES, _SCRIPT_PATH: _SCRIPT.name}  # noqa: RUF012

    def __init__(self, preview: Preview, port: int) -> None:
        super().__init__(preview, port)
        self.lock = asyncio.Lock()

    @classmethod
    def replace_server_of(cls, preview: Preview, port: int) -> "DemoServer":
        """Put this server in the place of the one of a preview that has not been started."""
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
        async with self.lock:
            return await self._locked_action(request)

    async def _locked_action(self, request: web.Request) -> web.Response:
        if _HEADER not in request.headers:
            response: web.Response = await super()._action(request)
            return response
        if not self._authorized(request):
            raise web.HTTPUnauthorized()
        try:
            body = await request.json()
            return web.json_response(await self._answer_menu(body), headers=self._SECURITY_HEADERS)
        except (SetupError, BackendError, KeyError, ValueError, StopIteration):
            raise web.HTTPConflict() from None

    async def _answer_menu(self, body: dict[str, Any]) -> dict[str, Any]:
        """List the commands for a message, or run the one that is named."""
        preview = self.preview
        viewer = next(viewer for viewer in preview.viewers if str(viewer.id) == body["viewer"])
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
