"""`python -m benchmarks.page`: the page in Chromium: frames drawn, time to a thumbnail, a full card, memory over time.

It needs Playwright, which `pip install -e '.[dev]'` brings, and Debian's Chromium, so that it is not one of those that
`python -m benchmarks` runs.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.async_api import async_playwright

from benchmarks.shared import TOKEN, Samples, ms, service, table, web_socket
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, CDPSession, Page, WebSocket

_CHROMIUM: Final = "/usr/bin/chromium"
_ARGUMENTS: Final = (
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_FPS_S: Final = 10
_PICTURES: Final = 10
_ON_CARD: Final = 5_000
_LISTED_S: Final = 120.0
_MB: Final = 1_000_000
_DRAWN: Final = """() => {
  const inside = (root, name) => root.querySelector(name).shadowRoot;
  const view = inside(inside(document, "rc-app"), "rc-camera-view");
  const { count, canvas } = inside(view, "rc-stage").querySelector("rc-live-picture");
  return canvas.width === 0 ? 0 : count.drawn;
}"""
# How long it takes from the click on the shutter to a thumbnail on the screen that was not there before, in seconds.
_SHOOT: Final = """async () => {
  const inside = (root, name) => root.querySelector(name)?.shadowRoot;
  const view = inside(inside(document, "rc-app"), "rc-camera-view");
  const button = () => inside(inside(view, "rc-fire-bar"), "rc-shutter-button").querySelector("button");
  const thumbnail = () => inside(inside(view, "rc-stage"), "rc-picture-corner")?.querySelector("img");
  const frame = () => new Promise(requestAnimationFrame);
  while (button().ariaDisabled === "true") await frame();
  const before = thumbnail()?.src, begun = performance.now();
  button().click();
  while (!thumbnail() || thumbnail().src === before || !thumbnail().complete) await frame();
  await frame(); // in which it is drawn
  return (performance.now() - begun) / 1000;
}"""

# Scrolls a screen further in each of 60 frames; returns how long each took until it was drawn anew and laid out, in s.
_SCROLLED: Final = """async grid => {
  const scroller = grid.renderRoot.querySelector(".scroller");
  const times = [];
  for (let step = 0; step < 60; step += 1) {
    await new Promise(requestAnimationFrame);
    const begun = performance.now();
    scroller.scrollTop += 700;
    scroller.dispatchEvent(new Event("scroll"));
    await grid.updateComplete;
    grid.renderRoot.querySelector(".tile").getBoundingClientRect();
    times.push((performance.now() - begun) / 1000);
  }
  return times;
}"""


@dataclass
class Received:
    """What came to the page over its WebSocket."""

    frames: int = 0

    def listen(self, socket: WebSocket) -> None:
        """Count the binary messages, which are frames."""
        socket.on("framereceived", self._count)

    def _count(self, payload: str | bytes) -> None:
        self.frames += isinstance(payload, bytes)


@dataclass(frozen=True)
class Memory:
    """Of the tab, after a collection of garbage, in bytes: its JavaScript, and its whole process with all pictures."""

    heap: float
    process: float
    nodes: float


async def report(minutes: float) -> str:
    """Return the tables."""
    with VirtualCameraProcess("--serial", "1") as camera:
        async with service(f"--camera={camera.port_string}") as url, browser_to_measure() as browser:
            page, received = await browser.new_page(viewport={"width": 1440, "height": 900}), Received()
            page.on("websocket", received.listen)
            await page.add_init_script(f"sessionStorage.setItem('rpc-camera token', {TOKEN!r})")
            await page.goto(f"{url}/#/camera")
            await page.get_by_text("fps").wait_for()
            parts = [await _frames(page, received, camera), await _thumbnails(page, url)]
            if minutes > 0:
                parts.append(await _memory(browser, page, minutes))
            parts.append(await _scrolling(browser))
    return "\n\n".join(("## Control page", *parts))


async def _frames(page: Page, received: Received, camera: VirtualCameraProcess) -> str:
    def read() -> int:
        return int(camera.control({"status": True})["live_view_frames"])

    begun, before = time.monotonic(), (read(), received.frames, int(await page.evaluate(_DRAWN)))
    await asyncio.sleep(_FPS_S)
    took_s, after = time.monotonic() - begun, (read(), received.frames, int(await page.evaluate(_DRAWN)))
    names = ("read from the camera", "sent to the page", "drawn")
    rates = [(after[place] - before[place]) / took_s for place in range(len(names))]
    rows = [[name, f"{rate:.1f}"] for name, rate in zip(names, rates, strict=True)]
    return "Frames of live view, with 30 a second asked for:\n\n" + table(("", "frames/s"), rows)


async def _thumbnails(page: Page, url: str) -> str:
    """Take pictures on the page and, in turn, with a bare client, which asks for a thumbnail after the capture."""
    on_page, bare = [], []
    async with web_socket(url) as client:
        for _ in range(_PICTURES):
            on_page.append(float(await page.evaluate(_SHOOT)))
            begun = time.perf_counter()
            files = (await client.call("capture_image"))["files"]
            await client.call("get_thumbnail", path=files[0]["path"])
            bare.append(time.perf_counter() - begun)
    rows = [
        [name, ms(samples.median_s), ms(samples.p95_s), ms(samples.max_s)]
        for name, samples in (("capture_image, get_thumbnail", Samples(bare)), ("click to thumbnail", Samples(on_page)))
    ]
    return f"A picture, {_PICTURES} times, live view running, ms:\n\n" + table(("", "median", "p95", "max"), rows)


async def _scrolling(browser: Browser) -> str:
    with VirtualCameraProcess("--serial", "2") as camera:
        camera.control({"fill": _ON_CARD})
        async with service(f"--camera={camera.port_string}") as url:
            page = await browser.new_page(viewport={"width": 1440, "height": 900})
            await page.add_init_script(f"sessionStorage.setItem('rpc-camera token', {TOKEN!r})")
            await page.goto(f"{url}/#/pictures")
            await page.get_by_role("gridcell").first.wait_for(timeout=_LISTED_S * 1000)
            screens = Samples(await page.locator("rc-picture-grid").evaluate(_SCROLLED))
    row = ["a screen", ms(screens.median_s), ms(screens.p95_s), ms(screens.max_s)]
    return f"Scrolling through {_ON_CARD:,} pictures, ms:\n\n" + table(("", "median", "p95", "max"), [row])


async def _memory(browser: Browser, page: Page, minutes: float) -> str:
    session, whole = await page.context.new_cdp_session(page), await browser.new_browser_cdp_session()
    await session.send("Performance.enable")
    before, drawn = await _measured(session, whole), int(await page.evaluate(_DRAWN))
    await asyncio.sleep(minutes * 60)
    drawn = int(await page.evaluate(_DRAWN)) - drawn
    after = await _measured(session, whole)
    rows = [
        ["JavaScript heap, MB", f"{before.heap / _MB:.1f}", f"{after.heap / _MB:.1f}"],
        ["renderer process, MB", f"{before.process / _MB:.1f}", f"{after.process / _MB:.1f}"],
        ["DOM nodes", f"{before.nodes:.0f}", f"{after.nodes:.0f}"],
    ]
    head = f"Memory of the tab, before and after {minutes:g} min of live view, in which {drawn} frames were drawn:"
    return f"{head}\n\n" + table(("", "before", "after"), rows)


async def _measured(session: CDPSession, whole: CDPSession) -> Memory:
    await session.send("HeapProfiler.collectGarbage")
    metrics = {each["name"]: each["value"] for each in (await session.send("Performance.getMetrics"))["metrics"]}
    processes = (await whole.send("SystemInfo.getProcessInfo"))["processInfo"]
    resident = max(_resident_bytes(each["id"]) for each in processes if each["type"] == "renderer")
    return Memory(metrics["JSHeapUsedSize"], resident, metrics["Nodes"])


def _resident_bytes(process: int) -> int:
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


@asynccontextmanager
async def browser_to_measure() -> AsyncIterator[Browser]:
    """Yield a Chromium without a window."""
    async with async_playwright() as playwright:
        sandbox = os.geteuid() != 0  # it does not start for root
        browser = await playwright.chromium.launch(
            executable_path=_CHROMIUM, args=list(_ARGUMENTS), chromium_sandbox=sandbox
        )
        yield browser
        await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page", description=__doc__)
    parser.add_argument(
        "--minutes",
        type=float,
        default=10,
        help="of live view between the looks at memory; 0: no look",
    )
    print(asyncio.run(report(parser.parse_args().minutes)))
