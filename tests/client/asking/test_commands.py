"""Slash commands and the message menu."""

import pytest

from tests.client.timelines import listed, without_events
from tests.client.town import components, labels, open_town, text, user_install
from tests.packs import QA, snapshot_of

USERS = "how many chinese accounts does binance have"
TWO = "who founded binance, and how many users are registered in china?"


async def test_ask_answers_and_shows_what_was_asked(town):
    result = await town.alice.slash(town.channel, "ask", question=USERS)

    assert text(result.response).startswith(f"-# Asked: {USERS}\n### How many people in China")
    assert not result.response.ephemeral


async def test_what_was_asked_is_shown_as_plain_text_cut_at_200(town):
    question = "**who** is [cz](https://evil.example) <@123456789012345678> @everyone\n# " + "x" * 300
    result = await town.alice.slash(town.channel, "ask", question=question)

    header = text(result.response).split("\n")[0]
    plain = header.removeprefix("-# Asked: ").replace("\\", "")
    assert len(plain) == 200
    assert plain.startswith("**who** is [cz](")
    assert "\\*\\*who\\*\\*" in header
    assert "<@" not in header
    assert "https" not in header


async def test_a_private_answer_is_seen_by_the_asker_alone(town):
    result = await town.alice.slash(town.channel, "ask", question=USERS, private=True)

    assert result.response.ephemeral
    assert "Dismiss" not in labels(result.response)


@pytest.mark.parametrize("private", [False, True])
async def test_two_questions_get_one_message_with_both_answers(town, private):
    result = await town.alice.slash(town.channel, "ask", question=TWO, private=private)

    assert text(result.response).split("\n") == [
        f"-# Asked: {TWO}",
        "### Who founded Binance?",
        "Changpeng Zhao, known as CZ.",
        "-# ¹ Stated in the article · paragraph 2",
        "### How many people in China are registered on Binance?",
        "Binance has 5.6 million registered users in China.",
        "-# ¹ Stated in the article · paragraph 3",
    ]
    assert result.response.ephemeral == private
    assert ("Dismiss" in labels(result.response)) == (not private)
    assert len(list(town.sent())) == 1


@pytest.mark.parametrize("private", [False, True])
async def test_the_source_of_a_second_answer_opens_after_a_restart(town, private):
    answer = await town.alice.slash(town.channel, "ask", question=TWO, private=private)
    sources = [
        component["custom_id"]
        for component in components(answer.response)
        if component.get("label") == "Source"
    ]
    await town.restart()
    opened = [text((await town.alice.click(answer.response, custom_id=id)).response) for id in sources]

    assert len(opened) == 2
    assert "**Who founded Binance?**" in opened[0]
    assert "**How many people in China are registered on Binance?**" in opened[1]


async def test_two_answers_asked_for_again_are_both_shown_again(shipped, tmp_path):
    async with open_town(shipped, tmp_path, repeat_seconds=60) as town:
        first = await town.alice.slash(town.channel, "ask", question=TWO)
        again = await town.bob.slash(town.channel, "ask", question=TWO)

        assert text(again.response) == text(first.response)
        assert not again.response.ephemeral


async def test_the_menu_on_a_message_with_two_questions_answers_both(town):
    said = await town.bob.send(town.channel, TWO)
    result = await town.alice.context_menu(town.channel, "Ask the article", said)

    assert "Changpeng Zhao" in text(result.response)
    assert "5.6 million" in text(result.response)


async def test_two_long_answers_below_a_long_question_are_accepted(tmp_path):
    qa = "".join(line for line in QA.splitlines(keepends=True) if "related:" not in line)
    for answer in (
        "It had 12 shops by the end of 2019.",
        "40% of it, and 3 million loaves were sold in 2021.",
    ):
        qa = qa.replace(answer, f"'{'*_~|' * 375}'")
    question = f"How many shops does the bakery have? How much of the bread is rye? {'*' * 300}"
    async with open_town(snapshot_of({"qa.yaml": qa}), tmp_path) as town:
        result = await town.alice.slash(town.channel, "ask", question=question)
        shown = result.response

    assert "### How many shops does the bakery have?" in text(shown)
    assert labels(shown)[-1] == "How much of the bread is rye?"
    assert len(text(shown)) <= 4_000


async def test_autocomplete_offers_popular_questions_for_nothing(town, shipped):
    choices = await town.alice.autocomplete(town.channel, "ask", "question", "")

    popular = [entry.question for entry in shipped.knowledge.entries.values() if entry.popular]
    assert [choice["value"] for choice in choices][: len(popular)] == popular
    assert len(choices) == 25


async def test_autocomplete_finds_what_holds_the_words_and_what_is_near(town):
    choices = await town.alice.autocomplete(town.channel, "ask", "question", "japan")
    misspelt = await town.alice.autocomplete(town.channel, "ask", "question", "registerd usrs")

    assert "When did Binance launch in Japan?" in [choice["value"] for choice in choices]
    assert "How many people in China are registered on Binance?" in [choice["value"] for choice in misspelt]


async def test_the_menu_answers_that_message_and_links_it(town):
    said = await town.bob.send(town.channel, USERS)
    result = await town.alice.context_menu(town.channel, "Ask the article", said)

    assert said.jump_url in text(result.response)
    assert "5.6 million" in text(result.response)
    assert USERS not in text(result.response)


async def test_the_menu_on_a_message_without_words_shows_how_to_ask(town):
    said = await town.bob.send(town.channel, "🎉")
    result = await town.alice.context_menu(town.channel, "Ask the article", said)

    assert "Ask me about the article" in text(result.response)


