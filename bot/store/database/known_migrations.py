"""The migrations that this program knows. Alembic, which takes long to import, is not needed to tell."""

from pathlib import Path

_MIGRATIONS = Path(__file__).with_name("migrations") / "versions"


def list_known_migrations() -> tuple[str, ...]:
    """All migrations that there are, oldest first: their files begin with what they are called."""
    return tuple(sorted(file.name.partition("_")[0] for file in _MIGRATIONS.glob("*_*.py")))
