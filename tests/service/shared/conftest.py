"""One running service with one virtual camera for all tests of a file, which saves their starts.

For tests that leave it as it was, or that get along with what others leave. The file runs in one event loop, by
`pytestmark = pytest.mark.asyncio(loop_scope="module")`; each test has a client of its own.

These run on a Nikon alone, whatever `--make` says: they are about requests, files and headers, in which the make of the
body plays no part.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest
import pytest_asyncio

from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

MetadataOf: TypeAlias = Callable[[str, bytes], Awaitable[Any]]
_numbers = count(1)


@pytest.fixture(scope="module")
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(
    camera: VirtualCameraProcess, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path_factory.mktemp("state"), [camera.port_string]) as service:
        yield service


@pytest_asyncio.fixture(loop_scope="module")
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        yield client


@pytest.fixture
def metadata_of(camera: VirtualCameraProcess, client: RpcClient, tmp_path: Path) -> MetadataOf:
    """Return a function of a name and bytes: what the service says of such a file, a result or an RpcError."""

    async def ask(name: str, data: bytes) -> Any:
        source = tmp_path / "source"
        source.write_bytes(data)
        await client.call("subscribe", events=["file_added"])
        camera.control({"put": f"{next(_numbers)}_{name}", "from": str(source)})
        path = (await client.notification("file_added"))["file"]["path"]
        try:
            return await client.call("get_metadata", path=path)
        except RpcError as error:
            return error

    return ask
