"""The file under a message, as people see it there; and a Q&A of so many entries that it takes one."""

from typing import Any

from tests.client.town import components
from tests.packs import QA

_FILE = 13


async def attached(message: Any) -> str | None:
    """The text of the file that a message shows; None where it shows none, and carries none."""
    shown = [each["name"] for each in components(message) if each["type"] == _FILE]
    assert [each.filename for each in message.attachments] == shown
    assert shown in ([], ["changes.txt"])
    return (await message.attachments[0].read()).decode() if shown else None


def many(says: str, count: int = 12) -> str:
    """The Q&A with so many more entries, the answer of each as it is said."""
    return QA.replace(
        "not_covered:",
        "".join(
            f"  - id: e{at}\n    topic: bread\n    question: Question number {at} about oven {at}x?\n"
            f"    answer: A text {says}, one that fills a line of the difference.\n"
            "    source: {voice: article, paragraph: 1, status: stated}\n"
            for at in range(count)
        )
        + "not_covered:",
    )
