"""Opening the database: its folder, its engine, and its tables as of the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_MIGRATIONS = Path(__file__).with_name("migrations")


# Whatever keeps a database from being used: out of reach, full, damaged, or newer than this program.
UNUSABLE = (SQLAlchemyError, OSError, CommandError)


def embedded_database(folder: Path) -> URL:
    """The address of the embedded database in a folder."""
    return URL.create("sqlite+aiosqlite", database=str(folder / "footnote.db"))


async def open_database(url: URL) -> AsyncEngine:
    """Connect and bring the tables up to date; raises one of UNUSABLE where it cannot."""
    if url.get_backend_name() == "sqlite" and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # Errors go to the log of the process, and what people asked does not.
    engine = create_async_engine(url, hide_parameters=True)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(_migrate)
    except BaseException:
        await engine.dispose()
        raise
    return engine


def _migrate(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
