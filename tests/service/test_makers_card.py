"""A card that is taken out and put in, make by make: what is listed is what is there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

SOON_S = 10


@pytest.fixture(params=["nikon", "canon", "canon-dslr"])
def body(request: pytest.FixtureRequest) -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--make", request.param, "--serial", "0000001") as camera:
        yield camera


async def names(client: RpcClient) -> list[str]:
    """The files that are listed; none where the card is missed."""
    try:
        return [file["filename"] for file in (await client.call("list_files", recursive=True))["files"]]
    except RpcError:
        return []


async def until_listed(client: RpcClient, expected: list[str]) -> None:
    async with asyncio.timeout(SOON_S):
        while await names(client) != expected:  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_the_files_of_a_card_are_listed_as_long_as_it_is_in(body: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path, [body.port_string]) as service, service.client() as client:
        await client.call("subscribe", events=["file_added"])
        files = await names(client)
        assert len(files) == 5
        body.control({"card": "remove"})
        await until_listed(client, [])
        body.control({"card": "insert"})
        await until_listed(client, files)
        captured = await client.call("capture_image")
        await until_listed(client, [*files, captured["files"][0]["filename"]])
        added = await client.notification("file_added")

    assert added["file"]["path"] == captured["files"][0]["path"]
