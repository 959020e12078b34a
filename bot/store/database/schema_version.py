"""The version of a database's tables, and bringing it up to date.

Alembic takes long to import, and most starts find a database that needs nothing: those do without it.
"""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

_MIGRATIONS = Path(__file__).with_name("migrations")
# Where Alembic notes the newest migration of a database.
_TABLE, _NEWEST = "alembic_version", text("SELECT version_num FROM alembic_version")


class NewerDatabaseError(Exception):
    """The database is of a newer Footnote: its newest migration is none that this one knows."""


def list_known_migrations() -> tuple[str, ...]:
    """All migrations that there are, oldest first: their files begin with what they are called."""
    return tuple(sorted(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("*_*.py")))


def migrate(connection: Connection) -> None:
    """Make the tables, or change them to what this program needs; raises NewerDatabaseError."""
    known, newest = list_known_migrations(), _find_newest(connection)
    if newest is not None and newest not in known:
        raise NewerDatabaseError(f"migration {newest} is not known, only those up to {known[-1]}")
    if newest != known[-1]:
        _upgrade(connection)


def _find_newest(connection: Connection) -> str | None:
    """The newest migration of a database; None if it has none."""
    if not inspect(connection).has_table(_TABLE):
        return None
    newest: str | None = connection.execute(_NEWEST).scalar()
    return newest


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
