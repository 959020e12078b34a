"""Reading what the bot sent: texts and buttons out of components, messages out of requests."""

from collections.abc import Iterator
from typing import Any

from tests.wire.payloads import Json
from tests.wire.stand_in import StandIn

_NEW_OR_CHANGED = (4, 7)


def text_of(message: Json) -> str:
    """Everything a message says, one text of its components below the other."""
    return "\n".join(each["content"] for each in components(message["components"]) if "content" in each)


def button(message: Json, kind: str) -> str:
    """The custom id of the first button of a kind: `button(message, "source")`."""
    ids = (each["custom_id"] for each in components(message["components"]) if "custom_id" in each)
    return next(id for id in ids if id.startswith(f"{kind}:"))


def message_bodies(discord: StandIn) -> list[Json]:
    """The body of every request that wrote or changed a message, by whatever way it came."""
    found = []
    for way in (r"/channels/\d+/messages(/\d+)?", r"/webhooks/.+"):
        for method in ("POST", "PATCH"):
            found += [request.body for request in discord.got(method, way)]
    callbacks = discord.got("POST", r"/interactions/.+/callback")
    return found + [each.body["data"] for each in callbacks if each.body["type"] in _NEW_OR_CHANGED]


def pings_nobody(body: Json) -> bool:
    """Does it forbid every mention, that of the person replied to included?"""
    allowed = body.get("allowed_mentions", {})
    return allowed.get("parse") == [] and not any(
        allowed.get(key) for key in ("users", "roles", "replied_user")
    )


def components(node: Any) -> Iterator[Json]:
    """Every component of a message, however deep, in order."""
    if isinstance(node, list):
        for child in node:
            yield from components(child)
    elif isinstance(node, dict):
        yield node
        for key in ("components", "component", "accessory"):
            yield from components(node.get(key))
