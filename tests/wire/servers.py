"""The servers of the stand-in, as its REST API shows them: with their roles, and the bot as a member."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.wire import payloads
from tests.wire.payloads import GUILD, NEEDED, Json
from tests.wire.replies import reply_with

_Route = tuple[str, str, Callable[[web.Request], Awaitable[web.Response]]]
BOT_ROLE = "7006"


class Servers:
    """The servers that the bot is in."""

    def __init__(self) -> None:
        # With their names.
        self.guilds = {GUILD: "Norrvik"}
        # What the role of the bot lets it do, and the other roles that there are.
        self.bot_permissions = NEEDED
        self.roles: list[Json] = []

    def server_routes(self) -> list[_Route]:
        """The routes."""
        return [
            ("GET", "/users/@me/guilds", self._mine),
            ("GET", "/guilds/{guild}", self._guild),
            ("GET", "/guilds/{guild}/members/{user}", self._member),
        ]

    async def _mine(self, _: web.Request) -> web.Response:
        parts = {"icon": None, "owner": False, "permissions": NEEDED, "features": []}
        return reply_with([{"id": id, "name": name, **parts} for id, name in self.guilds.items()])

    async def _guild(self, request: web.Request) -> web.Response:
        id = request.match_info["guild"]
        if id not in self.guilds:
            return reply_with({"message": "Unknown Guild", "code": 10004}, 404)
        # Channels, members and threads come through the gateway alone.
        hidden = {"channels", "members", "threads", "unavailable", "member_count"}
        found = payloads.guild(id, self.guilds[id])
        roles = [*found["roles"], payloads.role(BOT_ROLE, "Footnote", self.bot_permissions), *self.roles]
        return reply_with({key: found[key] for key in found.keys() - hidden} | {"roles": roles})

    async def _member(self, _: web.Request) -> web.Response:
        return reply_with(payloads.member([BOT_ROLE]))
