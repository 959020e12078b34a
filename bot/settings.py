"""What can be set, in one frozen value. `cli/environment.py` reads it from variables."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from yarl import URL

from bot.limits import Limits

_HEALTH = re.compile(r"off|(?P<host>\[[0-9A-Fa-f:.]+(%\w+)?\]|[\w.-]+):(?P<port>\d{1,5})")
_LARGEST_PORT = 65_535
# An id that Discord gave out.
_Id = Annotated[int, Field(ge=1, lt=2**63)]


class Settings(BaseModel):
    """Everything that can be set; only the token has no default that works.

    Durations are in seconds. What has no variable is set from code alone, so that tests and
    benchmarks need not wait.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr | None = None
    knowledge: Path = Path("knowledge")
    data: Path = Path("data")
    home_guild: _Id | None = None
    curator_role: _Id | None = None
    curator_channel: _Id | None = None
    ask_channels: frozenset[_Id] = frozenset()
    keep_days: int = Field(30, ge=1, le=36_500)
    log: Literal["human", "json"] | None = None
    health: str = "127.0.0.1:8787"
    discord_api: str = "https://discord.com/api/v10"

    # Of revisions older than this, one a day can be undone; the others are only listed in the history.
    thin_days: int = Field(90, ge=1, le=36_500)
    # The questions that one person may ask within `cooldown_seconds`.
    cooldown_questions: int = Field(5, ge=1)
    cooldown_seconds: float = Field(20, gt=0)
    # How often one person may do anything else.
    limits: Limits = Limits()
    # The same answer again in a channel within this time is a link to the first one.
    repeat_seconds: float = Field(20, gt=0)
    # A notice that removes itself stays for this long.
    notice_seconds: float = Field(10, gt=0)
    # A picture may take this long to draw.
    chart_seconds: float = Field(20, gt=0)
    # What takes longer is promised first: Discord waits three seconds for an answer.
    promise_seconds: float = Field(1.5, gt=0)
    # The longest that a press waits for the database before it is answered, or goes on, without: see above.
    lookup_seconds: float = Field(1, gt=0)
    # Whoever was promised an answer hears after this time that the database does not answer; a form that was
    # sent waits longer for the draft that it belongs to.
    database_seconds: float = Field(10, gt=0)
    draft_seconds: float = Field(600, gt=0)
    # How often the pack's files are looked at, and how long a hand edit must stand still before it is read.
    # And how often it is looked whether the database is still there, and whether the home is settled.
    look_seconds: float = Field(0.25, gt=0)
    database_look_seconds: float = Field(5, gt=0)
    still_seconds: float = Field(0.3, ge=0)
    # A hand edit that could not be recorded, a draft that could not be written, a message that curators could
    # not be sent, a reading back that the database kept from knowing what was answered: they are tried again
    # after this time.
    retry_seconds: float = Field(10, ge=0)
    # A folder of the pack that has not answered for this long counts as silent, until it does.
    folder_seconds: float = Field(5, ge=0.1, le=60)
    # The longest that a save waits for the database, or for another program's save.
    patience_seconds: float = Field(2, gt=0)
    # A start waits this long for another run on the same data to end; a backup, and a restore, for a save.
    takeover_seconds: float = Field(12, ge=0)
    backup_seconds: float = Field(30, ge=0)
    # What Discord does not take is sent again for this long: a message, from when it may have arrived first
    # (Discord knows a nonce for some minutes), the first response to an interaction (Discord waits three
    # seconds), and later edits of it (Discord takes them for 15 minutes); and a start, all of it together.
    send_seconds: float = Field(120, ge=0)
    respond_seconds: float = Field(2.5, gt=0)
    edit_seconds: float = Field(840, ge=0)
    start_seconds: float = Field(600, ge=0, le=86_400)
    # The waits between two tries, of the gateway too, grow from the first to the longest.
    first_wait_seconds: float = Field(0.5, gt=0)
    longest_wait_seconds: float = Field(15, gt=0)
    # A request, and a connection to the gateway, must be complete in this time.
    request_seconds: float = Field(15, gt=0)
    connect_seconds: float = Field(30, gt=0)
    # Discord takes a new session of one shard, or of so many as it says, in this time.
    identify_seconds: float = Field(5, ge=0)
    # When the bot ends, questions that it has heard are answered for this long.
    farewell_seconds: float = Field(7, ge=0)
    # Then there is so much time for all the rest: leaving Discord, writing what waits to be written.
    ending_seconds: float = Field(2, gt=0)
    # After a new session so much is read back: this long, at most so many channels in which somebody asked in
    # so many days, and so many messages of each; so many channels at a time.
    # After each late answer in a channel it is the turn of new questions there.
    read_back_seconds: float = Field(600, gt=0)
    read_back_days: float = Field(7, gt=0)
    read_back_channels: int = Field(50, ge=0)
    read_back_messages: int = Field(500, ge=1)
    read_back_at_once: int = Field(4, ge=1)
    read_back_pause_seconds: float = Field(0.05, ge=0)
    # A session is complete when no server has arrived for this long.
    server_seconds: float = Field(2, ge=0)
    # `footnote doctor` gives Discord this long for all that it asks, in which what fails is tried again for
    # the shorter time, and the database as long to be read through.
    doctor_seconds: float = Field(20, gt=0)
    doctor_retry_seconds: float = Field(3, ge=0)
    # This often it is written down that the bot hears Discord. Curators are told when it is back after it did
    # not for longer than this.
    alive_seconds: float = Field(20, gt=0)
    away_seconds: float = Field(60, gt=0)
    # Whoever asks how the bot is waits for the database at most so long, and what it said holds so long.
    # Such a request must be complete, and its answer taken, in `health_request_seconds`.
    # And the event loop's lag is measured this often.
    health_seconds: float = Field(1, gt=0)
    health_request_seconds: float = Field(5, gt=0)
    lag_seconds: float = Field(0.5, gt=0)
    # Questions are written to the log this often, and what is too old is forgotten this often.
    log_seconds: float = Field(2, gt=0)
    forget_seconds: float = Field(3_600, gt=0)

    @field_validator("token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[!-~]+", token.get_secret_value()):
            raise ValueError("it has a space, a line break or a letter in it that no token has: copy it anew")
        return token

    @field_validator("health")
    @classmethod
    def _health_is_an_address(cls, health: str) -> str:
        found = _HEALTH.fullmatch(health)
        if found is None or int(found["port"] or 0) > _LARGEST_PORT:
            raise ValueError("write host:port, such as 127.0.0.1:8787 or [::1]:8787, or off")
        return health

    @field_validator("discord_api")
    @classmethod
    def _address_is_one(cls, address: str) -> str:
        try:
            url = AnyHttpUrl(address)
        except ValidationError:
            url = None
        if url is None or not url.host or url.port == 0:
            raise ValueError("write a whole address, such as http://127.0.0.1:8080/api/v10")
        return address.rstrip("/")

    @property
    def health_address(self) -> tuple[str, int] | None:
        """The host and port at which health and metrics are served; None if they are not."""
        found = _HEALTH.fullmatch(self.health)
        if found is None or found["port"] is None:
            return None
        return found["host"].strip("[]"), int(found["port"])

    @property
    def discord_origin(self) -> str:
        """Scheme, host and port of `discord_api`. The rest may hold a password, and is never shown."""
        return str(URL(self.discord_api).origin())
