"""Many events at once: the page asks no more often than it can show, and shows the last of them."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING

from playwright.async_api import expect

from rpc_camera.contract.types import EventName

if TYPE_CHECKING:
    from playwright.async_api import WebSocket

    from tests.page.page_rig import PageRig
    from tests.rigs.service import RunningService

_BURSTS = 40
_IN_BURST = 10
_ASKED_EVERY_S = 0.2


async def test_cameras_that_come_and_go_all_the_time_are_asked_for_five_times_a_second_at_most(
    page: PageRig, service: RunningService
) -> None:
    asked: list[str] = []

    def sent(payload: str | bytes) -> None:
        asked.append(json.loads(payload)["method"])

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", sent)

    page.page.on("websocket", opened)
    await page.page.reload()
    await expect(page.page.get_by_text("Ready").first).to_be_visible()
    asked.clear()
    begun = time.monotonic()
    for _ in range(_BURSTS):
        for number in range(_IN_BURST):
            service.cameras.events.emit(
                EventName.CAMERA_STATE_CHANGED, f"other-{number}", state="busy", previous="ready"
            )
        await asyncio.sleep(0.02)
    await asyncio.sleep(2 * _ASKED_EVERY_S)
    took_s = time.monotonic() - begun

    assert 1 <= asked.count("list_cameras") <= took_s / _ASKED_EVERY_S + 2
    assert asked.count("get_camera") <= asked.count("list_cameras")


async def test_the_log_shows_the_last_of_two_thousand_events(page: PageRig, service: RunningService) -> None:
    await page.page.evaluate("location.hash = '#/log'")
    await expect(page.page.locator("rc-event").first).to_be_visible()
    for number in range(2_000):
        service.cameras.events.emit(EventName.CONFIG_CHANGED, "another-camera", name="iso", value=str(number))
        if number % 20 == 0:
            await asyncio.sleep(0.02)

    await expect(page.page.locator("rc-event").first).to_contain_text("iso: 1999")
    await page.page.get_by_role("searchbox", name="Search").fill("iso: 1000")
    await expect(page.page.locator("rc-event")).to_have_count(1)
    await expect(page.page.get_by_text("Events are missing here")).to_be_hidden()
