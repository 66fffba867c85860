"""The processes that a server starts: what they run, what they know, and where libgphoto2 keeps its settings."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from rpc_camera import child
from rpc_camera.camera.registry.discovery import discover
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.serve.virtual import VirtualCameras
from rpc_camera.wire.requests import GetConfig
from tests.rigs.fork_server import shared_fork_server
from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

TRAP = "raise SystemExit('the file of the current directory runs')\n"
SECRETS = ("API_TOKEN", "RPC_CAMERA_TOKEN", "MQTT_PASSWORD", "AWS_SECRET_ACCESS_KEY", "rpc_camera_token")
LEFT_BY_GPHOTO2 = "ptp2=thumbsize=large\n"


@pytest.fixture
def camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        yield camera


@pytest.fixture
def second_camera() -> Iterator[VirtualCameraProcess]:
    with VirtualCameraProcess("--serial", "0000002") as camera:
        yield camera


@pytest.fixture
def trapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current directory, with files named as modules of Python, and as the package, in it."""
    folder = tmp_path / "trapped"
    (folder / "rpc_camera" / "worker").mkdir(parents=True)
    for name in ("argparse.py", "logging.py", "json.py", "rpc_camera/__init__.py", "rpc_camera/worker/__init__.py"):
        (folder / name).write_text(TRAP)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of somebody who uses gphoto2; the value is the file with its settings."""
    settings = tmp_path / "home" / ".gphoto" / "settings"
    settings.parent.mkdir(parents=True)
    settings.write_text(LEFT_BY_GPHOTO2)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return settings


@pytest.mark.usefixtures("trapped")
async def test_nothing_of_the_current_directory_runs_in_a_worker(camera: VirtualCameraProcess, tmp_path: Path) -> None:
    async with running_service(tmp_path / "state", [camera.port_string]) as service, service.client() as client:
        assert (await client.call("get_config", name="iso"))["value"] == "100"


@pytest.mark.usefixtures("trapped")
async def test_nothing_of_the_current_directory_runs_in_discovery() -> None:
    found = await discover(shared_fork_server())

    assert found is not None
    assert found.libgphoto2_version.startswith("2.")
    assert found.gphoto2_version == version("gphoto2")


@pytest.mark.usefixtures("trapped")
async def test_nothing_of_the_current_directory_runs_in_a_virtual_camera() -> None:
    cameras = VirtualCameras()
    try:
        assert [port.partition(":")[0] for port in await cameras.start(["nikon"])] == ["ptpip"]
    finally:
        await cameras.close(5)


def test_a_child_runs_the_package_and_finds_the_modules_of_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "of_the_parent.py").write_text(
        "import json, sys, rpc_camera, rpc_camera.clock\n"
        "print(json.dumps([rpc_camera.__file__, rpc_camera.clock.__file__, sys.argv[1:], '' in sys.path]))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    ended = subprocess.run(
        [*child.command("of_the_parent"), "--word", ""],
        env=child.environment(),
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )

    package = Path(child.__file__).parents[1]
    assert json.loads(ended.stdout) == [str(package / "__init__.py"), str(package / "clock.py"), ["--word", ""], False]


def test_a_child_does_without_modules_that_only_others_of_pythons_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "of_the_parent.py").write_text(
        "import sys, rpc_camera.worker.fork_server\n"
        "print(*sorted(each.__name__ for each in sys.modules.values() if type(each).__name__ == 'LateModule'))\n"
        "import inspect\n"
        "print(inspect.isfunction(inspect.signature))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    ended = subprocess.run(
        child.command("of_the_parent"), env=child.environment(), capture_output=True, text=True, check=True
    )

    late = ["mimetypes", "selectors", "shutil", "textwrap", "tokenize", "traceback"]
    if sys.version_info < (3, 13):  # from then on, dataclasses use it
        late.insert(0, "inspect")
    assert ended.stdout.split() == [*late, "True"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "hush")
    monkeypatch.setenv("VCAMERADIR", "/x")

    environment = child.environment(LANGUAGE="")

    assert "hush" not in environment.values()
    assert (environment["VCAMERADIR"], environment["LANGUAGE"]) == ("/x", "")


async def test_the_environment_of_a_worker_has_no_secret(
    camera: VirtualCameraProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SECRETS:
        monkeypatch.setenv(name, "hush")
    async with running_service(tmp_path, [camera.port_string]) as service:
        pid = service.cameras.cameras[0].worker_pid

        assert b"hush" not in await asyncio.to_thread(Path(f"/proc/{pid}/environ").read_bytes)


async def test_cameras_share_no_settings_with_each_other_or_with_the_user(
    home: Path, camera: VirtualCameraProcess, second_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    ports = [camera.port_string, second_camera.port_string]
    async with running_service(tmp_path, ports) as service, service.client() as client:
        one, other = (each.id for each in service.cameras.cameras)
        first = (await client.call("get_config", name="thumbsize", camera=one))["value"]
        await client.call("set_config", name="fastfs", value=False, camera=one)
        pid = service.cameras.cameras[1].worker_pid
        assert pid
        await client.call("subscribe", events=["camera_state_changed"])
        os.kill(pid, signal.SIGKILL)
        await client.notification("camera_state_changed", camera=other, state="ready")  # the settings are read anew

        assert (await client.call("get_config", name="fastfs", camera=other))["value"] is True
        assert first != "large"
    await discover(shared_fork_server())

    assert await asyncio.to_thread(home.read_text) == LEFT_BY_GPHOTO2


async def test_an_internal_error_of_a_worker_has_its_traceback_in_the_log_of_the_server(
    camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    no_name = cast("Any", 7)
    async with running_service(tmp_path, [camera.port_string]) as service:
        with pytest.raises(ServiceError) as refused:
            await service.cameras.cameras[0].line.ask(GetConfig(no_name))
        async with asyncio.timeout(20):
            while not any("Error: " in line for line in grave(caplog)):  # noqa: ASYNC110 - another process writes them
                await asyncio.sleep(0.02)

    assert refused.value.name is ErrorName.INTERNAL_ERROR
    assert any("Traceback" in line for line in grave(caplog))
    assert any("read_request" in line for line in grave(caplog))


def grave(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return what has been logged so far that a log at INFO shows as a fault."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.fixture
async def reaped_by_the_loop() -> AsyncIterator[None]:
    """Have the loop itself collect exit statuses, as it does from Python 3.12 on: not before this test suspends."""
    if sys.version_info >= (3, 12):
        yield
        return
    before, watcher = asyncio.get_child_watcher(), asyncio.PidfdChildWatcher()
    watcher.attach_loop(asyncio.get_running_loop())
    asyncio.set_child_watcher(watcher)
    yield
    asyncio.set_child_watcher(before)


@pytest.mark.usefixtures("reaped_by_the_loop")
async def test_signal_to_a_child_that_has_just_ended_leaves_its_exit_status_to_be_collected(
    caplog: pytest.LogCaptureFixture,
) -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-I", "-c", "raise SystemExit(7)")
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # noqa: ASYNC222 - the loop is not to see it end
    child.send_signal(process, signal.SIGTERM)

    assert await process.wait() == 7
    child.send_signal(process, signal.SIGTERM)
    assert caplog.messages == []
