"""What curators do again and again: an edit saved, one taken back, files sent; and what they were told."""

from typing import Any

from tests.client.curating.hall import Hall, fill
from tests.client.town import components, labels, text


async def save(hall: Hall, shown: Any, who: Any = None, label: str = "Save") -> Any:
    """Press *Save* under a preview; what is shown then."""
    result = await (who or hall.casey).click(shown, label=label)
    return result.response


async def edit(hall: Hall, item: str = "rye-share", who: Any = None, **values: str) -> Any:
    """Change fields of an item, and save."""
    who = who or hall.casey
    opened = await who.slash(hall.channel, "qa edit", item=item)
    return await save(hall, (await fill(who, opened, **values)).response, who)


async def remove(hall: Hall, item: str, **options: str) -> Any:
    """Remove an item, and save."""
    return await save(
        hall, (await hall.casey.slash(hall.channel, "qa remove", item=item, **options)).response
    )


async def undo(hall: Hall, who: Any = None, **options: Any) -> Any:
    """Preview taking a revision back, by default the latest."""
    return (await (who or hall.casey).slash(hall.channel, "qa undo", **options)).response


async def send(hall: Hall, *files: tuple[str, bytes | str], **options: Any) -> Any:
    """Preview the import of files."""
    sent = [(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    named = dict(zip(("file", "second-file", "third-file"), sent, strict=False))
    return (await hall.casey.slash(hall.channel, "qa import", **named, **options)).response


async def history(hall: Hall, **options: Any) -> str:
    """What `/qa history` says."""
    return text((await hall.casey.slash(hall.channel, "qa history", **options)).response)


async def changes(hall: Hall, number: int) -> str:
    """What a revision changed, chosen from the history."""
    listed = (await hall.casey.slash(hall.channel, "qa history")).response
    return text((await hall.casey.select(listed, [str(number)])).response)


async def told(hall: Hall) -> list[str]:
    """What stands in the curators' channel, oldest first."""
    await hall.env.settle()
    return [text(message) for message in hall.curators.history()]


def is_off(shown: Any, label: str) -> bool:
    """Is a button there, and greyed out?"""
    (button,) = [each for each in components(shown) if each.get("label") == label]
    return bool(button.get("disabled"))


def files(hall: Hall) -> dict[str, bytes]:
    """The files of the pack, to the byte."""
    return {file.name: file.read_bytes() for file in hall.folder.iterdir()}


__all__ = [
    "changes",
    "edit",
    "files",
    "history",
    "is_off",
    "labels",
    "remove",
    "save",
    "send",
    "told",
    "undo",
]
