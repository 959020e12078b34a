"""Who may do what of curating: everybody tries everything."""

import pytest

from tests.client.curating import people
from tests.client.curating.attempts import begun
from tests.client.curating.hall import open_hall
from tests.client.curating.scene import NO_SUGGESTIONS
from tests.client.curating.trials import TRIALS, ways

NO_CURATOR = "Only curators can do that: it takes Manage Server, or the curator role of this server."
NOT_HERE = "The Q&A is kept in its home server only: curate there."
PEOPLE = {
    "a reader is refused": (people.a_reader, NO_CURATOR),
    "a moderator is refused": (people.a_moderator, NO_CURATOR),
    "whoever has Manage Server may": (people.a_manager, None),
    "whoever has Manage Server elsewhere is refused there": (people.a_manager_elsewhere, NOT_HERE),
    "whoever has Manage Server elsewhere is refused at home": (
        people.a_manager_elsewhere_at_home,
        NO_CURATOR,
    ),
    "a curator is refused in another server": (people.a_curator_of_home_elsewhere, NOT_HERE),
    "whoever has the curator role may": (people.one_with_the_role, None),
    "whoever has another role of that name is refused": (people.one_with_another_role, NO_CURATOR),
    "the owner of the application may": (people.the_owner, None),
    "a member of the team that owns it may": (people.one_of_the_owning_team, None),
    "the owner is refused in another server": (people.the_owner_elsewhere, NOT_HERE),
    "a curator is refused in a DM": (people.a_manager_in_a_dm, NOT_HERE),
    "a curator is refused among friends, where the app is theirs": (people.a_manager_among_friends, NOT_HERE),
}


@pytest.mark.parametrize("sentence", PEOPLE)
async def test_everybody_tries_everything(sentence, tmp_path):
    arrive, refusal = PEOPLE[sentence]
    async with open_hall(tmp_path, repeat_seconds=0.001) as hall:
        _, preview = await begun(hall)
        await hall.dana.click(preview, label="Save")
        scene = await arrive(hall)
        wrong = []
        for name, (prepare, work) in TRIALS.items():
            attempt = await prepare(scene)
            before = scene.state()
            came = await attempt()
            expected = NO_SUGGESTIONS if name.endswith(":") else f"alone: {refusal}"
            right = work in came if refusal is None else (came, scene.state()) == (expected, before)
            if not right:
                wrong.append(f"{name}: {came}")
        assert not wrong, "\n".join(wrong)


async def test_everything_there_is_has_its_row(tmp_path):
    async with open_hall(tmp_path) as hall:
        rows = {name.partition(" for ")[0] for name in TRIALS}
        assert rows == set(ways(hall))
