"""The one root of expected errors. Its text is shown to a person as it stands."""

from typing import ClassVar


class UserError(Exception):
    """Something a person can put right: one or more plain sentences that say what to do next."""

    # What `footnote` ends with.
    exit_code: ClassVar[int] = 1


class OperatorError(UserError):
    """Something that only the operator can put right: a new start alone does not help."""

    # EX_CONFIG of sysexits.h.
    exit_code: ClassVar[int] = 78


class OutageError(UserError):
    """Something that passes by itself: another start may help, and nothing need be put right before."""

    # EX_TEMPFAIL of sysexits.h.
    exit_code: ClassVar[int] = 75
