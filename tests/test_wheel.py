"""What people install: built for real, from no more than the image is built from."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.store.pack import FILES
from tests.conftest import KNOWLEDGE

ROOT = Path(__file__).parents[1]


def build(folder, *options):
    """Build from copies of what the Dockerfile copies; the wheel."""
    copies = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    for name in " ".join(copies).split():
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, folder / name)
    command = [sys.executable, "-m", "build", "--no-isolation", *options, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = (folder / "dist").glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(tmp_path_factory.mktemp("wheel"), "--wheel")


def packaged(wheel):
    """The files of a wheel by name, without what is said about them."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if ".dist-info/" not in name}


def about(wheel, name):
    """A file of what is said about a wheel."""
    with ZipFile(wheel) as archive:
        return archive.read(f"footnote_bot-{wheel.name.split('-')[1]}.dist-info/{name}").decode()


def test_it_has_every_file_of_the_bot_and_the_shipped_pack(wheel):
    code = {
        file.relative_to(ROOT).as_posix(): file.read_bytes()
        for file in (ROOT / "bot").rglob("[!.]*")
        if file.is_file() and file.parent.name != "__pycache__"
    }
    pack = {f"bot/shipped_pack/{name}": (KNOWLEDGE / name).read_bytes() for name in FILES}

    assert packaged(wheel) == code | pack


def test_a_wheel_of_the_source_distribution_has_the_same_files(wheel, tmp_path):
    assert packaged(build(tmp_path)) == packaged(wheel)


def test_it_says_its_name_its_licence_and_whose_it_is(wheel):
    said = about(wheel, "METADATA").splitlines()

    assert {"Name: footnote-bot", "License-Expression: MIT", "Author: the Footnote authors"} <= set(said)
    assert about(wheel, "licenses/LICENSE") == (ROOT / "LICENSE").read_text()
    assert "footnote = bot.cli.main:main" in about(wheel, "entry_points.txt")
