import json

import pytest
from click.testing import CliRunner

from bot.cli.main import footnote, main
from tests.packs import QA, changed, write_pack

GAZETTE = "{voice: gazette, paragraph: 2, status: reported}"


@pytest.fixture
def check(tmp_path):
    def run(texts=None, *options):
        folder = write_pack(tmp_path, texts)
        return CliRunner().invoke(footnote, ["check", "--knowledge", str(folder), *options])

    return run


def test_a_good_pack_is_exit_0_and_well(check):
    done = check()

    assert done.exit_code == 0
    assert done.output == "2 entries, 1 not covered, 1 events.\nAll is well: 0 errors, 0 warnings.\n"


def test_a_good_pack_in_json(check):
    done = check(None, "--json")

    assert done.exit_code == 0
    assert done.output.count("\n") == 1
    assert json.loads(done.output) == {
        "ok": True,
        "problems": [],
        "entries": 2,
        "not_covered": 1,
        "events": 1,
    }


def test_a_warning_is_shown_and_is_exit_0(check):
    texts = changed("qa.yaml", "    related: [shop-count]\n", "")
    said = "it has no `related` entries: readers find no way on"
    done, as_json = check(texts), check(texts, "--json")

    assert (done.exit_code, as_json.exit_code) == (0, 0)
    assert done.output == (
        f"warning: qa.yaml:16 (rye-share): {said}\n"
        "2 entries, 1 not covered, 1 events.\nIt holds: 0 errors, 1 warning.\n"
    )
    assert json.loads(as_json.output)["ok"] is True
    assert json.loads(as_json.output)["problems"] == [
        {"severity": "warning", "file": "qa.yaml", "line": 16, "entry": "rye-share", "message": said}
    ]


def test_an_error_in_the_content_is_exit_1(check):
    texts = changed("qa.yaml", "It had 12 shops by the end of 2019.", "It had 13 shops.")
    done, as_json = check(texts), check(texts, "--json")
    said = "“13” does not stand in the paragraph it cites: correct it, or cite where it stands"

    assert (done.exit_code, as_json.exit_code) == (1, 1)
    assert done.output == (
        f"error: qa.yaml:11 (shop-count): {said}\n"
        "2 entries, 1 not covered, 1 events.\nIt does not hold: 1 error, 0 warnings.\n"
    )
    assert json.loads(as_json.output) == {
        "ok": False,
        "problems": [
            {"severity": "error", "file": "qa.yaml", "line": 11, "entry": "shop-count", "message": said}
        ],
        "entries": 2,
        "not_covered": 1,
        "events": 1,
    }


def test_a_pack_that_does_not_load_in_json(check):
    done = check(changed("article.yaml", "title: The bakery of Ghent\n", ""), "--json")

    assert done.exit_code == 1
    assert json.loads(done.output) == {
        "ok": False,
        "problems": [
            {
                "severity": "error",
                "file": "article.yaml",
                "line": 1,
                "entry": None,
                "message": "`title` is missing: add it",
            }
        ],
        "entries": 0,
        "not_covered": 0,
        "events": 0,
    }


def test_a_file_that_is_far_too_much_is_one_sentence_and_exit_1(check):
    done = check({"qa.yaml": "entries:\n" + "- a\n" * 1_237_500})

    assert done.exit_code == 1
    assert done.output == (
        "error: qa.yaml:20002: this list has more than 20,000 items, and no list may: take some out\n"
        "It does not hold: 1 error, 0 warnings.\n"
    )


def test_past_the_first_hundred_problems_are_counted(check):
    texts = {"qa.yaml": "entries:\n" + "- {}\n" * 100}
    done, as_json = check(texts), check(texts, "--json")
    *listed, rest, verdict = done.output.splitlines()

    assert (done.exit_code, as_json.exit_code) == (1, 1)
    assert len(listed) == 100
    assert (rest, verdict) == ("and 400 more problems", "It does not hold: 500 errors, 0 warnings.")
    assert len(json.loads(as_json.output)["problems"]) == 100
    assert json.loads(as_json.output)["more_problems"] == 400


def test_of_a_pack_that_loads_a_thousand_errors_and_a_thousand_warnings_are_listed(check):
    entry = "  - {{id: e{0}, topic: bread, question: Rye {0}?, answer: It is {0}0., source: {1}}}\n"
    entries = "".join(entry.format(at, GAZETTE) for at in range(100, 1_200))
    texts = {"qa.yaml": QA.replace("not_covered:\n", f"{entries}not_covered:\n")}
    done, as_json = check(texts), check(texts, "--json")
    *listed, rest, _, verdict = done.output.splitlines()

    assert (done.exit_code, as_json.exit_code) == (1, 1)
    assert [sum(line.startswith(kind) for line in listed) for kind in ("error", "warning")] == [1_000, 1_000]
    # Too few phrasings and no related entries, each time.
    assert (rest, verdict) == ("and 1300 more problems", "It does not hold: 1100 errors, 2200 warnings.")
    assert len(json.loads(as_json.output)["problems"]) == 2_000
    assert json.loads(as_json.output)["more_problems"] == 1_300


