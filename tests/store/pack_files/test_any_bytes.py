"""Any bytes in the place of a file of the pack: a pack that answers, or problems with file and line."""

import io
import json
import sys
import unicodedata
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from unittest.mock import patch

import pytest
from hypothesis import given, settings

from bot.cli.main import main
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.store.pack_files.loader import FILES, PackError, load_pack
from tests.packs import write_pack
from tests.store.pack_files.hostile_bytes import spoilt_files

# What would clear a line or begin another one, wherever a problem is shown.
NOT_SHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write_pack(tmp_path_factory.mktemp("pack"))


def read(folder):
    """Whether the pack of a folder loads; then what the check finds in it, or else why it does not."""
    try:
        pack = load_pack(folder)
    except PackError as error:
        return False, error.problems
    snapshot = Snapshot.build(pack.knowledge, pack.revision)
    assert snapshot.ask("how many shops does the bakery have?").kind
    assert snapshot.ask("what happened after it opened?").kind
    return True, pack.locate(check_content(snapshot, date(2026, 11, 22)))


@given(spoilt_files())
@settings(max_examples=200)
def test_any_bytes_are_a_pack_that_answers_or_problems_with_file_and_line(folder, spoilt):
    name, content = spoilt
    write_pack(folder)
    (folder / name).write_bytes(content)
    lines = {each: (folder / each).read_bytes().decode("utf-8", "replace").splitlines() for each in FILES}
    loads, problems = read(folder)

    assert loads or problems
    for problem in problems:
        assert 1 <= problem.line <= len(lines[problem.file]) + 1
        assert problem.message
        assert len(str(problem)) < 1_000
        assert NOT_SHOWN.isdisjoint(map(unicodedata.category, str(problem)))


@given(spoilt_files())
@settings(max_examples=40)
def test_of_any_bytes_the_command_line_says_what_it_found_and_ends(folder, spoilt):
    name, content = spoilt
    write_pack(folder)
    (folder / name).write_bytes(content)
    checked, out, err = footnote("check", "--json", "--knowledge", str(folder))
    found = json.loads(out)

    assert (checked, err) == (0 if found["ok"] else 1, "")
    listed = footnote("check", "--knowledge", str(folder))
    assert listed[0] == checked
    assert listed[1].splitlines()[-1].startswith(("All is well", "It holds", "It does not hold"))
    asked, answer, refusal = footnote("ask", "number of shops", "--knowledge", str(folder))
    assert (asked, bool(answer), bool(refusal)) in ((0, True, False), (1, False, True))
    # What loads answers, whatever the check finds in it.
    assert (asked == 0) == (found["entries"] > 0)


def footnote(*arguments):
    """The exit code of a command, and what it wrote to standard output and to standard error."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), patch.object(sys, "argv", ["footnote", *arguments]):
        try:
            main()
        except SystemExit as end:
            return end.code or 0, out.getvalue(), err.getvalue()
