"""Why a backup could not be taken or restored, in sentences for an operator."""

from bot.errors import OperatorError, OutageError, UserError


class BackupError(UserError):
    """A backup that could not be written, or read. Whatever was there is unchanged."""


class DamagedBackupError(BackupError):
    """A file that is no whole backup: it was cut off, changed, or never was one."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This is no whole backup: {why}. Nothing was changed: restore another one.")


class NewerBackupError(OperatorError):
    """A backup that a newer version made."""

    def __init__(self, maker: str, version: str) -> None:
        super().__init__(
            f"The backup was made by a newer Footnote ({maker}; this is {version}): update first, then"
            " restore it. Nothing was changed."
        )


class DatabaseMissingError(OperatorError):
    """There is no database to take a backup of."""


class PackBusyError(OutageError):
    """Somebody saves to the pack for longer than was waited."""


class UnfinishedRestoreError(OperatorError):
    """A restore was cut off: the pack and the database may not belong together."""
