"""Every action of curating, prepared so that somebody can try it.

A preparation makes what the action needs. Dana does that, who is a curator. It returns the action itself, for
the actor to do, whoever that is. An action returns what the actor sees, as `Actor.describe` says it.
"""

from collections.abc import Awaitable, Callable
from functools import partial
from itertools import count
from typing import Any

import discord

from bot.client.buttons.curating import (
    DraftButton,
    HistoryPageButton,
    ItemSelect,
    RevisionSelect,
    UndoButton,
    WhyButton,
)
from bot.client.curating.add_phrasing import ANOTHER
from tests.client.curating.actor import Actor
from tests.client.curating.curating_town import CuratingTown, fill
from tests.client.town import components

Action = Callable[[], Awaitable[str]]
Preparation = Callable[[Actor], Awaitable[Action]]
# Each draft needs an answer that no draft before it had.
_answers = (f"40% of it{' indeed' * number}." for number in count())


def command(name: str, **options: Any) -> Preparation:
    async def prepare(actor: Actor) -> Action:
        return partial(actor.command, name, **options)

    return prepare


def suggestions(name: str, option: str) -> Preparation:
    async def prepare(actor: Actor) -> Action:
        return partial(actor.suggestions, name, option)

    return prepare


async def import_file(actor: Actor) -> Action:
    changed = actor.town.text_of().replace("no prices", "no price at all").encode()
    return partial(actor.command, "qa import", file=("qa.yaml", changed))


async def menu_on_words(actor: Actor) -> Action:
    return partial(actor.menu, "Add to Q&A", await actor.say("is the dough made of dark flour"))


async def menu_on_card(actor: Actor) -> Action:
    await actor.say(f"{actor.town.bot} rye percentage")
    return partial(actor.menu, "Why this answer?", actor.where.last_message)


async def why_button(actor: Actor) -> Action:
    await actor.say(f"{actor.town.bot} rye percentage")
    ids = [part.get("custom_id", "") for part in components(actor.where.last_message)]
    logged = next(id.rpartition(":")[2] for id in ids if id.startswith("source:"))
    return partial(actor.press, await actor.post(WhyButton(int(logged))))


def button(action: str) -> Preparation:
    async def prepare(actor: Actor) -> Action:
        draft, _ = await begin_draft(actor.town)
        return partial(actor.press, await actor.post(DraftButton(action, draft)))

    return prepare


async def undo_button(actor: Actor) -> Action:
    return partial(actor.press, await actor.post(UndoButton("2")))


async def history_button(actor: Actor) -> Action:
    return partial(actor.press, await actor.post(HistoryPageButton(0, "")))


async def choose_revision(actor: Actor) -> Action:
    options = [discord.SelectOption(label="2", value="2")]
    return partial(actor.choose, await actor.post(RevisionSelect(options)), "2")


def choose_item(value: str) -> Preparation:
    async def prepare(actor: Actor) -> Action:
        draft = _draft_id(await offer_items(actor.town))
        chooser = ItemSelect(draft, [discord.SelectOption(label=value, value=value)])
        return partial(actor.choose, await actor.post(chooser), value)

    return prepare


async def item_form(actor: Actor) -> Action:
    opened = await actor.town.dana.slash(actor.town.curators, "qa edit", item="rye-share")
    return partial(actor.send, opened, answer=next(_answers))


def form(action: str, **values: str) -> Preparation:
    async def prepare(actor: Actor) -> Action:
        draft, preview = await begin_draft(actor.town)
        opened = await actor.town.dana.click(preview, custom_id=f"qa:{action}:{draft}")
        return partial(actor.send, opened, await actor.post(DraftButton(action, draft)), **values)

    return prepare


async def pick_form(actor: Actor) -> Action:
    offer = await offer_items(actor.town)
    opened = await actor.town.dana.select(offer, [ANOTHER])
    chooser = ItemSelect(_draft_id(offer), [discord.SelectOption(label=ANOTHER, value=ANOTHER)])
    return partial(actor.send, opened, await actor.post(chooser), item="rye-share")


async def begin_draft(town: CuratingTown, who: Any = None) -> tuple[str, Any]:
    """Dana, or another curator, begins a draft. Returns its id and its preview."""
    who = who or town.dana
    opened = await who.slash(town.curators, "qa edit", item="rye-share")
    preview = (await fill(who, opened, answer=next(_answers))).response
    return _draft_id(preview), preview


async def offer_items(town: CuratingTown) -> Any:
    """Dana uses *Add to Q&A* on a message. Returns the message that offers items."""
    dana = Actor(town, town.dana, town.curators)
    message = await dana.say("is the dough made of dark flour")
    return (await dana.use_menu("Add to Q&A", message)).response


def _draft_id(message: Any) -> str:
    ids = [part.get("custom_id", "") for part in components(message)]
    return next(id.rpartition(":")[2] for id in ids if id.startswith(("qa:", "qa-phrase:")))
