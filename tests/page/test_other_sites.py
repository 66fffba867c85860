"""Pages of other sites in a browser that knows the password of the service: they see nothing, and do nothing."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from aiohttp import encode_basic_auth, web

from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from playwright.async_api import Browser, Page, Route

    from tests.rigs.service import RunningService

_BASIC = encode_basic_auth("any", TOKEN)
_SHOWS = """url => new Promise(resolve => {
  const image = document.body.appendChild(new Image());
  image.onload = () => resolve(image.naturalWidth > 0);
  image.onerror = () => resolve(false);
  image.src = url;
})"""
_READS = "url => fetch(url, {credentials: 'include'}).then(answer => answer.status, () => 0)"
_POSTS = """([url, body]) => fetch(url, {method: "POST", mode: "no-cors", credentials: "include", body})
  .then(() => 1, () => 0)"""
_LISTENS = """url => new Promise(resolve => {
  const socket = new WebSocket(url);
  socket.onopen = () => resolve(true);
  socket.onerror = () => resolve(false);
})"""
_SUBMITS = """url => {
  const form = document.body.appendChild(document.createElement("form"));
  [form.method, form.action] = ["post", url];
  form.submit();
}"""


async def _with_password(route: Route) -> None:
    request, headers = route.request, await route.request.all_headers()
    is_by_link = "/links/" in request.url or "signature=" in request.url
    await route.continue_(headers=headers if is_by_link else {**headers, "Authorization": _BASIC})


@asynccontextmanager
async def page_elsewhere(browser: Browser, service: RunningService) -> AsyncIterator[Page]:
    """Open a page of `localhost` in a browser that sends the password to 127.0.0.1, the service, whoever asks it to.

    Chromium sends one that it knows for its own pages alone, and so is made to do what others do.
    """
    app = web.Application()

    async def index(_request: web.Request) -> web.Response:
        return web.Response(text="<!doctype html><body></body>", content_type="text/html")

    app.router.add_get("/", index)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    context = await browser.new_context(http_credentials={"username": "any", "password": TOKEN})
    try:
        page = await context.new_page()
        camera = service.cameras.cameras[0].id
        answer = await page.goto(f"{service.url}/cameras/{camera}/preview.jpg")
        assert answer
        assert answer.status == 200
        await context.route(f"{service.url}/**", _with_password)
        await page.goto(f"http://localhost:{port}/")
        yield page
    finally:
        await context.close()
        await runner.cleanup()


async def test_they_show_no_picture_by_a_password_that_the_browser_knows(
    browser: Browser, service: RunningService
) -> None:
    async with service.client() as client, page_elsewhere(browser, service) as page:
        camera = (await client.call("list_cameras"))["cameras"][0]["id"]
        link = await client.call("create_link", kind="preview")
        assert await page.evaluate(_SHOWS, service.url + link["jpeg_url"]), "by a link they do"
        signed = await client.call("get_preview_url")
        assert await page.evaluate(_SHOWS, service.url + signed["jpeg_url"])
        assert not await page.evaluate(_SHOWS, f"{service.url}/cameras/{camera}/preview.jpg")
        assert not await page.evaluate(_READS, f"{service.url}/cameras/{camera}/preview.jpg")


async def test_they_take_no_picture_and_call_nothing(browser: Browser, service: RunningService) -> None:
    async with service.client() as client, page_elsewhere(browser, service) as page:
        camera = (await client.call("list_cameras"))["cameras"][0]["id"]
        before = (await client.call("get_events", since=0))["last_seq"]
        call = f'{{"jsonrpc": "2.0", "id": 1, "method": "capture_image", "params": {{"camera": "{camera}"}}}}'
        await page.evaluate(_POSTS, [f"{service.url}/cameras/{camera}/capture", ""])
        await page.evaluate(_POSTS, [f"{service.url}/rpc", call])
        assert not await page.evaluate(_LISTENS, f"{service.url.replace('http', 'ws')}/rpc")
        async with page.expect_response(lambda answer: answer.url.endswith("/capture")) as answered:
            await page.evaluate(_SUBMITS, f"{service.url}/cameras/{camera}/capture")
        assert (await answered.value).status == 403
        events = (await client.call("get_events", since=before))["events"]
        assert not {event["event"] for event in events} & {"file_added", "capture_completed", "camera_state_changed"}
