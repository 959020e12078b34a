"""Databases as earlier versions left them: written by the code of then, and kept as SQL statements.

Each has two questions, of which one is judged and one reported; from 0002 on four revisions and a draft, from
0004 on a message that was answered, and from 0005 on the home.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

import bot.store.database
from tests.archives import write

MIGRATIONS = Path(bot.store.database.__file__).with_name("migrations")
KEPT = Path(__file__).parents[2] / "data" / "used_databases"
VERSIONS = tuple(sorted(file.stem for file in KEPT.glob("*.sql")))

_ARTICLE = """\
title: The bakery
published: 2022-03
topics: {shops: Shops}
voices: {}
paragraphs:
  1: It had 12 shops, later 13, 14 and 15.
"""
_QA = """\
entries:
  - id: shop-count
    topic: shops
    question: How many shops are there?
    phrasings: [number of shops]
    answer: There were {}.
    source: {{voice: article, paragraph: 1, status: stated}}
not_covered: []
"""


def state(revision: int) -> dict[str, str]:
    """The texts of a revision, of which the first has 12 shops, and each one more than that before it."""
    return {
        "article.yaml": _ARTICLE,
        "qa.yaml": _QA.format(11 + revision),
        "timeline.yaml": "events: []\n",
    }


def bring_up_to_date(place: Path) -> None:
    """Migrate the database of a place, as the next start does."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{place / 'data' / 'footnote.db'}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()


def make_used(place: Path, version: str) -> None:
    """Put the database of a version to `place / "data"`, and the pack that it belongs to beside it."""
    write(place / "pack", state(4))
    (place / "data").mkdir()
    with closing(sqlite3.connect(place / "data" / "footnote.db")) as database:
        database.executescript((KEPT / f"{version}.sql").read_text(encoding="utf-8"))
