from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.cli.environment import VARIABLES, SettingsError, load_settings
from bot.settings import Settings


@pytest.fixture
def dotenv(tmp_path):
    def write(content):
        file = tmp_path / ".env"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def refusal(environ, dotenv=None):
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, dotenv)
    return str(caught.value)


def shown(environ, dotenv=None):
    """What may be shown of settings: why they are refused, else the address that they lead to."""
    try:
        return load_settings(environ, dotenv).discord_origin
    except SettingsError as error:
        return str(error)


def test_nothing_set_is_the_defaults():
    assert load_settings({}) == Settings()
    assert load_settings({"PATH": "/bin", "DISCORD_OTHER": "x"}) == Settings()
    assert Settings().token is None
    assert str(Settings().knowledge) == "knowledge"
    assert Settings().keep_days == 30


def test_every_variable_sets_its_field(tmp_path):
    settings = load_settings(
        {
            "FOOTNOTE_TOKEN": " a.b.c ",
            "FOOTNOTE_KNOWLEDGE": str(tmp_path),
            "FOOTNOTE_DATA": "elsewhere",
            "FOOTNOTE_HOME_GUILD": "123456789012345678",
            "FOOTNOTE_CURATOR_ROLE": "2",
            "FOOTNOTE_CURATOR_CHANNEL": "3",
            "FOOTNOTE_ASK_CHANNELS": "4, 5,,6 ",
            "FOOTNOTE_KEEP_DAYS": "7",
            "FOOTNOTE_FOLDER_SECONDS": "0.5",
            "FOOTNOTE_START_SECONDS": "2.5",
            "FOOTNOTE_LOG": "json",
            "FOOTNOTE_HEALTH": "0.0.0.0:9000",
            "FOOTNOTE_DISCORD_API": "http://127.0.0.1:8080/api/v10",
        }
    )

    assert settings.token.get_secret_value() == "a.b.c"
    assert settings.knowledge == tmp_path
    assert settings.data == Path("elsewhere")
    assert settings.home_guild == 123456789012345678
    assert (settings.curator_role, settings.curator_channel) == (2, 3)
    assert settings.ask_channels == frozenset({4, 5, 6})
    assert (settings.keep_days, settings.start_seconds, settings.log) == (7, 2.5, "json")
    assert settings.discord_api == "http://127.0.0.1:8080/api/v10"
    assert settings.health_address == ("0.0.0.0", 9000)


def test_every_variable_names_a_field_and_says_what_it_is_for():
    assert {variable.field for variable in VARIABLES.values()} <= set(Settings.model_fields)
    assert all(variable.purpose.endswith(".") for variable in VARIABLES.values())


def test_the_environment_wins_over_the_file(dotenv):
    file = dotenv("FOOTNOTE_KEEP_DAYS=9\nFOOTNOTE_DATA=of-the-file\n")
    settings = load_settings({"FOOTNOTE_KEEP_DAYS": "7"}, file)

    assert settings.keep_days == 7
    assert str(settings.data) == "of-the-file"


def test_a_file_that_is_not_there_sets_nothing(tmp_path):
    assert load_settings({}, tmp_path / ".env") == Settings()


def test_what_is_set_to_nothing_is_the_default(dotenv):
    assert (
        load_settings({"FOOTNOTE_HOME_GUILD": "", "FOOTNOTE_LOG": " "}, dotenv("FOOTNOTE_TOKEN=\n"))
        == Settings()
    )


@pytest.mark.parametrize(
    ("environ", "file", "token"),
    [
        ({"DISCORD_TOKEN": "d"}, "", "d"),
        ({"FOOTNOTE_TOKEN": "f"}, "", "f"),
        ({"FOOTNOTE_TOKEN": "f", "DISCORD_TOKEN": "d"}, "", "f"),
        ({}, "DISCORD_TOKEN=d", "d"),
        ({"DISCORD_TOKEN": "d"}, "FOOTNOTE_TOKEN=f", "f"),
        ({"FOOTNOTE_TOKEN": " ", "DISCORD_TOKEN": "d"}, "", "d"),
    ],
)
def test_the_token_of_footnote_wins_over_that_of_discord(dotenv, environ, file, token):
    assert load_settings(environ, dotenv(file)).token.get_secret_value() == token


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("FOOTNOTE_TOKNE", "FOOTNOTE_TOKEN"),
        ("FOOTNOTE_HOME_GILD", "FOOTNOTE_HOME_GUILD"),
        ("FOOTNOTE_KEEPDAYS", "FOOTNOTE_KEEP_DAYS"),
        ("FOOTNOTE_ASK_CHANNEL", "FOOTNOTE_ASK_CHANNELS"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_the_nearest(dotenv, name, nearest):
    said = f"There is no setting {name}; the nearest is {nearest}."

    assert refusal({name: "1"}) == said
    assert refusal({}, dotenv(f"{name}=1\n")) == said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FOOTNOTE_HOME_GUILD", "my server", "it has to be a whole number."),
        ("FOOTNOTE_HOME_GUILD", "9" * 5_000, "it has to be a whole number."),
        ("FOOTNOTE_ASK_CHANNELS", "1, general", "it has to be a whole number."),
        ("FOOTNOTE_KEEP_DAYS", "0", "it has to be 1 or more."),
        ("FOOTNOTE_KEEP_DAYS", "3650000", "it has to be 36500 or less."),
        ("FOOTNOTE_KEEP_DAYS", "1.5", "it has to be a whole number."),
        ("FOOTNOTE_HOME_GUILD", "-1", "it has to be 1 or more."),
        ("FOOTNOTE_CURATOR_ROLE", "9" * 30, "it is larger than any id of Discord."),
        ("FOOTNOTE_ASK_CHANNELS", "0", "it has to be 1 or more."),
        ("FOOTNOTE_START_SECONDS", "soon", "it has to be a number."),
        ("FOOTNOTE_START_SECONDS", "nan", "it has to be 86400 or less."),
        ("FOOTNOTE_START_SECONDS", "1e9", "it has to be 86400 or less."),
        ("FOOTNOTE_LOG", "xml", "it has to be 'human' or 'json'."),
    ],
)
def test_a_value_that_cannot_be_used_is_named_in_a_sentence(name, value, said):
    assert refusal({name: value}) == f"{name} cannot be used: {said}"


