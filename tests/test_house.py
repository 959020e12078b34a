"""The layout: which way imports run, and that anything is found by its name."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "bot").rglob("*.py"))
FOLDERS = sorted({file.parent for file in MODULES})
MOST_IN_A_FOLDER = 20
ENDINGS = ("ings", "ing", "ers", "er", "ed", "s")


def name_of(path):
    return str(path.relative_to(ROOT))


def stem(name):
    """A name without the endings by which two names would be taken for each other."""
    return next((name.removesuffix(end) for end in ENDINGS if name.endswith(end)), name)


def test_imports_run_one_way_and_in_no_circle():
    # The contracts stand in pyproject.toml.
    lint = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_a_folder_can_be_taken_in_at_a_glance(folder):
    modules = [file for file in folder.glob("*.py") if file.name != "__init__.py"]

    assert len(modules) <= MOST_IN_A_FOLDER


@pytest.mark.parametrize("folder", FOLDERS, ids=name_of)
def test_no_two_names_in_a_folder_differ_by_an_ending(folder):
    names = [file.stem for file in folder.iterdir() if file.suffix == ".py" or file.is_dir()]

    assert [name for name, count in Counter(map(stem, names)).items() if count > 1] == []


def test_a_class_name_has_one_meaning():
    named = Counter(
        node.name
        for file in MODULES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )

    assert [name for name, count in named.items() if count > 1] == []


@pytest.mark.parametrize("command", ["ask", "check"])
def test_a_command_starts_without_discord_a_database_or_a_settings_library(command):
    heavy = [
        "discord",
        "sqlalchemy",
        "alembic",
        "aiosqlite",
        "dotenv",
        "aiohttp",
        "bot.settings",
        "bot.client",
    ]
    arguments = [command, "--json", *(["how many users"] if command == "ask" else [])]
    code = (
        "import contextlib, sys\n"
        "from bot.cli.main import footnote\n"
        "with contextlib.suppress(SystemExit):\n"
        f"    footnote({arguments!r}, standalone_mode=False)\n"
        f"print([name for name in {heavy!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([\w./]+(?:\.py|\.yaml|/))`", CONTRIBUTING))
PLACES = [f"/{path.relative_to(ROOT)}" for path in (ROOT / "bot").rglob("*")]
PLACES += [f"/{path.relative_to(ROOT)}" for path in ROOT.iterdir()]
PLACES += [
    f"/{path.relative_to(ROOT)}" for part in ("knowledge", "tests") for path in (ROOT / part).rglob("*")
]
# What is made at build time.
MADE = {"bot/shipped_pack/", "dist/"}


@pytest.mark.parametrize("name", sorted(NAMED - MADE))
def test_the_map_names_what_is_there(name):
    assert any(place.endswith(f"/{name.rstrip('/')}") for place in PLACES)


@pytest.mark.parametrize(
    "folder", [folder for folder in FOLDERS if "migrations" not in folder.parts], ids=name_of
)
def test_the_map_has_a_line_for_every_package(folder):
    assert folder.name == "bot" or any(name.rstrip("/").endswith(folder.name) for name in NAMED)
