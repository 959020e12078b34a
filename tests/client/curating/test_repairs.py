"""What is wrong in the files, because somebody put it in by hand, is put right one thing after the other."""

import pytest

from tests.client.curating.curating_town import open_town
from tests.client.curating.shortcuts import is_off, save
from tests.client.town import text


@pytest.mark.parametrize("figures", ["40%, and 77 loaves", "39.7%, and 3 million loaves"])
async def test_one_of_two_wrong_figures_can_be_put_right(tmp_path, figures):
    async with open_town(tmp_path, still_seconds=0) as town:
        await town.write("40% of it, and 3 million loaves were sold in 2021.", "39.7%, and 77 loaves.")
        preview = await town.edit(town.casey, "rye-share", answer=figures)
        assert "Nothing against it." in text(preview)
        await save(town, preview)
        assert figures in town.text_of()


async def test_another_wrong_figure_in_place_of_one_is_refused(tmp_path):
    async with open_town(tmp_path, still_seconds=0) as town:
        await town.write("40% of it, and", "39.7% of it, and")
        preview = await town.edit(town.casey, "rye-share", answer="39.8% of it.")
        assert "“39.8%” does not stand" in text(preview)
        assert is_off(preview, "Save")
