"""One host alone needs nothing of a rig: neither its modules nor its engine's are loaded, whatever is asked of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rpc_camera.contract.contract import Contract
from tests.rigs.rpc_client import RpcClient
from tests.rigs.serve_process import ServeProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer

OF_A_RIG = re.compile(r"\| +((?:rpc_camera\.rig|rpc_camera\.serve\.rig|nats|nkeys)(?:\.\S+)?)$", re.MULTILINE)


async def loaded(state_dir: Path, *arguments: str) -> set[str]:
    """Return the modules of a rig that a service has loaded by the time that a group of its cameras was fired."""
    host = ServeProcess(*arguments, "--port=0", "--virtual=2", state_dir=state_dir, PYTHONPROFILEIMPORTTIME="1")
    async with host, RpcClient(f"{host.url}/rpc", Contract.load(), host.token) as client:
        listed = await client.call("list_cameras")
        await client.call("capture_group", cameras=[camera["id"] for camera in listed["cameras"]])
    return {*OF_A_RIG.findall(host.log)}


async def test_who_serves_alone_loads_nothing_of_a_rig(tmp_path: Path) -> None:
    assert await loaded(tmp_path / "alone") == set()


async def test_a_host_of_a_rig_does(tmp_path: Path, nats_server: NatsServer) -> None:
    rig = (f"--rig=nats://127.0.0.1:{nats_server.port}", "--rig-host=left")
    assert {"rpc_camera.rig.rig", "rpc_camera.serve.rig", "nats"} <= await loaded(tmp_path / "rig", *rig)
