"""Who may write where, and how to mend it where the bot may not."""

import os
import shlex
import stat
from collections.abc import Iterable
from pathlib import Path

from bot.ops.doctor.diagnosis import Condition, Diagnosis

_ROOT = 0


def find_unwritable(folder: Path, names: Iterable[str]) -> Path | None:
    """The first of a folder, and those of these files that are in it, that cannot be written to here."""
    places = (folder, *(folder / name for name in names))
    return next((place for place in places if os.path.lexists(place) and not _may_write(place)), None)


def explain_unwritable(check: str, condition: Condition, place: Path, what: str, loss: str) -> Diagnosis:
    """Say that a place cannot be written to, by whom, and the command that mends it.

    `what` is what the place is, `loss` what that prevents, as a half sentence.
    """
    here, user = place.absolute(), _user()
    message = f"{what} {here} cannot be written to by {_name(user)}: {loss}."
    if _is_read_only(here):
        advice = "It is mounted read-only: mount it so that it can be written to (in Docker, without `:ro`)."
        return Diagnosis(check, condition, message, advice)
    folder = here if here.is_dir() else here.parent
    owner = _owner(here)
    if user is None or owner is None:
        return Diagnosis(check, condition, message, f"Give {_name(user)} the right to write there.")
    if owner == user:
        return Diagnosis(
            check, condition, message, "Let its owner write:", f"chmod -R u+rwX {_quoted(folder)}"
        )
    other = "" if owner == _ROOT else f", or start the container with `--user {owner}`, whose it is"
    advice = f"Give it to that user (in Docker: on the host, the folder that is mounted there{other}):"
    return Diagnosis(check, condition, message, advice, f"sudo chown -R {user} {_quoted(folder)}")


def explain_unmakable(check: str, folder: Path, parent: Path, loss: str) -> Diagnosis:
    """Say that a folder cannot be made in the nearest one above it. That one is not to be given away."""
    user = _user()
    message = f"{folder} is not there, and {_name(user)} cannot make it in {parent}: {loss}."
    if user is None or _is_read_only(parent):
        return Diagnosis(check, Condition.PROBLEM, message, f"Make it, and let {_name(user)} write there.")
    advice = "Make it for that user (in Docker: mount a volume there):"
    command = f"sudo install -d -m 700 -o {user} {_quoted(folder.absolute())}"
    return Diagnosis(check, Condition.PROBLEM, message, advice, command)


def find_open_mode(file: Path) -> int | None:
    """The mode of a file that others than its owner may use; None where they may not, or there is none."""
    try:
        mode = stat.S_IMODE(file.stat().st_mode)
    except OSError:
        return None
    return mode if mode & ~stat.S_IRWXU else None


def _may_write(place: Path) -> bool:
    wanted = os.R_OK | os.W_OK | (os.X_OK if place.is_dir() else 0)
    return os.access(place, wanted, effective_ids=os.access in os.supports_effective_ids)


def _user() -> int | None:
    """The id of the user as whom this runs; None where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def _name(user: int | None) -> str:
    return "this user" if user is None else f"user {user}"


def _owner(place: Path) -> int | None:
    try:
        return place.stat().st_uid
    except OSError:
        return None


def _is_read_only(place: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    try:
        return bool(os.statvfs(place).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def _quoted(place: Path) -> str:
    return shlex.quote(str(place))
