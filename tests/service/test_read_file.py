"""Parts of a file by JSON-RPC: in base64, and as bytes behind the JSON."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import aiohttp

from rpc_camera.attached import WithBytes
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

PICTURE = "/store_00010001/DCIM/100VIRTL/DSC_0001.JPG"
MIB = 1 << 20


async def test_bytes_come_behind_the_json_when_they_are_asked_for(client: RpcClient, picture: str) -> None:
    whole = base64.b64decode((await client.call("download_image", path=picture))["image_base64"])

    part = await client.call("read_file", path=picture, offset=100, length=16 * MIB, binary=True)
    after = await client.call("read_file", path=picture, offset=len(whole), length=1, binary=True)

    assert isinstance(part, WithBytes)
    assert part == {"path": picture, "offset": 100, "size_bytes": len(whole)}
    assert part.data == whole[100:]
    assert isinstance(after, WithBytes)
    assert after.data == b""


async def test_base64_carries_less_than_bytes_do(client: RpcClient, picture: str) -> None:
    error = await client.error("read_file", path=picture, offset=0, length=MIB + 1)

    assert (error.name, error.data["limit_bytes"]) == ("too_large", MIB)
    assert "binary" in error.data["remedy"]
    assert (await client.error("read_file", path=picture, offset=0, length=16 * MIB + 1, binary=True)).name == (
        "invalid_params"
    )


async def test_a_post_and_a_batch_carry_no_bytes(service: RunningService, picture: str) -> None:
    params = {"path": picture, "offset": 0, "length": 10, "binary": True}
    request = {"jsonrpc": "2.0", "id": 1, "method": "read_file", "params": params}
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        async with session.post(f"{service.url}/rpc", json=request) as response:
            posted = await response.json()
        async with session.ws_connect(f"{service.url}/rpc") as socket:
            await socket.send_json([request])
            (batched,) = await socket.receive_json(timeout=30)

    assert posted["error"]["data"]["name"] == "not_supported"
    assert "Range" in posted["error"]["data"]["remedy"]
    assert batched["error"]["data"]["name"] == "invalid_params"
