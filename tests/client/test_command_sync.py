"""The list of the commands at Discord and that of the tree: what is a difference, and what not."""

from copy import deepcopy

import pytest

from bot.client.command_sync import are_published

# As the tree sends it: a command with an option of every kind, a group, and a menu.
SENT = [
    {
        "name": "ask",
        "description": "Ask",
        "type": 1,
        "options": [
            {
                "type": 3,
                "name": "question",
                "description": "Your question",
                "required": True,
                "autocomplete": True,
                "min_length": 1,
                "max_length": 4000,
            },
            {
                "type": 4,
                "name": "year",
                "description": "When",
                "required": False,
                "choices": [{"name": "first", "value": 2017}, {"name": "last", "value": 2023}],
                "min_value": 0,
            },
            {"type": 7, "name": "where", "description": "Where", "required": False, "channel_types": [0, 5]},
        ],
        "nsfw": False,
        "dm_permission": True,
        "default_member_permissions": None,
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
    },
    {
        "name": "qa",
        "description": "Curate",
        "type": 1,
        "options": [{"name": "add", "description": "Add", "type": 1, "options": []}],
        "nsfw": False,
        "dm_permission": True,
        "default_member_permissions": 32,
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
    },
    {
        "name": "Ask the article",
        "type": 3,
        "dm_permission": True,
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "default_member_permissions": None,
        "nsfw": False,
    },
]
# The same as Discord lists it, in its own order.
_KNOWN = {"id": "1", "application_id": "2", "version": "3", "name_localizations": None}
LISTED = [
    {
        **_KNOWN,
        "type": 3,
        "name": "Ask the article",
        "description": "",
        "description_localizations": None,
        "default_member_permissions": None,
        "contexts": None,
        "integration_types": [1, 0],
    },
    {
        **_KNOWN,
        "type": 1,
        "name": "ask",
        "description": "Ask",
        "options": [
            {
                "type": 3,
                "name": "question",
                "name_localizations": None,
                "description": "Your question",
                "description_localizations": {},
                "required": True,
                "autocomplete": True,
                "min_length": 1,
                "max_length": 4000,
            },
            {
                "type": 4,
                "name": "year",
                "description": "When",
                "choices": [
                    {"name": "first", "name_localizations": None, "value": 2017},
                    {"name": "last", "value": 2023.0},
                ],
                "min_value": 0.0,
            },
            {"type": 7, "name": "where", "description": "Where", "channel_types": [5, 0], "choices": []},
        ],
        "contexts": [2, 1, 0],
        "integration_types": [0, 1],
        "nsfw": False,
    },
    {
        **_KNOWN,
        "name": "qa",
        "description": "Curate",
        "options": [{"type": 1, "name": "add", "description": "Add"}],
        "default_member_permissions": "32",
        "dm_permission": None,
        "contexts": [0, 1, 2],
        "integration_types": [0, 1],
        "nsfw": False,
    },
]


def changed(commands, path, value):
    """A copy with one value put in place: `path` leads to it through the command of that name."""
    copy = deepcopy(commands)
    name, *steps, last = path
    node = next(each for each in copy if each["name"] == name)
    for step in steps:
        node = node[step]
    if value is None and isinstance(node, dict):
        node.pop(last, None)
    else:
        node[last] = value
    return copy


def test_what_discord_filled_in_and_left_out_is_no_difference():
    assert are_published(LISTED, SENT)
    assert are_published(SENT, LISTED)
    assert are_published([], [])


