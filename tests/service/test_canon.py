"""The service with a Canon EOS: an R body, and a reflex."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

SMALL = 0xD3FF


@pytest.fixture(params=["canon", "canon-dslr"])
def eos(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    """A body with a card; its pictures are small."""
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        camera.control({"set_property": "imageformat", "value": SMALL})
        yield camera


@pytest.fixture
async def client(eos: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    async with serving(eos, tmp_path) as client:
        yield client


@asynccontextmanager
async def serving(eos: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RpcClient]:
    """Run the service with the camera, for a client."""
    async with running_service(tmp_path, [eos.port_string]) as service, service.client() as client:
        yield client


async def exposure_s(client: RpcClient, path: str) -> float:
    metadata = await client.call("get_metadata", path=path)
    return float(metadata["tags"]["exif"]["ExposureTime"])


async def test_the_shutter_is_held_open_at_bulb(eos: VirtualCameraProcess, client: RpcClient) -> None:
    await client.call("set_config", name="shutterspeed", value="bulb")
    await client.call("start_bulb", max_s=20)
    await asyncio.sleep(0.5)
    assert eos.control({"status": True})["exposing"]
    stopped = await client.call("stop_bulb")
    assert 0.5 <= stopped["exposure_s"] < 2
    assert await exposure_s(client, stopped["files"][0]["path"]) == pytest.approx(stopped["exposure_s"], abs=0.1)


async def test_a_picture_is_taken_at_bulb_for_as_long_as_it_is_asked(client: RpcClient) -> None:
    await client.call("set_config", name="shutterspeed", value="bulb")
    taken = await client.call("capture_image", bulb_s=0.7)
    assert await exposure_s(client, taken["files"][0]["path"]) == pytest.approx(0.7, abs=0.1)


async def test_a_shutter_that_is_not_at_bulb_is_not_held_open(eos: VirtualCameraProcess, client: RpcClient) -> None:
    with pytest.raises(RpcError, match="bulb"):
        await client.call("start_bulb", max_s=20)
    assert eos.control({"status": True})["released_at"] is None
