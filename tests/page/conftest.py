"""A running service, and its page in a real browser, signed in."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio
from playwright.async_api import async_playwright, expect

from tests.page.page_rig import OpenPage, PageRig
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from playwright.async_api import Browser

# Without these, Chromium looks up hosts of its maker's at each start.
ARGUMENTS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have all tests here run in one loop, which the browser is bound to: to start it takes longer than a test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest_asyncio.fixture(loop_scope="session")
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    """A service with one virtual Nikon."""
    async with running_service(tmp_path, [camera.port_string]) as service:
        yield service


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        sandbox = os.geteuid() != 0  # it does not start for root, which CI may run as
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS, chromium_sandbox=sandbox
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser) -> OpenPage:
    """Return a function that opens the page of a service; it fails the test on leaving when scripts failed there."""

    @asynccontextmanager
    async def open_it(
        service: RunningService, fragment: str = "", *, width: int = 1440, height: int = 900, **context: Any
    ) -> AsyncIterator[PageRig]:
        opened = await browser.new_context(viewport={"width": width, "height": height}, **context)
        async with opened:
            rig = PageRig(await opened.new_page(), service)
            await rig.open(fragment)
            yield rig
            assert rig.faults == [], "\n".join(rig.faults)

    return open_it


@pytest_asyncio.fixture(loop_scope="session")
async def page(open_page: OpenPage, service: RunningService) -> AsyncIterator[PageRig]:
    """The page of the service with one camera, 1440 pixels wide, signed in."""
    async with open_page(service) as rig:
        yield rig
