"""Messages that ask two things, counted: in how many both are answered, and in how many something else is."""

from pathlib import Path

import pytest
import yaml

from bot.store.snapshots import load_snapshot

ROOT = Path(__file__).parents[3]
MESSAGES = yaml.safe_load((ROOT / "tests/data/two-questions.yaml").read_text(encoding="utf-8"))["messages"]
PACKS = {"shipped": ROOT / "knowledge", "lido": ROOT / "tests/data/lido"}


@pytest.fixture(scope="module")
def shown():
    """For each message the entries that are shown, those that answer its first part, and its second."""
    snapshots = {name: load_snapshot(folder) for name, folder in PACKS.items()}
    found = []
    for message in MESSAGES:
        answer = snapshots[message["pack"]].ask(message["message"])
        entries = {answer.entry.id, *(other.entry.id for other in answer.also)} if answer.entry else set()
        found.append((entries, set(message["first"]), set(message["second"])))
    return found


def test_both_are_answered_in_so_many_of_those_whose_parts_the_pack_answers(shown):
    answerable = [each for each in shown if each[1] and each[2]]

    assert len(answerable) == 38
    assert sum(bool(entries & first and entries & second) for entries, first, second in answerable) >= 26


def test_seldom_is_something_else_shown_as_well(shown):
    assert sum(bool(entries - first - second) for entries, first, second in shown) <= 4
