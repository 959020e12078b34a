"""How often one person may do what. Nobody meets these who only reads, asks or curates, however fast."""

from pydantic import BaseModel, ConfigDict, Field


class Limit(BaseModel):
    """So many times within so many seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: int = Field(ge=1)
    seconds: float = Field(gt=0)


class Limits(BaseModel):
    """The limits of everything but questions. Each is counted by itself, so that none uses up another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Commands, buttons and selects that show what there is: somebody pages fast through a timeline.
    browsing: Limit = Limit(times=60, seconds=20)
    # Pictures of the timeline: each new one takes a process of its own about a second.
    pictures: Limit = Limit(times=10, seconds=60)
    # Suggestions while somebody types: Discord asks for them up to a few times a second.
    suggestions: Limit = Limit(times=120, seconds=20)
    # Mistakes that are reported.
    reports: Limit = Limit(times=10, seconds=300)
    # Whatever curators do: somebody works through a list.
    curating: Limit = Limit(times=200, seconds=20)
    # Questions in ask-channels that were not put to the bot: those of one person, and those in one channel.
    unasked: Limit = Limit(times=20, seconds=20)
    unasked_in_channel: Limit = Limit(times=200, seconds=20)
