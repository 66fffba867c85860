"""The examples of the contract are true at a gateway as well, whose only camera is another host's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.contract import Contract
from tests.rigs.rig_hosts import rig_of
from tests.rigs.saving import make_pictures
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.service.test_examples import TOKEN, answer_over_websocket, masked

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer

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


@pytest.mark.parametrize("method", CONTRACT.methods)
async def test_an_example_is_true_through_the_gateway(nats: NatsServer, tmp_path: Path, method: str) -> None:
    example: dict[str, Any] = CONTRACT.methods[method].source["examples"][0]
    saving = {"save_dir": make_pictures(tmp_path / "right")}
    with VirtualCameraProcess("--make", example.get("make", "nikon"), "--serial", "0000001") as camera:
        hosts = {"gateway": [], "right": [camera.port_string]}
        async with rig_of(tmp_path, nats, hosts, token=TOKEN, right=saving) as rig:
            answer = await answer_over_websocket(rig.services["gateway"].url, method, example["params"])

    kind = "result" if "result" in example else "error"
    assert kind in answer, answer
    if method in DIFFERS:
        CONTRACT.methods[method].check_result(answer["result"])
        return
    varies = [each for each in example.get("varies", []) if "result" in example or not each.startswith("/data/cameras")]
    assert masked(without_rig(answer[kind]), varies) == masked(without_rig(example[kind]), varies)
