"""What tests of tethering share: a service that saves, and looks at what it has saved."""

from __future__ import annotations

import asyncio
import hashlib
import resource
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

from rpc_camera.tethering.save_folder import PART_SUFFIX, SaveFolder
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

ID = "z-virtual-0000001"
EVENTS = ["file_saved", "save_failed", "file_added", "camera_state_changed"]
_SOON_S = 30


@asynccontextmanager
async def saving_service(
    tmp_path: Path, *cameras: VirtualCameraProcess, name: str = "{camera}/{original}", **options: Any
) -> AsyncIterator[tuple[RunningService, RpcClient]]:
    """Run a service that saves to `tmp_path`/pictures; yield it, tethering, and a client that is told of it."""
    state = tmp_path / "state"
    make_pictures(tmp_path)
    ports = [camera.port_string for camera in cameras]
    saving = {"save_dir": pictures(tmp_path), "save_name": name, **options}
    async with running_service(state, ports, **saving) as service, service.client() as client:
        await client.call("subscribe", events=EVENTS)
        await client.call("list_tethering")  # which waits until each has begun
        yield service, client


def pictures(tmp_path: Path) -> Path:
    """Return the save directory."""
    return tmp_path / "pictures"


def make_pictures(tmp_path: Path) -> Path:
    """Make and mark the save directory for a state directory beside it, as `serve` does at its start; return it."""
    SaveFolder(pictures(tmp_path), tmp_path / "state").check()
    return pictures(tmp_path)


def saved_files(tmp_path: Path) -> list[str]:
    """Return the files in the save directory, temporary ones too, by their relative paths."""
    root = pictures(tmp_path)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if not path.is_dir())


def parts(tmp_path: Path) -> list[Path]:
    """Return the temporary files that have something in them."""
    return [path for path in pictures(tmp_path).rglob(f".*{PART_SUFFIX}") if path.stat().st_size]


def sha256(path: Path) -> str:
    """Return a file's digest."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


async def in_the_middle(tmp_path: Path) -> None:
    """Wait until a file is being saved."""
    await until(lambda: bool(parts(tmp_path)))


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that tells nobody."""
    async with asyncio.timeout(_SOON_S):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def until_gone(client: RpcClient, path: str) -> None:
    """Wait until a file is no longer on the camera."""
    async with asyncio.timeout(_SOON_S):
        while await is_listed(client, path):  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert (await client.error("get_file_info", path=path)).name == "file_not_found"


async def is_listed(client: RpcClient, path: str) -> bool:
    """Return whether a file is on the camera."""
    return path in [file["path"] for file in (await client.call("list_files", recursive=True))["files"]]


async def press(camera: VirtualCameraProcess) -> None:
    """Take a picture on the body, and wait until it is on the card."""
    before = len(camera.control({"status": True})["written"])
    camera.control({"press_shutter": True})
    await until(lambda: len(camera.control({"status": True})["written"]) > before)


async def check_saved(client: RpcClient, tmp_path: Path, told: dict[str, Any]) -> None:
    """Check that what was told is on the disk as it is on the camera."""
    path = pictures(tmp_path) / told["path"]
    on_camera = await client.call("download_image", path=told["file"]["path"], camera=told["camera"])
    assert path.stat().st_size == told["size_bytes"] == on_camera["size_bytes"]
    assert sha256(path) == told["sha256"] == on_camera["sha256"]


@contextmanager
def no_room_for_more_than(size_bytes: int, service: RunningService) -> Iterator[None]:
    """Cut the first write beyond this size short, as a full disk does: it is the worker that writes."""
    pid = service.cameras.cameras[0].worker_pid
    assert pid
    soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))
