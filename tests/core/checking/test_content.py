from datetime import date

import pytest

from bot.core.answering.snapshot import Snapshot
from bot.core.checking.content import check_content
from bot.core.pack.problems import Severity
from tests.packs import ARTICLE, QA, TIMELINE, changed, read_pack

TODAY = date(2026, 1, 15)
UNSUPPORTED = "does not stand in the paragraph it cites: correct it, or cite where it stands"


def said(texts=None, today=TODAY):
    """Every finding as `severity file:line (id): message`."""
    pack = read_pack(texts)
    findings = list(check_content(Snapshot.build(pack.knowledge), today))
    return [f"{problem.severity.value} {problem}" for problem in pack.locate(findings)]


def each_of(figures, place):
    """An error for each figure: one can be corrected while another is left."""
    return [f"error {place}: “{figure}” {UNSUPPORTED}" for figure in figures.strip("“”").split("” “")]


def line_of(text, passage):
    return text[: text.index(passage)].count("\n") + 1


def test_the_small_pack_has_nothing_wrong_with_it():
    assert said() == []


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        ("It had 13 shops by the end of 2019.", "“13”"),
        ("It had 12 shops and 3 million loaves.", "“3 million”"),
        ("It had 12 shops, 40% of all.", "“40%”"),
        ("It had 12% of all shops.", "“12%”"),
        ("It had 12 shops by the end of 2020.", "“2020”"),
        ("It opened in June.", "“June”"),
        ("It opened on May 30.", "“30” “May 30”"),
        ("It opened in May 2019.", "“May 2019”"),
        ("It is the fourth of its kind.", "“fourth”"),
        ("On 31 July 2017.", "“July” “July 2017” “31 July”"),
    ],
)
def test_a_figure_that_its_paragraph_does_not_have_is_an_error(answer, named):
    texts = changed("qa.yaml", "It had 12 shops by the end of 2019.", answer)
    line = line_of(texts["qa.yaml"], f"answer: {answer}")

    assert said(texts) == each_of(named, f"qa.yaml:{line} (shop-count)")


def test_of_a_text_full_of_figures_twenty_are_named():
    texts = changed("qa.yaml", "It had 12 shops", f"It had {' '.join(map(str, range(100, 150)))} shops")
    findings = said(texts)

    assert len(findings) == 21
    assert findings[-1].endswith(
        "and 30 more figures that it has not: correct the text, or cite where they stand"
    )


@pytest.mark.parametrize(
    "answer",
    [
        "Twelve, or 12 shops.",
        "It opened on 31 May.",
        "It opened on the 31st of May 2017.",
        "It opened in May 2017.",
        "It opened on May 31, 2017.",
        "It may have opened.",
        "No figure at all.",
    ],
)
def test_a_figure_of_the_paragraph_may_be_written_in_other_ways(answer):
    assert said(changed("qa.yaml", "It had 12 shops by the end of 2019.", answer)) == []


def test_a_figure_may_stand_in_any_of_the_paragraphs_cited():
    texts = changed(
        "qa.yaml", "It had 12 shops by the end of 2019.", "It had 12 shops and sold 3,000,000 loaves."
    )
    both = (
        "[{voice: article, paragraph: 1, status: stated}, {voice: gazette, paragraph: 2, status: reported}]"
    )
    texts["qa.yaml"] = texts["qa.yaml"].replace("{voice: article, paragraph: 1, status: stated}", both)

    assert said(texts) == []


@pytest.mark.parametrize("reply", ["It only says that 40% is rye.", "It sold 3 million loaves in 2021."])
def test_a_reply_may_say_what_the_entries_in_see_cite(reply):
    assert said(changed("qa.yaml", "The article gives no prices.", reply)) == []


def test_a_figure_in_a_reply_that_see_does_not_have_is_an_error():
    texts = changed("qa.yaml", "The article gives no prices.", "It names 12 shops.")
    line = line_of(QA, "reply:")

    assert said(texts) == [f"error qa.yaml:{line} (prices): “12” {UNSUPPORTED}"]


@pytest.mark.parametrize(
    ("old", "new", "field", "named"),
    [
        ("date: 2017-05-31", "date: 2017-05-30", "date", "“30” “May 30”"),
        ("date: 2017-05-31", "date: 2017-06", "date", "“June”"),
        ("date: 2017-05-31", "date: 2018", "date", "“2018”"),
        ("    topic:", "    until: 2020\n    topic:", "until", "“2020”"),
        ("in Ghent.", "in Ghent, the 5th.", "detail", "“5th”"),
        ("The bakery opens", "The 7 bakeries open", "detail", "“7”"),
    ],
)
def test_a_date_or_figure_of_an_event_that_its_paragraph_does_not_have_is_an_error(old, new, field, named):
    texts = changed("timeline.yaml", old, new)
    line = line_of(texts["timeline.yaml"], f"    {field}:")

    assert said(texts) == each_of(named, f"timeline.yaml:{line} (opening)")