QUESTION, YEAR = ("ask", "options", 0), ("ask", "options", 1)
CHANGES = {
    "a name": (("ask", "name"), "frage"),
    "a type": (("Ask the article", "type"), 2),
    "a description": (("ask", "description"), "Ask me"),
    "an option's name": ((*QUESTION, "name"), "words"),
    "an option's type": ((*QUESTION, "type"), 4),
    "an option's description": ((*QUESTION, "description"), "?"),
    "an option that need not be given": ((*QUESTION, "required"), None),
    "an option that is not completed": ((*QUESTION, "autocomplete"), None),
    "a shortest length": ((*QUESTION, "min_length"), 2),
    "no longest length": ((*QUESTION, "max_length"), None),
    "no least value": ((*YEAR, "min_value"), None),
    "a greatest value": ((*YEAR, "max_value"), 9),
    "a choice's value": ((*YEAR, "choices", 0, "value"), 1),
    "a choice's translation": ((*YEAR, "choices", 0, "name_localizations"), {"de": "erstes"}),
    "choices in another order": (
        (*YEAR, "choices"),
        [{"name": "last", "value": 2023}, {"name": "first", "value": 2017}],
    ),
    "kinds of channels": (("ask", "options", 2, "channel_types"), [0]),
    "no options": (("ask", "options"), None),
    "a subcommand's name": (("qa", "options", 0, "name"), "put"),
    "an option of a subcommand": (
        ("qa", "options", 0, "options"),
        [{"type": 3, "name": "x", "description": "y"}],
    ),
    "who sees it": (("qa", "default_member_permissions"), "8"),
    "that all see it": (("qa", "default_member_permissions"), None),
    "that nobody sees it": (("ask", "default_member_permissions"), "0"),
    "where it is offered": (("ask", "contexts"), [0]),
    "how it is installed": (("ask", "integration_types"), [0]),
    "its age limit": (("ask", "nsfw"), True),
    "a translation": (("ask", "name_localizations"), {"de": "fragen"}),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_people_would_notice_is_a_difference_on_either_side(what):
    assert not are_published(changed(LISTED, *CHANGES[what]), SENT)
    assert not are_published(LISTED, changed(SENT, *CHANGES[what]))


def test_a_command_too_many_one_too_few_and_options_in_another_order_are_differences():
    assert not are_published(LISTED[1:], SENT)
    assert not are_published(LISTED, SENT[1:])
    assert not are_published([*LISTED, {**_KNOWN, "name": "old", "type": 1, "description": "Old"}], SENT)
    assert not are_published([*LISTED, LISTED[0]], SENT)
    assert not are_published([], SENT)
    options = LISTED[1]["options"]
    assert not are_published(changed(LISTED, ("ask", "options"), options[::-1]), SENT)


def test_a_command_that_is_not_offered_in_direct_messages_is_one_of_servers_alone():
    assert are_published(
        changed(changed(LISTED, ("ask", "dm_permission"), False), ("ask", "contexts"), None),
        changed(SENT, ("ask", "contexts"), [0]),
    )


def test_where_else_a_command_of_a_server_could_be_used_says_nothing():
    at_home = changed(changed(LISTED, ("qa", "contexts"), None), ("qa", "integration_types"), [0])
    assert not are_published(at_home, SENT)
    assert are_published(at_home, SENT, in_server=True)
    assert not are_published(changed(at_home, ("qa", "nsfw"), True), SENT, in_server=True)


def test_what_opens_an_activity_is_not_ours():
    assert are_published([*LISTED, {**_KNOWN, "type": 4, "name": "launch", "description": ""}], SENT)


@pytest.mark.parametrize(
    "listed",
    [
        None,
        "",
        "<html>",
        {},
        {"message": "error", "code": 0},
        3,
        [None],
        ["ask"],
        [[]],
        [{}],
        [{"name": 1, "type": "menu"}],
        [{"name": "ask", "type": 1, "options": "none"}],
        [{"name": "ask", "type": 1, "options": [3]}],
        [{"name": "ask", "type": 1, "default_member_permissions": "all"}],
        [{"name": "ask", "type": 1, "contexts": 3}],
        [{"name": "ask", "type": 1, "contexts": [[]]}],
        [{"name": "ask", "type": 1, "options": [{"name": "x", "type": 3, "choices": [{}]}]}],
    ],
)
def test_what_is_no_list_of_commands_has_none_of_ours(listed):
    assert not are_published(listed, SENT)
