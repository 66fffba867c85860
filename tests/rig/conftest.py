"""A rig of two hosts, `left` and `right`, on a NATS server; and one of two services without a bus, for the hop.

Of those, the host has a virtual camera with a file of 64 MiB, and the gateway none.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.rigs.nats_server import NatsServer
from tests.rigs.other_host import PREFIX, gateway_to
from tests.rigs.rig_hosts import RigHosts, rig_of
from tests.rigs.rig_keys import RigKeys
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

SERIAL = "0000001"
FOLDER = "/store_00010001/DCIM/900MYPIX"
BIG = f"{FOLDER}/BIG_0001.NEF"
SMALL = f"{FOLDER}/A_SMALL.JPG"
BIG_BYTES = 64 << 20


@dataclass(frozen=True)
class Pictures:
    """What the camera has: at BIG, and at SMALL."""

    big: bytes
    small: bytes


@pytest.fixture(scope="session")
def pictures() -> Pictures:
    block = b"".join(hashlib.sha256(b"%d" % number).digest() for number in range(1 << 15))
    return Pictures(block * (BIG_BYTES // len(block)), b"\xff\xd8small\xff\xd9")


@pytest.fixture(scope="session")
def stock(pictures: Pictures, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pictures, which cameras only read."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "BIG_0001.NEF").write_bytes(pictures.big)
    (folder / "A_SMALL.JPG").write_bytes(pictures.small)
    return folder


@pytest.fixture
def there(stock: Path) -> Iterator[VirtualCameraProcess]:
    """The camera of the other host."""
    with VirtualCameraProcess("--serial", SERIAL, "--pictures", str(stock)) as camera:
        yield camera


@pytest.fixture
async def host(there: VirtualCameraProcess, tmp_path: Path) -> AsyncIterator[RunningService]:
    (tmp_path / "host").mkdir()
    async with running_service(tmp_path / "host", [there.port_string]) as service:
        yield service


@pytest.fixture
async def gateway(host: RunningService, tmp_path: Path) -> AsyncIterator[RunningService]:
    """A gateway that streams, without a camera of its own."""
    async with host.client() as client, gateway_to(client, host.url, tmp_path) as gateway:
        yield gateway


@pytest.fixture
async def client(gateway: RunningService) -> AsyncIterator[RpcClient]:
    """A client of the gateway."""
    async with gateway.client() as client:
        yield client


@pytest.fixture
def camera(there: VirtualCameraProcess) -> str:
    """The id in the rig of the other host's camera."""
    return PREFIX + there.id


@pytest.fixture
def nats_server(tmp_path: Path) -> Iterator[NatsServer]:
    with NatsServer(tmp_path) as server:
        yield server


@pytest.fixture
def left_camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def right_camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000002") as camera:
        yield camera


@pytest.fixture(scope="session")
def rig_keys(tmp_path_factory: pytest.TempPathFactory) -> RigKeys:
    """Keys and permissions as docs/rig-security.md has them."""
    return RigKeys.make(tmp_path_factory.mktemp("rig-keys"))


@pytest.fixture
def permitting_nats(tmp_path: Path, rig_keys: RigKeys) -> Iterator[NatsServer]:
    """A server with TLS that lets each host do what it has to, and nothing else."""
    with NatsServer(tmp_path, rig_keys.settings) as server:
        yield server


@pytest.fixture(params=["open", "permissions"])
async def rig(
    request: pytest.FixtureRequest,
    nats_server: NatsServer,
    left_camera: VirtualCameraProcess,
    right_camera: VirtualCameraProcess,
    tmp_path: Path,
) -> AsyncIterator[RigHosts]:
    """Two hosts, on a server that is open, and on one where each has but the permissions that it needs."""
    keys: RigKeys | None = request.getfixturevalue("rig_keys") if request.param == "permissions" else None
    if keys:
        nats_server.kill()
        nats_server.start(keys.settings)
    ports = {"left": [left_camera.port_string], "right": [right_camera.port_string]}
    async with rig_of(tmp_path, nats_server, ports, keys) as hosts:
        yield hosts
