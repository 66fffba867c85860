"""Opens the service's address in Debian's Chromium and looks for what a person should find: the page, and live view.

Usage: .ci/with_service python .ci/page.py
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
from behind_tls import behind_tls
from playwright.async_api import async_playwright, expect

if TYPE_CHECKING:
    from playwright.async_api import Page

DATA = Path(__file__).parent.parent / "tests" / "edge" / "data"
ARGUMENTS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
LOOK = """async url => {
  const image = document.body.appendChild(new Image()), canvas = document.createElement("canvas");
  image.src = url;
  const pictures = new Set(), end = Date.now() + 30000;
  while (pictures.size < 3 && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 100));
    if (!image.naturalWidth) continue;
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    pictures.add(pixels.reduce((sum, value) => (31 * sum + value) % 0x7fffffff, 0));
  }
  return [image.naturalWidth, image.naturalHeight, pictures.size];
}"""


async def main(address: str, token: str) -> None:
    """Print what was seen; end with an error if that is not what should be there."""
    async with async_playwright() as playwright:
        # Chromium's sandbox does not start for root, which CI may run as.
        sandbox = os.geteuid() != 0
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS, chromium_sandbox=sandbox
        )
        page = await browser.new_page()
        await page.goto(address)
        await shows_the_page(page, address)
        print("The page shows what it should at its address.")
        await moves(page, await live_view(address, token))

        async with behind_tls(address, DATA / "certificate.pem", DATA / "key.pem") as proxied:
            page = await browser.new_page(ignore_https_errors=True)
            await page.goto(proxied)
            await shows_the_page(page, proxied)
        print("Behind a proxy with TLS, the page shows the proxy's address.")
        await browser.close()


async def shows_the_page(page: Page, address: str) -> None:
    """Expect the page's heading and links, and the address of POST as the browser knows it."""
    await expect(page.get_by_role("heading", name="rpc-camera", level=1)).to_be_visible()
    await expect(page.locator('a[href="/openrpc.json"]')).to_be_visible()
    await expect(page.locator('a[href="/schemas/"]')).to_be_visible()
    await expect(page.get_by_text(f"{address}/rpc").first).to_be_visible()


async def live_view(address: str, token: str) -> str:
    """Return the address of live view, as the service gives it."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {token}"}) as http:
        request = {"jsonrpc": "2.0", "id": 1, "method": "get_preview_url"}
        async with http.post(f"{address}/rpc", json=request) as response:
            url: str = (await response.json())["result"]["mjpeg_url"]
            return url


async def moves(page: Page, url: str) -> None:
    """Show live view in an `<img>` of the page, and look whether the picture changes."""
    width, height, pictures = await page.evaluate(LOOK, url)
    if not width or pictures < 3:
        sys.exit(f"live view in an <img>: {width} x {height} pixels, {pictures} different pictures")
    print(f"Live view moves in an <img>, {width} x {height} pixels.")


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(os.environ["SERVICE_URL"], os.environ["API_TOKEN"]), timeout=120))
