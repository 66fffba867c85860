"""A service with a file of tokens, one for each scope and more, and the command that writes it."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import aiohttp

from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

NIKON, CANON = "z-virtual-0000001", "canon-eos-r5-0000002"


def token(command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rpc_camera", "token", command, *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def add(tokens: Path, name: str, scope: str, *cameras: str) -> str:
    ran = token("add", name, f"--scope={scope}", f"--tokens={tokens}", *(f"--camera={each}" for each in cameras))
    assert ran.returncode == 0, ran.stderr
    return str(json.loads(ran.stdout)["token"])


@dataclass
class Served:
    """A service with a Nikon and a Canon, and the tokens of its file by name."""

    running: ServeProcess
    file: Path
    tokens: dict[str, str]
    http: aiohttp.ClientSession

    async def call(self, name: str, method: str, params: Mapping[str, object] | None = None) -> Any:
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}
        url, headers = f"{self.running.url}/rpc", self.bearer(name)
        async with self.http.post(url, json=request, headers=headers) as response:
            return await response.json()

    async def error(self, name: str, method: str, params: Mapping[str, object] | None = None) -> str:
        answer = await self.call(name, method, params)
        return str(answer["error"]["data"]["name"]) if "error" in answer else ""

    def bearer(self, name: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[name]}"}

    @asynccontextmanager
    async def subscribed(self, name: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        async with self.http.ws_connect(f"{self.running.url}/rpc", headers=self.bearer(name)) as socket:
            params = {"events": ["file_added", "capture_completed"]}
            await socket.send_json({"jsonrpc": "2.0", "id": 1, "method": "subscribe", "params": params})
            await socket.receive_json()
            yield socket


@asynccontextmanager
async def served_with_tokens(tmp_path: Path) -> AsyncIterator[Served]:
    """Serve, with a token of each kind in the file."""
    file = tmp_path / "tokens.json"
    tokens = {
        "viewer": add(file, "viewer", "view"),
        "operator": add(file, "operator", "operate"),
        "admin": add(file, "admin", "admin"),
        "nikon": add(file, "nikon", "operate", NIKON),
        "gone": add(file, "gone", "operate", "no-such-body"),
    }
    arguments = ("--virtual", "nikon", "--virtual", "canon", "--port", "0", "--tokens", str(file))
    saving = ("--save-dir", str(tmp_path / "saved"))
    async with (
        ServeProcess(*arguments, *saving, state_dir=tmp_path / "state") as running,
        aiohttp.ClientSession(raise_for_status=False) as http,
    ):
        yield Served(running, file, {**tokens, "main": running.token}, http)


async def until_refused(
    served: Served, name: str, error: str, method: str, params: Mapping[str, object] | None = None
) -> None:
    async with asyncio.timeout(10):
        while True:
            with suppress(aiohttp.ClientError):  # it is cut off just now
                if await served.error(name, method, params) == error:
                    return
            await asyncio.sleep(0.05)
