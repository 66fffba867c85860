"""The examples of the contract are true at a gateway as well, whose only camera is another host's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.rig_hosts import rig_of
from tests.rigs.saving import make_pictures
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_examples import CHANGES_NOTHING, TOKEN, answer_over_websocket, masked

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts

pytestmark = pytest.mark.full_size
CONTRACT = Contract.load()
ONLY_IN_A_RIG = {"host", "hosts", "missing_hosts", "via"}
DIFFERS = {
    "compare_config": "the remedy for a name that no camera has is that of a rig",
    "get_events": "the first events are those of the hosts",
    "get_server_info": "it says by which way files come",
    "list_tethering": "the gateway saves nothing itself",
}


def without_rig(value: Any) -> Any:
    """Return a result without what only a rig's has."""
    if isinstance(value, dict):
        return {name: without_rig(each) for name, each in value.items() if name not in ONLY_IN_A_RIG}
    return [without_rig(each) for each in value] if isinstance(value, list) else value


def methods(*, change: bool) -> list[str]:
    """Return those whose first example changes something or is of another make, or the others."""
    first = [(name, method.source["examples"][0]) for name, method in CONTRACT.methods.items()]
    return [
        name for name, example in first if bool(CHANGES_NOTHING.match(name) and "make" not in example) is not change
    ]


@pytest.mark.parametrize("method", methods(change=True))
async def test_an_example_is_true_through_the_gateway(nats_server: NatsServer, tmp_path: Path, method: str) -> None:
    make = CONTRACT.methods[method].source["examples"][0].get("make", "nikon")
    with VirtualCameraProcess("--make", make, "--serial", "0000001") as camera:
        async with gateway_to_saving(nats_server, camera, tmp_path) as rig:
            await check_example(rig, method)


def gateway_to_saving(
    nats_server: NatsServer, camera: VirtualCameraProcess, folder: Path
) -> AbstractAsyncContextManager[RigHosts]:
    """Run a gateway without cameras, and a host that has the camera and can save its pictures."""
    hosts = {"gateway": [], "right": [camera.port_string]}
    return rig_of(folder, nats_server, hosts, token=TOKEN, right={"save_dir": make_pictures(folder / "right")})


async def check_example(rig: RigHosts, method: str) -> None:
    example: dict[str, Any] = CONTRACT.methods[method].source["examples"][0]
    answer = await answer_over_websocket(rig.services["gateway"].url, method, example["params"])

    kind = "result" if "result" in example else "error"
    assert kind in answer, answer
    if method in DIFFERS:
        CONTRACT.methods[method].check_result(answer["result"])
        return
    varies = [each for each in example.get("varies", []) if "result" in example or not each.startswith("/data/cameras")]
    assert masked(without_rig(answer[kind]), varies) == masked(without_rig(example[kind]), varies)
