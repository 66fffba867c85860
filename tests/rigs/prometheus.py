"""A real Prometheus, a process of its own on loopback, and promtool; both are of Debian's package prometheus."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import time
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from tests.rigs.ports import hold_port

if TYPE_CHECKING:
    from pathlib import Path

START_S = 30.0
_INSTALL = (
    "These tests need the programs prometheus and promtool: `sudo apt install prometheus`; they start it themselves, "
    "so `sudo systemctl disable --now prometheus` where that has started one."
)


def program(name: str) -> str:
    """Return the path of one of the two."""
    found = shutil.which(name)
    assert found, _INSTALL
    return found


def promtool(*arguments: str, text: str = "") -> tuple[int, str]:
    """Run promtool with `text` as its input; return its exit status and all that it said."""
    done = subprocess.run([program("promtool"), *arguments], input=text, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


class Prometheus:
    """Runs in an `async with`, on a port of its own, with this configuration."""

    def __init__(self, folder: Path, configuration: dict[str, Any]) -> None:
        self._folder = folder
        self._configuration = configuration

    async def __aenter__(self) -> Self:
        self._holder = hold_port()
        address = f"127.0.0.1:{self._holder.getsockname()[1]}"
        self._url = f"http://{address}"
        file = self._folder / "prometheus.yml"
        file.write_text(json.dumps(self._configuration))  # which is YAML as well
        with (self._folder / "prometheus.log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                program("prometheus"),
                f"--config.file={file}",
                f"--storage.tsdb.path={self._folder / 'tsdb'}",
                f"--web.listen-address={address}",
                stdout=log,
                stderr=log,
            )
        self._http = aiohttp.ClientSession()
        end = time.monotonic() + START_S
        while not await self._is_ready():
            assert time.monotonic() < end, (self._folder / "prometheus.log").read_text()
            assert self._process.returncode is None, (self._folder / "prometheus.log").read_text()
            await asyncio.sleep(0.05)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.close()
        self._process.terminate()
        await self._process.wait()
        self._holder.close()

    async def query(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of an expression now, each `{"metric": labels, "value": [time, text]}`."""
        async with self._http.get(f"{self._url}/api/v1/query", params={"query": expression}) as answer:
            found = await answer.json()
        assert found["status"] == "success", (expression, found)
        result: list[dict[str, Any]] = found["data"]["result"]
        return result

    async def until(self, expression: str, within_s: float = 20.0) -> list[dict[str, Any]]:
        """Wait until an expression has a sample that is a number; return its samples."""
        end = time.monotonic() + within_s
        while True:
            found = await self.query(expression)
            if any(each["value"][1] != "NaN" for each in found):
                return found
            assert time.monotonic() < end, f"no data: {expression}"
            await asyncio.sleep(0.2)

    async def _is_ready(self) -> bool:
        try:
            async with self._http.get(f"{self._url}/-/ready") as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False
