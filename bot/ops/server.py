"""`/health` and `/metrics`, over HTTP at one address."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import hdrs, web
from prometheus_client import Histogram
from prometheus_client.exposition import choose_encoder

from bot.client.bot import FootnoteClient
from bot.ops.database_probe import DatabaseProbe
from bot.ops.health import examine
from bot.ops.metrics import Metrics

_log = logging.getLogger(__name__)
_Page = Callable[[web.BaseRequest], Awaitable[web.Response]]
# In bytes: the request's first line, and each of its headers.
_MAX_LINE, _MAX_HEADER = 1_024, 4_096
_TAKEN = (
    "Health and metrics cannot be served at %s (%s), and the bot runs without: set FOOTNOTE_HEALTH to another"
    " host:port, or to off"
)


async def serve_health(client: FootnoteClient) -> None:
    """Answer at the address in the client's settings until this is cancelled; measure the event loop's lag.

    Where the address cannot be used, that is logged, and nothing is served. Never raises.
    """
    settings = client.settings
    if settings.health_address is None or client.curating is None:
        return
    probe = DatabaseProbe(client.curating.last_alive.read, settings.health_seconds)
    metrics = Metrics(client)
    pages = {"/health": _health_page(client, probe), "/metrics": _metrics_page(metrics)}
    runner = web.ServerRunner(_BriefServer(pages, settings.health_request_seconds), shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, *settings.health_address)
        # A host's name may take long to be looked up.
        await asyncio.wait_for(site.start(), settings.health_request_seconds)
        host, port, *_ = runner.addresses[0]
        _log.info("Health and metrics are served at %s, port %d", host, port)
        await _measure_lag(metrics.loop_lag, settings.lag_seconds)
    except (OSError, TimeoutError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "no such host"
        _log.warning(_TAKEN, settings.health, reason)
    finally:
        await runner.cleanup()


class _BriefServer(web.Server):
    """Answers GET for some pages. A connection is for one request, and ends after so many seconds."""

    def __init__(self, pages: Mapping[str, _Page], seconds: float) -> None:
        # The library writes an error with its traceback for every request that is none.
        malformed = logging.getLogger(f"{__name__}.malformed")
        malformed.setLevel(logging.CRITICAL)
        super().__init__(
            self._answer,
            logger=malformed,
            access_log=None,
            max_line_size=_MAX_LINE,
            max_field_size=_MAX_HEADER,
            lingering_time=0,
        )
        self._pages = pages
        self._seconds = seconds

    def __call__(self) -> Any:
        """One more connection."""
        connection = super().__call__()
        asyncio.get_running_loop().call_later(self._seconds, connection.force_close)
        return connection

    async def _answer(self, request: web.BaseRequest) -> web.Response:
        page = self._pages.get(request.path)
        if page is None:
            response = web.Response(status=404, text="There are /health and /metrics.\n")
        elif request.method != hdrs.METH_GET:
            response = web.Response(status=405, headers={hdrs.ALLOW: hdrs.METH_GET})
        else:
            response = await _show(page, request)
        response.headers[hdrs.CACHE_CONTROL] = "no-store"
        response.force_close()
        return response


async def _show(page: _Page, request: web.BaseRequest) -> web.Response:
    try:
        return await page(request)
    except Exception:
        _log.exception("It failed to answer %s", request.path)
        return web.Response(status=500)


def _health_page(client: FootnoteClient, probe: DatabaseProbe) -> _Page:
    async def show(_: web.BaseRequest) -> web.Response:
        health = await examine(client, probe)
        return web.json_response(health.to_json(), status=503 if health.problems else 200)

    return show


def _metrics_page(metrics: Metrics) -> _Page:
    async def show(request: web.BaseRequest) -> web.Response:
        encode, kind = choose_encoder(request.headers.get(hdrs.ACCEPT, ""))
        return web.Response(body=encode(metrics.registry), headers={hdrs.CONTENT_TYPE: kind})

    return show


async def _measure_lag(lag: Histogram, seconds: float) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        due_at = clock() + seconds
        await asyncio.sleep(seconds)
        lag.observe(max(clock() - due_at, 0.0))