async def test_the_menu_on_a_message_without_text_says_so_to_the_asker_alone(town):
    card = await town.mention(USERS)
    result = await town.alice.context_menu(town.channel, "Ask the article", card)

    assert "no text" in text(result.response)
    assert result.response.ephemeral


async def test_the_commands_are_offered_everywhere_and_to_users_who_install_it(town):
    published = [command for scope in town.env.backend.commands.values() for command in scope.values()]

    assert {command["name"] for command in published} == {
        "ask",
        "timeline",
        "topics",
        "sources",
        "about",
        "Ask the article",
    }
    for command in published:
        assert command["integration_types"] == [0, 1]
        assert command["contexts"] == [0, 1, 2]


async def test_ask_works_in_a_direct_message(town):
    result = await town.alice.user.slash("ask", question=USERS)

    assert "5.6 million" in text(result.response)


async def test_whoever_installs_it_for_themselves_can_ask_anywhere_and_dismiss(town):
    with user_install():
        result = await town.alice.slash(town.channel, "ask", question=USERS)
        assert "5.6 million" in text(result.response)
        await town.alice.click(result.response, label="Dismiss")

    assert result.response is None


async def test_topics_lead_to_every_question(town, shipped):
    shown = (await town.alice.slash(town.channel, "topics")).response
    assert shown.ephemeral
    select = next(component for component in components(shown) if component.get("custom_id") == "topics")
    topics = select["options"]
    reached = set()
    for topic in topics:
        result = await town.alice.select(shown, [topic["value"]], custom_id="topics")
        assert f"### {topic['label']}" in text(result.response).replace("\\", "")
        for component in components(result.response):
            if str(component.get("custom_id", "")).startswith("questions:"):
                reached |= {option["value"] for option in component["options"]}

    assert reached == set(shipped.knowledge.entries)


async def test_a_question_chosen_under_topics_is_answered(town):
    shown = (await town.alice.slash(town.channel, "topics")).response
    opened = (await town.alice.select(shown, ["users"], custom_id="topics")).response
    result = await town.alice.select(opened, ["registered-users"], custom_id="questions:0")

    assert "5.6 million" in text(result.response)
    assert result.response.ephemeral


async def test_sources_name_everyone_and_show_what_each_says(town, shipped):
    shown = (await town.alice.slash(town.channel, "sources")).response
    said = text(shown).replace("\\", "")
    for voice in shipped.knowledge.article.voices.values():
        assert voice.name.lower() in said.lower()

    result = await town.alice.select(shown, ["cointelegraph"], custom_id="voices:0")
    assert "Through the end of 2019" in text(result.response)


async def test_about_says_what_is_kept_and_whose_the_accusations_are(town):
    said = text((await town.alice.slash(town.channel, "about")).response)

    assert "Binance's customers in China" in said
    assert "30 days" in said
    assert "No user ids, no names" in said
    assert "Accusations are those of the article" in said


async def test_a_command_and_a_mention_share_the_limit_of_questions(shipped, tmp_path):
    async with open_town(shipped, tmp_path, cooldown_questions=1) as town:
        await town.mention("who is cz")
        result = await town.alice.slash(town.channel, "ask", question=USERS)

        assert result.response.ephemeral
        assert "Ask again in" in result.response.content


async def test_a_repeated_public_answer_is_a_link_shown_to_the_asker(shipped, tmp_path):
    async with open_town(shipped, tmp_path, repeat_seconds=60) as town:
        first = await town.alice.slash(town.channel, "ask", question=USERS)
        second = await town.bob.slash(town.channel, "ask", question=USERS)
        private = await town.bob.slash(town.channel, "ask", question=USERS, private=True)

        assert first.response.message.jump_url in text(second.response)
        assert labels(second.response) == ["Not what I asked"]
        assert second.response.ephemeral
        assert "5.6 million" in text(private.response)


TIMELINE = [("list", {}), ("event", {"event": "the ban"}), ("chart", {})]


@pytest.mark.parametrize(("command", "options"), TIMELINE)
async def test_of_an_article_without_a_timeline_it_is_said_to_the_asker_alone(tmp_path, command, options):
    async with open_town(without_events(), tmp_path) as town:
        result = await town.alice.slash(town.channel, f"timeline {command}", **options)

        assert town.refusal(result) == "This article has no timeline."
        assert town.channel.history() == []


async def test_the_timeline_works_in_a_direct_message(town):
    alice = town.alice.user
    page = (await alice.slash("timeline list")).response
    await alice.click(page, label="Later")
    turned = alice.dm_channel.last_message
    picked = (await alice.select(turned, ["japan-launch"], custom_id="events")).response
    event = (await alice.slash("timeline event", event="the ban")).response
    before = (await alice.click(event, label="After: An initial drop after the ban")).response

    assert (await alice.autocomplete("timeline list", "from", "june"))[0]["value"] == "2023-06"
    assert listed(turned)[-1] == "japan-launch"
    assert "### Binance launches in Japan" in text(picked)
    assert "### China declares all" in text(event)
    assert "### An initial drop after the ban" in text(before)


async def test_whoever_installs_it_for_themselves_can_use_the_timeline_and_dismiss_it(town):
    with user_install():
        page = (await town.alice.slash(town.channel, "timeline list")).response
        await town.alice.click(page, label="Later")
        turned = listed(town.channel.last_message)
        picked = (await town.bob.select(page, ["japan-launch"], custom_id="events")).response
        event = await town.alice.slash(town.channel, "timeline event", event="the ban")
        await town.alice.click(event.response, label="Dismiss")

    assert turned[-1] == "japan-launch"
    assert "### Binance launches in Japan" in text(picked)
    assert event.response is None
