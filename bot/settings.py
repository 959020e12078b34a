"""What an operator can set: FOOTNOTE_* variables and `.env` are read into one frozen value."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_core import ErrorDetails
from yarl import URL

from bot.errors import OperatorError
from bot.limits import Limits

# An id that Discord gave out.
_Id = Annotated[int, Field(ge=1, lt=2**63)]


class SettingsError(OperatorError):
    """Something in the environment or `.env` that cannot be used."""


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
    # And how often it is looked whether the database is still there.
    look_seconds: float = Field(0.25, gt=0)
    database_look_seconds: float = Field(5, gt=0)
    still_seconds: float = Field(0.3, ge=0)
    # A hand edit that could not be recorded, a draft that could not be written, and a home server that could not
    # be settled are tried again after this time.
    retry_seconds: float = Field(10, ge=0)
    # A folder of the pack that has not answered for this long counts as silent, until it does.
    folder_seconds: float = Field(5, ge=0.1, le=60)
    # The longest that a save waits for the database, or for another program's save.
    patience_seconds: float = Field(2, gt=0)
    # What Discord does not take is sent again for this long after the first failure: a message (Discord knows
    # a nonce for some minutes), the first response to an interaction (Discord waits three seconds), and later
    # edits of it (Discord takes them for 15 minutes); and a start, in which anything may fail.
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
    # When the bot ends, questions that it has heard are answered for this long.
    farewell_seconds: float = Field(8, ge=0)
    # After a new session so much is read back: this long, at most so many channels in which somebody asked in
    # so many days, and so many messages of each.
    read_back_seconds: float = Field(600, gt=0)
    read_back_days: float = Field(7, gt=0)
    read_back_channels: int = Field(50, ge=0)
    read_back_messages: int = Field(500, ge=1)
    # A session is complete when no server has arrived for this long.
    server_seconds: float = Field(2, ge=0)
    # Questions are written to the log this often, and what is too old is forgotten this often.
    log_seconds: float = Field(2, gt=0)
    forget_seconds: float = Field(3_600, gt=0)

    @field_validator("token")
    @classmethod
    def _token_is_one_word(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not re.fullmatch(r"[!-~]+", token.get_secret_value()):
            raise ValueError("it has a space, a line break or a letter in it that no token has: copy it anew")
        return token

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
    def discord_origin(self) -> str:
        """Scheme, host and port of `discord_api`. The rest may hold a password, and is never shown."""
        return str(URL(self.discord_api).origin())


@dataclass(frozen=True)
class Variable:
    """An environment variable: the field it sets, and what it is for, in the README's words."""

    field: str
    purpose: str
    read: Callable[[str], Any] = str


def _ids(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


VARIABLES: Mapping[str, Variable] = {
    "FOOTNOTE_TOKEN": Variable("token", "The bot's token; wins over `DISCORD_TOKEN`."),
    "FOOTNOTE_KNOWLEDGE": Variable("knowledge", "The folder of the pack."),
    "FOOTNOTE_FOLDER_SECONDS": Variable(
        "folder_seconds", "How long the pack's folder, which may be on a network, is waited for."
    ),
    "FOOTNOTE_DATA": Variable("data", "The folder of the database."),
    "FOOTNOTE_HOME_GUILD": Variable(
        "home_guild",
        "The id of the server whose admins curate; by default the only one the bot was in at first.",
    ),
    "FOOTNOTE_CURATOR_ROLE": Variable(
        "curator_role", "The id of a role that curates there without Manage Server."
    ),
    "FOOTNOTE_CURATOR_CHANNEL": Variable(
        "curator_channel", "The id of the channel that gets a line of every save, and readers' reports."
    ),
    "FOOTNOTE_ASK_CHANNELS": Variable(
        "ask_channels",
        "Ids of channels, separated by commas, where sure questions are answered unasked.",
        _ids,
    ),
    "FOOTNOTE_KEEP_DAYS": Variable("keep_days", "Days after which a logged question is forgotten."),
    "FOOTNOTE_START_SECONDS": Variable(
        "start_seconds", "How long a start is tried again while Discord does not answer."
    ),
    "FOOTNOTE_LOG": Variable("log", "`human` or `json`; by default human on a terminal."),
    "FOOTNOTE_DISCORD_API": Variable(
        "discord_api",
        "Base address of Discord's REST API, version included, for a proxy in front of it.",
    ),
}
# A name that can be shown: what stands where a name should may be a value, even a token.
_PLAIN_NAME = re.compile(r"FOOTNOTE(?:_[A-Z]{1,20}){1,5}")
_FALLBACK_TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of a variable, not a secret


def load_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read the environment, which wins, and the `.env` file; raises SettingsError for what is wrong."""
    merged = {**_written(dotenv), **environ}
    _refuse_unknown(merged)
    values = {
        variable.field: variable.read(merged[name].strip())
        for name, variable in VARIABLES.items()
        if merged.get(name, "").strip()
    }
    if "token" not in values and merged.get(_FALLBACK_TOKEN, "").strip():
        values["token"] = merged[_FALLBACK_TOKEN].strip()
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError("\n".join(_sentences(error))) from None


def _written(dotenv: Path | None) -> dict[str, str]:
    try:
        return (
            {name: value or "" for name, value in dotenv_values(dotenv, interpolate=False).items()}
            if dotenv
            else {}
        )
    except (UnicodeDecodeError, OSError):
        raise SettingsError(f"{dotenv} cannot be read: save it as text in UTF-8, readable for you.") from None


def _refuse_unknown(merged: Mapping[str, str]) -> None:
    for name in sorted(merged):
        if name.startswith("FOOTNOTE_") and name not in VARIABLES:
            if not _PLAIN_NAME.fullmatch(name):
                raise SettingsError(
                    "Something that begins with FOOTNOTE_ is no setting: look in `.env` and the environment"
                    " for a name with other characters than capital letters and _."
                )
            close = get_close_matches(name, VARIABLES, n=1, cutoff=0.0)[0]
            raise SettingsError(f"There is no setting {name}; the nearest is {close}.")


def _sentences(error: ValidationError) -> list[str]:
    names = {variable.field: name for name, variable in VARIABLES.items()}
    return [f"{names[str(each['loc'][0])]} cannot be used: {_reason(each)}." for each in error.errors()]


def _reason(each: ErrorDetails) -> str:
    """What is wrong, in words of ours. The value is never among them: it may be a token in the wrong line."""
    context = each.get("ctx", {})
    if each["type"].startswith("int_"):
        return "it has to be a whole number"
    if each["type"].startswith("float_"):
        return "it has to be a number"
    if each["type"] == "greater_than_equal":
        return f"it has to be {context['ge']:g} or more"
    if each["type"] == "less_than_equal":
        return f"it has to be {context['le']:g} or less"
    if each["type"] == "less_than":
        return "it is larger than any id of Discord"
    if each["type"] == "literal_error":
        return f"it has to be {context['expected']}"
    raised = context.get("error")
    return str(raised) if raised else "it cannot be read"
