"""Who may do what of curating: everybody tries everything."""

import pytest

from tests.client.curating import people
from tests.client.curating.actor import NO_SUGGESTIONS
from tests.client.curating.all_actions import ALL_ACTIONS, list_actions
from tests.client.curating.curating_town import open_town
from tests.client.curating.prepared_actions import begin_draft

NO_CURATOR = "Only curators can do that: it takes Manage Server, or the curator role of this server."
NOT_HERE = (
    "The Q&A is kept in its home server only: curate there."
    " Whoever runs me can name another server in FOOTNOTE_HOME_GUILD."
)
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
    async with open_town(tmp_path, repeat_seconds=0.001) as town:
        _, preview = await begin_draft(town)
        await town.dana.click(preview, label="Save")
        actor = await arrive(town)
        wrong = []
        for name, (prepare, words) in ALL_ACTIONS.items():
            action = await prepare(actor)
            before = actor.state()
            result = await action()
            expected = NO_SUGGESTIONS if name.endswith(":") else f"alone: {refusal}"
            is_right = words in result if refusal is None else (result, actor.state()) == (expected, before)
            if not is_right:
                wrong.append(f"{name}: {result}")
        assert not wrong, "\n".join(wrong)


async def test_everything_there_is_has_its_row(tmp_path):
    async with open_town(tmp_path) as town:
        rows = {name.partition(" for ")[0] for name in ALL_ACTIONS}
        assert rows == set(list_actions(town))
