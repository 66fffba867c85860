"""Clients of the service that take a picture and fetch it, on connections that they keep."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

import aiohttp

from benchmarks.shared import HEADERS, request, result

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_ORDER: Final = 1


class CaptureClient:
    """A client for one camera of the service at `url`, with a WebSocket, and another connection for pictures."""

    def __init__(
        self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse, url: str, camera: str
    ) -> None:
        self._http, self._socket = http, socket
        self._camera = camera
        self._files = f"{url}/cameras/{quote(camera)}/files"

    async def open(self, port: str) -> None:
        """Have the camera opened, which has its name only then."""
        await self._socket.send_str(request(_ORDER, "get_config", {"camera": port, "name": "iso"}))
        result(await self._answer())

    async def capture(self) -> bytes:
        """Take a picture, and fetch it when it is answered where it is."""
        await self._order()
        return await self._get(result(await self._answer())["files"][0]["path"])

    async def subscribe(self) -> None:
        """Be told of new files, of which `capture_sooner` needs to know."""
        await self._socket.send_str(request(_ORDER, "subscribe", {"events": ["file_added"]}))
        result(await self._answer())

    async def capture_sooner(self) -> bytes:
        """Take a picture, and fetch it when the event comes that it is there; `settle` waits for the answer."""
        await self._order()
        while not self._is_of_new_file(message := await self._receive()):
            pass
        return await self._get(message["params"]["file"]["path"])

    async def settle(self) -> None:
        """Wait for the answer of `capture_sooner`."""
        result(await self._answer())

    def _is_of_new_file(self, message: dict[str, Any]) -> bool:
        return message.get("method") == "file_added" and message["params"]["camera"] == self._camera

    async def _order(self) -> None:
        await self._socket.send_str(request(_ORDER, "capture_image", {"camera": self._camera}))

    async def _answer(self) -> dict[str, Any]:
        while "id" not in (message := await self._receive()):
            pass
        return message

    async def _receive(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(await self._socket.receive_str())
        return message

    async def _get(self, path: str) -> bytes:
        async with self._http.get(f"{self._files}{quote(path)}") as response:
            return await response.read()


@asynccontextmanager
async def capture_client(url: str, camera: str, port: str) -> AsyncIterator[CaptureClient]:
    """Yield a client that is connected, and whose camera, on `port`, is open."""
    async with (
        aiohttp.ClientSession(headers=HEADERS, raise_for_status=True) as http,
        http.ws_connect(f"{url}/rpc", max_msg_size=0) as socket,
    ):
        client = CaptureClient(http, socket, url, camera)
        await client.open(port)
        yield client
