"""Uses the service with PyPI's jsonrpcclient, which makes requests and reads answers, over websockets."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

from jsonrpcclient import Error, Ok, parse, request
from websockets.asyncio.client import ClientConnection, connect


async def use(socket: ClientConnection) -> None:
    """Do what a user would: one request after another, notifications between them, and a batch."""
    events: list[dict[str, Any]] = []

    async def call(message: object) -> Any:
        await socket.send(json.dumps(message))
        while "method" in (answer := json.loads(await socket.recv())):
            events.append(answer)
        return parse(answer)

    listed = await call(request("list_cameras"))
    assert isinstance(listed, Ok), listed
    assert len(listed.result["cameras"]) == 1
    changed = await call(request("set_config", params={"name": "iso", "value": "400"}))
    assert isinstance(changed, Ok), changed
    assert changed.result["value"] == "400"

    await call(request("subscribe", params={"events": ["file_added"]}))
    picture = await call(request("capture_image"))
    assert isinstance(picture, Ok), picture
    while not events:
        events.append(json.loads(await socket.recv()))
    assert events[0]["method"] == "file_added", events
    assert events[0]["params"]["file"]["path"] == picture.result["files"][0]["path"]

    refused = await call(request("get_config", params=["nonsense"]))
    assert isinstance(refused, Error), refused
    assert refused.data["name"] == "config_not_found"
    assert "list_config" in refused.data["remedy"]

    answers = list(await call([request("get_config", params=["iso"]), request("nonsense")]))
    assert sorted(type(answer).__name__ for answer in answers) == ["Error", "Ok"], answers


async def main() -> None:
    """Connect with the token in a header."""
    url = os.environ["SERVICE_URL"].replace("http", "ws", 1) + "/rpc"
    headers = {"Authorization": f"Bearer {os.environ['API_TOKEN']}"}
    async with asyncio.timeout(60), connect(url, additional_headers=headers) as socket:
        await use(socket)
    print("jsonrpcclient works.")


asyncio.run(main())
