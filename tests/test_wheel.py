"""What people install: built for real, from no more than the image is built from, and used elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import aiohttp
import pytest

from bot.store.pack_files.loader import FILES
from tests.conftest import KNOWLEDGE
from tests.demo.process import address, end

ROOT = Path(__file__).parents[1]
SAID = "There is no folder knowledge here: this is the pack that comes with Footnote;"
ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith(("FOOTNOTE_", "PYTHON"))
}


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


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The programs of an environment with the wheel in it, and what it depends on from this one."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    paths = {"base": str(folder), "platbase": str(folder)}
    # A line in such a file brings packages, and not what other such files say: the checkout stays out.
    borrowed = Path(sysconfig.get_path("purelib", vars=paths), "borrowed.pth")
    borrowed.write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    return folder / "bin"


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
    assert "footnote = bot.__main__:main" in about(wheel, "entry_points.txt")


def test_what_is_installed_is_not_the_checkout(installed, tmp_path):
    code = "import bot, json, sys; print(json.dumps([bot.__file__, *sys.path]))"
    command = [installed / "python", "-c", code]
    file, *path = json.loads(subprocess.check_output(command, cwd=tmp_path, env=ENVIRONMENT))

    assert Path(file).is_relative_to(installed.parent)
    assert str(ROOT) not in path


def test_it_answers_from_the_pack_that_is_in_it(installed, tmp_path):
    command = [installed / "footnote", "ask", "sign-ups binance has from mainland china", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True)

    assert json.loads(done.stdout)["entry"]["id"] == "registered-users"
    assert done.stderr.startswith(SAID)
    assert done.stderr.count("\n") == 1


def start_demo(installed, place):
    return subprocess.Popen(
        [installed / "footnote", "demo", "--no-browser", "--keep", "kept"],
        cwd=place,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


async def test_its_demo_serves_the_page_and_keeps_its_database(installed, tmp_path):
    process = start_demo(installed, tmp_path)
    try:
        page, _ = address(process).split("#")
        said = process.stderr.readline()
        async with aiohttp.ClientSession() as session:
            shown = await (await session.get(page)).text()
            menu = await (await session.get(f"{page}message-menu.js")).text()
    finally:
        code = end(process)

    assert (code, said.startswith(SAID)) == (0, True)
    assert "/message-menu.js" in shown
    assert menu == (ROOT / "bot" / "demo" / "message_menu.js").read_text()
    assert (tmp_path / "kept" / "knowledge" / "qa.yaml").read_bytes() == (KNOWLEDGE / "qa.yaml").read_bytes()
    assert (tmp_path / "kept" / "data" / "footnote.db").exists()
