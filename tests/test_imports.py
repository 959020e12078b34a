import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
# What each room may import from, by DESIGN.md; itself always.
ALLOWED = {
    "errors": set(),
    "settings": {"errors"},
    "core": {"errors"},
    "store": {"core", "settings", "errors"},
    "chart": {"core", "settings", "errors"},
    "client": {"core", "store", "chart", "settings", "errors"},
    "app": {"core", "store", "chart", "client", "settings", "errors"},
    "ops": {"core", "store", "chart", "client", "app", "settings", "errors"},
    "demo": {"core", "store", "chart", "client", "app", "settings", "errors"},
    "cli": {"core", "store", "chart", "client", "app", "ops", "demo", "settings", "errors"},
    "__main__": {"cli"},
}
PURE = {
    "discord",
    "sqlalchemy",
    "alembic",
    "aiohttp",
    "dotenv",
    "click",
    "rich",
    "yaml",
    "asyncio",
    "os",
    "time",
    "logging",
}


def imported(file):
    """The modules that a file names in its imports, wherever in it they stand."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            if node.module == "bot":
                yield from (f"bot.{alias.name}" for alias in node.names)


def room(module):
    return module.split(".")[1] if module.startswith("bot.") else None


MODULES = sorted(file for file in (ROOT / "bot").rglob("*.py") if file != ROOT / "bot" / "__init__.py")


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_run_one_way(file):
    here = file.relative_to(ROOT / "bot").parts[0].removesuffix(".py")
    rooms = {room(module) for module in imported(file)} - {None, here}

    assert rooms <= ALLOWED[here]


@pytest.mark.parametrize("file", sorted((ROOT / "bot" / "core").glob("*.py")), ids=lambda file: file.name)
def test_the_core_touches_no_network_clock_or_file(file):
    assert not {module.split(".")[0] for module in imported(file)} & PURE


@pytest.mark.parametrize("of", ["core", "store", "cli"])
def test_discord_is_imported_by_the_client_and_what_starts_it_only(of):
    importing = {
        file.name
        for file in (ROOT / "bot" / of).rglob("*.py")
        if "discord" in {module.split(".")[0] for module in imported(file)}
    }

    assert importing <= {"serve.py"}


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
    )
    code += f"print([name for name in {heavy!r} if name in sys.modules])\n"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
