import pytest

from bot.core.answering.outcomes import Kind
from bot.core.answering.policy import Policy
from bot.core.answering.snapshot import Snapshot
from bot.core.checking.impact import MOST_RECENT, ChangedAnswer, QuestionResult, RemovedItem, impact
from bot.core.checking.stray_phrasings import StrayPhrasing
from tests.packs import QA, changed, snapshot_of

BEFORE = snapshot_of()


def of(old, new, ids=("shop-count",), recent=()):
    """The impact of replacing one passage of the Q&A file."""
    return impact(BEFORE, snapshot_of(changed("qa.yaml", old, new)), ids, recent)


def without_rye(qa):
    """The Q&A file without an entry, and without the links to it."""
    kept = qa[: qa.index("  - id: rye-share")] + qa[qa.index("not_covered:") :]
    return kept.replace("[rye-share]", "[]")


def came(outcome, item=None, kind=Kind.QUESTION):
    return QuestionResult(kind, outcome, item)


def test_an_edit_that_changes_nothing_does_nothing():
    found = impact(BEFORE, BEFORE, ["rye-share"], ["rye percentage", "what does a loaf cost", "hello"])

    assert (found.astray, found.answered_otherwise, found.asked) == ((), (), 3)
    assert found.is_harmless
    assert not found.needs_a_second_yes
    assert [each.before == each.after for each in found.confidence] == [True]


def test_a_phrasing_that_another_item_has_goes_astray_itself():
    found = of("      - cheap or dear\n", "      - cheap or dear\n      - the rye percentage\n", ["prices"])

    assert found.astray == (StrayPhrasing("prices", 5, "the rye percentage", "rye-share"),)
    assert found.others_astray == ()
    assert not found.needs_a_second_yes
    assert not found.is_harmless


def test_an_edit_that_takes_a_phrasing_from_another_item_needs_a_second_yes():
    found = of("      - number of shops\n", "      - number of shops\n      - or cheap, dear\n")

    assert found.others_astray == (StrayPhrasing("prices", 4, "cheap or dear", "shop-count"),)
    assert found.needs_a_second_yes


def test_a_removal_leads_nothing_astray():
    after = snapshot_of({"qa.yaml": without_rye(QA)})
    found = impact(BEFORE, after, ["rye-share"], ["rye percentage"])

    assert found.astray == ()
    assert found.collisions == ()
    assert found.answered_otherwise[0].before == came("answered", "rye-share")
    assert found.confidence == ()
    assert not found.is_harmless


def test_a_removal_says_where_its_phrasings_come_to():
    more = QA.replace("      - rye percentage\n", "      - rye share, but what does a loaf cost\n")
    before = snapshot_of({"qa.yaml": more})
    after = snapshot_of({"qa.yaml": without_rye(more)})
    changed_too = ["rye-share", "shop-count", "prices"]
    found = impact(before, after, changed_too, [])

    assert found.gone == (RemovedItem("rye-share", 6, (("prices", 1),)),)
    assert found.collisions == ()
    assert found.confidence == ()


def test_what_is_changed_beside_a_removal_is_still_looked_at():
    after = snapshot_of({"qa.yaml": without_rye(QA).replace("cheap or dear", "size of the shops in outlets")})
    found = impact(BEFORE, after, ["rye-share", "shop-count", "prices"], [])

    assert {each.changed for each in found.collisions} == {"prices"}
    assert [each.item for each in found.confidence] == ["prices"]


def test_recent_questions_of_which_something_else_comes():
    recent = [
        "how many barrels of flour are ground",
        "number of shops",
        "hello",
        "Barrels of flour?",
    ]
    found = of("      - rye percentage\n", "      - barrels of flour\n", ["rye-share"], recent)

    assert found.asked == 4
    assert (
        ChangedAnswer("Barrels of flour?", found.answered_otherwise[-1].before, came("answered", "rye-share"))
        == (found.answered_otherwise[-1])
    )
    assert found.answered_otherwise[-1].before != came("answered", "rye-share")
    assert not {"number of shops", "hello"} & {each.text for each in found.answered_otherwise}


def test_a_question_of_the_timeline_that_becomes_one_of_an_entry():
    text = "what happened in 2017"
    found = of("      - number of shops\n", f"      - {text}\n", recent=[text])

    assert found.answered_otherwise == (
        ChangedAnswer(text, came("unknown", kind=Kind.TIMELINE), came("answered", "shop-count")),
    )


def test_a_question_that_came_twice_is_asked_once_and_the_newest_are_asked():
    recent = ["Number of shops?", "number of SHOPS", *(f"question {number}" for number in range(300))]

    assert impact(BEFORE, BEFORE, [], recent[:2]).asked == 1
    assert impact(BEFORE, BEFORE, [], recent).asked == MOST_RECENT


def test_an_entry_collides_with_what_would_be_answered_in_its_place(shipped):
    (nearest, *others) = impact(shipped, shipped, ["take-action"], []).collisions

    assert (nearest.changed, nearest.item) == ("take-action", "take-action-whom")
    assert 0 < nearest.share <= 1
    assert nearest.confidence >= Policy().answer
    assert nearest.phrasing in shipped.knowledge.entries["take-action"].asked
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
    found = impact(shipped, after, ["copied"], [])

    assert found.collisions[0].item == "founded-when"
    assert found.collisions[0].share > 0.9
    assert len(found.astray) == len(known.phrasings)
    assert [(each.item, each.before) for each in found.confidence] == [("copied", None)]


def test_phrasings_that_say_more_make_an_entry_surer(shipped):
    known = shipped.knowledge
    entry = known.entries["founded-where"]
    fewer = entry.model_copy(update={"phrasings": entry.phrasings[::4]})
    entries = {**known.entries, entry.id: fewer}
    before = Snapshot.build(type(known)(known.article, entries, known.not_covered, known.events))
    (found,) = impact(before, shipped, [entry.id], []).confidence

    assert found.asked == len(entry.phrasings[::4][::3])
    assert 0 < found.before < found.after < 1


@pytest.mark.parametrize(("phrasings", "asked"), [([], 0), (["brand new words"], 0)])
def test_without_a_phrasing_that_stays_there_is_nothing_to_compare(phrasings, asked):
    start, end = QA.index("      - rye percentage"), QA.index("    answer: 40%")
    listed = "".join(f"      - {phrasing}\n" for phrasing in phrasings)
    qa = QA[:start] + listed + QA[end:]
    qa = qa if phrasings else qa.replace("rye?\n    phrasings:\n    answer", "rye?\n    answer")
    (found,) = impact(BEFORE, snapshot_of({"qa.yaml": qa}), ["rye-share"], []).confidence

    assert (found.item, found.asked, found.before, found.after) == ("rye-share", asked, None, None)


def test_the_only_entry_collides_with_nothing():
    qa = QA[: QA.index("  - id: rye-share")].replace("    related: [rye-share]\n", "")
    snapshot = snapshot_of({"qa.yaml": qa})

    assert impact(snapshot, snapshot, ["shop-count"], []).collisions == ()
