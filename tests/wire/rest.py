"""Discord's REST API, as much of it as the bot uses: what it is asked, and what its channels show."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

from aiohttp import web

from tests.wire import payloads
from tests.wire.payloads import BOT, CHANNEL, Json
from tests.wire.replies import reply_with
from tests.wire.servers import Servers

API = "/api/v10"
_DISCORD_EPOCH = 1_420_070_400_000
_EPHEMERAL, _LOADING = 1 << 6, 1 << 7


@dataclass(frozen=True)
class Request:
    """A request as it came in; the path starts behind the API's base address."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    at: float = field(default_factory=time.monotonic)
    file_sizes: tuple[int, ...] = ()


@dataclass
class Failure:
    """What some requests get instead of the right answer; where it is `too_late`, they are carried out.

    `cut` ends the connection: before the answer ("reset"), or in the middle of it ("truncated"); where it is
    "silence", no answer ever comes.
    """

    method: str
    path: str
    status: int
    body: Any = field(default_factory=lambda: {"message": "told to fail", "code": 0})
    headers: dict[str, str] = field(default_factory=dict)
    times: int = 1
    too_late: bool = False
    cut: str = ""

    def strikes(self, request: Request) -> bool:
        fits = self.method == request.method and re.fullmatch(self.path, request.path)
        return bool(fits and self.times > 0)


