"""The page behind a proxy that does TLS, and live view where a page only has an `<img>`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.async_api import expect

from tests.page.page_rig import PageRig
from tests.page.tls_proxy import behind_tls

if TYPE_CHECKING:
    from playwright.async_api import Browser

    from tests.rigs.service import RunningService

_DATA: Final = Path(__file__).parents[1] / "edge" / "data"
_COUNT_PICTURES: Final = """async url => {
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
  return pictures.size;
}"""


async def test_it_connects_through_a_proxy_with_tls(browser: Browser, service: RunningService) -> None:
    async with behind_tls(service.url, _DATA / "certificate.pem", _DATA / "key.pem") as address:
        rig = PageRig(await browser.new_page(ignore_https_errors=True), service)
        await rig.open(at=address)
        await expect(rig.page.get_by_text("Ready")).to_be_visible()
        assert rig.faults == []


async def test_live_view_moves_in_an_img(page: PageRig, service: RunningService) -> None:
    async with service.client() as client:
        addresses = await client.call("get_preview_url")

    assert await page.page.evaluate(_COUNT_PICTURES, addresses["mjpeg_url"]) >= 3
