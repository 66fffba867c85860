"""How far a request is, for a connection that asked to be told; and how it is stopped."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from tests.rigs.bulb import turn_to_bulb
from tests.rigs.makes import Need
from tests.rigs.rpc_client import RpcClient, RpcError
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.rigs.makes import Make
    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = pytest.mark.full_size
READ_PART = "101b"


async def until(done: Callable[[], bool]) -> None:
    """Wait for something that another process does and tells nobody."""
    async with asyncio.timeout(20):
        while not done():  # noqa: ASYNC110
            await asyncio.sleep(0.02)


def exposing(camera: VirtualCameraProcess) -> bool:
    return bool(camera.control({"status": True})["exposing"])


async def refusal(answer: asyncio.Future[Any]) -> RpcError:
    with pytest.raises(RpcError) as caught:
        await asyncio.wait_for(answer, 30)
    return caught.value


def told(client: RpcClient) -> list[dict[str, Any]]:
    """Return the progress that has come so far."""
    found = [client.notifications.get_nowait() for _ in range(client.notifications.qsize())]
    return [params for name, params in found if name == "progress"]


async def last_id(client: RpcClient) -> int:
    """Return the id of the request that `client` sent last; those before have arrived."""
    return max(int(str(number)) for number in client._waiting)


# ---- progress


async def test_nothing_is_told_unasked(client: RpcClient, picture: str) -> None:
    await client.call("download_image", path=picture)

    assert told(client) == []


async def test_a_download_tells_its_bytes_and_nothing_after_its_answer(
    client: RpcClient, each_make: Make, picture: str
) -> None:
    await client.call("subscribe", events=["progress"])
    got = await client.call("download_image", path=picture)
    steps = told(client)
    await client.call("list_cameras")

    assert told(client) == []
    assert steps
    assert {(step["stage"], step["unit"], step["total"]) for step in steps} == {("reading", "bytes", got["size_bytes"])}
    assert [step["done"] for step in steps] == sorted({step["done"] for step in steps})
    assert steps[-1]["done"] == got["size_bytes"]
    assert {step["camera"] for step in steps} == {each_make.id()}
    assert {step["request_id"] for step in steps} == {2}


@pytest.mark.needs(Need.UPLOAD)
async def test_an_upload_tells_that_it_is_being_written(client: RpcClient, each_make: Make) -> None:
    await client.call("subscribe", events=["progress"])
    data = base64.b64encode(bytes(100_000)).decode()
    await client.call("upload_file", folder=each_make.first_folder, filename="N.JPG", data_base64=data)

    steps = told(client)
    assert {(step["stage"], step["total"]) for step in steps} == {("writing", 100_000)}
    assert steps[-1]["done"] == 100_000


@pytest.mark.needs(Need.UPLOAD)
async def test_a_long_upload_tells_what_the_driver_has_taken_so_far(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    size_bytes = 24_000_000
    await client.call("subscribe", events=["progress"])
    data = base64.b64encode(bytes(size_bytes)).decode()
    camera.control({"upload": "held_up", "after_bytes": size_bytes // 2})
    upload = client.send("upload_file", folder=each_make.first_folder, filename="N.JPG", data_base64=data)
    steps: list[int] = []
    while not any(0 < done < size_bytes for done in steps):
        steps.append((await client.notification("progress"))["done"])
    camera.control({"clear": True})
    await upload

    steps += [step["done"] for step in told(client)]
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (0, size_bytes)


async def test_a_capture_tells_for_how_long_it_waits_exposes_and_saves(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(1))
    await client.call("subscribe", events=["progress"])
    camera.control({"latency_s": 0.1})
    first, second = client.send("capture_image"), client.send("capture_image")
    await first
    await second

    steps = told(client)
    stages = [step["stage"] for step in steps if step["request_id"] == 4]
    assert list(dict.fromkeys(stages)) == ["waiting", "exposing", "saving"]
    assert {step["stage"] for step in steps if step["request_id"] == 3} >= {"exposing"}
    exposing = [step for step in steps if step["stage"] == "exposing" and step["total"] is not None]
    assert {step["total"] for step in exposing} == {1.0}
    assert all(0 <= step["done"] <= 1 for step in exposing)
    assert len(exposing) > 2
    assert {step["unit"] for step in steps} == {"s"}


async def test_the_seconds_of_a_stage_never_go_back(client: RpcClient, camera: VirtualCameraProcess) -> None:
    await client.call("subscribe", events=["progress"])
    camera.control({"latency_s": 0.15})
    await client.call("capture_image")

    steps = told(client)
    assert {step["stage"] for step in steps} >= {"waiting", "saving"}
    for before, after in itertools.pairwise(steps):
        assert before["stage"] != after["stage"] or before["done"] <= after["done"]


async def test_a_bulb_exposure_tells_its_seconds_of_all(client: RpcClient, each_make: Make) -> None:
    await turn_to_bulb(client, each_make)
    await client.call("subscribe", events=["progress"])
    await client.call("capture_image", bulb_s=0.6)

    steps = [step for step in told(client) if step["stage"] == "exposing"]
    assert {step["total"] for step in steps} == {0.6}
    assert all(0 <= step["done"] <= 0.6 for step in steps)
    assert len(steps) > 1


async def test_a_listing_tells_how_many_files_it_has(client: RpcClient, picture: str) -> None:
    await client.call("subscribe", events=["progress"])
    listed = await client.call("list_files", recursive=True)

    assert picture in {file["path"] for file in listed["files"]}
    steps = told(client)
    assert {(step["stage"], step["unit"], step["total"]) for step in steps} == {("listing", "files", None)}
    assert all(0 < step["done"] <= len(listed["files"]) for step in steps)


async def test_only_the_connection_that_sent_the_request_is_told(service: RunningService, picture: str) -> None:
    async with service.client() as one, service.client() as other:
        await other.call("subscribe", events=["progress"])
        await one.call("subscribe", events=["progress"])
        await one.call("download_image", path=picture)
        await other.call("list_cameras")

        assert told(one)
        assert told(other) == []


async def test_who_unsubscribes_is_told_no_more_and_the_log_never_has_it(client: RpcClient, picture: str) -> None:
    await client.call("subscribe", events=["progress", "file_added"])
    left = await client.call("unsubscribe", events=["progress"])
    await client.call("download_image", path=picture)

    assert told(client) == []
    assert left["events"] == ["file_added"]
    events = (await client.call("get_events", since=0))["events"]
    assert "progress" not in {event["event"] for event in events}


# ---- cancelling


async def test_a_request_that_waits_gives_up_its_place(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))
    first = client.send("capture_image")
    waiting, reading = client.send("capture_image"), client.send("get_config", name="iso")
    number = await last_id(client)
    stops = [(await client.call("cancel_request", request_id=each))["stopped"] for each in (number - 1, number)]

    assert stops == ["at_once", "at_once"]
    assert {(await refusal(each)).name for each in (waiting, reading)} == {"cancelled"}
    assert not first.done()
    assert (await first)["files"][0]["filename"] == each_make.jpeg_of(6)
    await client.call("set_config", name=each_make.shutter, value="1/125")
    assert (await client.call("capture_image"))["files"][0]["filename"] == each_make.jpeg_of(7)


async def test_a_capture_that_was_begun_cannot_be_stopped_and_is_answered(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))
    capture = client.send("capture_image")
    number = await last_id(client)
    await until(lambda: exposing(camera))

    assert (await client.call("cancel_request", request_id=number))["stopped"] == "cannot"
    assert (await capture)["files"]


@pytest.mark.needs(Need.BODY_FILES)
async def test_a_download_stops_at_the_next_chunk(
    client: RpcClient, camera: VirtualCameraProcess, picture: str
) -> None:
    await client.call("get_file_info", path=picture)
    camera.control({"latency_s": 0.3})
    download = client.send("download_image", path=picture)
    number = await last_id(client)
    await until(lambda: READ_PART in camera.control({"status": True})["operations"])
    stopped = (await client.call("cancel_request", request_id=number))["stopped"]

    assert stopped == "at_next_chunk"
    assert (await refusal(download)).name == "cancelled"
    camera.control({"clear": True})
    assert (await client.call("download_image", path=picture))["size_bytes"]


@pytest.mark.needs(Need.UPLOAD)
async def test_an_upload_that_is_being_written_cannot_be_stopped(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    camera.control({"latency_s": 0.2})
    folder = each_make.first_folder
    await client.call("subscribe", events=["progress"])
    upload = client.send("upload_file", folder=folder, filename="N.JPG", data_base64="AAAA")
    number = await last_id(client)
    await client.notification("progress", stage="writing")

    assert (await client.call("cancel_request", request_id=number))["stopped"] == "cannot"
    assert (await upload)["size_bytes"] == 3


async def test_a_bulb_exposure_is_ended_and_its_picture_named(
    client: RpcClient, camera: VirtualCameraProcess, each_make: Make
) -> None:
    await turn_to_bulb(client, each_make)
    await client.call("subscribe", events=["file_added"])
    capture = client.send("capture_image", bulb_s=600)
    number = await last_id(client)
    await until(lambda: exposing(camera))

    assert (await client.call("cancel_request", request_id=number))["stopped"] == "at_once"
    error = await refusal(capture)
    assert error.name == "cancelled"
    assert (await client.notification("file_added"))["file"]["path"] in error.message
    await client.call("set_config", name=each_make.shutter, value="1/125")
    assert (await client.call("capture_image"))["files"]


async def test_a_bulb_exposure_that_waits_is_never_begun(client: RpcClient, each_make: Make) -> None:
    await client.call("set_config", name=each_make.shutter, value=each_make.time(2))
    first, capture = client.send("capture_image"), client.send("capture_image", bulb_s=600)
    start = client.send("start_bulb")
    number = await last_id(client)
    for each in (number, number - 1):
        assert (await client.call("cancel_request", request_id=each))["stopped"] == "at_once"

    assert {(await refusal(each)).name for each in (capture, start)} == {"cancelled"}
    assert (await first)["files"]
    assert (await client.error("stop_bulb")).name == "no_bulb_exposure"


async def test_what_is_answered_already_is_not_found(client: RpcClient) -> None:
    await client.call("list_cameras")

    for request_id in (1, "1", 99, 3):  # 3 is the id of one of these requests itself
        assert (await client.error("cancel_request", request_id=request_id)).name == "request_not_found"


async def test_requests_of_other_connections_are_not_found(service: RunningService, each_make: Make) -> None:
    async with service.client() as one, service.client() as other:
        await one.call("set_config", name=each_make.shutter, value=each_make.time(2))
        capture = one.send("capture_image")
        await one.call("list_cameras")

        assert (await other.error("cancel_request", request_id=2)).name == "request_not_found"
        assert (await capture)["files"]


# ---- ids


class Raw:
    """Sends what it is told to, on one WebSocket, and reads what comes."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, *requests: tuple[object, str, dict[str, object]], batch: bool = False) -> None:
        members = [
            {"jsonrpc": "2.0", "id": number, "method": name, "params": params} for number, name, params in requests
        ]
        for message in [members] if batch else members:
            await self._socket.send_str(json.dumps(message))

    async def notify(self, name: str, params: dict[str, object]) -> None:
        await self._socket.send_str(json.dumps({"jsonrpc": "2.0", "method": name, "params": params}))

    async def answers(self, count: int) -> list[Any]:
        async with asyncio.timeout(30):
            return [json.loads((await self._socket.receive()).data) for _ in range(count)]


