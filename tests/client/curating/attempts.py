"""How each thing of curating is tried.

What has to be there first is made by Dana, who may; what is returned is the attempt itself, the scene's own.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count
from typing import Any

import discord

from bot.client.buttons.on_curating import (
    DraftButton,
    HistoryPageButton,
    ItemSelect,
    RevisionSelect,
    UndoButton,
    WhyButton,
)
from bot.client.curating.add_phrasing import ANOTHER
from tests.client.curating.hall import Hall, fill
from tests.client.curating.scene import Scene
from tests.client.town import components

Attempt = Callable[[], Awaitable[str]]
Trial = Callable[[Scene], Awaitable[Attempt]]
_answers = (f"40% of it{' indeed' * number}." for number in count())


def command(name: str, **options: Any) -> Trial:
    async def ready(scene: Scene) -> Attempt:
        return partial(scene.command, name, **options)

    return ready


def suggested(name: str, option: str) -> Trial:
    async def ready(scene: Scene) -> Attempt:
        return partial(scene.suggestions, name, option)

    return ready


async def imported(scene: Scene) -> Attempt:
    changed = scene.hall.text_of().replace("no prices", "no price at all").encode()
    return partial(scene.command, "qa import", file=("qa.yaml", changed))


async def menu_on_words(scene: Scene) -> Attempt:
    return partial(scene.menu, "Add to Q&A", await scene.say("is the dough made of dark flour"))


async def menu_on_card(scene: Scene) -> Attempt:
    await scene.say(f"{scene.hall.bot} rye percentage")
    return partial(scene.menu, "Why this answer?", scene.where.last_message)


async def why_button(scene: Scene) -> Attempt:
    await scene.say(f"{scene.hall.bot} rye percentage")
    ids = [each.get("custom_id", "") for each in components(scene.where.last_message)]
    logged = next(id.rpartition(":")[2] for id in ids if id.startswith("source:"))
    return partial(scene.press, await scene.post(WhyButton(int(logged))))


def button(action: str) -> Trial:
    async def ready(scene: Scene) -> Attempt:
        draft, _ = await begun(scene.hall)
        return partial(scene.press, await scene.post(DraftButton(action, draft)))

    return ready


async def undo_button(scene: Scene) -> Attempt:
    return partial(scene.press, await scene.post(UndoButton("2")))


async def history_button(scene: Scene) -> Attempt:
    return partial(scene.press, await scene.post(HistoryPageButton(0, "")))


async def revision_chosen(scene: Scene) -> Attempt:
    options = [discord.SelectOption(label="2", value="2")]
    return partial(scene.choose, await scene.post(RevisionSelect(options)), "2")


def item_chosen(value: str) -> Trial:
    async def ready(scene: Scene) -> Attempt:
        draft = _draft(await offered(scene.hall))
        chooser = ItemSelect(draft, [discord.SelectOption(label=value, value=value)])
        return partial(scene.choose, await scene.post(chooser), value)

    return ready


async def item_form(scene: Scene) -> Attempt:
    opened = await scene.hall.dana.slash(scene.hall.curators, "qa edit", item="rye-share")
    return partial(scene.send, opened, answer=next(_answers))


def form_of(action: str, **values: str) -> Trial:
    async def ready(scene: Scene) -> Attempt:
        draft, preview = await begun(scene.hall)
        opened = await scene.hall.dana.click(preview, custom_id=f"qa:{action}:{draft}")
        return partial(scene.send, opened, await scene.post(DraftButton(action, draft)), **values)

    return ready


async def pick_form(scene: Scene) -> Attempt:
    offer = await offered(scene.hall)
    opened = await scene.hall.dana.select(offer, [ANOTHER])
    chooser = ItemSelect(_draft(offer), [discord.SelectOption(label=ANOTHER, value=ANOTHER)])
    return partial(scene.send, opened, await scene.post(chooser), item="rye-share")


async def begun(hall: Hall, who: Any = None) -> tuple[str, Any]:
    """A draft that Dana, or somebody else who may, begins; and its preview."""
    who = who or hall.dana
    opened = await who.slash(hall.curators, "qa edit", item="rye-share")
    preview = (await fill(who, opened, answer=next(_answers))).response
    return _draft(preview), preview


async def offered(hall: Hall) -> Any:
    """What Dana is offered for a message."""
    dana = Scene(hall, hall.dana, hall.curators)
    message = await dana.say("is the dough made of dark flour")
    return (await dana.use_menu("Add to Q&A", message)).response


def _draft(message: Any) -> str:
    ids = [each.get("custom_id", "") for each in components(message)]
    return next(id.rpartition(":")[2] for id in ids if id.startswith(("qa:", "qa-phrase:")))
