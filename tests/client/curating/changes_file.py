"""The file `changes.txt` under a message, and a Q&A with so many entries that a change needs that file."""

from typing import Any

from tests.client.town import components
from tests.packs import QA

_FILE = 13


async def read_changes_file(message: Any) -> str | None:
    """The text of the file that a message shows; None if it neither shows nor has one."""
    shown = [part["name"] for part in components(message) if part["type"] == _FILE]
    assert [file.filename for file in message.attachments] == shown
    assert shown in ([], ["changes.txt"])
    return (await message.attachments[0].read()).decode() if shown else None


def qa_with_more_entries(words: str, count: int = 12) -> str:
    """The Q&A with `count` more entries, `e0` and so on, whose answers contain these words."""
    return QA.replace(
        "not_covered:",
        "".join(
            f"  - id: e{at}\n    topic: bread\n    question: Question number {at} about oven {at}x?\n"
            f"    answer: A text {words}, one that fills a line of the difference.\n"
            "    source: {voice: article, paragraph: 1, status: stated}\n"
            for at in range(count)
        )
        + "not_covered:",
    )