async def raw_exchange(service: RunningService, work: Callable[[Raw], Any]) -> Any:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with aiohttp.ClientSession() as http, http.ws_connect(f"{service.url}/rpc", headers=headers) as socket:
        return await work(Raw(socket))


def slow(make: Make) -> tuple[str, dict[str, object]]:
    return "set_config", {"name": make.shutter, "value": make.time(2)}


@pytest.mark.parametrize(("sent", "named", "found"), [(1, 1.0, True), (1.0, 1, True), ("1", 1, False), (1, "1", False)])
async def test_ids_match_by_value_and_not_across_types(
    service: RunningService, sent: object, named: object, found: bool, each_make: Make
) -> None:
    async def work(raw: Raw) -> Any:
        await raw.send((10, *slow(each_make)), (11, "capture_image", {}), (sent, "get_config", {"name": "iso"}))
        await raw.send((12, "cancel_request", {"request_id": named}))
        return await raw.answers(4)

    answers = {json.dumps(answer["id"]): answer for answer in await raw_exchange(service, work)}
    mine = answers[json.dumps(sent)]
    assert ("error" in mine) is found
    assert ("result" in answers["12"]) is found


async def test_all_requests_of_one_id_are_cancelled(service: RunningService, each_make: Make) -> None:
    async def work(raw: Raw) -> Any:
        await raw.send((10, *slow(each_make)), (11, "capture_image", {}))
        read: tuple[object, str, dict[str, object]] = (7, "get_config", {"name": "iso"})
        await raw.send(read, read, (12, "cancel_request", {"request_id": 7}))
        return await raw.answers(5)

    answers = await raw_exchange(service, work)
    assert [answer["error"]["data"]["name"] for answer in answers if answer["id"] == 7] == ["cancelled"] * 2
    assert [answer["result"]["stopped"] for answer in answers if answer["id"] == 12] == ["at_once"]


