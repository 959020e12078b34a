"""A person at the demo: the page in a real browser, driven by what stands on it."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, async_playwright

# Set where the browser has to be there, as in CI: its absence then fails instead of skipping.
REQUIRED = "CHROMIUM_REQUIRED"
# The page takes one action at a time, and says itself when it is ready for the next.
_READY = "() => window.simcordPreview.ready && window.simcordPreview.awaitingRevision === null"
_COMPOSER = "#channel-composer-input"
_SEND_COMMAND = """async (message, name) => {
  const response = await fetch("/api/action", {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Message-Menu": "1",
      "X-Simcord-Capability": window.location.hash.slice(1),
    },
    body: JSON.stringify({
      viewer: document.getElementById("viewer-picker").value,
      message: message.dataset.messageId,
      name,
    }),
  });
  return response.status;
}"""
_CLICK = """(control, event) => {
  const { x: clientX, y: clientY } = control.getBoundingClientRect();
  control.dispatchEvent(new MouseEvent(event, { bubbles: true, cancelable: true, clientX, clientY }));
}"""
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str:
    """The path of the browser; skips or fails the test where there is none."""
    path = shutil.which("chromium")
    if path is None and os.environ.get(REQUIRED):
        pytest.fail("chromium is not installed")
    if path is None:
        pytest.skip("chromium is not installed (Debian: apt-get install chromium)")
    return path


class Visitor:
    """What a person does on the page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def say(self, text: str) -> None:
        await self._ready()
        await self.page.fill(_COMPOSER, text)
        await self.page.keyboard.press("Enter")
        await self.page.locator("article").get_by_text(text.removeprefix("@Footnote ")).last.wait_for()

    async def command(self, name: str, *, option: str = "", typed: str = "") -> None:
        await self._ready()
        await self.page.fill(_COMPOSER, f"/{name}")
        await self.page.get_by_text(f"/{name}", exact=True).last.wait_for()
        await self.page.keyboard.press("Enter")
        if option:
            await self.page.get_by_text(option).wait_for()
            await self.page.keyboard.type(typed)
            # What is suggested comes when it comes, and lies over the button.
            await self._ready()
            await self.page.keyboard.press("Escape")
        await self._click_answer(self.page.locator("button[aria-label*='Send']").last)

    async def upload(self, name: str, file: Path) -> None:
        await self._ready()
        await self.page.fill(_COMPOSER, f"/{name}")
        await self.page.get_by_text(f"/{name}", exact=True).last.wait_for()
        await self.page.keyboard.press("Enter")
        await self.page.get_by_label("file attachment").set_input_files(file)
        await self._click_answer(self.page.locator("button[aria-label*='Send']").last)

    async def fill_in(self, **values: str) -> None:
        """Fill in the form that is open, and send it."""
        await self.page.locator(".modal-input").first.wait_for()
        await self._ready()
        for name, value in values.items():
            await self.page.locator(f".modal-input[name={name}]").fill(value)
        await self._click_answer(self.page.get_by_role("button", name="Submit"))

    async def press(self, label: str, which: int = -1) -> None:
        await self._click_answer(self.page.get_by_role("button", name=label, exact=True).nth(which))

    async def choose(self, menu: str, option: str) -> None:
        await self._click_answer(self.page.get_by_role("combobox", name=menu).last)
        await self._click(self.page.get_by_role("option", name=option).last)

    async def _click_answer(self, control: Locator) -> None:
        """Click what the last action brought, once the page is done with it: before, it does nothing."""
        await control.wait_for()
        await self._ready()
        await self._click(control)

    async def _click(self, control: Locator, event: str = "click") -> None:
        """Click in one step, after a look whether it could be clicked.

        What is above may grow between a button of the mouse going down and coming up: the click is lost then.
        """
        await control.click(trial=True)
        await control.evaluate(_CLICK, event)

    async def message_menu(self, text: str, command: str) -> None:
        await self.menu_of(text)
        await self._click(self.page.get_by_role("menuitem", name=command))

    async def menu_of(self, text: str) -> list[str]:
        """Right-click a message: the commands it offers."""
        await self._ready()
        await self._click(self.page.get_by_text(text, exact=True).last, "contextmenu")
        await self.page.get_by_role("menuitem").first.wait_for()
        return await self.page.get_by_role("menuitem").all_text_contents()

    async def use_unoffered(self, text: str, command: str) -> int:
        """Send what the page would send for a command on a message, offered or not: the status."""
        await self._ready()
        message = self.page.locator("article[data-message-id]").filter(has_text=text).last
        return await message.evaluate(_SEND_COMMAND, command)

    async def become(self, name: str) -> None:
        await self._ready()
        await self.page.get_by_label("Viewing as").select_option(label=name)

    async def _ready(self) -> None:
        """Wait until the page is done with what was asked of it."""
        await self.page.wait_for_function(_READY)

    async def sees(self, text: str) -> None:
        await self.page.locator("#message-list, main").get_by_text(text).last.wait_for()

    async def times(self) -> list[tuple[str, datetime]]:
        """The times that stand in messages: in words, and exactly."""
        await self._ready()
        found = await self.page.locator("article time.discord-timestamp").evaluate_all(
            "times => times.map(time => [time.textContent, time.dateTime])"
        )
        return [(words, datetime.fromisoformat(exact)) for words, exact in found]

    async def sees_picture(self, words: str) -> None:
        """A picture that has loaded, with those words in what it says to who cannot see it."""
        picture = self.page.get_by_role("img", name=words).last
        await picture.wait_for()
        async with asyncio.timeout(15):
            while not await picture.evaluate("image => image.complete && image.naturalWidth > 0"):  # noqa: ASYNC110
                await asyncio.sleep(0.1)

    async def sees_no_more(self, text: str) -> None:
        await self.page.locator("article").get_by_text(text).first.wait_for(state="detached")


@asynccontextmanager
async def visit(url: str) -> AsyncIterator[Visitor]:
    """Open the page."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=_ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1100, "height": 1000})
        page.set_default_timeout(60_000)
        await page.goto(url)
        await page.wait_for_selector(_COMPOSER)
        yield Visitor(page)
        await browser.close()
