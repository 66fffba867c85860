"""The Python client's examples, run as their reader runs them."""

from __future__ import annotations

import ast
import asyncio
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import pytest

from rpc_camera_client import sync
from tests.clients.python.rig import rpc_url
from tests.docs.page_run import free_ports
from tests.rigs.service import TOKEN, RunningService
from tools.contract.build import CHECKOUT

if TYPE_CHECKING:
    from rpc_camera_client import Session

CLIENT = Path(sync.__file__).parents[1]
EXAMPLES = CLIENT / "examples"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return tmp_path / "pictures"  # which the examples make


async def start(
    service: RunningService, name: str, *arguments: str | Path, cwd: Path, **more: str
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-W", "error", EXAMPLES / name, *arguments),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": str(CLIENT), "RPC_CAMERA_URL": rpc_url(service.url), "RPC_CAMERA_TOKEN": TOKEN, **more},
        cwd=cwd,
    )


async def lines_of(process: asyncio.subprocess.Process) -> list[str]:
    async with asyncio.timeout(60):
        output, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, "")
    return output.decode().splitlines()


async def run(service: RunningService, name: str, *arguments: str | Path, cwd: Path) -> list[str]:
    return await lines_of(await start(service, name, *arguments, cwd=cwd))


def test_each_has_its_test() -> None:
    tests = Path(__file__).read_text()
    assert {path.name for path in EXAMPLES.glob("*.py") if f'"{path.name}"' not in tests} == set()


def is_jpeg(file: Path) -> bool:
    return file.read_bytes().startswith(b"\xff\xd8\xff")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_first_picture(service: RunningService, pictures: Path, tmp_path: Path) -> None:
    (line,) = await run(service, "first_picture.py", pictures, cwd=tmp_path)
    assert is_jpeg(Path(line))


async def test_tether_to_folder(service: RunningService, session: Session, pictures: Path, tmp_path: Path) -> None:
    process = await start(service, "tether_to_folder.py", pictures, "2", cwd=tmp_path)
    assert process.stdout
    assert await process.stdout.readline() == b"Take pictures.\n"
    taken = [(await session.capture_image())["files"][0]["filename"] for _ in range(2)]
    assert [Path(line).name for line in await lines_of(process)] == taken
    assert names_in(pictures) == sorted(taken)


async def test_live_view(service: RunningService, pictures: Path, tmp_path: Path) -> None:
    lines = await run(service, "live_view.py", pictures, "3", cwd=tmp_path)
    assert [line.split()[0] for line in lines] == ["frame"] * 3
    names = names_in(pictures)
    assert names == ["frame-0001.jpg", "frame-0002.jpg", "frame-0003.jpg"]
    assert all(is_jpeg(pictures / name) for name in names)


async def test_timelapse(service: RunningService, pictures: Path, tmp_path: Path) -> None:
    lines = await run(service, "timelapse.py", pictures, "3", "1", cwd=tmp_path)
    taken = [line for line in lines if line.endswith("of 3 pictures taken")]  # on a busy machine, a slot may be missed
    saved = lines[len(taken) :]
    assert 1 <= len(taken) == len(saved)
    assert all(is_jpeg(Path(line)) for line in saved)


async def test_notebook(service: RunningService, pictures: Path, tmp_path: Path) -> None:
    lines = await run(service, "notebook.py", cwd=tmp_path)
    assert any(line.startswith("config_invalid_value") for line in lines)
    assert lines[-1].endswith("came, 0 were here")
    assert is_jpeg(pictures / "frame.jpg")


async def test_photo_booth(service: RunningService, pictures: Path, tmp_path: Path) -> None:
    [port] = free_ports(1)
    settings = {"BOOTH_PORT": str(port), "BOOTH_VIEW": "http://localhost/view", "PYTHONUNBUFFERED": "1"}
    process = await start(service, "photo_booth.py", pictures, cwd=tmp_path, **settings)
    assert process.stdout
    async with asyncio.timeout(60):
        while b"Running on" not in await process.stdout.readline():
            pass
    async with aiohttp.ClientSession(f"http://localhost:{port}") as http:
        async with http.post("/shoot") as answer:
            shown = (await answer.json())["picture"]
        async with http.get("/state") as answer:
            state = await answer.json()
    process.send_signal(signal.SIGINT)
    await lines_of(process)
    assert [camera["state"] for camera in state.pop("cameras")] == ["ready"]
    assert state == {"view": "http://localhost/view", "printed": True, "pictures": [shown]}
    assert names_in(pictures) == [shown]
    assert is_jpeg(pictures / shown)


def test_the_docs_say_how_many_lines_the_photo_booth_has() -> None:
    source = (EXAMPLES / "photo_booth.py").read_text("utf-8")
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            docstrings.update(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    lines = [line for number, line in enumerate(source.splitlines(), 1) if line.strip() and number not in docstrings]
    said = re.search(r"the program has (\d+) lines", (CHECKOUT / "docs" / "photo-booth.md").read_text("utf-8"))
    assert said is not None
    assert (len(lines), len(lines) <= 60) == (int(said[1]), True)
