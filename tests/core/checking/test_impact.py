import pytest

from bot.core.answering.outcomes import Kind
from bot.core.answering.policy import Policy
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.impact import MOST_RECENT, ChangedAnswer, QuestionResult, RemovedItem, measure_impact
from bot.core.checking.stray_phrasings import StrayPhrasing
from tests.packs import QA, changed, snapshot_of

BEFORE = snapshot_of()


def of(old, new, ids=("shop-count",), recent=()):
    """The impact of replacing one passage of the Q&A file."""
    return measure_impact(BEFORE, snapshot_of(changed("qa.yaml", old, new)), ids, recent)


def without_rye(qa):
    """The Q&A file without an entry, and without the links to it."""
    kept = qa[: qa.index("  - id: rye-share")] + qa[qa.index("not_covered:") :]
    return kept.replace("[rye-share]", "[]")


def question_result(outcome, item=None, kind=Kind.QUESTION):
    return QuestionResult(kind, outcome, item)


def test_an_edit_that_changes_nothing_does_nothing():
    result = measure_impact(
        BEFORE, BEFORE, ["rye-share"], ["rye percentage", "what does a loaf cost", "hello"]
    )

    assert (result.stray_phrasings, result.changed_answers, result.questions_asked) == ((), (), 3)
    assert result.is_harmless
    assert [confidence.before == confidence.after for confidence in result.confidence] == [True]


def test_a_phrasing_that_another_item_has_goes_astray_itself():
    result = of("      - cheap or dear\n", "      - cheap or dear\n      - the rye percentage\n", ["prices"])

    assert result.stray_phrasings == (StrayPhrasing("prices", 5, "the rye percentage", "rye-share"),)
    assert not result.is_harmless


def test_an_edit_that_takes_a_phrasing_from_another_item_is_not_harmless():
    result = of("      - number of shops\n", "      - number of shops\n      - or cheap, dear\n")

    assert result.stray_phrasings == (StrayPhrasing("prices", 4, "cheap or dear", "shop-count"),)
    assert not result.is_harmless


def test_a_removal_leads_nothing_astray():
    after = snapshot_of({"qa.yaml": without_rye(QA)})
    result = measure_impact(BEFORE, after, ["rye-share"], ["rye percentage"])

    assert result.stray_phrasings == ()
    assert result.collisions == ()
    assert result.changed_answers[0].before == question_result("answered", "rye-share")
    assert result.confidence == ()
    assert not result.is_harmless


def test_a_removal_says_where_its_phrasings_come_to():
    more = QA.replace("      - rye percentage\n", "      - rye share, but what does a loaf cost\n")
    before = snapshot_of({"qa.yaml": more})
    after = snapshot_of({"qa.yaml": without_rye(more)})
    changed_too = ["rye-share", "shop-count", "prices"]
    result = measure_impact(before, after, changed_too, [])

    assert result.removed == (RemovedItem("rye-share", 6, (("shop-count", 1), ("prices", 1))),)
    assert result.collisions == ()
    assert result.confidence == ()


def test_what_is_changed_beside_a_removal_is_still_looked_at():
    after = snapshot_of({"qa.yaml": without_rye(QA).replace("cheap or dear", "size of the shops in outlets")})
    result = measure_impact(BEFORE, after, ["rye-share", "shop-count", "prices"], [])

    assert {collision.changed for collision in result.collisions} == {"prices"}
    assert [confidence.item for confidence in result.confidence] == ["prices"]


def test_recent_questions_of_which_something_else_comes():
    recent = [
        "how many barrels of flour are ground",
        "number of shops",
        "hello",
        "Barrels of flour?",
    ]
    result = of("      - rye percentage\n", "      - barrels of flour\n", ["rye-share"], recent)

    assert result.questions_asked == 4
    assert (
        ChangedAnswer(
            "Barrels of flour?", result.changed_answers[-1].before, question_result("answered", "rye-share")
        )
        == (result.changed_answers[-1])
    )
    assert result.changed_answers[-1].before != question_result("answered", "rye-share")
    assert not {"number of shops", "hello"} & {answer.text for answer in result.changed_answers}


