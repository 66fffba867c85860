"""Shows live view in an `<img>` of a real browser, on the service's own page, and looks whether the picture moves.

Usage: live_view.py ADDRESS TOKEN PROFILE, where PROFILE is the folder of a Chromium that runs with
`--remote-debugging-port=0`. The DevTools protocol is JSON over a WebSocket.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

LIMIT_S = 60
LOOK = """(async () => {
  const image = document.body.appendChild(new Image()), canvas = document.createElement("canvas");
  image.src = %s;
  const pictures = new Set(), end = Date.now() + 30000;
  while (pictures.size < 3 && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 100));
    if (!image.naturalWidth) continue;
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
    pictures.add(pixels.reduce((sum, value) => (31 * sum + value) %% 0x7fffffff, 0));
  }
  return [image.naturalWidth, image.naturalHeight, pictures.size];
})()"""


async def main(address: str, token: str, profile: Path) -> None:
    """Print what was seen; exit with a message if that is no moving picture."""
    async with asyncio.timeout(LIMIT_S), aiohttp.ClientSession() as http:
        request = {"jsonrpc": "2.0", "id": 1, "method": "get_preview_url"}
        headers = {"Authorization": f"Bearer {token}"}
        async with http.post(f"{address}/rpc", json=request, headers=headers) as response:
            url = (await response.json())["result"]["mjpeg_url"]
        width, height, pictures = await evaluate(http, profile, address, LOOK % json.dumps(url))
    if not width or pictures < 3:
        sys.exit(f"live view in an <img>: {width} x {height} pixels, {pictures} different pictures")
    print(f"Live view moves in an <img>, {width} x {height} pixels.")


async def evaluate(http: aiohttp.ClientSession, profile: Path, address: str, expression: str) -> list[int]:
    """Return what the promise of a JavaScript expression comes to on the page at `address`."""
    while not (active := profile / "DevToolsActivePort").exists():  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.1)
    port = active.read_text(encoding="ascii").split()[0]
    async with http.get(f"http://127.0.0.1:{port}/json") as response:
        page = next(target for target in await response.json() if target["type"] == "page")
    async with http.ws_connect(page["webSocketDebuggerUrl"], max_msg_size=0) as browser:
        await browser.send_json({"id": 1, "method": "Page.enable"})
        await browser.send_json({"id": 2, "method": "Page.navigate", "params": {"url": address}})
        while (await browser.receive_json()).get("method") != "Page.loadEventFired":
            pass
        params = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        await browser.send_json({"id": 3, "method": "Runtime.evaluate", "params": params})
        while (answer := await browser.receive_json()).get("id") != 3:
            pass
    if "value" not in answer.get("result", {}).get("result", {}):
        sys.exit(f"the browser answered {json.dumps(answer)}")
    found: list[int] = answer["result"]["result"]["value"]
    return found


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3])))
