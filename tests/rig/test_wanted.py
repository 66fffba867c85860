"""What has waited for a camera past its caller's deadline is fired if the caller says that it still waits."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest

from rpc_camera.clock import since_boot_s
from rpc_camera.rig.messages import EVERY_HOST, Beat, Request, answer_subject, beat_subject, call_subject, pack, unpack
from tests.rigs.bad_member import EVIL, bad_member
from tests.rigs.nats_buses import Heard
from tests.rigs.rig_hosts import rig_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess

PATIENCE_S = 0.4
EXPOSURE_S = 1.5


@pytest.mark.parametrize(
    ("says", "fired"),
    [({"result": True}, 1), ({"result": False}, 0), ({"result": 1}, 0), ({"error": {"code": -32601}}, 0), ({}, 0)],
    ids=["yes", "no", "odd", "what is that", "nothing"],
)
async def test_a_caller_is_asked_before_its_late_shot_is_fired(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, tmp_path: Path, says: dict[str, object], fired: int
) -> None:
    def answers(method: str) -> bytes:
        return json.dumps(says if method == "rig.wanted" else {"result": {"cameras": []}}).encode()

    stock, heard, beats = left_camera.files(), Heard(), Heard()
    hosts = {"left": [left_camera.port_string]}
    async with rig_of(tmp_path, nats_server, hosts) as rig, bad_member(nats_server, answers=answers) as caller:
        client = rig.clients["left"]
        while EVIL not in {host["host"] for host in (await client.call("list_cameras"))["hosts"]}:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        await caller.bus.subscribe(beat_subject("left"), beats)
        instance = unpack(Beat, (await beats.wait())[-1].data).instance
        await caller.bus.subscribe(answer_subject(EVIL, "run", EVERY_HOST), heard)
        await client.call("subscribe", events=["camera_state_changed"])
        exposing = client.send("capture_image", bulb_s=EXPOSURE_S)
        await client.notification("camera_state_changed", state="busy")
        deadline_s = since_boot_s() + PATIENCE_S
        request = Request("0123456789abcdef", EVIL, instance, deadline_s, 0.0, "capture_image", {})
        await caller.bus.publish(
            call_subject("left", EVIL, "change.capture_image"), pack(request), answer_subject(EVIL, "run", request.id)
        )
        await exposing
        while not (answers_heard := [data for data in heard.data if not data.startswith(b"P")]):
            await heard.wait(len(heard.data) + 1)
        answer = json.loads(answers_heard[0][17:])

    assert caller.asked.count("rig.wanted") == 1
    assert left_camera.files() == stock + 1 + fired
    assert ("result" in answer) == bool(fired)
    assert fired or answer["error"]["data"]["name"] == "cancelled"