def test_a_question_of_the_timeline_that_becomes_one_of_an_entry():
    text = "what happened in 2017"
    result = of("      - number of shops\n", f"      - {text}\n", recent=[text])

    assert result.changed_answers == (
        ChangedAnswer(
            text, question_result("unknown", kind=Kind.TIMELINE), question_result("answered", "shop-count")
        ),
    )


def test_a_question_that_came_twice_is_asked_once_and_the_newest_are_asked():
    recent = ["Number of shops?", "number of SHOPS", *(f"question {number}" for number in range(300))]

    assert measure_impact(BEFORE, BEFORE, [], recent[:2]).questions_asked == 1
    assert measure_impact(BEFORE, BEFORE, [], recent).questions_asked == MOST_RECENT


def test_an_entry_collides_with_what_would_be_answered_in_its_place(shipped):
    (nearest, *others) = measure_impact(shipped, shipped, ["take-action"], []).collisions

    assert (nearest.changed, nearest.item) == ("take-action", "take-action-whom")
    assert 0 < nearest.share <= 1
    assert nearest.confidence >= Policy().answer
    assert nearest.phrasing in shipped.knowledge.entries["take-action"].all_phrasings
    assert all(nearest.share >= other.share for other in others)
    assert len(others) <= 2


def test_a_new_entry_in_the_words_of_another_collides_with_it(shipped):
    known = shipped.knowledge.entries["founded-when"]
    copy = known.model_copy(update={"id": "copied", "question": "When was all this founded, then?"})
    knowledge = shipped.knowledge
    entries = {**knowledge.entries, "copied": copy}
    after = Snapshot.build(
        type(knowledge)(knowledge.article, entries, knowledge.not_covered, knowledge.events)
    )
    result = measure_impact(shipped, after, ["copied"], [])

    assert result.collisions[0].item == "founded-when"
    assert result.collisions[0].share > 0.9
    assert len(result.stray_phrasings) == len(known.phrasings)
    assert [(confidence.item, confidence.before) for confidence in result.confidence] == [("copied", None)]


def test_phrasings_that_say_more_make_an_entry_surer(shipped):
    known = shipped.knowledge
    entry = known.entries["founded-where"]
    fewer = entry.model_copy(update={"phrasings": entry.phrasings[::4]})
    entries = {**known.entries, entry.id: fewer}
    before = Snapshot.build(type(known)(known.article, entries, known.not_covered, known.events))
    (confidence,) = measure_impact(before, shipped, [entry.id], []).confidence

    assert confidence.asked == len(entry.phrasings[::4][::3])
    assert 0 < confidence.before < confidence.after < 1


@pytest.mark.parametrize(("phrasings", "asked"), [([], 0), (["brand new words"], 0)])
def test_without_a_phrasing_that_stays_there_is_nothing_to_compare(phrasings, asked):
    start, end = QA.index("      - rye percentage"), QA.index("    answer: 40%")
    listed = "".join(f"      - {phrasing}\n" for phrasing in phrasings)
    qa = QA[:start] + listed + QA[end:]
    qa = qa if phrasings else qa.replace("rye?\n    phrasings:\n    answer", "rye?\n    answer")
    (confidence,) = measure_impact(BEFORE, snapshot_of({"qa.yaml": qa}), ["rye-share"], []).confidence

    assert (confidence.item, confidence.asked, confidence.before, confidence.after) == (
        "rye-share",
        asked,
        None,
        None,
    )


def test_the_only_entry_collides_with_nothing():
    qa = QA[: QA.index("  - id: rye-share")].replace("    related: [rye-share]\n", "")
    snapshot = snapshot_of({"qa.yaml": qa})

    assert measure_impact(snapshot, snapshot, ["shop-count"], []).collisions == ()
