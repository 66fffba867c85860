"""Holds a conversation that a page shows: FILE URL TOKEN. `>` is sent, `<` has to be received; `…` stands for anything.

Notifications that the page leaves out are passed over; an answer that it leaves out is a fault.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import websockets

from tests.docs.elision import json_matches

if TYPE_CHECKING:
    from collections.abc import Mapping

ANSWER_S = 30.0
PORT_SHOWN = "usb:001,003"


async def hold(lines: list[str], url: str, token: str) -> None:
    """Send and receive; raise AssertionError where something else is received."""
    headers = {"Authorization": f"Bearer {token}"}
    port = await port_of_the_camera(url, headers)
    awaited: list[str] = []
    sent = headers if url.endswith("/rpc") else {}
    async with websockets.connect(url, additional_headers=sent, max_size=None) as socket:
        for line in lines:
            text = line[2:].replace(PORT_SHOWN, port)
            if line.startswith("> "):
                await receive(socket, awaited)
                await socket.send(text)
            else:
                assert line.startswith("< "), line
                awaited.append(text)
        await receive(socket, awaited)


async def receive(socket: websockets.ClientConnection, awaited: list[str]) -> None:
    """Receive what the page shows, in any order: a notification can overtake an answer."""
    while awaited:
        real = str(await asyncio.wait_for(socket.recv(), ANSWER_S))
        found = [text for text in awaited if json_matches(text, real)]
        assert found or "method" in json.loads(real), f"expected {awaited}\nreceived {real[:2000]}"
        awaited[:] = [text for text in awaited if text not in found[:1]]


async def port_of_the_camera(url: str, headers: Mapping[str, str]) -> str:
    """Return where the virtual camera is."""
    async with websockets.connect(f"{url.rsplit('/', 1)[0]}/rpc", additional_headers=headers) as socket:
        await socket.send('{"jsonrpc": "2.0", "id": 1, "method": "list_cameras"}')
        return str(json.loads(await socket.recv())["result"]["cameras"][0]["port"])


if __name__ == "__main__":
    asyncio.run(hold(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines(), *sys.argv[2:]))
