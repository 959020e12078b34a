"""The log for people: what is quoted in a message steers no terminal and makes no line of its own."""

import logging

import pytest

from bot.cli.logs import set_up_logs


@pytest.fixture
def lines(capsys):
    """Log a message for people; its lines."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level

    def log(message, **rest):
        set_up_logs("human")
        logging.getLogger("somewhere").warning(message, **rest)
        return capsys.readouterr().err.splitlines(keepends=True)

    yield log
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    ("quoted", "shown"),
    [
        ("\x1b[2Jgone", r"\x1b[2Jgone"),
        ("\rnew", r"\rnew"),
        ("\x9b31m", r"\x9b31m"),
        ("\u202eover", r"\u202eover"),
        ("\u2066in", r"\u2066in"),
        ("a\u2028b", r"a\u2028b"),
        ("a\tb, Zürich, 币安, 🎉", "a\tb, Zürich, 币安, 🎉"),
    ],
)
def test_control_characters_are_written_out(lines, quoted, shown):
    (line,) = lines(f"The file {quoted} is broken")

    assert line.endswith(f" WARNING somewhere: The file {shown} is broken\n")


def test_a_line_break_begins_no_line_that_looks_like_the_logs_own(lines):
    first, second = lines("broken\n2026-11-24 12:00:00,000 INFO    bot: all is well")

    assert first.endswith("broken\n")
    assert second.startswith("  2026")


def test_where_an_error_came_from_stays_readable(lines):
    try:
        raise ValueError("a \x1b[31m value")
    except ValueError:
        first, *rest = lines("It failed", exc_info=True)

    assert first.endswith("It failed\n")
    assert rest[0] == "  Traceback (most recent call last):\n"
    assert rest[-1] == "  ValueError: a \\x1b[31m value\n"