async def test_the_notification_of_other_protocols_cancels_too(service: RunningService, each_make: Make) -> None:
    async def work(raw: Raw) -> Any:
        await raw.send((10, *slow(each_make)), (11, "capture_image", {}), (7, "get_config", {"name": "iso"}))
        await raw.notify("$/cancelRequest", {"id": 7})
        await raw.notify("$/cancelRequest", {"id": 8})
        await raw.notify("$/cancelRequest", {"id": None})
        return await raw.answers(3)

    answers = await raw_exchange(service, work)
    assert {answer["id"]: answer.get("error", {}).get("data", {}).get("name") for answer in answers} == {
        10: None,
        11: None,
        7: "cancelled",
    }


async def test_a_member_of_a_batch_is_cancelled_alone(service: RunningService, each_make: Make) -> None:
    async def work(raw: Raw) -> Any:
        await raw.send((10, *slow(each_make)), (11, "capture_image", {}))
        read: dict[str, object] = {"name": "iso"}
        reads = [(number, "get_config", read) for number in ("a", "b", "c")]
        await raw.send(*reads, batch=True)
        await raw.send((12, "cancel_request", {"request_id": "b"}))
        return await raw.answers(4)

    answers = await raw_exchange(service, work)
    (batch,) = [answer for answer in answers if isinstance(answer, list)]
    assert [answer["id"] for answer in batch] == ["a", "b", "c"]
    assert ["error" in answer for answer in batch] == [False, True, False]


async def test_there_is_never_less_than_nothing_to_read(client: RpcClient, picture: str) -> None:
    file = await client.call("get_file_info", path=picture)
    await client.call("subscribe", events=["progress"])

    read = await client.call("read_file", path=picture, offset=file["size_bytes"] + 1000, length=10)

    steps = told(client)
    assert read["data_base64"] == ""
    assert steps
    assert all((step["done"], step["total"]) == (0, 0) for step in steps)
