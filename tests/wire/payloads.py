"""What Discord sends, as plain values: a server with two channels, others, the bot, and one reader."""

from collections.abc import Iterable
from typing import Any

Json = dict[str, Any]

APPLICATION, GUILD, CHANNEL, CURATORS, READER = (str(number) for number in range(7001, 7006))
BOT = {"id": APPLICATION, "username": "Footnote", "discriminator": "0", "avatar": None, "bot": True}
PERSON = {"id": READER, "username": "reader", "discriminator": "0", "avatar": None}
_WHEN = "2026-01-01T00:00:00+00:00"
_MEMBER = {"roles": [], "joined_at": _WHEN, "deaf": False, "mute": False, "flags": 0}
# See and write; and manage the server besides.
SEES = str(1 << 10 | 1 << 11)
# All that the bot has to be allowed.
NEEDED = "274878008320"
MANAGES = str(1 << 10 | 1 << 11 | 1 << 5)


def application(flags: int = 0, endpoint: str | None = None) -> Json:
    return {
        "id": APPLICATION,
        "name": "Footnote",
        "description": "",
        "icon": None,
        "verify_key": "00",
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": PERSON,
        "flags": flags,
        "interactions_endpoint_url": endpoint,
    }


def gateway_bot(url: str, shards: int, max_concurrency: int, remaining: int = 999) -> Json:
    limit = {"total": 1000, "remaining": remaining, "reset_after": 1000, "max_concurrency": max_concurrency}
    return {"url": url, "shards": shards, "session_start_limit": limit}


def ready(session: str, url: str, shard: list[int], guilds: Iterable[str]) -> Json:
    return {
        "v": 10,
        "user": BOT,
        "application": {"id": APPLICATION, "flags": 0},
        "guilds": [{"id": id, "unavailable": True} for id in guilds],
        "session_id": session,
        "resume_gateway_url": url,
        "shard": shard,
    }


def role(id: str, name: str, permissions: str) -> Json:
    return {
        "id": id,
        "name": name,
        "color": 0,
        "hoist": False,
        "position": 0,
        "permissions": permissions,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def member(roles: Iterable[str]) -> Json:
    """The bot as a member of a server."""
    return {**_MEMBER, "user": BOT, "roles": list(roles)}


def guild(id: str, name: str) -> Json:
    return {
        "id": id,
        "name": name,
        "owner_id": READER,
        "member_count": 2,
        "roles": [role(id, "@everyone", SEES)],
        "channels": [channel(CHANNEL), channel(CURATORS)] if id == GUILD else [],
        "members": [{**_MEMBER, "user": BOT}],
        "emojis": [],
        "stickers": [],
        "threads": [],
        "unavailable": False,
    }


def channel(id: str) -> Json:
    return {
        "id": id,
        "guild_id": GUILD,
        "name": f"channel-{id}",
        "type": 0,
        "position": 0,
        "permission_overwrites": [],
        "parent_id": None,
        "nsfw": False,
        "permissions": SEES,
    }


def message(id: str, channel: str, author: Json, **rest: Any) -> Json:
    return {
        "id": id,
        "channel_id": channel,
        "author": author,
        "type": 0,
        "content": "",
        "components": [],
        "flags": 0,
        "timestamp": _WHEN,
        "edited_timestamp": None,
        "tts": False,
        "pinned": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "embeds": [],
        "attachments": [],
    } | rest


def person(number: int) -> Json:
    """One more reader."""
    return {**PERSON, "id": str(900_000 + number), "username": f"reader-{number}"}


def said(id: str, channel: str, text: str, author: Json = PERSON, **rest: Any) -> Json:
    return message(id, channel, author, content=text, guild_id=GUILD, member=_MEMBER, **rest)


def interaction(
    id: str, token: str, kind: int, data: Json, message: Json | None, permissions: str, guild: str
) -> Json:
    return {
        "id": id,
        "application_id": APPLICATION,
        "token": token,
        "version": 1,
        "type": kind,
        "data": data,
        "guild_id": guild,
        "guild": {"id": guild, "features": [], "locale": "en-US"},
        "channel_id": CHANNEL,
        "channel": channel(CHANNEL),
        "member": {**_MEMBER, "user": PERSON, "permissions": permissions},
        "app_permissions": SEES,
        "authorizing_integration_owners": {"0": guild},
        "context": 0,
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": 10_000_000,
    } | ({} if message is None else {"message": message})


def command(id: str, guild: str | None, sent: Json) -> Json:
    """A command as Discord lists it: what was left out is filled in, and what is empty is left out."""
    permissions = sent.get("default_member_permissions")
    listed = {
        "id": id,
        "application_id": APPLICATION,
        "version": "1",
        "type": sent.get("type", 1),
        "name": sent["name"],
        "name_localizations": None,
        "description": sent.get("description", ""),
        "description_localizations": None,
        "default_member_permissions": None if permissions is None else str(permissions),
        "dm_permission": sent.get("dm_permission", True),
        "contexts": None if guild else sent.get("contexts"),
        "integration_types": [0] if guild else sent.get("integration_types", [0]),
        "nsfw": sent.get("nsfw", False),
    }
    return listed | ({"guild_id": guild} if guild else {}) | _options(sent)


def _options(sent: Json) -> Json:
    kept = ("type", "name", "description", "choices", "channel_types")
    kept += ("min_value", "max_value", "min_length", "max_length")
    listed = [
        {"name_localizations": None, "description_localizations": None}
        | {key: option[key] for key in kept if option.get(key) not in (None, [])}
        | {key: True for key in ("required", "autocomplete") if option.get(key)}
        | _options(option)
        for option in sent.get("options", ())
    ]
    return {"options": listed} if listed else {}