def test_an_inferred_year_is_exempt_and_its_month_and_day_are_not():
    yearless = ARTICLE.replace("May 31, 2017", "May 31")
    inferred = "date: 2017-05-31\n    inferred: year\n    note: It is the only year that fits."

    assert len(said({"article.yaml": yearless})) == 1
    assert said({"article.yaml": yearless, **changed("timeline.yaml", "date: 2017-05-31", inferred)}) == []
    wrong_day = TIMELINE.replace("date: 2017-05-31", inferred.replace("-31", "-30"))
    findings = said({"article.yaml": yearless, "timeline.yaml": wrong_day})
    assert findings == each_of("“30” “May 30”", f"timeline.yaml:{line_of(wrong_day, '    date:')} (opening)")


def colliding(accepted=""):
    one = QA.replace("      - rye percentage\n", "      - dark loaf\n")
    return {
        "qa.yaml": one.replace(
            "      - cheap or dear\n", f"      - loaf that is dark\n      - a dark loaf\n{accepted}"
        )
    }


def test_a_phrasing_that_comes_back_to_another_item_is_an_error():
    line = line_of(colliding()["qa.yaml"], "a dark loaf")

    assert said(colliding()) == [
        f"error qa.yaml:{line} (prices): “a dark loaf” comes back to"
        " `rye-share`: reword it, or list it under `accepted_collisions`"
    ]


def test_a_collision_that_the_curator_accepted_is_no_error():
    assert said(colliding("    accepted_collisions: [A dark LOAF!]\n")) == []


def test_a_phrasing_without_a_word_that_counts_is_an_error():
    findings = said(changed("qa.yaml", "rye percentage", "it to the a"))

    assert len(findings) == 1
    assert "“it to the a” comes back to `nothing`" in findings[0]


WARNINGS = [
    (
        changed("qa.yaml", "      - rye percentage\n", ""),
        "qa.yaml:{line} (rye-share): it has 4 phrasings: with 5 or more it is found far more often",
        "id: rye-share",
    ),
    (
        changed("qa.yaml", "    related: [shop-count]\n", ""),
        "qa.yaml:{line} (rye-share): it has no `related` entries: readers find no way on",
        "id: rye-share",
    ),
    (
        changed("qa.yaml", "    see: [rye-share]\n", ""),
        "qa.yaml:{line} (prices): it has no `see`: point to the nearest thing the article says",
        "id: prices",
    ),
    (
        changed("qa.yaml", "    popular: true\n", "    review_by: 2026-01-14\n"),
        "qa.yaml:{line} (shop-count): its review was due by 2026-01-14: check it, then move the date",
        "review_by:",
    ),
    (
        changed("qa.yaml", "    see: [rye-share]\n", "    see: [rye-share]\n    review_by: 2020-02-02\n"),
        "qa.yaml:{line} (prices): its review was due by 2020-02-02: check it, then move the date",
        "review_by:",
    ),
    (
        changed(
            "qa.yaml",
            "      - number of shops\n",
            "".join(f"      - tell {word} size there\n" for word in ("ovens", "flour", "yeast", "salt")),
        ),
        "qa.yaml:{line} (shop-count): 4 phrasings are “tell … size there” with one word swapped:"
        " others would teach it more",
        "phrasings:",
    ),
]


@pytest.mark.parametrize(
    ("texts", "message", "passage"), WARNINGS, ids="thin related see overdue overdue-reply template".split()
)
def test_what_a_curator_may_leave_is_a_warning(texts, message, passage):
    line = line_of(texts["qa.yaml"], passage)

    assert said(texts) == ["warning " + message.format(line=line)]


def test_a_review_due_today_is_not_overdue():
    assert said(changed("qa.yaml", "    popular: true\n", "    review_by: 2026-01-15\n")) == []


def test_phrasings_that_are_the_same_once_normalised_count_once():
    findings = said(changed("qa.yaml", "- rye percentage", "- WHAT goes into the dough?"))

    assert [finding for finding in findings if "4 phrasings" in finding]


def test_the_shipped_pack_has_no_errors(shipped):
    findings = list(check_content(shipped, TODAY))

    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("chat", ["hi", "Thanks!", "hello there everybody", "What's up?", "who made you"])
def test_a_phrasing_that_is_small_talk_is_an_error(chat):
    findings = said(changed("qa.yaml", "- rye percentage", f'- "{chat}"'))

    line = line_of(QA, "- rye percentage")
    assert findings == [
        f"error qa.yaml:{line} (rye-share): a phrasing “{chat}” is small talk: whoever says it"
        " would get this answer: take a whole question"
    ]


def test_a_question_that_is_small_talk_is_an_error():
    findings = said(changed("qa.yaml", "What does a loaf cost?", "Who made you?"))

    line = line_of(QA, "What does a loaf cost?")
    assert findings == [
        f"error qa.yaml:{line} (prices): its question “Who made you?” is small talk: whoever says it"
        " would get this answer: take a whole question"
    ]


def test_small_talk_that_nobody_would_get_the_answer_of_is_said_once():
    assert len(said(changed("qa.yaml", "- rye percentage", "- hey"))) == 1
