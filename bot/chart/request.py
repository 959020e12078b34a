"""What the child is asked to draw: plain values, written as JSON and read again without a model library."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Grain = Literal["year", "month", "day"]
ImageFormat = Literal["png", "svg"]


@dataclass(frozen=True)
class ChartEvent:
    """One event.

    Its date is from `first` to `last`: one day, or all days of a month or year, which `grain` says. A span
    lasts to `until`. Days are proleptic ordinals, as of `date.toordinal`; `last` and `until` are included.
    `topic` is the index of its topic in the request.
    """

    first: int
    last: int
    grain: Grain
    until: int | None
    until_grain: Grain | None
    approximate: bool
    inferred: bool
    date: str
    title: str
    topic: int


@dataclass(frozen=True)
class ChartRequest:
    """A whole picture. `topics` are all topics of the pack, in its order, so that each keeps its style."""

    title: str
    subtitle: str
    topics: tuple[str, ...]
    voices: tuple[str, ...]
    events: tuple[ChartEvent, ...]

    def to_json(self) -> str:
        """The request as JSON in ASCII, which does not depend on the locale of the child."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "ChartRequest":
        """Read what `to_json` wrote."""
        values: dict[str, Any] = json.loads(text)
        return cls(
            title=values["title"],
            subtitle=values["subtitle"],
            topics=tuple(values["topics"]),
            voices=tuple(values["voices"]),
            events=tuple(ChartEvent(**event) for event in values["events"]),
        )
