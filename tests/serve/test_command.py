"""`rpc-camera serve` as a person runs it: what it says, how it fails, how it ends."""

from __future__ import annotations

import asyncio
import json
import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import pytest

from tests.rigs.serve_process import ServeProcess
from tests.rigs.virtual_camera import VirtualCameraProcess

DATA = Path(__file__).parents[1] / "edge" / "data"


def serve(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a `serve` that cannot start."""
    return subprocess.run(
        [sys.executable, "-m", "rpc_camera", "serve", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


async def test_the_start_tells_address_token_cameras_and_what_to_try(tmp_path: Path) -> None:
    async with ServeProcess("--virtual", "2", "--port", "0", state_dir=tmp_path) as running:
        said = running.greeting

        assert f"{running.url.replace('http', 'ws')}/rpc" in said
        for number in (1, 2):
            assert f"z-virtual-000000{number}: Nikon Corporation Z Virtual on ptpip:127.0.0.1:" in said
        assert "supports capture_image, preview, config" in said
        assert f'-H "Authorization: Bearer {running.token}"' in said
        assert "supports: capture_image" in running.log
        assert running.token not in running.log


async def test_the_address_of_the_page_that_it_prints_lets_in_once(tmp_path: Path) -> None:
    async with ServeProcess("--port", "0", state_dir=tmp_path, LOG_LEVEL="DEBUG") as running:
        found = re.search(rf"Page +{running.url}/#ticket=(\w+) ", running.greeting)
        assert found, running.greeting
        request = {"jsonrpc": "2.0", "id": 1, "method": "redeem_ticket", "params": {"ticket": found[1]}}
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{running.url}/rpc", json=request) as response:
                first = await response.json()
            async with session.post(f"{running.url}/rpc", json=request) as response:
                second = await response.json()

        assert first["result"] == {"token": running.token}
        assert second["error"]["data"]["name"] == "unauthorized"
        assert found[1] not in running.log
        assert running.token not in running.log


def test_beside_a_token_of_ones_own_a_terminal_is_shown_a_ticket(tmp_path: Path) -> None:
    environment = {**os.environ, "API_TOKEN": "my own secret", "XDG_RUNTIME_DIR": str(tmp_path)}
    own, other = pty.openpty()
    command = (sys.executable, "-m", "rpc_camera", "serve", "--port=0", f"--state-dir={tmp_path}")
    with subprocess.Popen(command, stdin=other, stdout=other, stderr=subprocess.DEVNULL, env=environment) as process:
        os.close(other)
        shown = b""
        while b"-d '" not in shown:
            shown += os.read(own, 65536)
        process.terminate()
    os.close(own)

    assert b"/#ticket=" in shown
    assert b"my own secret" not in shown


async def test_beside_a_token_of_ones_own_a_file_is_shown_no_ticket(tmp_path: Path) -> None:
    async with ServeProcess("--port", "0", state_dir=tmp_path, API_TOKEN="my own secret") as running:
        assert f"Page       {running.url}/\n" in running.greeting
        assert "ticket" not in running.greeting


async def test_the_start_says_of_which_camera_the_id_may_not_stay(tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "000") as camera:
        at = f"--camera={camera.port_string}"
        async with ServeProcess(at, "--port", "0", state_dir=tmp_path) as running:
            assert "The body has no serial number: this id goes with the port or address" in running.greeting


async def test_the_command_it_proposes_works_as_pasted(tmp_path: Path) -> None:
    async with ServeProcess("--virtual", "1", "--port", "0", state_dir=tmp_path) as running:
        pasted = running.greeting.partition("another terminal:")[2]
        process = await asyncio.create_subprocess_shell(pasted, stdout=asyncio.subprocess.PIPE)
        said, _ = await asyncio.wait_for(process.communicate(), 30)

    assert json.loads(said)["result"]["files"][0]["filename"] == "DSC_0006.JPG"


async def test_a_second_server_with_the_same_state_directory_is_refused_until_the_first_is_gone(tmp_path: Path) -> None:
    async with ServeProcess("--port", "0", state_dir=tmp_path) as first:
        refused = await asyncio.to_thread(serve, f"--state-dir={tmp_path}", "--port=0")
        await first.stop(signal.SIGKILL)
    async with ServeProcess("--port", "0", state_dir=tmp_path) as third:
        assert third.url

    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert f"Another server runs with the state directory {tmp_path}" in refused.stderr


async def test_a_token_of_ones_own_is_not_shown(tmp_path: Path) -> None:
    async with ServeProcess("--port", "0", state_dir=tmp_path, API_TOKEN="my own secret", LOG_LEVEL="DEBUG") as running:
        headers = {"Authorization": "Bearer my own secret"}
        async with aiohttp.ClientSession() as session:
            request = {"jsonrpc": "2.0", "id": 1, "method": "list_cameras"}
            async with session.post(f"{running.url}/rpc", json=request, headers=headers) as response:
                answer = await response.json()

        assert answer["result"] == {"cameras": []}
        assert "my own secret" not in running.greeting + running.log
        assert "--virtual 1" in running.greeting


def test_a_port_in_use_is_one_sentence_and_status_2() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        ended = serve("--host", "127.0.0.1", "--port", str(other.getsockname()[1]))

    assert ended.returncode == 2
    assert "Address already in use" in ended.stderr
    assert "--port" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_a_host_that_does_not_exist_is_one_sentence_and_status_2() -> None:
    ended = serve("--host", "no-such-host.invalid", "--port", "0")

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize(("cert", "words"), [("missing.pem", "No such file"), ("text.pem", "Cannot use")])
def test_a_bad_certificate_is_one_sentence_and_status_2(cert: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "text.pem").write_text("not a certificate")

    ended = serve("--port", "0", "--tls-cert", str(tmp_path / cert), "--tls-key", str(tmp_path / cert))

    assert ended.returncode == 2
    assert words in ended.stderr
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_signal_ends_it_cleanly_in_the_middle_of_a_capture(number: signal.Signals, tmp_path: Path) -> None:
    async with (
        ServeProcess("--virtual", "1", "--port", "0", state_dir=tmp_path) as running,
        aiohttp.ClientSession() as session,
    ):
        headers = {"Authorization": f"Bearer {running.token}"}
        socket_ = await session.ws_connect(f"{running.url}/rpc", headers=headers)
        await ask(socket_, 1, "set_config", name="shutterspeed2", value="10")
        await socket_.send_json({"jsonrpc": "2.0", "id": 2, "method": "capture_image"})
        await ask(socket_, 3, "list_cameras")
        children = family(running.process.pid)

        asked = time.monotonic()
        running.process.send_signal(number)
        cancelled = await socket_.receive_json()
        closed = await socket_.receive()
        status = await running.ended()
        took = time.monotonic() - asked

    assert cancelled["error"]["data"]["name"] == "cancelled"
    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 1001)
    assert status == 0
    assert "Traceback" not in running.log
    assert len(children) >= 3  # the fork server, the worker and the virtual camera
    assert [pid for pid in children if alive(pid)] == []
    assert took < 10  # the design's 2 s, with room for a shared machine


async def test_no_process_is_left_when_the_server_is_killed(tmp_path: Path) -> None:
    async with ServeProcess("--virtual", "1", "--port", "0", state_dir=tmp_path) as running:
        children = family(running.process.pid)
        running.process.kill()
        await running.ended()

    deadline = time.monotonic() + 10
    while any(map(alive, children)) and time.monotonic() < deadline:  # noqa: ASYNC110 - they are nobody's children now
        await asyncio.sleep(0.05)
    assert len(children) >= 3
    assert [pid for pid in children if alive(pid)] == []


async def test_tls_serves_both_protocols(tmp_path: Path) -> None:
    tls = ("--tls-cert", str(DATA / "certificate.pem"), "--tls-key", str(DATA / "key.pem"))
    async with ServeProcess("--port", "0", *tls, state_dir=tmp_path) as running:
        assert running.url.startswith("https://")
        async with (
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=False)) as session,
            session.ws_connect(f"{running.url}/rpc") as socket_,
        ):
            answer = await ask(socket_, 1, "authenticate", token=running.token)

    assert answer["result"] == {"authenticated": True}


async def ask(
    socket_: aiohttp.ClientWebSocketResponse, number: int, method: str, **params: object
) -> dict[str, object]:
    await socket_.send_json({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
    answer: dict[str, object] = await socket_.receive_json(timeout=30)
    return answer


def family(pid: int) -> list[int]:
    """Return the processes below `pid`."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [each for child in children for each in (int(child), *family(int(child)))]


def alive(pid: int) -> bool:
    """Return whether a process runs; one that only waits to be reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("hosts", [["::"], ["127.0.0.1", "::1"], ["0.0.0.0", "127.0.0.1", "::1"]])
async def test_it_answers_by_both_internet_protocols(hosts: list[str], tmp_path: Path) -> None:
    async with ServeProcess(*(f"--host={host}" for host in hosts), "--port=0", state_dir=tmp_path) as running:
        port = running.url.rpartition(":")[2]
        for address in ("127.0.0.1", "[::1]"):
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://{address}:{port}/openrpc.json") as answer,
            ):
                assert answer.status == 200


def test_without_a_home_directory_it_says_which_option_to_use() -> None:
    nobody = "import pwd, runpy, sys; pwd.getpwuid = {}.__getitem__; sys.argv = ['rpc-camera', 'serve', '--port=0']; "
    code = nobody + "runpy.run_module('rpc_camera', run_name='__main__')"
    environment = {name: value for name, value in os.environ.items() if name not in {"HOME", "XDG_STATE_HOME"}}

    ended = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=30, check=False
    )

    assert (ended.returncode, ended.stderr.count("\n")) == (2, 1)
    assert "choose one with --state-dir" in ended.stderr


async def test_a_second_server_is_refused_for_its_state_directory_and_its_port_at_once(tmp_path: Path) -> None:
    async with ServeProcess("--port", "0", state_dir=tmp_path) as first:
        port = first.url.rpartition(":")[2]
        refused = await asyncio.to_thread(serve, f"--state-dir={tmp_path}", f"--port={port}")

    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "--state-dir" in refused.stderr
    assert "Choose another with --port" in refused.stderr


async def test_what_it_keeps_is_for_its_user_alone(tmp_path: Path) -> None:
    state, saved = tmp_path / "state", tmp_path / "saved"
    arguments = ("--virtual=1", "--port=0", f"--save-dir={saved}")
    async with ServeProcess(*arguments, state_dir=state) as running, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {running.token}"}
        async with session.ws_connect(f"{running.url}/rpc", headers=headers) as socket_:
            await ask(socket_, 1, "set_config", name="capturetarget", value="Internal RAM")
            await ask(socket_, 2, "capture_image")
            await ask(socket_, 3, "start_sequence", frames=1, interval_s=1)
        kept = [state, *state.rglob("*"), *saved.rglob("*")]

    assert len(kept) > 3
    assert [path for path in kept if path.exists() and path.stat().st_mode & 0o077] == []


async def test_what_a_killed_server_leaves_in_the_temporary_directory_is_gone_at_the_next_start(tmp_path: Path) -> None:
    temporary, state = tmp_path / "temporary", tmp_path / "state"
    temporary.mkdir()
    async with ServeProcess("--port=0", "--virtual=1", state_dir=state, TMPDIR=str(temporary)) as running:
        await running.stop(signal.SIGKILL)
    left = list(temporary.iterdir())
    async with ServeProcess("--port=0", "--virtual=1", state_dir=state, TMPDIR=str(temporary)) as running:
        during = list(temporary.iterdir())
        await running.stop()

    assert len(left) == len(during) == 1
    assert left != during
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("camera", "words"),
    [
        ("disk:{tmp_path}", "supports file_delete"),  # a driver that takes no pictures
        ("ptpip:127.0.0.1:9:9", "lost\n    Could not open the camera"),
    ],
)
async def test_a_camera_that_takes_no_picture_now_is_not_proposed_to(camera: str, words: str, tmp_path: Path) -> None:
    port = f"--camera={camera.format(tmp_path=tmp_path)}"
    async with ServeProcess("--port=0", port, state_dir=tmp_path / "state") as running:
        said = running.greeting

    assert words in said
    assert '"method": "list_cameras"' in said
    assert ("until it answers" in said) is ("lost" in words)
