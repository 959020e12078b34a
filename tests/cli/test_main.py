import tomllib
from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import footnote

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]


def test_the_version_is_that_of_the_distribution():
    assert CliRunner().invoke(footnote, ["--version"]).output == f"footnote {PROJECT['version']}\n"
