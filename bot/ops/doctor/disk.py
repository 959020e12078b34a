"""The folders, looked at within the time in which they have to answer."""

from collections.abc import Callable

from bot.ops.doctor.diagnosis import Condition, Diagnosis
from bot.ops.doctor.folders import (
    DATA,
    PACK,
    check_data_folder,
    check_pack_folder,
    check_privacy,
    check_space,
)
from bot.settings import Settings
from bot.store.database.database_file import database_in
from bot.store.folder_thread import FolderSilentError, FolderThread

SILENT = "folders.silent"


async def examine_folders(settings: Settings) -> list[Diagnosis]:
    """Look at the folders, and who may write there; never raises."""
    folder = settings.data
    database = database_in(folder)
    pack_thread, data_thread = (FolderThread(settings.folder_seconds) for _ in range(2))
    return [
        *await look_in_time(pack_thread, PACK, lambda: check_pack_folder(settings.knowledge)),
        *await look_in_time(
            data_thread,
            DATA,
            lambda: [*check_data_folder(folder, database), *check_privacy(database), *check_space(folder)],
        ),
    ]


async def list_missing_rights(settings: Settings) -> list[str]:
    """A line for each folder that cannot be written to, with what to do about it; never raises."""
    return [
        f"{each.message} {each.what_to_do}"
        for each in await examine_folders(settings)
        if each.check in (PACK, DATA) and each.condition is not Condition.OK
    ]


async def look_in_time(
    thread: FolderThread, check: str, look: Callable[[], list[Diagnosis]]
) -> list[Diagnosis]:
    """What a look at the disk finds. Where it fails, or takes too long, that is what is found."""
    try:
        return await thread.run(look)
    except FolderSilentError:
        what = "The pack's folder" if check == PACK else "The data folder"
        advice = "See whether what it is on can be reached."
        return [Diagnosis(SILENT, Condition.PROBLEM, f"{what} does not answer.", advice)]
    except OSError as error:
        return [explain_disk_error(check, error)]


def explain_disk_error(check: str, error: OSError) -> Diagnosis:
    """Say what the operating system says."""
    where = f"{error.filename}: " if error.filename else ""
    message = f"{where}{error.strerror or error}."
    return Diagnosis(check, Condition.PROBLEM, message, "Check the place and its permissions.")
