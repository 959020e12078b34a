"""What the client counts, as metrics for Prometheus."""

import math
from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Histogram, ProcessCollector
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.client.bot import FootnoteClient
from bot.client.counts import Durations
from bot.core.answering.outcomes import OUTCOME_NAMES

# The upper limits, in seconds, of the groups into which the lag of the event loop is counted.
_LAG_LIMITS = (0.001, 0.005, 0.02, 0.05, 0.1, 0.3, 1.0, 5.0)


class Metrics:
    """All metrics of a client, and of its process. They name no user, and hold nothing that anybody wrote."""

    def __init__(self, client: FootnoteClient) -> None:
        """Read nothing yet: what the client counts is read each time that the registry is."""
        self.registry = CollectorRegistry()
        self.registry.register(_ClientCollector(client))
        ProcessCollector(registry=self.registry)
        self.loop_lag = Histogram(
            "footnote_loop_lag_seconds",
            "How much later than it should the event loop came to what was due.",
            buckets=_LAG_LIMITS,
            registry=self.registry,
        )
        """How late the event loop is: whoever measures it adds it here."""


class _ClientCollector(Collector):
    def __init__(self, client: FootnoteClient) -> None:
        self._client = client

    def collect(self) -> Iterator[Metric]:
        yield from self._collect_answers()
        yield from self._collect_sending()
        yield from self._collect_gateway()

    def _collect_answers(self) -> Iterator[Metric]:
        counts = self._client.counts
        asked = {name: counts.questions[name] for name in OUTCOME_NAMES}
        yield _counters("questions", "Questions, by what came of them.", "outcome", asked)
        yield _histogram("reply_seconds", "Seconds from a message to its answer.", counts.replies)
        yield _counters("edits", "Revisions saved, by where they come from.", "origin", counts.edits)
        yield _counters(
            "loop_failures", "Steps that failed of what is done again and again.", "loop", counts.failed_loops
        )
        yield _counter("readings", "Times that channels were read back.", counts.readings)
        yield _counter("read_back", "Questions found by reading back, answered late.", counts.read_back)
        yield _counter("unreadable", "Mentions found by reading back, without a text.", counts.unreadable)
        pack = InfoMetricFamily("footnote_pack", "The pack that is served.")
        pack.add_metric([], {"revision": self._client.library.state})
        yield pack

    def _collect_sending(self) -> Iterator[Metric]:
        counts = self._client.counts
        yield _gauge("sends_waiting", "Requests under way, or waiting for another try.", counts.waiting)
        yield _counter("retries", "Requests sent again.", counts.retries)
        yield _counter("lost", "Questions whose answer could not be sent.", counts.lost)

    def _collect_gateway(self) -> Iterator[Metric]:
        counts, outages = self._client.counts, self._client.outages
        yield _counter("reconnects", "Attempts to connect to the gateway again.", counts.reconnects)
        yield _counter("resumes", "Sessions of the gateway that went on.", counts.resumes)
        yield _counter("sessions", "Sessions of the gateway that began.", counts.sessions)
        yield _gauge("shards", "Shards that there are to be.", outages.shards)
        yield _gauge("shards_up", "Shards that have a session.", outages.shards_up)
        latencies = GaugeMetricFamily(
            "footnote_shard_latency_seconds", "Seconds to a heartbeat's acknowledgement.", labels=["shard"]
        )
        for shard, seconds in self._client.latencies:
            if math.isfinite(seconds):
                latencies.add_metric([str(shard)], seconds)
        yield latencies
        if (age := self._client.heartbeat_age) is not None:
            yield _gauge("heartbeat_age_seconds", "Seconds since a heartbeat was acknowledged.", age)


def _counter(name: str, what: str, value: float) -> Metric:
    return CounterMetricFamily(f"footnote_{name}", what, value=value)


def _counters(name: str, what: str, label: str, values: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(f"footnote_{name}", what, labels=[label])
    for each, value in values.items():
        family.add_metric([each], value)
    return family


def _gauge(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(f"footnote_{name}", what, value=value)


def _histogram(name: str, what: str, durations: Durations) -> Metric:
    groups = [(str(limit), float(number)) for limit, number in durations.within.items()]
    buckets = [*groups, ("+Inf", float(durations.number))]
    return HistogramMetricFamily(f"footnote_{name}", what, buckets=buckets, sum_value=durations.seconds)
