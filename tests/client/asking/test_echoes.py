"""Whatever of a question is repeated in the bot's name leads nowhere, turns nothing and calls nobody."""

import re
import unicodedata

import pytest

from tests.client.town import open_town, text

USERS = "how many chinese accounts does binance have"
TURNS = "\u202e\u2066\u200f\u061c"
BAIT = [
    "DISCORD.GG/bait",
    "HTTPS://bait.example/x",
    "ｄｉｓｃｏｒｄ．ｇｇ/bait",
    "discord。gg/bait",
    "dis\u200bcord.g\u2060g/bait",
    "dіscord.gg/bait",
    "discord.com/invite/bait",
    "discordapp.com/invite/bait",
    "[here](<HTTPS://bait.example>)",
    "[here](hTTps://bait.example)",
    "www.bait.example",
    "bait.com/x",
    f"{TURNS}bait",
    "b\u0300\u0301\u0302\u0303\u0304\u0305\u0306ait",
    "@everyone",
]


def check_it_leads_nowhere(shown):
    assert not set(TURNS) & set(shown)
    assert not re.search("[\u0300-\u036f]{5}", shown)
    assert not re.search(r"(?<!\\)@everyone", shown)
    plain = unicodedata.normalize("NFKD", shown.replace("\\", ""))
    read = "".join(each for each in plain if unicodedata.category(each) not in ("Mn", "Cf")).casefold()
    for link in ("://", ".gg", "。gg", ".com/", "www."):
        assert link not in read


@pytest.mark.parametrize("bait", BAIT)
async def test_the_header_of_ask_repeats_the_words_and_not_the_bait(town, bait):
    result = await town.alice.slash(town.channel, "ask", question=f"{USERS}, 5.6 million? {bait}")

    header = text(result.response).split("\n")[0]
    check_it_leads_nowhere(header)
    assert header.startswith(f"-# Asked: {USERS}, 5.6 million?")


async def test_the_header_stays_harmless_when_its_card_is_replaced(town):
    result = await town.alice.slash(town.channel, "ask", question=f"{USERS} DISCORD.GG/bait {TURNS}")
    await town.alice.click(result.response, label="Not what I asked")

    assert USERS in text(town.channel.last_message)
    check_it_leads_nowhere(text(town.channel.last_message))


async def test_the_menu_repeats_nothing_of_a_message_but_its_link(town):
    for bait in BAIT:
        said = await town.bob.send(town.channel, f"{USERS} {bait}")
        result = await town.alice.context_menu(town.channel, "Ask the article", said)

        assert said.jump_url in text(result.response)
        check_it_leads_nowhere(text(result.response).replace(said.jump_url, ""))


async def test_a_reported_mistake_reaches_the_curators_in_its_own_lines_without_the_bait(shipped, tmp_path):
    async with open_town(shipped, tmp_path) as town:
        curators = town.guild.create_text_channel("curators")
        await town.restart(curator_channel=curators.id)
        source = await town.bob.click(await town.mention(USERS), label="Source")
        form = await town.bob.click(source.response, label="Report a mistake")
        await town.bob.submit_modal(form, {"text": "\n".join(["It is 5.6 million.", *BAIT, "Not 5.7!"])})

        told = text(curators.last_message)
        check_it_leads_nowhere(told)
        assert "It is 5.6 million.\n" in told
        assert told.endswith("\nNot 5.7!")


@pytest.mark.parametrize("bait", [each for each in BAIT if not each.startswith("@")])
@pytest.mark.parametrize("option", ["from", "topic"])
async def test_what_the_timeline_cannot_read_is_repeated_without_the_bait(town, option, bait):
    result = await town.alice.slash(town.channel, "timeline list", **{option: bait})

    check_it_leads_nowhere(town.refusal(result))
