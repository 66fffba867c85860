"""Runs the built TypeScript client in Debian's Chromium: a capture with its event, a frame, a file as a Blob.

Usage: .ci/with_service python .ci/client_in_browser.py
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.async_api import async_playwright

if TYPE_CHECKING:
    from playwright.async_api import Route

DIST = Path(__file__).parent.parent / "clients" / "typescript" / "dist"
ARGUMENTS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
USE = """async ([url, token]) => {
  const { ConnectFailed, Session, Unauthorized } = await import("/client/index.js");
  const failure = (promise) => promise.then(() => "none", (error) => error);
  const wrong = await failure(Session.connect(url, { token: "guess" }));
  const lost = await failure(Session.connect(url + "/none"));
  const session = await Session.connect(url, { token });
  await session.subscribe({ events: ["file_added"] });
  const { path, size_bytes } = (await session.captureImage()).files[0];
  const { value } = await session.events().next();
  let jpeg;
  for await (const frame of session.liveView()) {
    jpeg = frame.jpeg;
    break;
  }
  const image = await createImageBitmap(new Blob([jpeg]));
  const blob = await session.downloadBlob(path);
  session.close();
  return {
    refusals: wrong instanceof Unauthorized && lost instanceof ConnectFailed,
    event: value.params.file.path === path,
    frame: image.width > 0,
    file: blob.size === size_bytes,
  };
}"""


async def main(address: str, token: str) -> None:
    """Print what was done; end with an error if something was not as it should be."""
    async with async_playwright() as playwright:
        # Chromium's sandbox does not start for root, which CI may run as.
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS, chromium_sandbox=os.geteuid() != 0
        )
        page = await browser.new_page(bypass_csp=True)  # the service's own page lets no scripts in
        await page.route("**/client/*", serve)
        await page.goto(address)
        found = await page.evaluate(USE, [f"{address.replace('http', 'ws', 1)}/rpc", token])
        if not all(found.values()):
            raise SystemExit(f"The TypeScript client in Chromium: {found}")
        print(f"The TypeScript client runs in Chromium {browser.version}.")
        await browser.close()


async def serve(route: Route) -> None:
    """Answer for the client's files, as if the service had them beside its page."""
    name = route.request.url.rpartition("/")[2]
    await route.fulfill(path=DIST / name, content_type="text/javascript")


if __name__ == "__main__":
    asyncio.run(asyncio.wait_for(main(os.environ["SERVICE_URL"], os.environ["API_TOKEN"]), timeout=60))
