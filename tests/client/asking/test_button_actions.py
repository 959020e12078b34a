"""Buttons and forms, also after a restart."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.answering.snapshot import Snapshot
from bot.store.database.tables import metadata, questions, reports, verdicts
from tests.client.town import components, fresh, labels, open_town, rows, text

USERS = "how many chinese accounts does binance have"
UNSURE = "regulators"


async def test_source_shows_who_says_it_and_the_paragraph_to_the_presser_alone(town, later):
    card = await town.mention(USERS)
    await later(town)
    result = await town.bob.click(card, label="Source")

    assert result.response.ephemeral
    assert "Stated in the article, paragraph 3" in text(result.response)
    assert "Mission Control, an internal platform at Binance" in text(result.response).replace("\\", "")
    assert labels(result.response) == ["Report a mistake"]


async def test_the_source_links_the_article_where_there_is_one(shipped, tmp_path):
    article = shipped.knowledge.article.model_copy(update={"url": "https://example.com/a"})
    linked = replace(shipped, knowledge=replace(shipped.knowledge, article=article))
    async with open_town(linked, tmp_path) as town:
        result = await town.bob.click(await town.mention(USERS), label="Source")

        assert [component["url"] for component in components(result.response) if component.get("url")] == [
            "https://example.com/a"
        ]


async def test_a_related_question_is_shown_to_the_presser_alone(town, later):
    card = await town.mention(USERS)
    await later(town)
    result = await town.bob.click(card, label="How many of the users in China are still active?")

    assert result.response.ephemeral
    assert "More than 900,000" in text(result.response).replace("\\", "")
    assert "5.6 million registered users" in text(fresh(town, card))


async def test_not_what_i_asked_takes_the_answer_back_and_offers_others(town, later):
    card = await town.mention(USERS)
    await later(town)
    await town.alice.click(card, label="Not what I asked")

    shown = fresh(town, card)
    assert "5.6 million registered users" not in text(shown)
    assert labels(shown)[-3:] == ["None of these", "It was right after all", "Dismiss"]
    assert 1 <= len(labels(shown)) - 3 <= 3


async def test_what_the_asker_picks_replaces_the_wrong_card_and_the_last_word_counts(town, later):
    card = await town.mention(USERS)
    await later(town)
    await town.alice.click(card, label="Not what I asked")
    other = labels(fresh(town, card))[0]
    await town.alice.click(fresh(town, card), label=other)

    assert other in text(fresh(town, card)).replace("\\", "")
    await town.alice.click(fresh(town, card), label="Not what I asked")
    await town.alice.click(fresh(town, card), label="None of these")
    assert "I don't know" in text(fresh(town, card)).replace("\\", "")
    (judged,) = await rows(town, verdicts)
    assert judged["picked"] is None


async def test_none_of_these_is_noted(town):
    card = await town.mention(USERS)
    await town.alice.click(card, label="Not what I asked")
    await town.alice.click(fresh(town, card), label="None of these")

    (verdict,) = await rows(town, verdicts)
    (row,) = await rows(town, questions)
    assert verdict["question_id"] == row["id"]
    assert verdict["picked"] is None


async def test_somebody_else_cannot_take_an_answer_back(town, later):
    card = await town.mention(USERS)
    await later(town)
    result = await town.bob.click(card, label="Not what I asked")

    assert result.response.ephemeral
    assert "5.6 million registered users" in text(fresh(town, card))
    await town.bob.click(result.response, label=labels(result.response)[0])
    assert "5.6 million registered users" in text(fresh(town, card))
    assert await rows(town, verdicts) == []


async def test_without_its_row_the_entrys_neighbours_are_offered(town):
    card = await town.mention(USERS)
    await town.log.flush()
    await town.log.forget(datetime.now(UTC) + timedelta(days=1))
    await town.alice.click(card, label="Not what I asked")

    assert "How many of the users in China are still active?" in labels(fresh(town, card))


async def test_did_you_mean_becomes_the_answer_for_the_asker(town, later):
    card = await town.mention(UNSURE)
    assert "Did you mean" in text(card)
    offered = labels(card)[0]
    await later(town)
    await town.alice.click(card, label=offered)

    assert offered in text(fresh(town, card)).replace("\\", "")
    assert "¹" in text(fresh(town, card))


async def test_did_you_mean_is_answered_alone_for_anybody_else(town, later):
    card = await town.mention(UNSURE)
    await later(town)
    result = await town.bob.click(card, label=labels(card)[0])

    assert result.response.ephemeral
    assert "Did you mean" in text(fresh(town, card))


async def test_only_the_asker_says_none_of_these(town):
    card = await town.mention(UNSURE)
    result = await town.bob.click(card, label="None of these")

    assert result.response.ephemeral
    assert "Did you mean" in text(fresh(town, card))


async def test_the_header_of_a_slash_answer_stays_when_it_is_replaced(town):
    result = await town.alice.slash(town.channel, "ask", question=UNSURE)
    picked = await town.alice.click(result.response, label=labels(result.response)[0])

    assert text(picked.response).startswith("-# Asked: regulators\n")


async def test_a_private_did_you_mean_stays_private(town):
    result = await town.alice.slash(town.channel, "ask", question=UNSURE, private=True)
    picked = await town.alice.click(result.response, label=labels(result.response)[0])

    assert picked.response.ephemeral
    assert "Dismiss" not in labels(picked.response)


async def test_the_article_does_not_say_shows_its_neighbours(town, later):
    card = await town.mention("how many binance users in vietnam")
    assert "The article does not say" in text(card)
    await later(town)
    result = await town.bob.click(card, label="How many people in China are registered on Binance?")

    assert "5.6 million registered users" in text(result.response)


async def test_a_wrong_the_article_does_not_say_can_be_taken_back(town, later):
    card = await town.mention("how many binance users in vietnam")
    await later(town)
    await town.alice.click(card, label="Not what I asked")
    await town.alice.click(fresh(town, card), label="How many people in China are registered on Binance?")

    assert "5.6 million" in text(fresh(town, card))
    assert (await rows(town, verdicts))[0]["picked"] == "registered-users"


@pytest.mark.parametrize("who", ["alice", "mod"])
async def test_the_asker_and_whoever_may_manage_messages_can_dismiss(town, later, who):
    card = await town.mention(USERS)
    await later(town)
    await getattr(town, who).click(card, label="Dismiss")

    assert card.id not in [message.id for message in town.channel.history()]


async def test_nobody_else_can_dismiss(town, later):
    card = await town.mention(USERS)
    await later(town)
    result = await town.bob.click(card, label="Dismiss")

    assert result.response.ephemeral
    assert card.id in [message.id for message in town.channel.history()]


async def test_a_slash_answer_is_dismissed_through_its_interaction(town):
    result = await town.alice.slash(town.channel, "ask", question=USERS)
    await town.alice.click(result.response, label="Dismiss")

    assert result.response is None
    assert [request.path for request in town.env.http_requests][-1].startswith("/webhooks/")


async def test_an_old_button_of_an_entry_that_is_gone_says_so(town, shipped):
    card = await town.mention(USERS)
    entries = {
        id: entry.model_copy(update={"related": ()})
        for id, entry in shipped.knowledge.entries.items()
        if id not in ("registered-users", "active-users")
    }
    items = {id: item.model_copy(update={"see": ()}) for id, item in shipped.knowledge.not_covered.items()}
    smaller = Snapshot.build(replace(shipped.knowledge, entries=entries, not_covered=items))
    await town.restart(smaller)

    for label in ("Source", "How many of the users in China are still active?"):
        result = await town.alice.click(card, label=label)
        assert "no longer in the Q&A" in text(result.response)


async def test_a_report_reaches_the_log_and_the_curators_channel(shipped, tmp_path):
    async with open_town(shipped, tmp_path) as town:
        curators = town.guild.create_text_channel("curators")
        await town.restart(curator_channel=curators.id)
        source = await town.bob.click(await town.mention(USERS), label="Source")
        form = await town.bob.click(source.response, label="Report a mistake")
        result = await town.bob.submit_modal(form, {"text": "It says **5.6** @everyone"})

        assert "Thank you" in text(result.response)
        (report,) = await rows(town, reports)
        assert (report["item"], report["text"]) == ("registered-users", "It says **5.6** @everyone")
        assert "\\*\\*5.6\\*\\*" in text(curators.last_message)


async def test_reports_name_nobody(town):
    source = await town.bob.click(await town.mention(USERS), label="Source")
    form = await town.bob.click(source.response, label="Report a mistake")
    await town.bob.submit_modal(form, {"text": f"{town.alice.mention} is wrong"})

    assert [report["text"] for report in await rows(town, reports)] == ["@someone is wrong"]


async def test_a_press_on_a_message_that_is_gone_is_a_plain_sentence(town):
    card = await town.mention(USERS)
    town.env.inject_error("POST", "/interactions/*/callback", status=404, code=10008)
    result = await town.alice.click(card, label="Not what I asked")

    assert "That message is gone" in result.response.content


async def test_a_form_opened_before_a_restart_still_arrives(town):
    source = await town.bob.click(await town.mention(USERS), label="Source")
    form = await town.bob.click(source.response, label="Report a mistake")
    await town.restart()
    result = await town.bob.submit_modal(form, {"text": "late"})

    assert "Thank you" in text(result.response)
    assert [report["text"] for report in await rows(town, reports)] == ["late"]


async def test_the_log_keeps_no_user_and_no_name(town):
    await town.mention(f"{town.bob.mention} said {USERS}")
    await town.alice.send_dm("who is cz")
    await town.alice.click(await town.mention("who founded binance"), label="Not what I asked")

    logged = await rows(town, questions)
    assert [row["place"] for row in logged] == [str(town.channel.id), "a DM", str(town.channel.id)]
    assert logged[0]["text"].startswith("@someone said")
    people = {str(person.id) for person in (town.alice, town.bob, town.mod)}
    people |= {"alice", "bob"}
    for table in metadata.sorted_tables:
        for row in await rows(town, table):
            assert not people & {str(value) for value in row.values()}


async def test_an_error_of_a_button_shows_a_reference(town, caplog):
    card = await town.mention(USERS)
    town.client.question_handler._library.snapshot = None
    result = await town.alice.click(card, label="Source")

    assert "Something went wrong on my side" in result.response.content
    assert result.response.content.rstrip(".").rsplit(" ", 1)[-1] in caplog.text
