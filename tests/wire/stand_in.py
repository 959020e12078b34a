"""A small Discord on loopback: its gateway, and on top of `rest` what a test can bring about.

One session at a time for each shard, in the event loop of the test.
"""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.wire import payloads
from tests.wire.payloads import BOT, CHANNEL, GUILD, SEES, Json
from tests.wire.rest import API, Rest


@dataclass
class _Session:
    """What a shard was sent, and how it is connected, if it is."""

    id: str = ""
    sent: list[Json] = field(default_factory=list)
    socket: web.WebSocketResponse | None = None


class StandIn(Rest):
    """Use it as `async with StandIn() as discord`, and give the bot `discord.address`."""

    def __init__(self) -> None:
        super().__init__()
        self.identifies: list[Json] = []
        self.identified_at: list[float] = []
        self.resumes: list[Json] = []
        self.heartbeats = 0
        # In milliseconds.
        self.heartbeat_interval = 41_250
        # Connections to the gateway that are open.
        self.connections = 0
        # Intents that are switched off in the developer portal, and a code that ends every IDENTIFY.
        self.missing_intents = 0
        self.refuse_with: int | None = None
        # How often a session that could go on is told to try again, and connections while it was away.
        self.refuse_resumes = 0
        self.refused = 0
        # How connections are turned away in place of a greeting, and how many sessions get no answer.
        self.turn_away: list[str] = []
        self.mute = 0
        # Does nobody answer a connection that the bot ends?
        self.deaf = False
        self._is_away, self._away_for = False, -1
        self._sessions: dict[int, _Session] = {}

    async def __aenter__(self) -> "StandIn":
        app = self.application()
        app.router.add_get("/gateway/", self._gateway)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.address, self.gateway = f"http://127.0.0.1:{port}{API}", f"ws://127.0.0.1:{port}/gateway/"
        return self

    async def __aexit__(self, *_: object) -> None:
        for shard in self._sessions:
            self.drop(shard)
        await self._runner.cleanup()

    @property
    def connected(self) -> bool:
        """Has the first shard a session with a connection?"""
        return self._of(0).socket is not None

    # What a test brings about.

    async def mention(self, text: str, **rest: Any) -> str:
        """Let the reader, or another `author`, mention the bot; returns the id of the message."""
        return await self.say(f"<@{BOT['id']}> {text}", mentions=[BOT], **rest)

    async def say(self, text: str, channel: str = CHANNEL, **rest: Any) -> str:
        """Let the reader write a message; returns its id."""
        message = payloads.said(self.next_id(), channel, text, **rest)
        self.said[message["id"]] = message
        await self.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    async def ask(self, question: str) -> str:
        """Let the reader use /ask; returns the path of the callback."""
        option = {"name": "question", "type": 3, "value": question}
        return await self.interact(2, {"id": "1", "name": "ask", "type": 1, "options": [option]})

    async def press(self, message: Json, custom_id: str, permissions: str = SEES) -> str:
        """Let the reader press a button of a message; returns the path of the callback."""
        return await self.interact(3, {"component_type": 2, "custom_id": custom_id}, message, permissions)

    async def interact(
        self,
        kind: int,
        data: Json,
        message: Json | None = None,
        permissions: str = SEES,
        guild: str = GUILD,
    ) -> str:
        """Send an interaction of somebody who may do that much: 2 a command, 3 a component, 5 a form."""
        id = self.next_id()
        if message is not None:
            self.answered[f"token-{id}"] = message
        payload = payloads.interaction(id, f"token-{id}", kind, data, message, permissions, guild)
        await self.dispatch("INTERACTION_CREATE", payload)
        return f"/interactions/{id}/token-{id}/callback"

    async def invite(self, guild: str, name: str) -> None:
        """Let a server invite the bot."""
        self.guilds[guild] = name
        await self.dispatch("GUILD_CREATE", payloads.guild(guild, name))

    async def throw_out(self, guild: str) -> None:
        """Let a server throw the bot out; Discord forgets the commands that it had there."""
        del self.guilds[guild]
        self.commands.pop(guild, None)
        await self.dispatch("GUILD_DELETE", {"id": guild})

    async def dispatch(self, name: str, data: Json, shard: int = 0) -> None:
        """Send an event; without a connection it waits for the session to be resumed."""
        session = self._of(shard)
        session.sent.append({"op": 0, "t": name, "s": len(session.sent) + 1, "d": data})
        if session.socket is not None:
            await session.socket.send_json(session.sent[-1])

    async def send_raw(self, frame: str) -> None:
        """Send something that may be no event."""
        socket = self._of(0).socket
        assert socket is not None
        await socket.send_str(frame)

    def drop(self, shard: int = 0) -> None:
        """Cut the connection without a word."""
        socket = self._disconnect(shard)
        # A socket counts as false where nothing is stored on it.
        request = None if socket is None else socket._req
        if request is not None and request.transport is not None:
            request.transport.abort()

    def go_away(self) -> None:
        """Cut the connection, and let nobody connect to the gateway until `come_back`."""
        self._is_away = True
        self.drop()

    def come_back_after(self, connections: int) -> None:
        """Take connections to the gateway again once so many were refused."""
        self._away_for = connections

    def come_back(self) -> None:
        """Take connections to the gateway again."""
        self._is_away = False

    async def end(
        self, *, op: int | None = None, data: Any = None, code: int | None = None, shard: int = 0
    ) -> None:
        """End the connection with an op (7 reconnect, 9 invalid session) or a close code."""
        socket = self._disconnect(shard)
        assert socket is not None
        if op is not None:
            await socket.send_json({"op": op, "d": data})
        if code is not None:
            await socket.close(code=code)

    # The gateway.

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=False)
        if self._is_away:
            self.refused += 1
            self._is_away = self.refused != self._away_for
            self.wake()
            raise web.HTTPServiceUnavailable
        await socket.prepare(request)
        self.connections += 1
        try:
            await self._serve(socket)
        finally:
            self.connections -= 1
        return socket

    async def _serve(self, socket: web.WebSocketResponse) -> None:
        if self.turn_away:
            await _turn_away(socket, self.turn_away.pop())
            return None
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": self.heartbeat_interval}})
        async for packet in socket:
            heard = json.loads(packet.data)
            await {1: self._beat, 2: self._identify, 6: self._resume}[heard["op"]](socket, heard["d"])
            self.wake()
        for session in self._sessions.values():
            if session.socket is socket:
                session.socket = None
        if self.deaf:
            await asyncio.Event().wait()
        await socket.close()
        return socket

    def _of(self, shard: int) -> _Session:
        return self._sessions.setdefault(shard, _Session())

    def _disconnect(self, shard: int) -> web.WebSocketResponse | None:
        session = self._of(shard)
        socket, session.socket = session.socket, None
        return socket

    def _is_mute(self) -> bool:
        self.mute -= 1
        return self.mute >= 0

    async def _beat(self, socket: web.WebSocketResponse, _: Any) -> None:
        self.heartbeats += 1
        await socket.send_json({"op": 11})

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identifies.append(data)
        self.identified_at.append(time.monotonic())
        if self._is_mute():
            return
        refused = 4014 if data["intents"] & self.missing_intents else self.refuse_with
        if refused:
            await socket.close(code=refused)
            return
        shard = data["shard"][0]
        id = f"session-{len(self.identifies)}"
        self._sessions[shard] = _Session(id, socket=socket)
        guilds = {} if shard else self.guilds
        await self.dispatch("READY", payloads.ready(id, self.gateway, data["shard"], guilds), shard)
        for guild, name in guilds.items():
            await self.dispatch("GUILD_CREATE", payloads.guild(guild, name), shard)

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.resumes.append(data)
        if self._is_mute():
            return
        if self.refuse_resumes > 0:
            self.refuse_resumes -= 1
            await socket.send_json({"op": 9, "d": True})
            return
        found = [shard for shard, each in self._sessions.items() if each.id == data["session_id"]]
        if not found:
            await socket.send_json({"op": 9, "d": False})
            return
        session = self._sessions[found[0]]
        for missed in session.sent[data["seq"] :]:
            await socket.send_json(missed)
        session.socket = socket
        await self.dispatch("RESUMED", {}, found[0])


async def _turn_away(socket: web.WebSocketResponse, how: str) -> None:
    if how == "silence":
        await socket.receive()
    elif how == "garbage":
        await socket.send_str("[]")
        await socket.receive()
    elif how != "close":
        await socket.send_json({"op": {"reconnect": 7, "invalid session": 9}[how], "d": False})
    await socket.close(code=4000)