class Rest(Servers):
    """Keeps every request and every message; fails where it is told to."""

    gateway: str

    def __init__(self) -> None:
        super().__init__()
        # How many shards the bot has to have, and how many may begin a session at once.
        self.shards = self.max_concurrency = 1
        # How many session starts are left, the flags of the application, and how far its clock is ahead.
        self.starts_left, self.flags, self.seconds_ahead = 999, 0, 0
        self.endpoint: str | None = None  # where interactions are sent instead
        self.requests: list[Request] = []
        self.unknown: list[Request] = []
        self.messages: dict[str, Json] = {}
        self.said: dict[str, Json] = {}  # messages of people
        self.answered: dict[str, Json] = {}  # the message of an interaction, by its token
        self.channels: dict[str, Json] = {}  # what is special about a channel, by its id
        self.commands: dict[str | None, list[Json]] = {}  # by server; None for those of everywhere
        self._posted: dict[tuple[str, str], Json] = {}  # by channel and nonce
        self._acknowledged: set[str] = set()  # tokens of interactions that have a first response
        self._failures: list[Failure] = []
        self._last_id = 0
        self._changed = asyncio.Event()

    def application(self) -> web.Application:
        """The routes."""
        app = web.Application(middlewares=[self._record])
        for method, path, handler in (
            ("GET", "/users/@me", self._me),
            *self.server_routes(),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway_bot),
            ("GET", "/applications/{app}/commands", self._commands),
            ("PUT", "/applications/{app}/commands", self._sync),
            ("GET", "/applications/{app}/guilds/{guild}/commands", self._commands),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", self._sync),
            ("GET", "/channels/{channel}", self._channel),
            ("GET", "/channels/{channel}/messages", self._history),
            ("POST", "/channels/{channel}/messages", self._post),
            ("PATCH", "/channels/{channel}/messages/{id}", self._edit),
            ("DELETE", "/channels/{channel}/messages/{id}", self._delete),
            ("PUT", "/channels/{channel}/messages/{id}/reactions/{emoji}/@me", self._react),
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", "/webhooks/{app}/{token}", self._follow_up),
            ("GET", "/webhooks/{app}/{token}/messages/{id}", self._get),
            ("PATCH", "/webhooks/{app}/{token}/messages/{id}", self._edit),
            ("DELETE", "/webhooks/{app}/{token}/messages/{id}", self._delete),
        ):
            app.router.add_route(method, API + path, handler)
        return app

    def got(self, method: str, path: str) -> list[Request]:
        """The requests so far whose whole path matches a pattern."""
        return [each for each in self.requests if each.method == method and re.fullmatch(path, each.path)]

    def shown(self, channel: str = CHANNEL) -> list[Json]:
        """The messages of the bot that everyone in a channel sees, oldest first."""
        here = (each for each in self.messages.values() if each["channel_id"] == channel)
        return [each for each in here if not each["flags"] & _EPHEMERAL]

    async def until(self, condition: Callable[[], Any], seconds: float = 30) -> Any:
        """Wait for what requests or the gateway bring about, or what follows from it, and return it."""
        async with asyncio.timeout(seconds):
            while not (found := condition()):
                self._changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.02)
        return found

    def wake(self, *_: object) -> None:
        """Let those who wait look again."""
        self._changed.set()

    def fail(self, method: str, path: str, status: int, **rest: Any) -> None:
        """Answer the next request of that kind, or the next `times`, with a failure."""
        self._failures.append(Failure(method, path, status, **rest))

    def forgive(self) -> None:
        """Answer everything rightly again."""
        self._failures.clear()

    @web.middleware
    async def _record(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not request.path.startswith(API):
            return await handler(request)
        path, headers = request.path.removeprefix(API), dict(request.headers)
        body, sizes = await _body(request), await _file_sizes(request)
        got = Request(request.method, path, headers, body, file_sizes=sizes)
        self.requests.append(got)
        failure = next((each for each in self._failures if each.strikes(got)), None)
        try:
            reply = None if failure and not failure.too_late else await handler(request)
        except web.HTTPNotFound:
            self.unknown.append(got)
            reply = reply_with({"message": "404: Not Found", "code": 0}, 404)
        if failure:
            failure.times -= 1
            reply = reply_with(failure.body, failure.status, failure.headers)
            if failure.cut:
                await _cut(request, failure)
        if self.seconds_ahead:
            reply.headers["Date"] = formatdate(time.time() + self.seconds_ahead, usegmt=True)
        self.wake()
        return reply

    async def _me(self, _: web.Request) -> web.Response:
        return reply_with(BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return reply_with(payloads.application(self.flags, self.endpoint))

    async def _gateway_bot(self, _: web.Request) -> web.Response:
        return reply_with(
            payloads.gateway_bot(self.gateway, self.shards, self.max_concurrency, self.starts_left)
        )

    async def _commands(self, request: web.Request) -> web.Response:
        return reply_with(self.commands.get(request.match_info.get("guild"), []))

    async def _sync(self, request: web.Request) -> web.Response:
        place = request.match_info.get("guild")
        self.commands[place] = [
            payloads.command(self.next_id(), place, each) for each in await _body(request)
        ]
        return reply_with(self.commands[place])

    async def _post(self, request: web.Request) -> web.Response:
        """Post once per nonce, as Discord does where `enforce_nonce` is set."""
        body, channel = await _body(request), request.match_info.get("channel", CHANNEL)
        nonce = str(body["nonce"]) if body.get("enforce_nonce") else self.next_id()
        if (channel, nonce) not in self._posted:
            self._posted[channel, nonce] = self._keep(channel, body)
        return reply_with(self._posted[channel, nonce])

    async def _follow_up(self, request: web.Request) -> web.Response:
        """One more message; the first after a promise takes its place, and is as private as it was."""
        promise = self.answered.get(request.match_info["token"])
        if promise is None or not promise["flags"] & _LOADING:
            return await self._post(request)
        return reply_with(_change(promise, await _body(request)))

    async def _channel(self, request: web.Request) -> web.Response:
        id = request.match_info["channel"]
        return reply_with(payloads.channel(id) | self.channels.get(id, {}))

    async def _history(self, request: web.Request) -> web.Response:
        """The newest messages, or the newest before one, the newest first."""
        before, limit = int(request.query.get("before", 1 << 63)), int(request.query["limit"])
        everything = {**self.said, **self.messages}
        here = [each for each in everything.values() if each["channel_id"] == request.match_info["channel"]]
        earlier = [each for each in here if int(each["id"]) < before]
        newest = sorted(earlier, key=lambda each: -int(each["id"]))[:limit]
        # Only the gateway says where a message and its author are at home.
        return reply_with(
            [{key: each[key] for key in each.keys() - {"guild_id", "member"}} for each in newest]
        )

    async def _get(self, request: web.Request) -> web.Response:
        return reply_with(self._named(request))

    async def _edit(self, request: web.Request) -> web.Response:
        return reply_with(_change(self._named(request), await _body(request)))

    async def _delete(self, request: web.Request) -> web.Response:
        del self.messages[self._named(request)["id"]]
        return web.Response(status=204)

    async def _react(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _callback(self, request: web.Request) -> web.Response:
        body, token = await _body(request), request.match_info["token"]
        if token in self._acknowledged:
            return reply_with({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        self._acknowledged.add(token)
        done: Json = {"interaction": {"id": request.match_info["id"], "type": 2}}
        if body["type"] == 5:
            flags = body.get("data", {}).get("flags", 0) | _LOADING
            self.answered[token] = self._keep(CHANNEL, {"flags": flags})
        if body["type"] == 4:
            self.answered[token] = self._keep(CHANNEL, body["data"])
        if body["type"] == 7:
            self.answered[token] |= body["data"]
        if body["type"] in (4, 7):
            done["resource"] = {"type": body["type"], "message": self.answered[token]}
            done["interaction"]["response_message_id"] = self.answered[token]["id"]
        return reply_with(done) if "with_response" in request.query else web.Response(status=204)

    def _named(self, request: web.Request) -> Json:
        id = request.match_info["id"]
        return self.answered[request.match_info["token"]] if id == "@original" else self.messages[id]

    def _keep(self, channel: str, body: Json) -> Json:
        parts = ("content", "components", "flags", "message_reference")
        shown = {key: body[key] for key in parts if key in body}
        message = payloads.message(self.next_id(), channel, BOT, **shown)
        self.messages[message["id"]] = message
        return message

    def next_id(self) -> str:
        """An id that says when it was made, as Discord's do; each is larger than the one before."""
        now = (int(time.time() * 1000) - _DISCORD_EPOCH) << 22
        self._last_id = max(now, self._last_id + 1)
        return str(self._last_id)


def _change(message: Json, body: Json) -> Json:
    """Whom a message is for stays as it is; whatever is put into it, nobody is promised anything any more."""
    flags = body.get("flags", message["flags"]) & ~_LOADING | message["flags"] & _EPHEMERAL
    attachments = [_attached(each) for each in body.get("attachments", [])]
    message |= body | {"flags": flags, "attachments": attachments}
    return message


def _attached(file: Json) -> Json:
    return {"size": 1, "url": "http://127.0.0.1/file", "proxy_url": "http://127.0.0.1/file"} | file


async def _body(request: web.Request) -> Any:
    """What a request says, as often as it is asked; with files it says it in one part of several."""
    if request.content_type == "multipart/form-data":
        return json.loads((await request.post())["payload_json"])
    text = await request.text()
    return json.loads(text) if text else None


async def _file_sizes(request: web.Request) -> tuple[int, ...]:
    parts = (await request.post()).values() if request.content_type == "multipart/form-data" else ()
    return tuple(len(part.file.read()) for part in parts if isinstance(part, web.FileField))


async def _cut(request: web.Request, failure: Failure) -> None:
    if failure.cut == "silence":
        await asyncio.Event().wait()
    if failure.cut == "truncated":
        body = json.dumps(failure.body).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body) + 100)}
        half = web.StreamResponse(status=failure.status, headers=headers)
        await half.prepare(request)
        await half.write(body)
    if request.transport is not None:
        request.transport.abort()
