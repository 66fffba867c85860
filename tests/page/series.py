"""What tests of series share: filling in the form, and what the page shows of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Locator, Page

SERIES = "#/series"


async def fill(page: Page, **fields: str) -> None:
    """Fill in fields by their labels, with `_` for spaces."""
    for label, text in fields.items():
        await page.get_by_role("textbox", name=label.replace("_", " "), exact=True).fill(text)


async def choose(page: Page, label: str) -> None:
    """Choose one of a few that stand side by side."""
    await page.get_by_role("radio", name=label).check()


async def start(page: Page, label: str = "Start") -> None:
    """Press the button at the end of the form."""
    await page.get_by_role("button", name=label, exact=True).click()


def card(page: Page, name: str) -> Locator:
    """Return the card of a series that is under way."""
    return page.get_by_role("article", name=name, exact=True)


def over(page: Page, name: str) -> Locator:
    """Return the line of a series that is over."""
    return page.get_by_role("region", name="Finished").get_by_role("listitem").filter(has_text=name)


async def see_completed(page: Page, name: str, counts: str) -> None:
    """Wait until a series is over, with these counts."""
    await expect(over(page, name)).to_contain_text(f"Completed: {counts}", timeout=20_000)
