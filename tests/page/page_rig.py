"""The page, as a test uses it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager
    from typing import Any

    from playwright.async_api import ConsoleMessage, Page

    from tests.rigs.service import RunningService


class OpenPage(Protocol):
    """Opens the page of a service at `fragment`, such as `#/log`; `context` are options of a Playwright context."""

    def __call__(
        self, service: RunningService, fragment: str = "", *, width: int = 1440, height: int = 900, **context: Any
    ) -> AbstractAsyncContextManager[PageRig]: ...


class PageRig:
    """`page` is Playwright's; `faults` has what scripts threw and the console's errors, also of policies."""

    def __init__(self, page: Page, service: RunningService) -> None:
        self.page = page
        self.service = service
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._listen)

    async def open(self, fragment: str = "", *, token: str | None = TOKEN, at: str | None = None) -> None:
        """Open the page, or at another address; the tab has the token already, as after signing in."""
        if token is not None:
            script = f"sessionStorage.setItem('rpc-camera token', {json.dumps(token)})"
            await self.page.add_init_script(f"if (sessionStorage.length === 0) {script}")
        await self.page.goto(f"{at or self.service.url}/{fragment}")

    def forgive(self, text: str) -> None:
        """Forget the faults with `text`: the test has caused them."""
        self.faults = [fault for fault in self.faults if text not in fault]

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(message.text)
