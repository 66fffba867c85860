"""The service with a Canon EOS: an R body, and a reflex."""

from __future__ import annotations

import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

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


# ---- settings


async def test_settings_that_the_body_ignores_are_refused_together(
    eos: VirtualCameraProcess, client: RpcClient
) -> None:
    eos.control({"ignores_sets": True})
    refused = await client.error("set_configs", values={"aperture": "8", "iso": "400"})
    assert refused.name == "config_not_applied"
    assert refused.data["restored"] == ["aperture"]


@pytest.mark.parametrize(
    ("name", "value"), [("artist", "Ansel"), ("datetime", "2026-01-31T12:00:00Z"), ("imageformat", "RAW + L")]
)
async def test_a_setting_is_proven_by_the_body(client: RpcClient, name: str, value: str) -> None:
    begun = time.monotonic()
    assert (await client.call("set_config", name=name, value=value))["value"]
    assert time.monotonic() - begun < 0.8


async def test_a_setting_that_is_what_it_was_is_set_at_once(eos: VirtualCameraProcess, client: RpcClient) -> None:
    eos.control({"settle_s": 0.9})
    begun = time.monotonic()
    assert (await client.call("set_config", name="iso", value="100"))["value"] == "100"
    assert time.monotonic() - begun < 0.5
