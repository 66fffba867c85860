"""One call for cameras of several makes: all are set at the same time, and what fails at one is told of that one."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from tests.rigs.rpc_client import RpcError
from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

MAKES = ("nikon", "canon", "sony", "fuji")
AT_ONCE_S = 3.0


@pytest.fixture
def bodies() -> Iterator[dict[str, VirtualCameraProcess]]:
    """A body of each make, by the make's name."""
    nikon, canon, sony, fuji = (VirtualCameraProcess("--make", make, "--serial", "0000001") for make in MAKES)
    with nikon, canon, sony, fuji:
        yield dict(zip(MAKES, (nikon, canon, sony, fuji), strict=True))


@pytest.fixture
async def service(bodies: dict[str, VirtualCameraProcess], tmp_path: Path) -> AsyncIterator[RunningService]:
    async with running_service(tmp_path, [body.port_string for body in bodies.values()]) as service:
        yield service


@pytest.fixture
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        yield client


@pytest.fixture
def ids(bodies: dict[str, VirtualCameraProcess]) -> list[str]:
    return [body.id for body in bodies.values()]


def by_camera(answer: dict[str, Any], member: str) -> dict[str, Any]:
    """Return the results, or the errors, of those that have one."""
    return {part["camera"]: part[member] for part in answer["cameras"] if member in part}


async def iso_of(client: RpcClient, camera: str) -> object:
    return (await client.call("get_exposure", camera=camera))["settings"]["iso"]["value"]


async def test_all_are_set_and_each_answers_in_the_order_of_the_names(client: RpcClient, ids: list[str]) -> None:
    names = ids[::-1]
    answer = await client.call("set_exposure", iso=800, cameras=names)
    read = await client.call("get_exposure", cameras=names)

    assert [part["camera"] for part in answer["cameras"]] == names
    assert answer["complete"]
    assert read["complete"]
    assert [part["result"]["chosen"] for part in answer["cameras"]] == [{"iso": 800}] * len(names)
    assert [part["result"]["settings"]["iso"]["value"] for part in read["cameras"]] == [800] * len(names)


async def test_one_that_refuses_is_told_with_its_reason_and_the_others_are_set(
    client: RpcClient, ids: list[str]
) -> None:
    nikon, canon, sony, fuji = ids
    before = (await client.call("get_config", name="iso", cameras=ids))["cameras"]
    answer = await client.call("set_configs", values={"iso": "400", "shutterspeed2": "1/60"}, cameras=[nikon, sony])

    assert not answer["complete"]
    assert list(by_camera(answer, "result")) == [nikon]
    (error,) = by_camera(answer, "error").values()
    assert error["name"] == "config_not_found"
    assert "shutterspeed2" in error["message"]
    after = by_camera(await client.call("get_config", name="iso", cameras=ids), "result")
    assert after[nikon]["value"] == "400"
    assert [after[each] for each in (canon, sony, fuji)] == [part["result"] for part in before[1:]]


async def test_the_unplugged_and_the_unknown_are_errors_of_theirs(
    client: RpcClient, ids: list[str], bodies: dict[str, VirtualCameraProcess]
) -> None:
    nikon, canon, *_ = ids
    await client.call("subscribe", events=["camera_state_changed"])
    bodies["canon"].control({"offline": True})
    await client.notification("camera_state_changed", state="lost", camera=canon)
    answer = await client.call("set_capture_settings", white_balance="daylight", cameras=[*ids, "usb:001,009"])

    errors = {camera: error["name"] for camera, error in by_camera(answer, "error").items()}
    assert errors == {canon: "camera_lost", "usb:001,009": "camera_not_found"}
    assert set(by_camera(answer, "result")) == set(ids) - {canon}
    settings = (await client.call("get_capture_settings", camera=nikon))["settings"]
    assert settings["white_balance"]["value"] == "daylight"


async def test_one_that_hangs_keeps_no_other_from_being_set_and_told_at_once(
    client: RpcClient, ids: list[str], bodies: dict[str, VirtualCameraProcess]
) -> None:
    others = ids[1:]
    await client.call("subscribe", events=["progress"])
    bodies["nikon"].control({"hang": "1016"})  # SetDevicePropValue
    answer = client.send("set_exposure", iso=1600, cameras=ids)

    async with asyncio.timeout(AT_ONCE_S):
        told = [await client.notification("progress", stage="answering") for _ in others]
        assert {step["camera"] for step in told} == set(others)
        assert [(step["done"], step["total"], step["unit"]) for step in told] == [
            (number, 4, "cameras") for number in (1, 2, 3)
        ]
        assert [await iso_of(client, each) for each in others] == [1600] * 3
    assert not answer.done()
    bodies["nikon"].control({"clear": True})
    assert set(by_camera(await answer, "result")) >= set(others)


