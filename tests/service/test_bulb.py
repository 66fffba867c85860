"""Bulb: the shutter is open for as long as a client says, and never longer than it has to be."""

from __future__ import annotations

import asyncio
import base64
import io
import os
import signal
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from rpc_camera.contract.contract import Contract
from rpc_camera.errors import ServiceError
from rpc_camera.wire.requests import FinishBulb, OpenBulb
from tests.rigs.bulb import turn_to_bulb
from tests.rigs.dial import turn_dial
from tests.rigs.makes import Need
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.serve_process import ServeProcess
from tests.rigs.service import running_service

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

nikons = pytest.mark.needs(Need.NIKON_BULB)

EXIF_IFD, EXPOSURE_TIME = 0x8769, 0x829A
OPEN, CLOSE, SET_PROPERTY = "9207", "920c", "1016"
NOT_OPEN, BUSY = "0xa004", "0x2019"
FIRST = 6  # the number of a new body's first picture
SHORTER_S = 0.05  # how much sooner than asked it may close; a slow machine can only make it later


@pytest.fixture
async def service(service: RunningService, each_make: Make) -> RunningService:
    """A service whose camera is at Bulb, where its driver does not turn it there."""
    async with service.client() as client:
        await turn_to_bulb(client, each_make)
    return service


async def exposure_s(client: RpcClient, path: str) -> float:
    """Return the exposure as the camera has written it into the picture."""
    got = await client.call("download_image", path=path)
    image = Image.open(io.BytesIO(base64.b64decode(got["image_base64"])))
    return float(image.getexif().get_ifd(EXIF_IFD)[EXPOSURE_TIME])


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that another process does and tells nobody."""
    async with asyncio.timeout(20):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def exposing(camera: VirtualCameraProcess) -> bool:
    return bool(camera.control({"status": True})["exposing"])


async def value(client: RpcClient, name: str) -> Any:
    return (await client.call("get_config", name=name))["value"]


async def next_picture(client: RpcClient, make: Make) -> Any:
    """Take a picture after an exposure at Bulb, which a body is still at unless its driver has turned it there."""
    if Need.BULB_FROM_ANY_TIME not in make.abilities:
        await client.call("set_exposure", shutter_s=0.01)
    return await client.call("capture_image")


async def test_an_exposure_lasts_as_long_as_was_asked_for(client: RpcClient) -> None:
    await client.call("subscribe", events=["camera_state_changed", "file_added"])

    taken = await client.call("capture_image", bulb_s=0.6)

    (file,) = taken["files"]
    assert taken["exposure_s"] >= 0.6 - SHORTER_S
    assert await exposure_s(client, file["path"]) >= 0.6 - SHORTER_S
    assert (await client.notification("camera_state_changed"))["state"] == "busy"
    added = await client.notification("file_added")
    assert (added["file"]["path"], added["origin"]) == (file["path"], "capture_image")
    assert (await client.notification("camera_state_changed"))["state"] == "ready"


async def test_raw_and_jpeg_of_a_bulb_exposure_are_one_picture(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name=each_make.quality, value=each_make.raw_and_jpeg)

    taken = await client.call("capture_image", bulb_s=0.2)

    assert [file["mime_type"] for file in taken["files"]] == ["image/jpeg", each_make.raw_mime]


@nikons
async def test_the_settings_are_put_back_so_that_the_next_capture_ends(client: RpcClient) -> None:
    await client.call("set_config", name="shutterspeed2", value="1/30")
    await client.call("set_config", name="expprogram", value="A")

    await client.call("capture_image", bulb_s=0.1)

    assert await value(client, "expprogram") == "A"
    await client.call("set_config", name="expprogram", value="M")
    assert await value(client, "shutterspeed2") != "Bulb"
    assert "exposure_s" not in await client.call("capture_image")


@nikons
async def test_no_setting_shows_bulb_once_the_picture_is_there(client: RpcClient) -> None:
    await client.call("capture_image", bulb_s=0.1)
    assert "bulb" not in (await value(client, "shutterspeed")).lower()
    await client.call("subscribe", events=["sequence_ended"])

    await client.call("capture_image", bulb_s=0.1)
    await client.call("start_sequence", frames=1, steps=[{"settings": {"shutterspeed": "0.0166s"}}])
    await client.notification("sequence_ended")

    assert (await client.call("capture_image"))["files"]


@nikons
@pytest.mark.parametrize("speed", ["Bulb", "Time"])
async def test_a_capture_that_would_not_end_is_refused(
    client: RpcClient, camera: VirtualCameraProcess, speed: str
) -> None:
    await turn_dial(camera, client, "shutterspeed2", speed)
    for method in ("capture_image", "trigger_capture"):
        error = await client.error(method)
        assert (error.name, "bulb_s" in error.data["remedy"]) == ("not_supported", True)
        assert speed in error.message
        assert not exposing(camera)
    assert (await client.call("capture_image", bulb_s=0.1))["files"]


async def test_one_client_opens_the_shutter_and_another_closes_it(service: RunningService, each_make: Make) -> None:
    async with service.client() as one, service.client() as other:
        before = await value(one, each_make.shutter)
        await one.call("subscribe", events=["file_added"])
        started = await one.call("start_bulb")
        [opened] = (await one.call("list_cameras"))["cameras"]
        stopped = await other.call("stop_bulb")
        [closed] = (await one.call("list_cameras"))["cameras"]

        assert (opened["state"], opened["shutter_open"]) == ("busy", True)
        assert "shutter_open" not in closed
        assert stopped["captured_at"] == started["started_at"]
        assert stopped["exposure_s"] > 0
        assert (await one.notification("file_added"))["file"]["path"] == stopped["files"][0]["path"]
        assert await value(one, each_make.shutter) == before


async def test_other_requests_are_refused_while_it_is_held_open_and_events_go_on(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("subscribe", events=["config_changed"])
    await client.call("start_bulb")

    refused = [await client.error(method) for method in ("capture_image", "start_bulb", "list_config", "get_camera")]
    camera.control({"set_property": "iso", "value": "800"})

    if each_make.reports_dials:
        assert (await client.notification("config_changed", name="iso"))["value"] == "800"
    assert {error.name for error in refused} == {"camera_busy"}
    assert all("stop_bulb" in error.data["remedy"] for error in refused)
    assert (await client.call("stop_bulb"))["files"]
    assert not each_make.reports_dials or await value(client, "iso") == "800"


async def test_an_exposure_that_nobody_ends_ends_by_itself(client: RpcClient) -> None:
    await client.call("subscribe", events=["file_added", "camera_state_changed"])
    await client.call("start_bulb", max_s=0.5)

    added = await client.notification("file_added")
    await client.notification("camera_state_changed", state="ready")

    assert await exposure_s(client, added["file"]["path"]) >= 0.5 - SHORTER_S
    assert (await client.error("stop_bulb")).name == "no_bulb_exposure"


@nikons
async def test_a_body_that_was_too_busy_to_leave_bulb_leaves_it_before_the_next_picture(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("set_config", name="shutterspeed2", value="1/60")
    await client.call("start_bulb")
    camera.control({"refuse": SET_PROPERTY, "code": "0x2019"})
    await client.call("stop_bulb")
    camera.control({"clear": True})

    assert (await client.call("capture_image"))["files"]
    assert (await client.call("get_config", name="shutterspeed2"))["value"] == "1/60"


async def test_anybody_can_end_a_timed_exposure_whose_client_has_gone(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client:
        client.send("capture_image", bulb_s=600)
        await until(lambda: exposing(camera))
    async with service.client() as other:
        taken = await other.call("stop_bulb")

        assert taken["exposure_s"] < 60
        assert not exposing(camera)
        assert (await other.error("stop_bulb")).name == "no_bulb_exposure"


async def test_an_exposure_that_is_ended_by_another_client_is_answered_with_its_picture(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client, service.client() as other:
        capture = client.send("capture_image", bulb_s=600)
        await until(lambda: exposing(camera))
        stopped = await other.call("stop_bulb")

        assert await capture == stopped


async def test_an_exposure_that_is_ended_on_the_body_is_a_picture_all_the_same(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("start_bulb")
    camera.control({"press_shutter": False})

    assert len((await client.call("stop_bulb"))["files"]) == 1


async def test_what_was_sent_before_and_after_keeps_its_order(client: RpcClient) -> None:
    before, start = client.send("get_config", name="iso"), client.send("start_bulb")
    late, stop = client.send("get_config", name="iso"), client.send("stop_bulb")

    assert (await before)["value"] == "100"
    assert (await start)["started_at"]
    with pytest.raises(RpcError):
        await late
    assert (await stop)["files"]


@nikons
async def test_a_body_that_refuses_is_as_before(client: RpcClient, camera: VirtualCameraProcess) -> None:
    camera.control({"refuse": OPEN, "code": "0x200c"})

    error = await client.error("capture_image", bulb_s=1)

    assert error.name == "camera_error"  # all that libgphoto2 says
    assert "card" in error.data["remedy"]
    assert await value(client, "shutterspeed2") == "1/125"
    camera.control({"clear": True})
    assert (await client.call("capture_image"))["files"]


@nikons
async def test_a_body_that_does_not_hear_is_told_again(client: RpcClient, camera: VirtualCameraProcess) -> None:
    camera.control({"refuse": CLOSE, "code": "0x2019", "times": 1})

    assert (await client.call("capture_image", bulb_s=0.2))["files"]
    assert not exposing(camera)


async def test_a_camera_without_bulb_says_so(tmp_path: Path) -> None:
    async with running_service(tmp_path, [f"disk:{tmp_path}"]) as service, service.client() as client:
        errors = [await client.error("capture_image", bulb_s=1), await client.error("start_bulb")]

    assert {error.name for error in errors} == {"not_supported"}
    assert all("shutter_s" in error.data["remedy"] for error in errors)


async def test_the_shutter_closes_and_the_picture_is_told_when_its_worker_is_killed(
    service: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    async with service.client() as client:
        await client.call("capture_image", bulb_s=0.1)
        await client.call("subscribe", events=["file_added"])
        await client.call("start_bulb")
        pid = service.cameras.cameras[0].worker_pid
        assert pid
        os.kill(pid, signal.SIGKILL)
        error = await client.error("stop_bulb")

        added = await client.notification("file_added")
        assert error.name in {"driver_crashed", "no_bulb_exposure"}
        assert added["file"]["filename"] == each_make.jpeg_of(FIRST + 1)
        assert not exposing(camera)
        assert (await next_picture(client, each_make))["files"][0]["filename"] == each_make.jpeg_of(FIRST + 2)


async def test_a_pulled_cable_ends_the_wait(client: RpcClient, camera: VirtualCameraProcess, each_make: Make) -> None:
    await client.call("subscribe", events=["camera_state_changed"])
    capture = client.send("capture_image", bulb_s=600)
    await until(lambda: exposing(camera))
    camera.control({"drop": True})

    with pytest.raises(RpcError) as caught:
        await capture
    assert caught.value.name == "camera_lost"
    assert (await next_picture(client, each_make))["files"]


async def test_a_call_that_is_cancelled_closes_the_shutter(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client:
        await client.call("subscribe", events=["file_added"])
        call = asyncio.create_task(service.cameras.cameras[0].captures.image(bulb_s=600))
        await until(lambda: exposing(camera))
        call.cancel()

        assert (await client.notification("file_added"))["origin"] == "capture_image"
        with pytest.raises(asyncio.CancelledError):
            await call


async def test_a_server_that_stops_closes_the_shutter(
    camera: VirtualCameraProcess, each_make: Make, tmp_path: Path
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await turn_to_bulb(client, each_make)
        await client.call("start_bulb")
        assert exposing(camera)

    await until(lambda: not exposing(camera))


async def test_a_server_that_is_killed_has_its_worker_close_the_shutter(
    camera: VirtualCameraProcess, each_make: Make, tmp_path: Path
) -> None:
    arguments = (f"--camera={camera.port_string}", "--port=0", "--host=127.0.0.1")
    async with ServeProcess(*arguments, state_dir=tmp_path) as server:
        async with running_service(tmp_path / "contract") as other:
            client = RpcClient(f"{server.url}/rpc", other.service.contract, server.token)
        async with client:
            await turn_to_bulb(client, each_make)
            await client.call("start_bulb")
            assert exposing(camera)
            await server.stop(signal.SIGKILL)

    await until(lambda: not exposing(camera))
    camera.control({"status": True})


@nikons
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
async def test_a_server_that_ends_while_the_link_is_lost_in_an_exposure_has_the_next_one_put_settings_back(
    camera: VirtualCameraProcess, tmp_path: Path, how: signal.Signals
) -> None:
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        before = (await client.call("get_config", name="shutterspeed2"))["value"]
    arguments = (f"--camera={camera.port_string}", "--port=0", "--host=127.0.0.1")
    async with (
        ServeProcess(*arguments, state_dir=tmp_path) as server,
        RpcClient(f"{server.url}/rpc", Contract.load(), server.token) as client,
    ):
        await client.call("start_bulb")
        camera.control({"offline": True})
        await server.stop(how)
    camera.control({"offline": False})
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        assert (await client.call("get_config", name="shutterspeed2"))["value"] == before != "Bulb"
        assert not list((tmp_path / ".exposures").iterdir())


@nikons
@pytest.mark.parametrize(
    ("turned", "delay_s"),
    [({"exposuredelaymode": "On"}, 1), ({"capturemode": "Timer"}, 2), ({"capturemode": "Burst"}, 0)],
)
async def test_an_exposure_lasts_from_the_opening_on_however_the_body_is_released(
    client: RpcClient, camera: VirtualCameraProcess, turned: dict[str, str], delay_s: float
) -> None:
    await client.call("set_configs", values=turned)

    taken = await client.call("capture_image", bulb_s=0.4)

    seconds = await exposure_s(client, taken["files"][0]["path"])
    begun_late_s = 0.1 * delay_s  # a virtual body's delay is as exact as a busy machine lets it be, and unlike the rest
    assert 0.4 - SHORTER_S - begun_late_s <= seconds < 0.4 + max(delay_s, 1)
    assert taken["exposure_s"] >= 0.4 - SHORTER_S
    assert not exposing(camera)
    assert await value(client, "shutterspeed2") == "1/125"


@nikons
async def test_a_shutter_is_closed_by_its_time_though_the_body_refuses_at_first_and_nobody_asks(
    client: RpcClient, camera: VirtualCameraProcess
) -> None:
    await client.call("subscribe", events=["file_added", "camera_state_changed"])
    camera.control({"refuse": CLOSE, "code": NOT_OPEN, "times": 5})
    await client.call("start_bulb", max_s=0.3)

    added = await client.notification("file_added")
    await client.notification("camera_state_changed", state="ready")

    assert 0.3 - SHORTER_S <= await exposure_s(client, added["file"]["path"]) < 5
    assert not exposing(camera)


@nikons
async def test_a_shutter_that_nobody_waits_for_any_more_is_closed_as_soon_as_the_body_lets_it_be(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    async with service.client() as client:
        line = service.cameras.cameras[0].line
        camera.control({"refuse": CLOSE, "code": NOT_OPEN})
        before = await line.ask(OpenBulb(max_s=0.1))
        finish = asyncio.create_task(line.ask(FinishBulb(timeout_s=0.1)))
        with pytest.raises(ServiceError):
            await finish
        camera.control({"clear": True})
        await until(lambda: not exposing(camera))

        assert before["shutterspeed2"] == "1/125"
        assert (await client.call("capture_image"))["files"]
        assert await value(client, "shutterspeed2") == "1/125"


@nikons
async def test_a_server_that_stops_closes_a_shutter_that_cannot_be_closed_yet(
    camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    camera.control({"holds_on": True})
    async with running_service(tmp_path, [camera.port_string]) as service, service.client() as client:
        await client.call("start_bulb")
        camera.control({"refuse": CLOSE, "code": NOT_OPEN, "times": 8})

    assert not exposing(camera)


async def test_the_next_worker_closes_a_shutter_that_stays_open_without_the_last_one(
    service: RunningService, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"holds_on": True})
    async with service.client() as client:
        before = await value(client, each_make.shutter)
        await client.call("start_bulb")
        pid = service.cameras.cameras[0].worker_pid
        assert pid
        os.kill(pid, signal.SIGKILL)

        await until(lambda: not exposing(camera))
        await put_back(client, each_make.shutter, before)


async def put_back(client: RpcClient, shutter: str = "shutterspeed2", before: str = "1/125") -> None:
    """Wait until the next worker has put back what the exposure had turned."""
    async with asyncio.timeout(20):
        while await value(client, shutter) != before:  # noqa: ASYNC110
            await asyncio.sleep(0.1)


@nikons
async def test_the_next_worker_tries_again_until_the_body_lets_it_close_the_shutter(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.control({"holds_on": True})
    async with service.client() as client:
        await client.call("start_bulb")
        camera.control({"refuse": CLOSE, "code": NOT_OPEN, "times": 6})
        camera.control({"refuse": SET_PROPERTY, "code": BUSY, "times": 6})
        os.kill(service.cameras.cameras[0].worker_pid or 0, signal.SIGKILL)

        await until(lambda: not exposing(camera))
        await put_back(client)
    assert not list((service.cameras._options.state_dir / ".exposures").iterdir())


@nikons
async def test_a_shutter_that_opens_after_its_worker_was_killed_is_closed(
    service: RunningService, camera: VirtualCameraProcess
) -> None:
    camera.control({"holds_on": True})
    async with service.client() as client:
        await client.call("set_configs", values={"exposuredelaymode": "On"})
        starting = client.send("start_bulb")
        await until(lambda: exposing(camera))  # it counts down
        os.kill(service.cameras.cameras[0].worker_pid or 0, signal.SIGKILL)
        await asyncio.wait({starting})
        await until(lambda: not exposing(camera))

        await put_back(client)
        assert (await client.call("capture_image"))["files"]
