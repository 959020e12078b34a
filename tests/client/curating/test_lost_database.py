"""The curators are told, once, that the database is gone, and what they can do; answers go on meanwhile."""

import logging

from tests.client.curating.actor import Actor
from tests.client.curating.curating_town import CuratingTown, open_town
from tests.client.town import text

LOST, FOUND = "The database is gone, and with it", "The database is in order again"
SHOPS = "how many shops does the bakery have?"


def told(town: CuratingTown) -> list[str]:
    """What the curators' channel was told of the database, without the backslashes."""
    said = [text(message).replace("\\", "") for message in town.curators.history()]
    return sorted(each for each in said if each.startswith("The database"))


async def pass_time(town: CuratingTown, looks: int = 2) -> None:
    """Let the bot look for its database so many times."""
    for _ in range(looks):
        await town.env.advance_time(town.client.settings.database_look_seconds)
        await town.env.settle()


async def test_a_database_that_disappears_is_told_once_and_answers_go_on(tmp_path, caplog):
    async with open_town(tmp_path, log_seconds=3_600) as town:
        await town.restart(curator_channel=town.curators.id)
        database = tmp_path / "data" / "footnote.db"
        database.rename(tmp_path / "aside")
        await pass_time(town, looks=4)
        (said,) = told(town)
        assert said.startswith(LOST)
        for word in ("question log", "history", "drafts", "home server", "put footnote.db back"):
            assert word in said
        assert "delete footnote.db.belongs-here there to begin anew" in said
        assert len([message for message in caplog.messages if message.startswith(LOST)]) == 1
        assert "12 shops" in text(await town.mention(SHOPS))
        # The home is known to this run.
        assert "rye-share" in await Actor(town, town.casey, town.channel).command("qa show", item="rye-share")
        (tmp_path / "aside").rename(database)
        await pass_time(town)
        assert [said.startswith((LOST, FOUND)[at]) for at, said in enumerate(sorted(told(town)))] == [
            True,
            True,
        ]


async def test_a_start_without_the_database_that_there_was_tells_it_and_guesses_no_home(tmp_path, caplog):
    async with open_town(tmp_path, log_seconds=3_600) as town:
        await town.end()
        (tmp_path / "data" / "footnote.db").unlink()
        actor = Actor(town, town.casey, town.channel)
        for _ in range(2):
            caplog.clear()
            await town.restart(curator_channel=town.curators.id)
            await town.env.settle()
            assert len([message for message in caplog.messages if message.startswith(LOST)]) == 1
            assert town.client.home.id is None
            assert "which server is home stands in the database" in await actor.command("qa list")
            assert "12 shops" in text(await town.mention(SHOPS))
        assert len(told(town)) == 2
        (tmp_path / "data" / "footnote.db.belongs-here").unlink()
        await pass_time(town)
        await town.env.advance_time(town.client.settings.retry_seconds)
        await town.env.settle()
        assert town.client.home.id == town.guild.id
        assert "rye-share" in await actor.command("qa show", item="rye-share")


async def test_the_home_that_a_run_knows_is_kept_in_the_new_database(tmp_path):
    async with open_town(tmp_path, log_seconds=3_600) as town:
        town.env.create_guild("Elsewhere")
        (tmp_path / "data" / "footnote.db").unlink()
        await pass_time(town)
        await town.restart()
        await town.env.settle()
        assert town.client.home.id == town.guild.id


async def test_a_run_without_trouble_says_nothing_of_the_database(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    async with open_town(tmp_path, log_seconds=3_600) as town:
        await town.restart(curator_channel=town.curators.id)
        await pass_time(town)
        assert told(town) == []
        assert [message for message in caplog.messages if message.startswith("The database")] == []
