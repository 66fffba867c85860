"""A disk that takes minutes for a flush: the service ends in time all the same, says what is missing, and mends it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import aiohttp

from tests.rigs.serve_process import ServeProcess
from tests.serve.test_command import ask

if TYPE_CHECKING:
    from pathlib import Path

SLOW = """
import os, pathlib, time
at_once = os.fsync
def fsync(descriptor):
    if pathlib.Path(os.environ["SLOW"]).exists():
        pathlib.Path(os.environ["SLOW"]).with_name("in-work").touch()
        time.sleep(100)
    at_once(descriptor)
os.fsync = fsync
"""


async def test_a_signal_ends_it_though_the_disk_does_not(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SLOW)
    slow, saved = tmp_path / "slow", tmp_path / "saved"
    arguments = ("--port=0", "--virtual=1", f"--save-dir={saved}")
    environment = {"PYTHONPATH": str(tmp_path), "SLOW": str(slow)}
    async with (
        ServeProcess(*arguments, state_dir=tmp_path / "state", **environment) as running,
        aiohttp.ClientSession(headers={"Authorization": f"Bearer {running.token}"}) as session,
    ):
        socket_ = await session.ws_connect(f"{running.url}/rpc")
        slow.touch()
        await ask(socket_, 1, "capture_image")
        async with asyncio.timeout(20):
            while not (tmp_path / "in-work").exists():  # noqa: ASYNC110 - another process makes it
                await asyncio.sleep(0.05)
        asked = time.monotonic()
        status = await running.stop()
        took = time.monotonic() - asked
        closed = await socket_.receive()

    assert (status, closed.data) == (0, 1001)
    assert took < 10
    assert "the disk is slow, and 1 pictures are not saved" in running.log
    assert "mended at the next start" in running.log
    assert [path for path in saved.rglob("*.JPG") if not path.name.startswith(".")] == []
