"""Whatever goes wrong, the log holds no token, and nothing that says who asked."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wire import payloads
from tests.wire.conftest import ROOT, TOKEN, Started
from tests.wire.payloads import CURATORS, GUILD, MANAGES, Json
from tests.wire.questions import BUILT, POSTS, SHIPS, ask
from tests.wire.reading import components, text_of
from tests.wire.stand_in import StandIn
from tests.wire.test_curating import pack, pressed, previewed

__all__ = ["pack"]

# The ids of all who ask begin like this one.
WHO, OTHER, DIRECT = "183746209175201200", "294857310286312345", "394857310286312346"
NAMES = {"username": "magnhild.quist", "global_name": "Magnhild Quist"}
NICK = "Quist of the harbour"
# Python imports it before all else: what nobody foresaw happens to questions with a certain word in them.
SITECUSTOMIZE = """
import os, unicodedata

normalize = unicodedata.normalize

def fail(form, text):
    if "xyzzy" in text.casefold():
        raise KeyError(int(os.environ["WHO"]) if "key" in text else text)
    return normalize(form, text)

unicodedata.normalize = fail
"""


@pytest.fixture(autouse=True)
def _somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader has an id as Discord's are, a name, and another in the server."""
    for key, value in ({"id": WHO} | NAMES).items():
        monkeypatch.setitem(payloads.PERSON, key, value)
    monkeypatch.setitem(payloads._MEMBER, "nick", NICK)


@pytest.fixture
def variables(tmp_path: Path, pack: Path) -> Iterator[dict[str, str]]:
    """Those for a process in which something fails that nobody foresaw."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(SITECUSTOMIZE)
    return {
        "PYTHONPATH": os.pathsep.join((str(site), str(ROOT))),
        "WHO": WHO,
        "FOOTNOTE_KNOWLEDGE": str(pack),
        "FOOTNOTE_CURATOR_CHANNEL": CURATORS,
    }


def somebody(number: int) -> Json:
    """One of many who ask."""
    return payloads.PERSON | {"id": str(int(WHO) + number)}


def references(said: str) -> set[str]:
    """The references in a text, of the log or of answers."""
    return set(re.findall(r"reference (\w{6})\b", said))


async def surprise(discord: StandIn) -> set[str]:
    """Let something fail that nobody foresaw, for a message, a command and a form; the references told."""
    told = set()
    for word in ("é xyzzy", "é xyzzy key"):
        number = len(discord.shown())
        await discord.mention(f"{word} of <@{OTHER}>")
        await discord.until(lambda number=number: len(discord.shown()) > number)
        told |= references(text_of(discord.shown()[-1]))
    path = await discord.ask(f"é xyzzy <@{OTHER}>")
    (first,) = await discord.until(lambda: discord.got("POST", path))
    told |= references(json.dumps(first.body))
    return told


async def go_wrong_at_discord(discord: StandIn) -> None:
    """Let Discord refuse, limit and garble what is sent: in a channel, to one person, and to a press."""
    limit = {"message": "slow down", "retry_after": 0.05, "global": False}
    headers = {"Via": "1.1 google", "Retry-After": "0.05"}
    discord.fail("POST", POSTS, 429, body=limit, headers=headers)
    discord.fail("POST", POSTS, 503)
    discord.fail("POST", POSTS, 200, cut="reset")
    await ask(discord)
    for status in (403, 404, 400):
        discord.fail("POST", POSTS, status)
        before = len(discord.got("POST", POSTS))
        await discord.mention(BUILT, author=somebody(status - 390))
        await discord.until(lambda before=before: len(discord.got("POST", POSTS)) > before)
    discord.channels[DIRECT] = {"type": 1, "recipients": [payloads.PERSON]}
    for status in (429, 403, 404):
        posts = rf"/channels/{DIRECT}/messages"
        discord.fail("POST", posts, status, body=limit, headers=headers)
        before = len(discord.got("POST", posts))
        message = payloads.message(discord.next_id(), DIRECT, somebody(status - 340), content=BUILT)
        await discord.dispatch("MESSAGE_CREATE", message)
        await discord.until(lambda before=before, posts=posts: len(discord.got("POST", posts)) > before)
    for status, number in ((503, 2), (404, 1), (429, 2)):
        discord.fail(
            "POST", r"/interactions/.+/callback", status, body=limit | {"code": 10062}, headers=headers
        )
        path = await discord.ask(SHIPS)
        await discord.until(lambda path=path, number=number: len(discord.got("POST", path)) >= number)
    discord.forgive()


async def misbehave(discord: StandIn) -> None:
    """Ask far too much, press what is not there, and send what cannot be read."""
    for _ in range(8):
        await discord.mention(SHIPS)
    await discord.interact(2, {"id": "77", "name": "nothing", "type": 1, "options": []})
    broken = payloads.said(discord.next_id(), payloads.CHANNEL, SHIPS) | {"attachments": [NAMES]}
    await discord.dispatch("MESSAGE_CREATE", broken)
    await discord.dispatch("GUILD_MEMBER_UPDATE", {"guild_id": GUILD, "user": payloads.PERSON | {"id": None}})
    await discord.send_raw(json.dumps({"op": 0, "t": "INTERACTION_CREATE", "s": 0, "d": {"user": NAMES}}))


async def curate(discord: StandIn) -> None:
    """Report a mistake, edit, save, undo, and try to do it without the right to."""
    mistake = {"type": 4, "custom_id": "text", "value": f"<@{OTHER}> says so"}
    report = {"custom_id": "report-form:ships:1", "components": [{"type": 18, "component": mistake}]}
    await discord.interact(5, report)
    await discord.until(lambda: discord.shown(CURATORS))
    preview = await previewed(discord, why=f"as <@{OTHER}> said")
    await pressed(discord, preview, "save")
    await discord.until(lambda: "### Saved as revision 2" in text_of(preview))
    await discord.until(lambda: "Revision 2" in text_of(discord.shown(CURATORS)[-1]))
    line = discord.shown(CURATORS)[-1]
    undo = next(each["custom_id"] for each in components(line["components"]) if "custom_id" in each)
    for permissions in (payloads.SEES, MANAGES):
        path = await discord.press(line, undo, permissions)
        await discord.until(lambda path=path: discord.got("POST", path))


def says_who(said: str) -> list[str]:
    """The lines that hold a token, or say who asked."""
    private = (TOKEN, WHO[:-2], OTHER, *NAMES.values(), NICK, "Quist", DIRECT)
    found = re.compile("|".join([*map(re.escape, private), r"token-\d"]))
    return [line for line in said.splitlines() if found.search(line)]


@pytest.mark.parametrize("form", ["human", "json"])
async def test_the_log_never_says_who_asked_and_has_the_reference_that_they_read(
    discord: StandIn, started: Started, variables: dict[str, str], form: str
):
    async with started(**variables, FOOTNOTE_LOG=form) as footnote:
        await discord.until(lambda: discord.connected)
        told = await surprise(discord)
        await go_wrong_at_discord(discord)
        await curate(discord)
        await misbehave(discord)
        discord.drop()
        await discord.until(lambda: discord.resumes and discord.connected)
        footnote.process.terminate()
        code, out, err = await footnote.ended()
    assert code == 0, err
    assert says_who(out + err) == []
    assert len(told) == 3
    assert told <= references(err)
