"""`footnote doctor`, and a start, where folders cannot be used: as another user, as root may do all."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.ops.doctor.folders import check_space
from tests.wire.conftest import PACK, TOKEN, Started
from tests.wire.examining import examine_as_json, make_database
from tests.wire.other_user import as_root
from tests.wire.stand_in import StandIn

USER, OWNER = 10_001, 4_242


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may look into, with a pack in it that belongs to somebody else."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(PACK, folder / "knowledge")
    for each in (folder / "knowledge", *(folder / "knowledge").iterdir()):
        each.chmod(0o755 if each.is_dir() else 0o644)
        if os.geteuid() == 0:
            os.chown(each, OWNER, OWNER)
    yield folder
    shutil.rmtree(folder)


def give(folder: Path, user: int) -> Path:
    """Make a folder of somebody's."""
    folder.mkdir(mode=0o700)
    os.chown(folder, user, user)
    return folder


@as_root
async def test_a_pack_of_somebody_else_is_told_with_the_command_that_mends_it(place: Path):
    give(place / "data", USER)

    examined = await examine_as_json(None, place, user=USER, FOOTNOTE_KNOWLEDGE=str(place / "knowledge"))

    found = examined.findings["folders.pack"]
    assert found["state"] == "warning"
    assert found["message"].startswith(
        f"The pack's folder {place}/knowledge cannot be written to by user {USER}"
    )
    assert f"`--user {OWNER}`" in found["advice"]
    assert found["advice"].endswith(f" sudo chown -R {USER} {place}/knowledge")
    assert examined.findings["folders.data"]["state"] == "ok"


@as_root
async def test_a_single_file_of_the_pack_that_is_somebody_elses_is_told(place: Path):
    give(place / "data", USER)
    os.chown(place / "knowledge", USER, USER)

    examined = await examine_as_json(None, place, user=USER, FOOTNOTE_KNOWLEDGE=str(place / "knowledge"))

    assert f"file {place}/knowledge/article.yaml" in examined.findings["folders.pack"]["message"]
    assert examined.findings["folders.pack"]["advice"].endswith(f"sudo chown -R {USER} {place}/knowledge")


@as_root
async def test_a_data_folder_of_roots_is_a_problem_and_not_to_be_run_as_root(place: Path):
    give(place / "data", 0).chmod(0o755)

    examined = await examine_as_json(None, place, user=USER)

    found = examined.findings["folders.data"]
    assert found["state"] == "problem"
    assert found["advice"].endswith(f": sudo chown -R {USER} {place}/data")
    assert "--user" not in found["advice"]


@as_root
async def test_a_data_folder_that_cannot_be_made_is_to_be_made_and_nothing_above_it_given_away(place: Path):
    found = (await examine_as_json(None, place, user=USER)).findings["folders.data"]

    assert found["state"] == "problem"
    assert found["advice"].endswith(f" sudo install -d -m 700 -o {USER} {place}/data")
    assert "chown" not in found["advice"]


@as_root
async def test_a_folder_of_its_own_without_the_right_is_mended_by_its_owner(place: Path):
    give(place / "data", USER).chmod(0o500)

    found = (await examine_as_json(None, place, user=USER)).findings["folders.data"]

    assert found["advice"].endswith(f" chmod -R u+rwX {place}/data")


async def test_a_data_folder_that_is_a_file_is_a_problem(place: Path):
    (place / "data").write_text("")

    examined = await examine_as_json(None, place)

    assert examined.findings["folders.data"]["state"] == "problem"
    assert "is no folder" in examined.findings["folders.data"]["message"]


async def test_a_database_that_others_may_read_is_a_warning(place: Path):
    await make_database(place / "data")
    database = place / "data" / "footnote.db"
    assert "folders.privacy" not in (await examine_as_json(None, place)).findings

    database.chmod(0o644)
    found = (await examine_as_json(None, place)).findings["folders.privacy"]

    assert found["state"] == "warning"
    assert "(0644)" in found["message"]
    assert found["advice"].endswith(f"chmod 600 {database}")
    assert stat.S_IMODE(database.stat().st_mode) == 0o644


def test_a_disk_with_less_free_than_a_save_may_need_is_a_problem(tmp_path: Path):
    free = shutil.disk_usage(tmp_path).free

    (enough,), (scarce,) = check_space(tmp_path / "data", free // 2), check_space(tmp_path / "data", free * 2)

    assert enough.condition == "ok"
    assert scarce.condition == "problem"
    assert "free some space" in scarce.advice.lower()


@as_root
async def test_a_start_says_in_a_line_each_what_cannot_be_written_to_and_runs_on(
    discord: StandIn, started: Started, place: Path
):
    give(place / "data", OWNER)
    settings = {"FOOTNOTE_KNOWLEDGE": str(place / "knowledge"), "FOOTNOTE_DATA": str(place / "data")}

    async with started(user=USER, cwd=place, **settings) as footnote:
        await footnote.says(f"sudo chown -R {USER} {place}/knowledge", 60)
        await footnote.says(f"sudo chown -R {USER} {place}/data", 60)
        await discord.until(lambda: discord.connected)
        await footnote.says("Ready as", 60)

    lines = [line for line in footnote.said if "cannot be written to by user" in line]
    assert len(lines) == 2
    assert all('"level": "WARNING"' in line for line in lines)
    assert TOKEN not in "".join(footnote.said)


async def test_a_start_says_nothing_of_folders_that_can_be_used(
    discord: StandIn, started: Started, tmp_path: Path
):
    async with started() as footnote:
        await footnote.says("Ready as", 60)
        await footnote.says("The pack was checked", 60)

    assert [line for line in footnote.said if "cannot be written" in line] == []
