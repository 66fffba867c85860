"""`python -m benchmarks.page_rig`: the control page of a rig of 100 cameras on 17 hosts, 16 of them played.

Chromium opens the wall and the log; how soon they are there, and how they keep up with a storm of events. Like
`benchmarks.page`, it needs Playwright and Debian's Chromium, and is not one of those that `python -m benchmarks` runs.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.page import browser_to_measure
from benchmarks.shared import TOKEN, ms, serving, table, web_socket
from tests.rigs.nats_server import NatsServer

if TYPE_CHECKING:
    from playwright.async_api import CDPSession, Page

_HOSTS: Final = 16
_CAMERAS: Final = 6  # of each
_REAL: Final = 4
_COUNT: Final = _HOSTS * _CAMERAS + _REAL
_OPENED: Final = 3
_RATES: Final = (100, 1000)
_SECONDS: Final = 5.0
_LIMIT_S: Final = 240.0
_QUIET_MS: Final = 300
# When all tiles were on the page and drawn, in seconds since the page was asked for.
_WALL: Final = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const inside = (root, name) => root?.querySelector(name)?.shadowRoot;
  const wall = () => inside(inside(inside(document, "rc-app"), "rc-wall"), "rc-wall-tiles");
  const tiles = () => [...(wall()?.querySelectorAll("rc-wall-tile") ?? [])];
  const isDrawn = (tile) => tile.shadowRoot?.querySelector("a") != null;
  while (tiles().length < COUNT || !tiles().every(isDrawn)) await frame();
  await frame();
  return performance.now() / 1000;
}""".replace("COUNT", str(_COUNT))
# Begins to watch the frames.
_WATCH: Final = """() => {
  const seen = (window.seen = { longest: 0, frames: 0, last: performance.now(), busy: 0, isOn: true });
  const next = (now) => {
    seen.longest = Math.max(seen.longest, now - seen.last);
    seen.frames += 1;
    seen.last = now;
    if (seen.isOn) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}"""
# Waits until the page answers at once again, and returns what was seen of the frames.
_SEEN: Final = """async () => {
  for (let quiet = performance.now(), last = quiet; performance.now() - quiet < QUIET; ) {
    await new Promise((resolve) => setTimeout(resolve));
    const now = performance.now();
    if (now - last > 50) quiet = now;
    last = now;
  }
  window.seen.isOn = false;
  return [window.seen.frames, window.seen.longest / 1000];
}""".replace("QUIET", str(_QUIET_MS))


class _Played:
    """The hosts that are played."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def send(self, rate: float, seconds: float) -> None:
        """Have them send events."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{rate} {seconds}\n".encode())
        json.loads(await self._process.stdout.readline())


async def report() -> str:
    """Measure for a minute or two and return what was found."""
    async with asyncio.timeout(_LIMIT_S), AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-page-")))
        nats = stack.enter_context(NatsServer(folder))
        options = (f"--rig=nats://127.0.0.1:{nats.port}", "--rig-host=gateway", f"--virtual=canon:{_REAL}")
        gateway = await stack.enter_async_context(serving(*options))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.rig_played", str(nats.port), str(_HOSTS), str(_CAMERAS)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        stack.push_async_callback(process.wait)
        assert process.stdin
        stack.callback(process.stdin.close)
        assert process.stdout
        await process.stdout.readline()
        async with web_socket(gateway.url) as client:
            while len((await client.call("list_cameras"))["cameras"]) < _COUNT:  # noqa: ASYNC110 - other processes
                await asyncio.sleep(0.1)
        browser = await stack.enter_async_context(browser_to_measure())
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.add_init_script(f"sessionStorage.setItem('rpc-camera token', {TOKEN!r})")
        opened = []
        for _ in range(_OPENED):
            await page.goto("about:blank")
            await page.goto(f"{gateway.url}/#/camera/all")
            opened.append(float(await page.evaluate(_WALL)))
        rows = []
        for view, fragment, sign in (("wall", "#/camera/all", "rc-wall-tile"), ("log", "#/log", "rc-event")):
            await page.evaluate(f"location.hash = {fragment!r}")
            rows += [await _storm(page, _Played(process), view, rate, sign) for rate in _RATES]
    times = ", ".join(map(ms, opened))
    head = f"{_COUNT} cameras of {_HOSTS + 1} hosts: all tiles were drawn {times} ms after the page was asked for."
    storms = table(
        (
            "view, events/s",
            "frames/s",
            "longest without a frame, ms",
            "the browser, % of a core",
            "at rest again after, ms",
        ),
        rows,
    )
    return f"## The control page of a rig\n\n{head}\n\nEvents of all hosts, for {_SECONDS:g} s:\n\n{storms}"


async def _storm(page: Page, played: _Played, view: str, rate: int, sign: str) -> list[str]:
    await page.locator(sign).first.wait_for()
    assert page.context.browser
    session = await page.context.browser.new_browser_cdp_session()
    begun, before = time.monotonic(), await _cpu_s(session)
    await page.evaluate(_WATCH)
    await played.send(rate, _SECONDS)
    over = time.monotonic()
    frames, longest = await page.evaluate(_SEEN)
    end = time.monotonic()
    share = (await _cpu_s(session) - before) / (end - begun)
    rest_s = max(0.0, end - over - _QUIET_MS / 1000)
    return [f"{view}, {rate}", f"{frames / (end - begun):.0f}", ms(longest), f"{share * 100:.0f}", ms(rest_s)]


async def _cpu_s(session: CDPSession) -> float:
    """Return the processor time of the browser with all its processes so far."""
    processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
    return sum(float(each["cpuTime"]) for each in processes)


if __name__ == "__main__":
    print(asyncio.run(report()))
