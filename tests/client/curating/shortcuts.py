"""What curators do again and again: save an edit, undo it, send files, read the history or their channel."""

from typing import Any

from tests.client.curating.curating_town import CuratingTown, fill
from tests.client.town import components, labels, text


async def save(town: CuratingTown, shown: Any, who: Any = None, label: str = "Save") -> Any:
    """Press *Save* under a preview. Returns the message that is shown then."""
    result = await (who or town.casey).click(shown, label=label)
    return result.response


async def edit(town: CuratingTown, item: str = "rye-share", who: Any = None, **values: str) -> Any:
    """Change fields of an item, and save."""
    who = who or town.casey
    opened = await who.slash(town.channel, "qa edit", item=item)
    return await save(town, (await fill(who, opened, **values)).response, who)


async def remove(town: CuratingTown, item: str, **options: str) -> Any:
    """Remove an item, and save."""
    return await save(
        town, (await town.casey.slash(town.channel, "qa remove", item=item, **options)).response
    )


async def undo(town: CuratingTown, who: Any = None, **options: Any) -> Any:
    """Preview undoing a revision, by default the latest."""
    return (await (who or town.casey).slash(town.channel, "qa undo", **options)).response


async def send(town: CuratingTown, *files: tuple[str, bytes | str], **options: Any) -> Any:
    """Preview the import of files."""
    sent = [(name, data.encode() if isinstance(data, str) else data) for name, data in files]
    named = dict(zip(("file", "second-file", "third-file"), sent, strict=False))
    return (await town.casey.slash(town.channel, "qa import", **named, **options)).response


async def history(town: CuratingTown, **options: Any) -> str:
    """The text of `/qa history`."""
    return text((await town.casey.slash(town.channel, "qa history", **options)).response)


async def changes(town: CuratingTown, number: int) -> str:
    """The text about what a revision changed, chosen from the history."""
    listed = (await town.casey.slash(town.channel, "qa history")).response
    return text((await town.casey.select(listed, [str(number)])).response)


async def read_channel(town: CuratingTown) -> list[str]:
    """The texts of the messages in the curators' channel, oldest first."""
    await town.env.settle()
    return [text(message) for message in town.curators.history()]


def is_off(shown: Any, label: str) -> bool:
    """Is a button disabled? There must be exactly one with that label."""
    (button,) = [part for part in components(shown) if part.get("label") == label]
    return bool(button.get("disabled"))


def files(town: CuratingTown) -> dict[str, bytes]:
    """The bytes of the files of the pack, by name."""
    return {file.name: file.read_bytes() for file in town.folder.iterdir()}


__all__ = [
    "changes",
    "edit",
    "files",
    "history",
    "is_off",
    "labels",
    "read_channel",
    "remove",
    "save",
    "send",
    "undo",
]
