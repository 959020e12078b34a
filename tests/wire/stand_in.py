"""A small Discord on loopback: as much of its REST API and its gateway as the bot uses.

It keeps every request it gets and what its channels show, and can be told to fail. One shard and one
session at a time, in the event loop of the test.
"""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.wire import payloads
from tests.wire.payloads import BOT, CHANNEL, Json

_API = "/api/v10"
_DISCORD_EPOCH = 1_420_070_400_000
_EPHEMERAL = 1 << 6


@dataclass(frozen=True)
class Request:
    """A request as it came in; the path starts behind the API's base address."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class Failure:
    """What some requests get instead of the right answer; where it is `too_late`, they are carried out."""

    method: str
    path: str
    status: int
    body: Any = field(default_factory=lambda: {"message": "told to fail", "code": 0})
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    too_late: bool = False

    def strikes(self, request: Request) -> bool:
        fits = self.method == request.method and re.fullmatch(self.path, request.path)
        return bool(fits and self.times > 0)


class StandIn:
    """Use it as `async with StandIn() as discord`, and give the bot `discord.address`."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.unknown: list[Request] = []
        self.messages: dict[str, Json] = {}
        self.identifies: list[Json] = []
        self.resumes: list[Json] = []
        self.heartbeats = 0
        # Intents that are switched off in the developer portal, and a code that ends every IDENTIFY.
        self.missing_intents = 0
        self.refuse_with: int | None = None
        self._failures: list[Failure] = []
        self._ids = count((int(time.time() * 1000) - _DISCORD_EPOCH) << 22)
        self._posted: dict[tuple[str, str], Json] = {}  # by channel and nonce
        self._answered: dict[str, Json] = {}  # the message of an interaction, by its token
        self._socket: web.WebSocketResponse | None = None
        self._session, self._sent = "", list[Json]()
        self._changed = asyncio.Event()

    async def __aenter__(self) -> "StandIn":
        app = web.Application(middlewares=[self._record])
        for method, path, handler in (
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("PUT", "/applications/{app}/commands", self._sync),
            ("POST", "/channels/{channel}/messages", self._post),
            ("PATCH", "/channels/{channel}/messages/{id}", self._edit),
            ("DELETE", "/channels/{channel}/messages/{id}", self._delete),
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", "/webhooks/{app}/{token}", self._post),
            ("GET", "/webhooks/{app}/{token}/messages/{id}", self._get),
            ("PATCH", "/webhooks/{app}/{token}/messages/{id}", self._edit),
            ("DELETE", "/webhooks/{app}/{token}/messages/{id}", self._delete),
        ):
            app.router.add_route(method, _API + path, handler)
        app.router.add_get("/gateway/", self._gateway)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        port = self._runner.addresses[0][1]
        self.address, self.gateway = f"http://127.0.0.1:{port}{_API}", f"ws://127.0.0.1:{port}/gateway/"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.drop()
        await self._runner.cleanup()

    # What a test looks at.

    def got(self, method: str, path: str) -> list[Request]:
        """The requests so far whose whole path matches a pattern."""
        return [each for each in self.requests if each.method == method and re.fullmatch(path, each.path)]

    @property
    def connected(self) -> bool:
        """Is there a session with a connection?"""
        return self._socket is not None

    def shown(self, channel: str = CHANNEL) -> list[Json]:
        """The messages of the bot that everyone in a channel sees, oldest first."""
        here = (each for each in self.messages.values() if each["channel_id"] == channel)
        return [each for each in here if not each["flags"] & _EPHEMERAL]

    async def until(self, condition: Callable[[], Any], seconds: float = 10) -> Any:
        """Wait for what requests or the gateway bring about, and return it."""
        async with asyncio.timeout(seconds):
            while not (found := condition()):
                self._changed.clear()
                await self._changed.wait()
        return found

    # What a test brings about.

    def fail(self, method: str, path: str, status: int, **rest: Any) -> None:
        """Answer the next request of that kind, or the next `times`, with a failure."""
        self._failures.append(Failure(method, path, status, **rest))

    async def mention(self, text: str) -> str:
        """Let the reader mention the bot; returns the id of the message."""
        message = payloads.mention(self._next(), CHANNEL, text)
        await self.dispatch("MESSAGE_CREATE", message)
        return str(message["id"])

    async def ask(self, question: str) -> str:
        """Let the reader use /ask; returns the path of the callback."""
        option = {"name": "question", "type": 3, "value": question}
        return await self.interact(2, {"id": "1", "name": "ask", "type": 1, "options": [option]})

    async def press(self, message: Json, custom_id: str) -> str:
        """Let the reader press a button of a message; returns the path of the callback."""
        return await self.interact(3, {"component_type": 2, "custom_id": custom_id}, message)

    async def interact(self, kind: int, data: Json, message: Json | None = None) -> str:
        """Send an interaction of the reader: 2 a command, 3 a component, 5 a form."""
        id = self._next()
        if message is not None:
            self._answered[f"token-{id}"] = message
        await self.dispatch(
            "INTERACTION_CREATE", payloads.interaction(id, f"token-{id}", kind, data, message)
        )
        return f"/interactions/{id}/token-{id}/callback"

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event; without a connection it waits for the session to be resumed."""
        self._sent.append({"op": 0, "t": name, "s": len(self._sent) + 1, "d": data})
        if self._socket is not None:
            await self._socket.send_json(self._sent[-1])

    def drop(self) -> None:
        """Cut the connection without a word."""
        socket, self._socket = self._socket, None
        transport = socket and socket._req and socket._req.transport
        if transport:
            transport.abort()

    async def end(self, *, op: int | None = None, data: Any = None, code: int | None = None) -> None:
        """End the connection with an op (7 reconnect, 9 invalid session) or a close code."""
        socket, self._socket = self._socket, None
        assert socket is not None
        if op is not None:
            await socket.send_json({"op": op, "d": data})
        if code is not None:
            await socket.close(code=code)

    # The gateway.

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41_250}})
        async for packet in socket:
            heard = json.loads(packet.data)
            await {1: self._beat, 2: self._identify, 6: self._resume}[heard["op"]](socket, heard["d"])
            self._changed.set()
        return socket

    async def _beat(self, socket: web.WebSocketResponse, _: Any) -> None:
        self.heartbeats += 1
        await socket.send_json({"op": 11})

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identifies.append(data)
        refused = 4014 if data["intents"] & self.missing_intents else self.refuse_with
        if refused:
            await socket.close(code=refused)
            return
        self._socket, self._session, self._sent = socket, f"session-{len(self.identifies)}", []
        await self.dispatch("READY", payloads.ready(self._session, self.gateway, data["shard"]))
        await self.dispatch("GUILD_CREATE", payloads.guild())

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.resumes.append(data)
        if data["session_id"] != self._session:
            await socket.send_json({"op": 9, "d": False})
            return
        for missed in self._sent[data["seq"] :]:
            await socket.send_json(missed)
        self._socket = socket
        await self.dispatch("RESUMED", {})

    # The REST API.

    @web.middleware
    async def _record(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not request.path.startswith(_API):
            return await handler(request)
        text = await request.text()
        path, body = request.path.removeprefix(_API), json.loads(text) if text else None
        got = Request(request.method, path, dict(request.headers), body)
        self.requests.append(got)
        failure = next((each for each in self._failures if each.strikes(got)), None)
        try:
            reply = None if failure and not failure.too_late else await handler(request)
        except web.HTTPNotFound:
            self.unknown.append(got)
            reply = _reply({"message": "404: Not Found", "code": 0}, 404)
        if failure:
            failure.times -= 1
            reply = _reply(failure.body, failure.status, failure.headers)
        self._changed.set()
        return reply

    async def _me(self, _: web.Request) -> web.Response:
        return _reply(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return _reply(payloads.application())

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        return _reply(payloads.gateway_bot(self.gateway))

    async def _sync(self, request: web.Request) -> web.Response:
        known = {"application_id": BOT["id"], "version": "1"}
        return _reply([{**each, **known, "id": self._next()} for each in await request.json()])

    async def _post(self, request: web.Request) -> web.Response:
        """Post once per nonce, as Discord does where `enforce_nonce` is set."""
        body, channel = await request.json(), request.match_info.get("channel", CHANNEL)
        nonce = str(body["nonce"]) if body.get("enforce_nonce") else self._next()
        if (channel, nonce) not in self._posted:
            self._posted[channel, nonce] = self._keep(channel, body)
        return _reply(self._posted[channel, nonce])

    async def _get(self, request: web.Request) -> web.Response:
        return _reply(self._named(request))

    async def _edit(self, request: web.Request) -> web.Response:
        message = self._named(request)
        message |= await request.json()
        return _reply(message)

    async def _delete(self, request: web.Request) -> web.Response:
        del self.messages[self._named(request)["id"]]
        return web.Response(status=204)

    async def _callback(self, request: web.Request) -> web.Response:
        body, token = await request.json(), request.match_info["token"]
        done: Json = {"interaction": {"id": request.match_info["id"], "type": 2}}
        if body["type"] == 4:
            self._answered[token] = self._keep(CHANNEL, body["data"])
        if body["type"] == 7:
            self._answered[token] |= body["data"]
        if body["type"] in (4, 7):
            done["resource"] = {"type": body["type"], "message": self._answered[token]}
            done["interaction"]["response_message_id"] = self._answered[token]["id"]
        return _reply(done) if "with_response" in request.query else web.Response(status=204)

    def _named(self, request: web.Request) -> Json:
        id = request.match_info["id"]
        return self._answered[request.match_info["token"]] if id == "@original" else self.messages[id]

    def _keep(self, channel: str, body: Json) -> Json:
        shown = {key: body[key] for key in ("content", "components", "flags") if key in body}
        message = payloads.message(self._next(), channel, BOT, **shown)
        self.messages[message["id"]] = message
        return message

    def _next(self) -> str:
        return str(next(self._ids))


def _reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Exactly this content type: with a charset behind it discord.py does not parse the body.
    standard = {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=standard | (headers or {}))
