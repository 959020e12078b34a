"""The parts of the wheel: the code, and the shipped pack beside it, straight from `knowledge/`.

All else is in `pyproject.toml`, which can find packages or place one elsewhere, and not both.
"""

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["bot*"]), "bot.shipped_pack"],
    package_dir={"bot.shipped_pack": "knowledge"},
)
