"""The metrics of each host of a rig have the pictures of its cameras, whoever has asked for the group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.metrics.scrape import METRICS, Samples
from tests.rigs.rig_hosts import rig_of
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer


async def test_a_group_of_a_rig_is_counted_once_where_its_cameras_are(nats_server: NatsServer, tmp_path: Path) -> None:
    with VirtualCameraProcess("--serial", "1") as left, VirtualCameraProcess("--serial", "1") as right:
        hosts = {"left": [left.port_string], "right": [right.port_string], "gateway": []}
        async with rig_of(tmp_path, nats_server, hosts, metrics=METRICS) as rig:
            cameras = [f"{left.id}@left", f"{right.id}@right"]
            for name in ("left", "gateway"):
                await rig.clients[name].call("capture_group", cameras=cameras)
            await rig.clients["gateway"].call("capture_group", cameras=cameras[1:])
            after = {name: await Samples.of(service) for name, service in rig.services.items()}

    taken = {
        name: each.value("rpc_camera_capture_duration_seconds_count", camera=left.id) for name, each in after.items()
    }
    assert taken == {"left": 2, "right": 3, "gateway": None}
