"""Clients take turns at a camera: what one has asked for does not keep another waiting."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

import aiohttp
import pytest

from rpc_camera.token_file import KnownToken, write_tokens
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence
    from pathlib import Path

    from tests.rigs.service import RunningService

FIRST, SECOND = "the token of the first client", "the token of the second client"
MANY: Final = 60


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
async def service(camera: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    tokens = tmp_path / "tokens.json"
    names = {"first": FIRST, "second": SECOND}
    write_tokens(
        tokens, [KnownToken(name, "operate", sha256(token.encode()).hexdigest()) for name, token in names.items()]
    )
    async with running_service(tmp_path, [camera.port_string], tokens=tokens) as service, service.client() as client:
        await client.call("set_config", name="imagequality", value="JPEG Basic")
        yield service


@asynccontextmanager
async def posting(service: RunningService, token: str) -> AsyncIterator[aiohttp.ClientSession]:
    headers = {"Authorization": f"Bearer {token}"}
    bound = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(service.url, headers=headers, connector=bound, raise_for_status=True) as http:
        yield http


async def captured(http: aiohttp.ClientSession, camera: str) -> Any:
    async with http.post(f"/cameras/{camera}/capture?format=json") as response:
        return json.loads(await response.read())


async def posted(http: aiohttp.ClientSession, method: str, **params: object) -> Any:
    async with http.post("/rpc", json={"jsonrpc": "2.0", "id": 1, "method": method, "params": params}) as response:
        return (await response.json())["result"]


def done(pictures: Sequence[asyncio.Future[Any]]) -> int:
    return sum(each.done() for each in pictures)


async def until_under_way(pictures: Sequence[asyncio.Future[Any]]) -> None:
    """Wait until the first of many is there; the others wait then."""
    await asyncio.wait(pictures, return_when=asyncio.FIRST_COMPLETED)
    assert done(pictures) < MANY / 2


def paths(results: Sequence[Any]) -> list[str]:
    return [result["files"][0]["path"] for result in results]


@pytest.mark.parametrize("other", [SECOND, FIRST], ids=["another token", "another connection"])
async def test_who_asks_waits_for_two_pictures_of_another_at_most(service: RunningService, other: str) -> None:
    async with service.client(FIRST) as busy, service.client(other) as asking:
        pictures = [busy.send("capture_image") for _ in range(MANY)]
        await until_under_way(pictures)
        waited_for: list[int] = []
        for _ in range(5):
            before = done(pictures)
            await asking.call("get_config", name="iso")
            waited_for.append(done(pictures) - before)
        rest = await asyncio.gather(*pictures)

    assert max(waited_for) <= 2
    assert paths(rest) == sorted({*paths(rest)}), "in the order in which they were asked for"


async def test_pictures_that_are_asked_for_by_http_are_those_of_one_client(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with posting(service, FIRST) as busy, posting(service, SECOND) as asking, service.client() as third:
        pictures = [asyncio.create_task(captured(busy, camera.id)) for _ in range(MANY)]
        await until_under_way(pictures)
        before = done(pictures)
        (own,) = (await captured(asking, camera.id))["files"]
        setting = await posted(asking, "get_config", name="iso")
        state = await third.call("get_config", name="iso")
        waited_for = done(pictures) - before
        rest = await asyncio.gather(*pictures)

    assert (own["path"] in paths(rest), setting) == (False, state)
    assert waited_for <= 6, "two for each of the three"
    assert len({*paths(rest)}) == MANY


async def test_what_is_cancelled_keeps_nobody_waiting(service: RunningService) -> None:
    async with service.client(FIRST) as busy:
        pictures = [busy.send("capture_image") for _ in range(MANY)]
        await until_under_way(pictures)
        for request_id in range(done(pictures) + 3, MANY + 1):
            busy.send("cancel_request", request_id=request_id)
        before = done(pictures)
        await busy.call("get_config", name="iso")
        taken = [
            result for result in await asyncio.gather(*pictures, return_exceptions=True) if isinstance(result, dict)
        ]

    assert len(taken) <= before + 5


async def test_the_places_of_what_ends_with_its_connection_are_free(service: RunningService) -> None:
    async with service.client() as exposing:
        (file,) = (await exposing.call("capture_image"))["files"]
        await exposing.call("set_config", name="shutterspeed", value="3.0000s")
        exposure = exposing.send("capture_image")
        async with service.client(FIRST) as gone:
            for _ in range(MANY):
                gone.send("read_file", path=file["path"], offset=0, length=1)
            await gone.call("list_cameras")
        async with service.client(FIRST) as again:
            answers = [again.send("get_config", name="iso") for _ in range(MANY)]
            assert not exposure.done()
            assert len(await asyncio.gather(*answers)) == MANY, "with those of the other they would be too many"
        await exposure
