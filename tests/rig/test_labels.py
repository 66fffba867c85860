"""Labels name cameras in the whole rig: no two have the same one, unless hosts that were apart have given it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from rpc_camera.rig.directory import Directory
from tests.rigs.rig_hosts import until_known
from tests.rigs.rpc_client import RpcError
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts

LEFT, RIGHT = "z-virtual-0000001", "z-virtual-0000002"
SOON_S = 20.0


async def doubts(rig: RigHosts) -> dict[str, list[str | None]]:
    """Return what each host says of the labels of both cameras."""
    return {
        name: [camera.get("label_doubt") for camera in sorted(listed["cameras"], key=lambda camera: str(camera["id"]))]
        for name, client in rig.clients.items()
        for listed in [await client.call("list_cameras")]
    }


async def until_doubted(rig: RigHosts, *, both: bool) -> None:
    """Wait until each host doubts both labels, or none."""
    async with asyncio.timeout(SOON_S):
        while True:
            if [[doubt is not None for doubt in each] for each in (await doubts(rig)).values()] == [[both] * 2] * 2:
                return
            await asyncio.sleep(0.05)


@pytest.fixture
async def doubled(rig: RigHosts, nats_server: NatsServer) -> RigHosts:
    """Hosts that have each called their camera `top`, while they were apart."""
    nats_server.kill()
    for name, camera in (("left", LEFT), ("right", RIGHT)):
        await rig.clients[name].call("label_camera", camera=camera, label="top")
    nats_server.start()
    for client in rig.clients.values():
        await until_known(client, {"left", "right"}, 2)
    await until_doubted(rig, both=True)
    return rig


@pytest.mark.parametrize("through", ["left", "right"])
async def test_a_label_of_another_hosts_camera_is_refused_at_once_with_who_has_it(rig: RigHosts, through: str) -> None:
    await rig.clients["left"].call("label_camera", camera=LEFT, label="top")
    refused = await rig.clients[through].error("label_camera", camera=RIGHT, label=" top ")
    await rig.clients["left"].call("label_camera", camera="top", label=None)
    labelled = await rig.clients[through].call("label_camera", camera=RIGHT, label="top")

    assert (refused.name, refused.data["taken_by"]) == ("label_taken", f"{LEFT}@left")
    assert refused.message == f"'top' is the label of {LEFT}@left."
    assert f"first take this one from {LEFT}@left" in refused.data["remedy"]
    assert labelled["camera"]["label"] == "top"
    assert await doubts(rig) == {"left": [None, None], "right": [None, None]}


async def test_a_label_is_compared_as_on_one_host_and_is_no_id_of_another_hosts_camera(rig: RigHosts) -> None:
    client = rig.clients["left"]
    await client.call("label_camera", camera=LEFT, label="top")
    other = await client.call("label_camera", camera=RIGHT, label="Top")
    again = await client.call("label_camera", camera=LEFT, label="top", place="row 3")
    refused = await client.error("label_camera", camera=LEFT, label=RIGHT)

    assert other["camera"]["label"] == "Top"
    assert again["camera"]["place"] == "row 3"
    assert (refused.name, refused.message) == ("label_taken", f"{RIGHT!r} is the id of {RIGHT}@right.")


async def test_a_label_that_two_hosts_gave_apart_is_doubted_at_both(doubled: RigHosts) -> None:
    of_both = [
        f"'top' is also the name of {camera}: give one of them another label."
        for camera in (f"{RIGHT}@right", f"{LEFT}@left")
    ]
    assert await doubts(doubled) == {"left": of_both, "right": of_both}


async def test_what_two_are_called_names_neither_until_one_is_called_otherwise(doubled: RigHosts) -> None:
    names = [f"{LEFT}@left", f"{RIGHT}@right"]
    for client in doubled.clients.values():
        refused = [
            await client.error("capture_image", camera="top"),
            await client.error("select_camera", camera="top"),
            await client.error("label_camera", camera="top", label="bottom"),
            await client.error("capture_group", cameras=["top"]),
        ]
        for error in refused:
            assert (error.name, sorted(error.data["cameras"])) == ("no_camera_selected", names)
            assert "2 cameras in the rig are called 'top'." in error.message
            assert f"Say which: {' or '.join(names)}." in error.data["remedy"]
        async with (
            aiohttp.ClientSession(headers={"Authorization": f"Bearer {TOKEN}"}) as http,
            http.get(f"{doubled.services['left'].url}/cameras/top/preview.jpg") as answer,
        ):
            assert (await answer.json())["data"]["name"] == "no_camera_selected"

    left = doubled.clients["left"]
    kept = await left.call("label_camera", camera=LEFT, label="top", place="row 3")  # what it has already
    await left.call("label_camera", camera=names[1], label="bottom")
    await until_doubted(doubled, both=False)
    taken = [(await left.call("capture_image", camera=name))["camera"] for name in ("top", "bottom")]

    assert kept["camera"]["place"] == "row 3"
    assert taken == [LEFT, RIGHT]


async def test_of_two_who_give_one_label_at_once_one_is_refused_or_both_are_doubted(rig: RigHosts) -> None:
    async def label(name: str, camera: str) -> str | None:
        try:
            return str((await rig.clients[name].call("label_camera", camera=camera, label="top"))["camera"]["label"])
        except RpcError as error:
            assert error.name == "label_taken"  # noqa: PT017 - it may be raised, or not
            return None

    given = await asyncio.gather(label("left", LEFT), label("right", RIGHT))
    await until_doubted(rig, both=all(given))

    assert any(given)


async def test_a_silent_host_keeps_no_label_from_the_others(rig: RigHosts, nats_server: NatsServer) -> None:
    await rig.clients["left"].call("label_camera", camera=LEFT, label="top")
    nats_server.kill()
    labelled = await rig.clients["right"].call("label_camera", camera=RIGHT, label="top")

    assert labelled["camera"]["label"] == "top"


def test_a_label_that_is_the_id_of_another_camera_is_doubted_too() -> None:
    def camera(camera_id: str, **members: Any) -> dict[str, Any]:
        return {"id": camera_id, "port": "", **members}

    own = [camera("a", label="b")]
    found = Directory("here", lambda: own, lambda: ["a"])
    found.learn("silent", [camera("b")])
    described = found.described({"here": own})

    assert described[0]["label_doubt"] == "'b' is also the name of b@silent: give one of them another label."
