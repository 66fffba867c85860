"""Uses the service with PyPI's jsonrpc-websocket, whose methods are attributes and whose handlers are, too."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any

import jsonrpc_base
from jsonrpc_websocket import Server

if TYPE_CHECKING:
    from collections.abc import Awaitable


async def refusal(call: Awaitable[object]) -> dict[str, Any]:
    """Return the error object that a call is answered with."""
    try:
        await call
    except jsonrpc_base.ProtocolError as error:
        _code, _message, answer = error.args
        return dict(answer["error"])
    raise AssertionError("The call was not refused.")


async def use(server: Server) -> None:
    """Do what a user would; this client has no batches."""
    added: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    server.file_added = lambda **params: added.put_nowait(params)

    assert (await refusal(server.capture_image()))["data"]["name"] == "unauthorized"
    assert (await server.authenticate(os.environ["API_TOKEN"]))["authenticated"]
    assert len((await server.list_cameras())["cameras"]) == 1
    assert (await server.set_config(name="iso", value="400"))["value"] == "400"
    await server.subscribe(events=["file_added"])
    picture = await server.capture_image()
    event = await added.get()
    assert event["file"]["path"] == picture["files"][0]["path"]

    error = await refusal(server.get_config("nonsense"))
    assert error["data"]["name"] == "config_not_found"
    assert "list_config" in error["data"]["remedy"]


async def main() -> None:
    """Connect without a token, which is given later."""
    server = Server(os.environ["SERVICE_URL"].replace("http", "ws", 1) + "/rpc")
    async with asyncio.timeout(60):
        reading = await server.ws_connect()
        try:
            await use(server)
        finally:
            await server.close()
            await reading
    print("jsonrpc-websocket works.")


asyncio.run(main())