BROKEN = {
    "a dangling link": (
        changed("qa.yaml", "[shop-count]", "[shop-cuont]"),
        "qa.yaml:27 (rye-share): there is no entry `shop-cuont`; did you mean `shop-count`?",
    ),
    "no source": (
        changed("qa.yaml", f"    source: {GAZETTE}\n", ""),
        "qa.yaml:16 (rye-share): `source` is missing: add it",
    ),
    "an unknown voice": (
        changed("qa.yaml", "voice: gazette", "voice: times"),
        "qa.yaml:26 (rye-share): there is no voice `times`: add it, or correct the name",
    ),
    "an unknown paragraph": (
        changed("qa.yaml", "paragraph: 2", "paragraph: 12"),
        "qa.yaml:26 (rye-share): there is no paragraph 12 in article.yaml: cite one that is there",
    ),
    "a misspelt key": (
        changed("qa.yaml", "    reply:", "    replly:"),
        "qa.yaml:36 (prices): unknown key `replly`; did you mean `reply`?",
    ),
    "a shared phrasing": (
        changed("qa.yaml", "- cheap or dear", "- Rye percentage?"),
        "qa.yaml:35 (prices): “Rye percentage?” is a phrasing of `rye-share` too: keep it in one of them",
    ),
    "a date that is none": (
        changed("timeline.yaml", "2017-05-31", "2017-05-32"),
        "timeline.yaml:3 (opening): `date`: there is no such date as 2017-05-32",
    ),
    "a figure": (
        changed("qa.yaml", "40% of it", "45% of it"),
        "qa.yaml:25 (rye-share): “45%” does not stand in the paragraph it cites: correct it,"
        " or cite where it stands",
    ),
    "an event's date": (
        changed("timeline.yaml", "2017-05-31", "2016"),
        "timeline.yaml:3 (opening): “2016” does not stand in the paragraph it cites: correct it,"
        " or cite where it stands",
    ),
    "a collision": (
        {
            "qa.yaml": QA.replace("- rye percentage", "- dark loaf").replace(
                "- cheap or dear", "- a dark loaf"
            )
        },
        "qa.yaml:35 (prices): “a dark loaf” comes back to `rye-share`: reword it, or list it under"
        " `accepted_collisions`",
    ),
    "no list": (
        {"timeline.yaml": "events: nothing yet\n"},
        "timeline.yaml:1: `events` is a list: begin each item with `- id:`",
    ),
}


@pytest.mark.parametrize(("texts", "problem"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_pack_is_exit_1_and_says_where_and_what_to_do(check, texts, problem):
    done = check(texts)

    assert done.exit_code == 1
    assert f"error: {problem}" in done.output.splitlines()
    assert done.output.splitlines()[-1].startswith("It does not hold: ")


def test_a_tab_where_blanks_are_needed_is_told_with_its_line(check):
    done = check({"qa.yaml": QA.replace("    topic: bread", "\ttopic: bread")})

    assert done.exit_code == 1
    assert done.output.startswith("error: qa.yaml:17: this is not valid YAML (")


def test_a_pack_that_is_not_there_is_exit_1_and_a_sentence(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["footnote", "check", "--knowledge", str(tmp_path / "nowhere")])
    with pytest.raises(SystemExit) as left:
        main()

    assert left.value.code == 1
    assert capsys.readouterr().err.startswith(f"There is no pack at {tmp_path / 'nowhere'}: name the folder")


def test_a_wrong_call_is_exit_2():
    assert CliRunner().invoke(footnote, ["check", "--jsn"]).exit_code == 2


def test_the_shipped_pack_holds(shipped_pack):
    done = CliRunner().invoke(footnote, ["check", "--json", "--knowledge", "knowledge"])
    report = json.loads(done.output)

    assert done.exit_code == 0
    assert report["ok"] is True
    assert report["entries"] == len(shipped_pack.knowledge.entries)
    assert report["not_covered"] == len(shipped_pack.knowledge.not_covered)
    assert report["events"] == len(shipped_pack.knowledge.events)


def test_every_command_says_what_it_does():
    listed = CliRunner().invoke(footnote, ["--help"]).output

    for name in ("ask", "chat", "check", "demo", "run"):
        assert f"  {name} " in listed
        shown = CliRunner().invoke(footnote, [name, "--help"])
        assert shown.exit_code == 0
        assert "--knowledge PATH" in shown.output