async def test_of_four_makes_one_hangs_one_is_unplugged_one_refuses_and_one_is_set(
    client: RpcClient, bodies: dict[str, VirtualCameraProcess]
) -> None:
    nikon, canon, sony, fuji = ids = [body.id for body in bodies.values()]
    await client.call("subscribe", events=["camera_state_changed", "progress"])
    bodies["canon"].control({"offline": True})
    await client.notification("camera_state_changed", state="lost", camera=canon)
    bodies["nikon"].control({"hang": "1016"})
    answer = client.send("set_exposure", iso=1600, mode="program", cameras=ids)  # a Sony has a dial for its mode

    async with asyncio.timeout(AT_ONCE_S):
        told = {(await client.notification("progress", stage="answering"))["camera"] for _ in range(3)}
        settings = (await client.call("get_exposure", camera=fuji))["settings"]
    assert told == {canon, sony, fuji}
    assert (settings["iso"]["value"], settings["mode"]["value"]) == (1600, "program")
    bodies["nikon"].control({"drop": True})
    done = await answer
    assert {camera: error["name"] for camera, error in by_camera(done, "error").items() if camera != nikon} == {
        canon: "camera_lost",
        sony: "config_read_only",
    }
    assert fuji in by_camera(done, "result")


async def test_what_waits_is_cancelled_and_what_is_done_is_told(client: RpcClient, ids: list[str]) -> None:
    nikon, *others = ids
    await client.call("subscribe", events=["progress"])
    exposing = client.send("capture_image", bulb_s=1, camera=nikon)
    await client.notification("progress", stage="exposing")
    setting = client.send("set_exposure", iso=1600, cameras=ids)
    number = max(int(str(each)) for each in client._waiting)
    for _ in others:
        await client.notification("progress", stage="answering")
    stopped = await client.call("cancel_request", request_id=number)
    answer = await setting

    assert stopped["stopped"] == "at_once"
    assert set(by_camera(answer, "result")) == set(others)
    assert by_camera(answer, "error")[nikon]["name"] == "cancelled"
    await exposing
    assert await iso_of(client, nikon) != 1600


async def test_a_call_that_is_cancelled_everywhere_is_cancelled(client: RpcClient, ids: list[str]) -> None:
    nikon = ids[0]
    await client.call("subscribe", events=["progress"])
    exposing = client.send("capture_image", bulb_s=1, camera=nikon)
    await client.notification("progress", stage="exposing")
    setting = client.send("set_exposure", iso=1600, cameras=[nikon])
    number = max(int(str(each)) for each in client._waiting)
    await client.call("cancel_request", request_id=number)

    with pytest.raises(RpcError) as refused:
        await setting
    assert refused.value.name == "cancelled"
    await exposing


async def test_what_is_sent_next_comes_after_the_part_of_each_camera(client: RpcClient, ids: list[str]) -> None:
    for iso in (200, 400, 800):
        answers = [
            client.send("set_exposure", iso=100, cameras=ids),
            client.send("set_exposure", iso=iso, camera=ids[0]),
            client.send("get_exposure", cameras=ids),
        ]
        *_, read = [await answer for answer in answers]

        assert [part["result"]["settings"]["iso"]["value"] for part in read["cameras"]] == [iso, 100, 100, 100]


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("set_configs", {"values": {"iso": "200"}, "cameras": ["nikon"], "camera": "nikon"}),
        ("set_configs", {"values": {"iso": "200"}, "cameras": ["nikon", "canon", "nikon"]}),
        ("set_configs", {"values": {"iso": "200"}, "cameras": ["nikon", "the nikon's port"]}),
        ("set_configs", {"values": {"iso": "200"}, "cameras": ["nobody", "nikon", "nobody"]}),
        ("set_configs", {"values": {"iso": "200"}, "cameras": []}),
        ("set_configs", {"values": {"iso": "200"}, "cameras": ["nikon", *(f"usb:{number}" for number in range(512))]}),
        ("set_exposure", {"cameras": ["nikon", "canon"]}),
        ("get_camera", {"cameras": ["nikon"]}),
    ],
    ids=["both", "twice", "by id and port", "an unknown one twice", "none", "513", "nothing to set", "not taken"],
)
async def test_what_makes_no_sense_is_refused_as_a_whole(
    client: RpcClient, bodies: dict[str, VirtualCameraProcess], method: str, params: dict[str, Any]
) -> None:
    names = {make: body.id for make, body in bodies.items()} | {"the nikon's port": bodies["nikon"].port_string}
    params = params | {"cameras": [names.get(each, each) for each in params["cameras"]]}
    if "camera" in params:
        params["camera"] = bodies["nikon"].id
    error = await client.error(method, **params)

    assert error.name == "invalid_params"
    assert [wrong["path"] for wrong in error.data["errors"]] == ["" if method == "set_exposure" else "/cameras"]
    assert await iso_of(client, bodies["nikon"].id) == 100


async def test_512_names_are_answered(client: RpcClient, ids: list[str]) -> None:
    names = [*ids, *(f"usb:{number}" for number in range(508))]
    answer = await client.call("get_config", name="iso", cameras=names)

    assert [part["camera"] for part in answer["cameras"]] == names
    assert set(by_camera(answer, "result")) == set(ids)
