"""What is due for review says so on its card."""

from tests.client.town import open_town, text
from tests.packs import changed, snapshot_of

OVERDUE = changed("qa.yaml", "    popular: true\n", "    popular: true\n    review_by: 2020-05-01\n")


async def test_an_overdue_entry_says_so_and_others_do_not(tmp_path):
    async with open_town(snapshot_of(OVERDUE), tmp_path) as town:
        assert "-# Due for review since 1 May 2020." in text(await town.mention("number of shops"))
        assert "Due for review" not in text(await town.mention("rye percentage"))
