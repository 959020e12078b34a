"""An earlier change of a text is taken back, and what came after it stays to the byte."""

import pytest

from bot.core.editing.revert import revert

OLD = "a\nb\nc\nd\ne\nf\ng\n"


@pytest.mark.parametrize(
    ("after", "now", "expected"),
    [
        pytest.param("a\nb\nC\nd\ne\nf\ng\n", "a\nb\nC\nd\ne\nf\ng\n", OLD, id="nothing came since"),
        pytest.param(
            "a\nb\nC\nd\ne\nf\ng\n", "a\nb\nC\nd\ne\nF\ng\n", "a\nb\nc\nd\ne\nF\ng\n", id="below it"
        ),
        pytest.param(
            "a\nb\nc\nd\ne\nF\ng\n", "A\nb\nc\nd\ne\nF\ng\n", "A\nb\nc\nd\ne\nf\ng\n", id="above it"
        ),
        pytest.param(
            "a\nb\nc\nd\ne\nF\ng\n", "x\ny\na\nb\nc\nd\ne\nF\ng\n", "x\ny\n" + OLD, id="lines came above it"
        ),
        pytest.param("a\nb\nc\nd\ne\nF\ng\n", "c\nd\ne\nF\ng\n", "c\nd\ne\nf\ng\n", id="lines went above it"),
        pytest.param(
            "a\nb\ne\nf\ng\n", "a\nb\ne\nf\nG\n", "a\nb\nc\nd\ne\nf\nG\n", id="removed lines come back"
        ),
        pytest.param(
            "a\nb\nx\nc\nd\ne\nf\ng\n", "a\nb\nx\nc\nd\ne\ng\n", "a\nb\nc\nd\ne\ng\n", id="added ones go"
        ),
        pytest.param("a\nb\nc\nd\ne\nf", "A\nb\nc\nd\ne\nf", "A\nb\nc\nd\ne\nf\ng\n", id="at the end"),
        pytest.param(
            "a\nX\nc\nd\ne\nY\ng\n", "a\nX\nc\nD\ne\nY\ng\n", "a\nb\nc\nD\ne\nf\ng\n", id="between two"
        ),
        pytest.param("a\nb\nC\nd\ne\nf\ng\n", "a\nb\nCC\nd\ne\nf\ng\n", None, id="the same line"),
        pytest.param("a\nb\nC\nd\ne\nf\ng\n", "a\nb\nC\nD\ne\nf\ng\n", None, id="the line below"),
        pytest.param("a\nb\nC\nd\ne\nf\ng\n", "a\nB\nC\nd\ne\nf\ng\n", None, id="the line above"),
        pytest.param("a\nb\ne\nf\ng\n", "a\nb\nx\ne\nf\ng\n", None, id="where lines were removed"),
        pytest.param("a\nb\nC\nd\ne\nf\ng\n", "", None, id="all of it is gone"),
    ],
)
def test_what_came_since_stays_unless_it_is_the_same_place(after, now, expected):
    assert revert(OLD, after, now) == expected


@pytest.mark.parametrize("line", ["\r\n", "\n"])
def test_line_ends_stay_as_they_are(line):
    old, after, now = (
        text.replace("\n", line) for text in (OLD, "a\nB\nc\nd\ne\nf\ng\n", "a\nB\nc\nd\ne\nf\nG\n")
    )
    assert revert(old, after, now) == "a\nb\nc\nd\ne\nf\nG\n".replace("\n", line)
