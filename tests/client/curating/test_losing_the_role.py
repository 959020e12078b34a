"""Whoever is no curator any more cannot finish what they began; what they began stays for a week."""

from typing import Any

import pytest

from tests.client.curating import people
from tests.client.curating.attempts import begun
from tests.client.curating.hall import Hall, fill, open_hall
from tests.client.curating.scene import Scene
from tests.client.curating.test_permissions import NO_CURATOR


class Role:
    """A role that makes somebody a curator, to be taken and given back."""

    def __init__(self, hall: Hall, who: Any, name: str) -> None:
        self._backend, self._ids = hall.env.backend, (hall.guild.id, who.id, hall.guild.roles[name].id)

    def take(self) -> None:
        self._backend.remove_member_role(*self._ids)

    def give_back(self) -> None:
        self._backend.add_member_role(*self._ids)


async def by_permission(hall: Hall) -> tuple[Any, Role]:
    return hall.casey, Role(hall, hall.casey, "Curators")


async def by_role(hall: Hall) -> tuple[Any, Role]:
    who = (await people.one_with_the_role(hall)).who
    # As the server has to allow it, so that they see the commands at all.
    [qa] = [each for (name, _), each in hall.env.backend.commands[hall.guild.id].items() if name == "qa"]
    hall.guild.set_command_permissions(int(qa["id"]), {who: True})
    return who, Role(hall, who, "Footnote curators")


curators = pytest.mark.parametrize("curator", [by_permission, by_role])


@curators
async def test_a_form_sent_without_the_role_is_refused_and_its_draft_stays(tmp_path, curator):
    async with open_hall(tmp_path) as hall:
        who, role = await curator(hall)
        scene = Scene(hall, who, hall.curators)
        opened = await who.slash(hall.curators, "qa edit", item="rye-share")
        before = scene.state()
        role.take()
        assert scene.came(await fill(who, opened, answer="40% of it.")) == f"alone: {NO_CURATOR}"
        assert scene.state() == before
        role.give_back()
        assert "nothing is saved yet" in await scene.send(opened, answer="40% of it.")


@curators
async def test_a_preview_saves_nothing_without_the_role_and_does_with_it(tmp_path, curator):
    async with open_hall(tmp_path) as hall:
        who, role = await curator(hall)
        scene = Scene(hall, who, hall.curators)
        _, preview = await begun(hall, who)
        before = scene.state()
        role.take()
        for label in ("Save", "Change", "Sources", "Topic and links", "Review and note", "Cancel"):
            assert scene.came(await who.click(preview, label=label)) == f"alone: {NO_CURATOR}"
        assert scene.state() == before
        role.give_back()
        saved = await who.click(preview, label="Save")
        assert "Saved as revision 2" in scene.came(saved, preview)
