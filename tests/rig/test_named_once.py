"""A method that takes `cameras` is refused where two names are of one body, of this host or of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from rpc_camera.methods.several import SEVERAL
from tests.rigs.rig_hosts import rig_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.virtual_camera import VirtualCameraProcess

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"
METHODS: Final[dict[str, dict[str, Any]]] = {
    "capture_group": {},
    "compare_config": {},
    "get_capture_settings": {},
    "get_config": {"name": "iso"},
    "get_exposure": {},
    "set_capture_settings": {"quality": "raw"},
    "set_configs": {"values": {"iso": "400"}},
    "set_exposure": {"iso": 400},
}


def test_all_methods_that_take_cameras_are_tried() -> None:
    assert METHODS.keys() == SEVERAL | {"capture_group", "compare_config"}


async def test_which_two_names_are_of_one_body_is_said_in_every_method(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    own, other = left_camera.port_string, right_camera.port_string
    async with rig_of(tmp_path, nats_server, {"left": [own], "right": [other]}) as rig:
        client = rig.clients["left"]
        await client.call("label_camera", camera=LEFT, label="near")
        await client.call("label_camera", camera=RIGHT, label="far")
        pairs = [
            *((LEFT, name) for name in (f"{LEFT}@left", "near", own)),
            *((RIGHT, name) for name in (f"{RIGHT}@right", "far", other)),
            ("far", f"{RIGHT}@right"),
        ]
        said = {
            method: [
                (await client.error(method, cameras=[*cameras, "another", "one more"], **params)).message
                for cameras in [*pairs, ("far", "far"), ("nobody", "nobody")]
            ]
            for method, params in METHODS.items()
        }
        apart = await client.call("get_config", name="iso", cameras=["near", RIGHT, "nobody", "nobody@left"])
        alone = await rig.clients["right"].error("get_config", name="iso", cameras=["far", RIGHT])

    both = [f"A camera is named twice: {one!r} and {two!r} are the same." for one, two in pairs]
    alike = [f"A camera is named twice: {name!r}." for name in ("far", "nobody")]
    assert list(said.values()) == [[*both, *alike]] * len(METHODS)
    assert [each["camera"] for each in apart["cameras"]] == [LEFT, RIGHT, "nobody", "nobody@left"]
    assert (alone.name, alone.data["errors"][0]["path"]) == ("invalid_params", "/cameras")


@pytest.mark.parametrize("doubled", ["left", "right"])
async def test_bodies_of_one_id_are_two_and_each_has_all_its_names(
    nats_server: NatsServer, tmp_path: Path, left_camera: VirtualCameraProcess, doubled: str
) -> None:
    with type(left_camera)("--serial", "0000001") as twin:
        hosts = {"left": [left_camera.port_string], "right": [twin.port_string]}
        async with rig_of(tmp_path, nats_server, hosts) as rig:
            client = rig.clients["left"]
            both = await client.call("get_config", name="iso", cameras=[f"{LEFT}@left", f"{LEFT}@right"])
            await client.call("label_camera", camera=f"{LEFT}@{doubled}", label="one")
            refused = await client.error("get_config", name="iso", cameras=[f"{LEFT}@{doubled}", "one"])

    assert [each["camera"] for each in both["cameras"]] == [f"{LEFT}@left", f"{LEFT}@right"]
    assert both["complete"]
    assert refused.message == f"A camera is named twice: '{LEFT}@{doubled}' and 'one' are the same."