@pytest.mark.parametrize(
    "address", ["discord.com/api", "ftp://discord.com", "http://", "https://a:0/api", "x"]
)
def test_an_address_that_is_none_is_told_how_to_write_one(address):
    assert refusal({"FOOTNOTE_DISCORD_API": address}) == (
        "FOOTNOTE_DISCORD_API cannot be used: write a whole address, such as http://127.0.0.1:8080/api/v10."
    )


def test_an_address_may_end_in_a_slash():
    settings = load_settings({"FOOTNOTE_DISCORD_API": "https://discord.com/api/v10/"})

    assert settings.discord_api == "https://discord.com/api/v10"


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "tokén"])
def test_a_token_that_cannot_be_one_is_refused_without_showing_it(token):
    assert refusal({"FOOTNOTE_TOKEN": token}) == (
        "FOOTNOTE_TOKEN cannot be used: it has a space, a line break or a letter in it that no token has:"
        " copy it anew."
    )


def test_every_bad_value_is_listed_at_once():
    said = refusal({"FOOTNOTE_HOME_GUILD": "x", "FOOTNOTE_KEEP_DAYS": "-1", "FOOTNOTE_LOG": "y"})

    assert [line.split()[0] for line in said.splitlines()] == [
        "FOOTNOTE_HOME_GUILD",
        "FOOTNOTE_KEEP_DAYS",
        "FOOTNOTE_LOG",
    ]


def test_a_file_that_is_not_utf_8_is_refused_in_a_sentence(dotenv):
    assert ".env" in refusal({}, dotenv(b"FOOTNOTE_TOKEN=\xff\xfe\n"))


def test_the_token_never_shows():
    settings = load_settings({"FOOTNOTE_TOKEN": "sesame-open"})

    assert (
        "sesame-open" not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"
    )
    assert "sesame-open" not in refusal({"FOOTNOTE_TOKEN": "sesame-open", "FOOTNOTE_KEEP_DAYS": "x"})


def test_settings_cannot_be_changed_and_unknown_ones_are_refused():
    with pytest.raises(ValidationError):
        Settings().keep_days = 5
    with pytest.raises(ValidationError):
        Settings(keep_dayz=5)


SECRET = "MTk4NjIyNDgzNDcx.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"


@pytest.mark.parametrize("name", VARIABLES)
@pytest.mark.parametrize(
    "value", [f"{SECRET} and more", f"1, {SECRET}", f"ftp://{SECRET}", f"http://:{SECRET}@/"]
)
def test_no_refused_value_is_ever_shown(dotenv, name, value):
    assert SECRET not in shown({name: value})
    assert SECRET not in shown({}, dotenv(f"{name}='{value}'\n"))


@pytest.mark.parametrize(
    "name", [f"FOOTNOTE_{SECRET}", f"FOOTNOTE_TOKEN {SECRET}", f"FOOTNOTE_TOKEN_{SECRET}"]
)
def test_nor_is_one_that_stands_where_a_name_should(dotenv, name):
    assert SECRET not in refusal({name: "1"})
    assert SECRET not in shown({}, dotenv(f"{name}=1\n"))


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("http://127.0.0.1:8080/api/v10", "http://127.0.0.1:8080"),
        ("https://somebody:hidden@proxy.example/api/v10?key=hidden", "https://proxy.example"),
    ],
)
def test_of_an_address_only_scheme_host_and_port_are_shown(address, origin):
    assert load_settings({"FOOTNOTE_DISCORD_API": address}).discord_origin == origin


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("", ("127.0.0.1", 8787)),
        ("off", None),
        ("localhost:0", ("localhost", 0)),
        ("0.0.0.0:65535", ("0.0.0.0", 65_535)),
        ("[::1]:8787", ("::1", 8787)),
        ("[fe80::1%eth0]:8787", ("fe80::1%eth0", 8787)),
    ],
)
def test_health_is_served_at_an_address_or_not_at_all(value, address):
    assert load_settings({"FOOTNOTE_HEALTH": value}).health_address == address


@pytest.mark.parametrize(
    "value",
    [
        *("on", "8787", ":8787", "127.0.0.1", "127.0.0.1:", "::1:8787", "[::1]", "127.0.0.1:65536"),
        *("127.0.0.1:-1", "http://127.0.0.1:8787", "127.0.0.1:8787/health", "me@127.0.0.1:8787", "a b:1"),
        "[localhost]:1",
    ],
)
def test_an_address_of_health_that_is_none_is_refused_with_one_that_is(value):
    said = "FOOTNOTE_HEALTH cannot be used: write host:port, such as 127.0.0.1:8787 or [::1]:8787, or off."
    assert refusal({"FOOTNOTE_HEALTH": value}) == said
