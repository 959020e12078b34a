"""Answers as Discord's REST API gives them."""

import json
from typing import Any

from aiohttp import web


def reply_with(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # Exactly this content type: with a charset behind it discord.py does not parse the body.
    standard = {"Content-Type": "application/json"}
    # An empty text stands for no body at all.
    text = json.dumps(body) if body != "" else ""
    return web.Response(body=text.encode(), status=status, headers=standard | (headers or {}))
