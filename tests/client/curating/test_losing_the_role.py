"""Whoever is no curator any more cannot finish what they began; what they began stays for a week."""

from typing import Any

import pytest

from tests.client.curating import people
from tests.client.curating.actor import Actor
from tests.client.curating.curating_town import CuratingTown, fill, open_town
from tests.client.curating.prepared_actions import begin_draft
from tests.client.curating.test_permissions import NO_CURATOR


class Role:
    """A role that makes somebody a curator, to be taken and given back."""

    def __init__(self, town: CuratingTown, who: Any, name: str) -> None:
        self._backend, self._ids = town.env.backend, (town.guild.id, who.id, town.guild.roles[name].id)

    def take(self) -> None:
        self._backend.remove_member_role(*self._ids)

    def give_back(self) -> None:
        self._backend.add_member_role(*self._ids)


async def by_permission(town: CuratingTown) -> tuple[Any, Role]:
    return town.casey, Role(town, town.casey, "Curators")


async def by_role(town: CuratingTown) -> tuple[Any, Role]:
    who = (await people.one_with_the_role(town)).who
    # As the server has to allow it, so that they see the commands at all.
    [qa] = [
        command for (name, _), command in town.env.backend.commands[town.guild.id].items() if name == "qa"
    ]
    town.guild.set_command_permissions(int(qa["id"]), {who: True})
    return who, Role(town, who, "Footnote curators")


curators = pytest.mark.parametrize("curator", [by_permission, by_role])


@curators
async def test_a_form_sent_without_the_role_is_refused_and_its_draft_stays(tmp_path, curator):
    async with open_town(tmp_path) as town:
        who, role = await curator(town)
        actor = Actor(town, who, town.curators)
        opened = await who.slash(town.curators, "qa edit", item="rye-share")
        before = actor.state()
        role.take()
        assert actor.describe(await fill(who, opened, answer="40% of it.")) == f"alone: {NO_CURATOR}"
        assert actor.state() == before
        role.give_back()
        assert "nothing is saved yet" in await actor.send(opened, answer="40% of it.")


@curators
async def test_a_preview_saves_nothing_without_the_role_and_does_with_it(tmp_path, curator):
    async with open_town(tmp_path) as town:
        who, role = await curator(town)
        actor = Actor(town, who, town.curators)
        _, preview = await begin_draft(town, who)
        before = actor.state()
        role.take()
        for label in ("Save", "Change", "Sources", "Topic and links", "Review and note", "Cancel"):
            assert actor.describe(await who.click(preview, label=label)) == f"alone: {NO_CURATOR}"
        assert actor.state() == before
        role.give_back()
        saved = await who.click(preview, label="Save")
        assert "Saved as revision 2" in actor.describe(saved, preview)
