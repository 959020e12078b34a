"""The variables by which an operator sets the bot: FOOTNOTE_* of the environment, and `.env`."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource
from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.errors import OperatorError
from bot.settings import Settings


class SettingsError(OperatorError):
    """Something in the environment or `.env` that cannot be used."""


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
    "FOOTNOTE_HEALTH": Variable(
        "health", "Where health and metrics are served, as host:port (IPv6 in brackets), or `off`."
    ),
    "FOOTNOTE_DISCORD_API": Variable(
        "discord_api",
        "Base address of Discord's REST API, version included, for a proxy in front of it.",
    ),
}
# A name that can be shown: what stands where a name should may be a value, even a token.
_PLAIN_NAME = re.compile(r"FOOTNOTE(?:_[A-Z]{1,20}){1,5}")
_FALLBACK_TOKEN = "DISCORD_TOKEN"  # noqa: S105 - the name of a variable, not a secret


@dataclass(frozen=True)
class Reading:
    """The settings as far as they can be used, and what is wrong with the rest, in sentences.

    `refused` are the fields that were set to something that cannot be used: they have their defaults.
    """

    settings: Settings
    faults: tuple[str, ...] = ()
    refused: frozenset[str] = frozenset()


def load_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> Settings:
    """Read the environment, which wins, and the `.env` file; raises SettingsError for what is wrong."""
    reading = examine_settings(environ, dotenv)
    if reading.faults:
        raise SettingsError("\n".join(reading.faults))
    return reading.settings


def examine_settings(environ: Mapping[str, str], dotenv: Path | None = None) -> Reading:
    """Read the same, whatever is wrong with some of it."""
    written, fault = _written(dotenv)
    merged = {**written, **environ}
    faults = [*fault, *_unknown_names(merged)]
    values = {
        variable.field: variable.read(merged[name].strip())
        for name, variable in VARIABLES.items()
        if merged.get(name, "").strip()
    }
    if "token" not in values and merged.get(_FALLBACK_TOKEN, "").strip():
        values["token"] = merged[_FALLBACK_TOKEN].strip()
    try:
        return Reading(Settings(**values), tuple(faults))
    except ValidationError as error:
        faults += _sentences(error)
        refused = frozenset(str(each["loc"][0]) for each in error.errors())
    usable = {field: value for field, value in values.items() if field not in refused}
    return Reading(Settings(**usable), tuple(faults), refused)


def read_settings(knowledge: Path) -> Settings:
    """Read those of the command that is called, with its `--knowledge`, which wins. Raises SettingsError."""
    return with_knowledge(load_settings(os.environ, Path(".env")), knowledge)


def with_knowledge(settings: Settings, knowledge: Path) -> Settings:
    """The settings with the `--knowledge` of the command that is called, if it was given."""
    source = click.get_current_context().get_parameter_source("knowledge")
    if source is ParameterSource.COMMANDLINE:
        return settings.model_copy(update={"knowledge": knowledge})
    return settings


def _written(dotenv: Path | None) -> tuple[dict[str, str], list[str]]:
    """What stands in the file, and what is wrong if it cannot be read."""
    try:
        values = dotenv_values(dotenv, interpolate=False) if dotenv else {}
    except (UnicodeDecodeError, OSError):
        return {}, [f"{dotenv} cannot be read: save it as text in UTF-8, readable for you."]
    return {name: value or "" for name, value in values.items()}, []


def _unknown_names(merged: Mapping[str, str]) -> list[str]:
    unknown = sorted(name for name in merged if name.startswith("FOOTNOTE_") and name not in VARIABLES)
    # Several that cannot be shown are one sentence.
    return list(dict.fromkeys(map(_explain_unknown, unknown)))


def _explain_unknown(name: str) -> str:
    if not _PLAIN_NAME.fullmatch(name):
        return (
            "Something that begins with FOOTNOTE_ is no setting: look in `.env` and the environment"
            " for a name with other characters than capital letters and _."
        )
    close = get_close_matches(name, VARIABLES, n=1, cutoff=0.0)[0]
    return f"There is no setting {name}; the nearest is {close}."


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
