"""`footnote eval`, as scripts and CI call it."""

import json

import pytest
from click.testing import CliRunner

from bot.cli.main import footnote
from bot.errors import UserError
from tests.packs import write_pack

CASES = """\
cases:
  - {question: how many shops has the bakery, expect: shop-count, kind: plain, split: tune}
  - {question: what does a loaf cost, expect: null, kind: near, split: tune}
  - {question: xylophone quartet, expect: [shop-count, rye-share], kind: paraphrase, split: tune}
  - {question: secret zebra, expect: rye-share, kind: plain, split: test}
"""


@pytest.fixture
def run(tmp_path):
    write_pack(tmp_path / "pack")

    def call(*arguments, cases=CASES):
        (tmp_path / "cases.yaml").write_text(cases)
        given = ["eval", str(tmp_path / "cases.yaml"), "--knowledge", str(tmp_path / "pack"), *arguments]
        return CliRunner().invoke(footnote, given)

    return call


def test_json_has_the_figures_of_each_half_and_the_misses_of_tune_only(run):
    report = json.loads(run("--json").output)

    assert set(report) == {"tune", "test", "intervals", "misses"}
    low, high = report["intervals"]["tune"]["answered right"]
    assert low < report["tune"]["answered right"] < high
    assert report["tune"]["questions"] == 3
    assert report["tune"]["answered right"] == 0.5
    assert report["tune"]["honest"] == 1.0
    assert [miss["question"] for miss in report["misses"]] == ["xylophone quartet"]
    assert report["misses"][0]["expect"] == ["rye-share", "shop-count"]
    assert report["misses"][0]["why"]


def test_the_test_half_is_run_and_only_read_when_asked_for(run):
    assert "secret zebra" not in run().output
    assert "secret zebra" in run("--show-test").output


def test_an_item_that_is_not_covered_may_be_expected_and_a_gap_too(run):
    cases = """\
cases:
  - {question: what does a loaf cost, expect: prices, kind: near}
  - {question: who drew the map of the kingdom, gap: true}
  - {question: how many shops has the bakery, expect: shop-count}
"""
    found = json.loads(run("--json", cases=cases).output)["tune"]

    assert (found["named"], found["top"], found["of covered: top"]) == (1.0, 0.5, 1.0)


def test_one_half_alone(run):
    assert set(json.loads(run("--json", "--split", "test").output)) == {"test", "intervals", "misses"}


def test_people_get_the_figures_the_kinds_and_the_curve(run):
    output = run().output

    for part in (
        "tune",
        "utility",
        "by kind",
        "near (1): honest 100%",
        "0.65:",
        "wanted rye-share or shop-count",
    ):
        assert part in output


def test_each_question_is_asked_once_more_with_typos(run):
    report = json.loads(run("--json", "--typos", "8").output)
    output = run("--typos", "8").output

    for half in ("tune", "test"):
        found = report[half]
        assert found["typos cost"] == pytest.approx(found["top"] - found["top with typos"])
        lines = [line.split() for line in output.splitlines()]
        assert ["top", "with", "typos", f"{found['top with typos']:.3f}"] in lines
        assert ["typos", "cost", f"{found['typos cost']:.3f}"] in lines


def test_typos_in_every_letter_cost_the_answer(run):
    found = json.loads(run("--json", "--typos", "1").output)["tune"]

    assert (found["top"], found["top with typos"], found["typos cost"]) == (0.5, 0.0, 0.5)


def test_typos_change_no_other_figure_and_no_miss(run):
    plain, report = (json.loads(run("--json", *given).output) for given in ([], ["--typos", "1"]))
    for half in ("tune", "test"):
        assert "typos cost" not in plain[half]
        del report[half]["top with typos"], report[half]["typos cost"]

    assert report == plain


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--typos", "1", "--fail-over", "typos cost=0.5"], None),
        (["--typos", "1", "--fail-over", "typos cost=0.06"], "tune: typos cost is 0.5, over 0.06."),
        (["--fail-over", "typos cost=0.06"], "tune has no figure `typos cost`"),
        (["--fail-under", "top=0.4"], None),
        (["--fail-over", "answered wrong=0.1"], None),
        (["--fail-under", "top=0.9"], "tune: top is 0.5, under 0.9."),
        (["--fail-over", "missed=0.1"], "tune: missed is 0.5, over 0.1."),
        (["--fail-under", "tpo=0.9"], "tune has no figure `tpo`"),
    ],
)
def test_a_bound_that_does_not_hold_fails(run, arguments, error):
    result = run("--split", "tune", *arguments)

    if error is None:
        assert result.exit_code == 0
    else:
        assert isinstance(result.exception, UserError)
        assert error in str(result.exception)


@pytest.mark.parametrize(
    ("cases", "error"),
    [
        (
            CASES.replace("rye-share, kind", "rye-shar, kind"),
            "cases.yaml:5: no entry and no not-covered",
        ),
        (CASES.replace("split: test", "split: exam"), "`split` is `exam`: it must be "),
        (CASES.replace("kind: near", "knd: near"), "cases.yaml:3: unknown key `knd`"),
        ("cases: [", "cases.yaml:2: this is not valid YAML"),
        ("cases: []", "`cases` is empty"),
        ("", "this is a text where a table of keys is needed"),
    ],
)
def test_a_bad_file_is_named_with_its_line(run, cases, error):
    result = run(cases=cases)

    assert isinstance(result.exception, UserError)
    assert error in str(result.exception)


def test_a_wrong_call_is_exit_code_2(run):
    assert run("--fail-under", "top").exit_code == 2
    assert run("--split", "exam").exit_code == 2


@pytest.mark.parametrize("every", ["0", "-8", "often", "2.5"])
def test_typos_that_far_apart_are_a_wrong_call(run, every):
    result = run("--typos", every)

    assert result.exit_code == 2
    assert "--typos" in result.output


def test_a_bound_on_a_half_that_is_not_there_fails(run):
    only_tune = "\n".join(line for line in CASES.splitlines() if "split: test" not in line)

    assert run("--split", "test", "--fail-under", "top=0.5", cases=only_tune).exit_code != 0


@pytest.mark.parametrize("bound", ["top=nan", "top=inf", "top=", "0.5"])
def test_a_bound_that_is_no_number_is_a_wrong_call(run, bound):
    assert run("--fail-under", bound).exit_code == 2
