"""In which settings bodies differ: of one make, and of several in the words and units that they share."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.rigs.service import RunningService, running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient

pytestmark = pytest.mark.asyncio(loop_scope="module")
BODIES = {"one": "nikon", "two": "nikon", "three": "nikon", "canon": "canon", "canon two": "canon", "fuji": "fuji"}


@pytest.fixture(scope="module")
def bodies() -> Iterator[dict[str, VirtualCameraProcess]]:
    """Three Nikons, two Canons and a Fujifilm, for all tests: each sets what it needs, and puts it back."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(VirtualCameraProcess("--make", make, "--serial", f"000000{number}"))
            for number, (name, make) in enumerate(BODIES.items(), 1)
        }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(
    bodies: dict[str, VirtualCameraProcess], tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    ports = [body.port_string for body in bodies.values()]
    async with running_service(tmp_path_factory.mktemp("state"), ports) as service:
        yield service


@pytest.fixture(scope="module")
def ids(bodies: dict[str, VirtualCameraProcess]) -> dict[str, str]:
    return {name: body.id for name, body in bodies.items()}


@pytest_asyncio.fixture(loop_scope="module")
async def client(service: RunningService) -> AsyncIterator[RpcClient]:
    async with service.client() as client:
        yield client


def shown(difference: dict[str, Any]) -> tuple[str, str, list[tuple[object, list[str]]]]:
    values = [(each["value"], each["cameras"]) for each in difference["values"]]
    return difference["method"], difference["name"], values


async def test_bodies_as_they_come_differ_in_nothing(client: RpcClient, ids: dict[str, str]) -> None:
    found = await client.call("compare_config", cameras=[ids["one"], ids["two"], ids["three"]])

    assert (found["differing"], found["partial"], found["failed"], found["complete"]) == ([], [], [], True)
    assert found["equal"] > 40  # of the 165 of a Nikon, those that are set


async def test_the_odd_one_out_is_last_and_nothing_is_said_twice(client: RpcClient, ids: dict[str, str]) -> None:
    one, two, three = (ids[name] for name in ("one", "two", "three"))
    equal = (await client.call("compare_config", cameras=[one, two, three]))["equal"]
    shutter_s = (await client.call("get_exposure", camera=one))["settings"]["shutter_s"]["value"]
    await client.call("set_exposure", iso=800, shutter_s=0.5, camera=one)
    await client.call("set_configs", values={"colorspace": "AdobeRGB"}, camera=two)
    found = await client.call("compare_config", cameras=[one, two, three])
    await client.call("set_exposure", iso=100, shutter_s=shutter_s, camera=one)
    await client.call("set_configs", values={"colorspace": "sRGB"}, camera=two)

    assert [shown(each) for each in found["differing"]] == [
        ("set_exposure", "iso", [(100, [two, three]), (800, [one])]),
        ("set_exposure", "shutter_s", [(shutter_s, [two, three]), (0.5, [one])]),
        ("set_configs", "colorspace", [("sRGB", [one, three]), ("AdobeRGB", [two])]),
    ]
    assert found["equal"] == equal - 3


async def test_makes_are_compared_in_the_language_that_they_share(client: RpcClient, ids: dict[str, str]) -> None:
    cameras = [ids["one"], ids["canon"], ids["fuji"]]
    before = (await client.call("get_exposure", cameras=cameras))["cameras"]
    await client.call("set_exposure", shutter_s=1 / 60, iso=400, cameras=cameras)
    await client.call("set_exposure", iso=200, camera=ids["fuji"])
    found = await client.call("compare_config", cameras=cameras)
    for part in before:
        settings = part["result"]["settings"]
        values = {name: settings[name]["value"] for name in ("shutter_s", "iso")}
        await client.call("set_exposure", **values, camera=part["camera"])
    common = {each["name"]: each for each in found["differing"] if each["method"] != "set_configs"}
    raw = {each["name"] for each in found["differing"]} - common.keys()

    assert shown(common["iso"])[2] == [(400, [ids["one"], ids["canon"]]), (200, [ids["fuji"]])]
    assert "shutter_s" not in common  # 1/60 and 0.0166 s
    assert not raw & {"iso", "shutterspeed", "shutterspeed2", "f-number", "aperture", "imageformat", "imagequality"}
    assert "picturestyle" in found["partial"]
    assert not {"imageformat", "imagequality", "autoexposuremode", "expprogram"} & set(found["partial"])


async def test_what_the_shared_language_has_one_word_for_is_told_in_the_words_of_the_body(
    client: RpcClient, ids: dict[str, str]
) -> None:
    cameras = [ids["canon"], ids["canon two"]]
    before = (await client.call("get_config", name="imageformat", camera=cameras[0]))["value"]
    for camera, value in zip(cameras, ("RAW", "cRAW"), strict=True):
        await client.call("set_configs", values={"imageformat": value}, camera=camera)
    found = await client.call("compare_config", cameras=cameras)
    await client.call("set_configs", values={"imageformat": before}, cameras=cameras)

    values = [("RAW", [cameras[0]]), ("cRAW", [cameras[1]])]
    assert [shown(each) for each in found["differing"]] == [
        ("set_configs", name, values) for name in ("imageformat", "imageformatsd", "imageformatcf")
    ]


async def test_what_a_body_reports_is_compared_when_it_is_named(client: RpcClient, ids: dict[str, str]) -> None:
    cameras = [ids["one"], ids["two"], ids["canon"]]
    found = await client.call("compare_config", cameras=cameras, names=["serialnumber", "status/batterylevel", "iso"])
    differing = {each["name"]: each for each in found["differing"]}

    assert differing.keys() == {"serialnumber"} | (differing.keys() & {"batterylevel"})
    assert [each["cameras"] for each in differing["serialnumber"]["values"]] == [[camera] for camera in cameras]
    assert found["equal"] == 3 - len(differing)  # iso is one setting, though it is a body's and the shared language's


async def test_a_name_that_is_not_everywhere_says_where_it_is_missing(client: RpcClient, ids: dict[str, str]) -> None:
    one, two, canon = (ids[name] for name in ("one", "two", "canon"))
    before = (await client.call("get_config", name="burstnumber", camera=one))["value"]
    await client.call("set_configs", values={"burstnumber": before + 1}, camera=one)
    found = await client.call("compare_config", cameras=[one, canon, two], names=["burstnumber"])
    await client.call("set_configs", values={"burstnumber": before}, camera=one)

    (difference,) = found["differing"]
    assert shown(difference)[2] == [(before + 1, [one]), (before, [two])]
    assert difference["missing"] == [canon]


async def test_a_section_is_compared_by_itself(client: RpcClient, ids: dict[str, str]) -> None:
    cameras = [ids["one"], ids["two"]]
    await client.call("set_exposure", iso=800, aperture=8, camera=cameras[0])
    found = await client.call("compare_config", cameras=cameras, section="imgsettings")
    await client.call("set_exposure", iso=100, camera=cameras[0])
    aperture = (await client.call("get_exposure", camera=cameras[1]))["settings"]["aperture"]["value"]
    await client.call("set_exposure", aperture=aperture, camera=cameras[0])

    assert [each["name"] for each in found["differing"]] == ["iso"]
    assert found["equal"] < 10


async def test_a_name_that_none_has_is_refused(client: RpcClient, ids: dict[str, str]) -> None:
    error = await client.error("compare_config", cameras=[ids["one"], ids["canon"]], names=["iso", "aperature"])

    assert (error.name, error.data["similar"][0]) == ("config_not_found", "aperture")


async def test_one_camera_by_two_names_is_refused(
    client: RpcClient, ids: dict[str, str], bodies: dict[str, VirtualCameraProcess]
) -> None:
    error = await client.error("compare_config", cameras=[ids["one"], bodies["one"].port_string])

    assert (error.name, error.data["errors"][0]["path"]) == ("invalid_params", "/cameras")


async def test_those_that_cannot_be_read_are_told_and_the_others_are_compared(tmp_path: Path) -> None:
    with ExitStack() as stack:
        bodies = [stack.enter_context(VirtualCameraProcess("--serial", f"000000{number}")) for number in range(1, 4)]
        one, two, gone = (body.id for body in bodies)
        async with (
            running_service(tmp_path, [body.port_string for body in bodies]) as service,
            service.client() as client,
        ):
            await client.call("subscribe", events=["camera_state_changed"])
            await client.call("set_exposure", iso=800, camera=two)
            bodies[2].control({"offline": True})
            await client.notification("camera_state_changed", state="lost", camera=gone)
            async with asyncio.timeout(10):
                found = await client.call("compare_config", cameras=[gone, one, two, "nobody"])
            lonely = await client.call("compare_config", cameras=[gone, one])

    assert [(each["camera"], each["error"]["name"]) for each in found["failed"]] == [
        (gone, "camera_lost"),
        ("nobody", "camera_not_found"),
    ]
    assert not found["complete"]
    assert [shown(each)[1:] for each in found["differing"]] == [("iso", [(100, [one]), (800, [two])])]
    assert (lonely["differing"], lonely["equal"], lonely["partial"]) == ([], 0, [])
