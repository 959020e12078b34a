"""The README and CONTRIBUTING say what the code does."""

import re
import tomllib
from datetime import date
from itertools import chain, takewhile
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import discord
from click.testing import CliRunner
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bot.app import create_client
from bot.cli.environment import VARIABLES
from bot.cli.main import footnote
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.ops.doctor.invite import invite_link
from bot.settings import Settings
from bot.store.pack_files.loader import load_pack
from tests.conftest import KNOWLEDGE

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def table(heading: str, text: str = README) -> list[tuple[str, ...]]:
    """The rows of the table whose header row starts with some cells."""
    lines = takewhile(lambda line: line.startswith("|"), text[text.index(heading) :].splitlines()[2:])
    return [tuple(_bare(cell.strip()) for cell in line.split("|")[1:-1]) for line in lines]


def _bare(cell: str) -> str:
    return cell.strip("`") if cell.count("`") == 2 and cell[0] == cell[-1] == "`" else cell


def test_the_command_line_table_is_the_command_line():
    commands = {f"footnote {name}": footnote.get_command(None, name) for name in footnote.list_commands(None)}

    rows = table("| command | what it does |\n| --- | --- |\n| `footnote ask`")
    assert dict(rows) == {name: command.help for name, command in commands.items()}


def test_the_slash_command_table_is_the_command_tree(tmp_path):
    client = create_client(Settings(knowledge=KNOWLEDGE, data=tmp_path))
    commands = client.tree.get_commands(type=discord.AppCommandType.chat_input)
    tree = {f"/{command.name}": command.description for command in commands}

    timeline = client.tree.get_command("timeline")
    below = {f"/{command.qualified_name}": command.description for command in timeline.commands}

    assert dict(table("| command | what it does |")) == tree
    assert dict(table("| command | what it does |\n| --- | --- |\n| `/timeline list`")) == below
    qa = {f"/{each.qualified_name}": each.description for each in client.curating.commands.commands}
    assert dict(table("| command | what it does |\n| --- | --- |\n| `/qa add`")) == qa
    assert [menu.name for menu in client.tree.get_commands(type=discord.AppCommandType.message)] == [
        "Ask the article"
    ]


def test_the_settings_table_is_the_settings():
    settings = Settings()
    rows = {name: (default, purpose) for name, default, purpose in table("| setting | default | what for |")}

    assert set(rows) == set(VARIABLES)
    for name, variable in VARIABLES.items():
        value = getattr(settings, variable.field)
        assert rows[name] == (str(value) if value else "", variable.purpose)


def test_the_invite_asks_for_exactly_the_permissions_that_are_needed():
    (shown,) = re.findall(r"https://discord\.com/oauth2/authorize\?\S+(?=`)", README)
    of_the_doctor = invite_link(1).replace("client_id=1", "client_id=YOUR_APPLICATION_ID")

    assert parse_qs(urlsplit(shown).query) == parse_qs(urlsplit(of_the_doctor).query)


def test_the_answer_shown_is_the_answer_given():
    question, shown = re.search(r'\$ footnote ask "([^"]+)"\n(.*?)```', README, re.DOTALL).groups()
    result = CliRunner().invoke(
        footnote, ["ask", question, "--knowledge", str(KNOWLEDGE)], env={"COLUMNS": "80"}
    )

    assert result.output == shown


def test_the_pack_it_shows_loads_and_holds(tmp_path):
    blocks = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    for name, block in zip(("article.yaml", "qa.yaml", "timeline.yaml"), blocks, strict=True):
        (tmp_path / name).write_text(block)

    snapshot = Snapshot.build(load_pack(tmp_path).knowledge)
    assert [
        each for each in check_content(snapshot, date(2024, 4, 1)) if each.severity.value == "error"
    ] == []
    assert snapshot.ask("how much is the repair bill?").outcome.entry.id == "repair-cost"


def test_every_dependency_earns_its_line():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    listed = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    wanted = {Requirement(each).name.lower() for each in listed} - {"footnote-bot"}

    text = "\n".join(
        "|".join(row) for row in table("| package | why |", (ROOT / "CONTRIBUTING.md").read_text())
    )
    named = set(re.findall(r"[a-z][\w.-]*", text.lower()))
    assert {each for each in wanted if each not in named and not each.startswith("types-")} == set()


def test_the_lock_names_every_dependency_with_hashes_and_no_registry():
    lock = (ROOT / "requirements.lock").read_text()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

    locked = set(re.findall(r"^([a-z0-9.-]+)(?:\[\w+\])?==", lock, re.MULTILINE))
    wanted = {canonicalize_name(Requirement(each).name) for each in project["dependencies"]}
    assert wanted <= {canonicalize_name(each) for each in locked}
    assert "://" not in lock
    assert all("--hash=sha256:" in block for block in re.split(r"\n(?=\S)", lock.strip()))


def test_every_file_of_ours_that_it_names_is_there():
    named = re.findall(r"\b(?:bot|tests|knowledge|\.github)/[\w./-]*\w", README)

    # What a restore makes.
    lasting = [name for name in named if "/replaced-" not in name]

    assert lasting
    assert [name for name in lasting if not (ROOT / name).exists()] == []
