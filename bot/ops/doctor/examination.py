"""All checks of an installation, one after the other."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.app import create_client
from bot.client.bot import FootnoteClient
from bot.ops.doctor.database import PRESENT, check_absence, check_database, is_there
from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.disk import examine_folders, explain_disk_error, look_in_time
from bot.ops.doctor.pack import LOADS, check_pack
from bot.ops.doctor.remote import examine_discord
from bot.settings import Settings
from bot.store.database.database_file import database_in
from bot.store.database_look import DatabaseLook, look_at_database
from bot.store.folder_thread import FolderThread
from bot.store.home_server import RememberedHome


async def examine(settings: Settings, unread: frozenset[str] = frozenset()) -> list[Diagnosis]:
    """Look at everything, change nothing, and never raise: what cannot be looked at is a diagnosis, too.

    `unread` are the names of the settings that are not known, and have their defaults.
    """
    database = database_in(settings.data)
    found = await examine_folders(settings)
    footnote, pack = _load(settings)
    disk = FolderThread(settings.folder_seconds + settings.doctor_seconds)
    looks: list[DatabaseLook] = []
    about_data = await look_in_time(disk, PRESENT, lambda: _examine_database(settings, database, looks))
    home, is_home_known = _remembered_home(looks, about_data)
    if settings.home_guild is None and not is_home_known:
        unread |= {"home_guild"}
    about_discord = await examine_discord(settings, footnote, home, unread)
    return [*found, *pack, *about_data, *about_discord]


def _load(settings: Settings) -> tuple[FootnoteClient | None, list[Diagnosis]]:
    """What `run` would serve, and how the pack of it is."""
    try:
        footnote = create_client(settings)
    except OSError as error:
        return None, [explain_disk_error(LOADS, error)]
    return footnote, check_pack(footnote.library, settings.knowledge, datetime.now(UTC).date())


def _examine_database(settings: Settings, file: Path, looks: list[DatabaseLook]) -> list[Diagnosis]:
    if not is_there(file):
        return check_absence(file)
    try:
        looks.append(look_at_database(file, settings.patience_seconds, settings.doctor_seconds))
    except sqlite3.Error as error:
        return check_database(file, error)
    return check_database(file, looks[0])


def _remembered_home(
    looks: list[DatabaseLook], about_data: list[Diagnosis]
) -> tuple[RememberedHome | None, bool]:
    """What the database remembers of the home, and whether that is known."""
    if looks:
        look = looks[0]
        known = look.has_home or not look.replaces_another
        return (RememberedHome(look.home) if look.has_home else None), known
    return None, all(each.condition is Condition.OK for each in about_data)
