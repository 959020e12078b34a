"""How long an edit takes from *Save* until readers get it, and how long it holds up the event loop.

Run as `python tests/benchmarks/saving.py`. A size is a number of phrasings; `shipped` is the project's own
pack. Larger ones have made-up items beside the shipped ones. Each round edits the answer of another entry, as
a curator does: preview, its impact, save; then changes the file by hand, which is noticed and served. A task
that sleeps a millisecond at a time says for how long the event loop was held up at most.
"""

import asyncio
import gc
import os
import platform
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

import click
from made_up import pack_of
from rich import box
from rich.console import Console
from rich.table import Table

from bot.core.editing.edits import Edit, Section
from bot.core.language.normalise import tokenise
from bot.core.pack.models import MAX_QUESTION
from bot.store.database.connection import Database, embedded_database
from bot.store.editor import Editor
from bot.store.library import Library
from bot.store.revisions.archive import Archive, Origin

_ROOT = Path(__file__).parents[2]
_NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
_TICK = 0.001
_WIDE = 140
# What a preview may be held up by, and a reader never: see the aims.
_AIMS = {"preview": "3 s", "impact": "", "live after Save": "100 ms, 300 ms at 10,000", "hand edit": "2 s"}
# What the machine itself holds it up by, with whatever else it is doing.
_IDLE = "doing nothing"
_BLOCKED = "loop held up at most (aim: 20 ms, 50 ms above 10,000)"


@dataclass
class Times:
    """The seconds that each step took, round by round, and the longest hold-up of the event loop in it."""

    taken: dict[str, list[float]] = field(default_factory=dict)
    blocked: dict[str, float] = field(default_factory=dict)

    @asynccontextmanager
    async def step(self, name: str) -> AsyncIterator[None]:
        """Measure what is awaited inside."""
        ticking = asyncio.create_task(self._tick(name))
        await asyncio.sleep(_TICK)
        start = perf_counter()
        yield
        self.taken.setdefault(name, []).append(perf_counter() - start)
        # The tick that was held up by the very end is counted too.
        await asyncio.sleep(2 * _TICK)
        ticking.cancel()

    async def _tick(self, name: str) -> None:
        while True:
            start = perf_counter()
            await asyncio.sleep(_TICK)
            late = perf_counter() - start - _TICK
            self.blocked[name] = max(self.blocked.get(name, 0.0), late)


def write_pack(size: str, folder: Path) -> int:
    """Write the pack of a size to a folder, and return the number of its phrasings."""
    shutil.copytree(_ROOT / "knowledge", folder)
    pack = pack_of(size)
    seen = {_words(asked) for item in pack.knowledge.items for asked in item.all_phrasings}
    with (folder / "qa.yaml").open("a", encoding="utf-8") as file:
        for document in pack.documents[len(pack.knowledge.items) :]:
            # No two items of a pack may share a phrasing.
            short = [phrasing for phrasing in document.phrasings if len(phrasing) <= MAX_QUESTION]
            fresh = {_words(phrasing): phrasing for phrasing in short}
            fresh = {words: phrasing for words, phrasing in fresh.items() if words and words not in seen}
            seen |= set(fresh)
            file.writelines(_item(document.item, list(fresh.values())) if fresh else ())
    return len(seen)


def _words(phrasing: str) -> str:
    return " ".join(tokenise(phrasing))


def _item(id: str, phrasings: Sequence[str]) -> Iterator[str]:
    yield f"  - id: {id}\n    question: '{_quoted(phrasings[0])}'\n"
    if phrasings[1:]:
        yield "    phrasings:\n"
    yield from (f"      - '{_quoted(phrasing)}'\n" for phrasing in phrasings[1:])
    yield "    reply: The article does not say.\n"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


async def measure(size: str, rounds: int) -> tuple[int, Times]:
    """Edit a pack of a size `rounds` times; return the number of its phrasings, and what was measured."""
    times = Times()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "knowledge")
        phrasings = write_pack(size, folder)
        archive = Archive(folder, Database(embedded_database(Path(place, "data"))))
        library = Library.load(folder, archive.folder_thread)
        editor = Editor(folder, library, archive, still_seconds=0.0, retry_seconds=10.0)
        # As `footnote run` does: what was loaded stays.
        gc.freeze()
        await editor.open(_NOW)
        async with times.step(_IDLE):
            await asyncio.sleep(1)
        recent = [item.all_phrasings[-1] for item in library.snapshot.knowledge.items][:200]
        for id in islice(list(library.snapshot.knowledge.entries), rounds):
            await _edit(editor, id, recent, times)
            with (folder / "qa.yaml").open("a", encoding="utf-8") as file:
                file.write(f"# {id}\n")
            async with times.step("hand edit"):
                noticed = await editor.load_hand_edits(_NOW, perf_counter())
            assert noticed is not None
        await editor.close()
    return phrasings, times


async def _edit(editor: Editor, id: str, recent: Sequence[str], times: Times) -> None:
    fields = editor.items[Section.ENTRIES][id]
    edit = Edit(Section.ENTRIES, id, fields, {**fields, "answer": f"{fields['answer']} So it says."})
    async with times.step("preview"):
        candidate = await editor.prepare((edit,), {}, _NOW.date())
    async with times.step("impact"):
        await editor.impact(candidate, recent)
    async with times.step("live after Save"):
        # What serves is exchanged before this returns.
        await editor.save(candidate, Origin.CURATOR, 7, "measured", _NOW)
    assert editor.state == candidate.pack.revision


def _written(seconds: float) -> str:
    return f"{seconds * 1_000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


@click.command()
@click.option("--sizes", default="shipped,10000", show_default=True, help="Separated by commas.")
@click.option("--rounds", type=click.IntRange(1), default=10, show_default=True)
def command(sizes: str, rounds: int) -> None:
    """Measure packs of several sizes, and print one table."""
    results = {size.strip(): asyncio.run(measure(size.strip(), rounds)) for size in sizes.split(",")}
    click.echo(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, {datetime.now(UTC):%B %d, %Y}\n")
    heads = (f"{size} ({phrasings:,} phrasings)" for size, (phrasings, _) in results.items())
    table = Table("median (slowest)", *heads, box=box.MARKDOWN)
    for name, aim in _AIMS.items():
        all_seconds = [times.taken[name] for _, times in results.values()]
        label = f"{name} (aim: {aim})" if aim else name
        table.add_row(
            label, *(f"{_written(median(taken))} ({_written(max(taken))})" for taken in all_seconds)
        )
    for name in (*_AIMS, _IDLE):
        table.add_row(
            f"{name}: {_BLOCKED}", *(_written(times.blocked[name]) for _, times in results.values())
        )
    Console(width=_WIDE).print(table)


if __name__ == "__main__":
    command()
