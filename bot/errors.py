"""The one root of expected errors. Its text is shown to a person as it stands."""


class UserError(Exception):
    """Something a person can put right: one or more plain sentences that say what to do next."""
