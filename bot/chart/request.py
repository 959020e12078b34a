"""What the child is asked to draw: plain values, to JSON and back, with no model library in between."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal

Grain = Literal["year", "month", "day"]
Form = Literal["png", "svg"]


@dataclass(frozen=True)
class ChartEvent:
    """One event. Days are proleptic ordinals, as of `date.toordinal`; `last` and `until` are included."""

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
    """A whole picture: `topics` is every topic of the pack, in its order, so that each keeps its look."""

    title: str
    subtitle: str
    topics: tuple[str, ...]
    voices: tuple[str, ...]
    events: tuple[ChartEvent, ...]

    def to_json(self) -> str:
        """Write it in ASCII, whatever the locale of the child."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "ChartRequest":
        """Read what `to_json` wrote."""
        read: dict[str, Any] = json.loads(text)
        return cls(
            title=read["title"],
            subtitle=read["subtitle"],
            topics=tuple(read["topics"]),
            voices=tuple(read["voices"]),
            events=tuple(ChartEvent(**each) for each in read["events"]),
        )
