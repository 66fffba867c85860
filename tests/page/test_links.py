"""Durable links in an `<img>` of a page from elsewhere, which can show no token and is allowed nothing."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser

    from tests.rigs.service import RunningService

_WIDTH = "async image => { await image.decode(); return image.naturalWidth; }"
_LIVE_WIDTH = """async image => {
  for (let frame = 0; frame < 100 && image.naturalWidth === 0; frame += 1) await new Promise(go => setTimeout(go, 50));
  return image.naturalWidth;
}"""
_AGAIN = """async image => {
  const loaded = new Promise((go, fail) => { image.onload = go; image.onerror = fail; });
  image.src = image.src.split("#")[0] + "#" + Math.random();
  await loaded;
  return image.naturalWidth;
}"""


@asynccontextmanager
async def page_elsewhere(images: dict[str, str]) -> AsyncIterator[str]:
    """Serve a page with these images, by their ids, at an origin of its own; yield its address."""
    shown = "".join(f'<img id="{name}" src="{url}">' for name, url in images.items())

    async def index(_request: web.Request) -> web.Response:
        return web.Response(text=f"<!doctype html><title>elsewhere</title>{shown}", content_type="text/html")

    app = web.Application()
    app.router.add_get("/", index)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}/"
    finally:
        await runner.cleanup()


async def test_an_image_shows_the_newest_picture_and_live_view(browser: Browser, service: RunningService) -> None:
    async with service.client() as client:
        taken = await client.call("capture_image")
        latest = await client.call("create_link", kind="latest")
        preview = await client.call("create_link", kind="preview", max_fps=10)
        images = {"latest": service.url + latest["jpeg_url"], "live": service.url + preview["mjpeg_url"]}
        async with page_elsewhere(images) as address, await browser.new_context() as context:
            page = await context.new_page()
            await page.goto(address, wait_until="commit")
            first = await page.locator("#latest").evaluate(_WIDTH)
            assert first > 0
            assert await page.locator("#live").evaluate(_LIVE_WIDTH) == 640

            assert await page.locator("#latest").evaluate(_AGAIN) == first
            await client.call("delete_file", path=taken["files"][0]["path"])
            assert await page.locator("#latest").evaluate(_AGAIN) > 0

            await client.call("revoke_link", link_id=latest["link"]["link_id"])
            await page.goto(address, wait_until="commit")
            assert await page.locator("#live").evaluate(_LIVE_WIDTH) == 640
            assert await page.locator("#latest").evaluate("image => image.naturalWidth") == 0
