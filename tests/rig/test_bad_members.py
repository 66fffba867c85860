"""What a member of a rig does to the others that says and answers what it likes: nothing that lasts."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.clock import since_boot_s
from rpc_camera.contract.contract import Contract
from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName
from rpc_camera.event_log import CAPACITY, RELAYED_BYTES, EventLog
from rpc_camera.rig.asked import asked_by
from rpc_camera.rig.messages import (
    EVERY_HOST,
    Beat,
    HostEvent,
    Request,
    WrongMessageError,
    answer_subject,
    beat_subject,
    call_subject,
    event_subject,
    pack,
    unpack,
)
from tests.rigs.bad_member import BEAT, EVIL, bad_member
from tests.rigs.nats_buses import Heard, access_to, bus_on
from tests.rigs.rig_hosts import rig_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.virtual_camera import VirtualCameraProcess

LISTING = "read.list_cameras"
NESTED = "[" * 100_000 + "]" * 100_000
REQUEST = Request("0123456789abcdef", EVIL, "run", 1e6, 0.0, "list_cameras", {})
EVENT = HostEvent(
    "log", 1, "camera_removed", {"seq": 1, "at": "2026-11-30T00:00:00.000Z", "camera": "c", "reason": "it left"}
)
ODD: list[object] = [None, True, -1, 10**400, 1.5, "", "x" * 100_000, "a\nb\x1b[31m", "\ud800", [], [[]], {}, 1e308]
NO_MESSAGES = [b"", b"null", b"[]", b'"host"', b"1", b"\xff\xfe", b"1" * 5000, NESTED.encode(), b'{"clock_s":NaN}']
SOON_S = 20.0
SOONEST_S = 0.9
MOST_HOSTS = 257  # with itself


@pytest.fixture
async def left(nats_server: NatsServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[RigHosts]:
    """A host for which nothing that comes is a fault of its own: it logs no exception."""
    caplog.set_level(logging.WARNING)
    async with rig_of(tmp_path, nats_server, {"left": []}) as rig:
        yield rig
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def until_known(rig: RigHosts, **members: object) -> dict[str, Any]:
    """Return how `left` knows the evil host, once that is with these members."""
    async with asyncio.timeout(SOON_S):
        while True:
            for host in (await rig.clients["left"].call("list_cameras"))["hosts"]:
                if host["host"] == EVIL and members.items() <= host.items():
                    return dict(host)
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("message", [BEAT, REQUEST, EVENT], ids=["beat", "request", "event"])
def test_a_message_with_an_odd_member_is_none_or_one_that_can_be_told_and_logged(
    message: Beat | Request | HostEvent,
) -> None:
    kind = type(message)
    for name in vars(message):
        for odd in ODD:
            taken = taken_or_said(kind, json.dumps({**vars(message), name: odd}).encode(), name)
            assert isinstance(taken, dict) or (str(taken).isprintable() and len(str(taken)) <= 256)
    for data in NO_MESSAGES:
        with pytest.raises(WrongMessageError):
            unpack(kind, data)


def taken_or_said(kind: type[Beat | Request | HostEvent], data: bytes, name: str) -> object:
    """Return what is taken for a member, or what is said against the message."""
    try:
        return getattr(unpack(kind, data), name)
    except WrongMessageError as error:
        return str(error)


async def test_odd_beats_make_no_hosts(left: RigHosts, nats_server: NatsServer) -> None:
    names = ["evil\x1b[31m", "\N{LATIN SMALL LETTER E WITH ACUTE}vil", "e" * 33, "a:b"]
    async with bus_on(access_to(nats_server)) as bus:
        for data in NO_MESSAGES:
            await bus.publish(beat_subject(EVIL), data)
        for name in names:
            await bus.publish(beat_subject(name), pack(replace(BEAT, host=name)))
        for address in (
            "ftp://evil",
            "http://evil/path",
            "http://user@evil",
            "http://",
            "evil",
            "http://e\N{EM SPACE}vil",
            "http://[::1",
            "http://evil:99999",
        ):
            await bus.publish(beat_subject(EVIL), pack(replace(BEAT, address=address)))
        await bus.publish(beat_subject("another"), pack(BEAT))
        await bus.publish(beat_subject("the-end"), pack(replace(BEAT, host="the-end")))
        hosts = await until_hosts(left, 2)
    assert hosts == {"left", "the-end"}


async def until_hosts(rig: RigHosts, count: int) -> set[str]:
    """Return the hosts that `left` lists, once there are so many."""
    async with asyncio.timeout(SOON_S):
        while True:
            if len(names := await host_names(rig)) >= count:
                return names
            await asyncio.sleep(0.05)


async def host_names(rig: RigHosts) -> set[str]:
    """Return the hosts that `left` lists."""
    return {host["host"] for host in (await rig.clients["left"].call("list_cameras"))["hosts"]}


async def test_hosts_have_a_bound(left: RigHosts, nats_server: NatsServer) -> None:
    async with bus_on(access_to(nats_server)) as bus:
        for number in range(2000):
            name = f"host-{number}"
            await bus.publish(beat_subject(name), pack(replace(BEAT, host=name)))
        await until_hosts(left, MOST_HOSTS)
        await asyncio.sleep(0.2)
        assert len(await host_names(left)) == MOST_HOSTS


async def test_one_that_is_started_without_end_is_told_of_now_and_then(left: RigHosts, nats_server: NatsServer) -> None:
    client, changes = left.clients["left"], 0
    async with bus_on(access_to(nats_server)) as bus:
        began = time.monotonic()
        for number in range(1000):
            run = replace(BEAT, instance=f"run-{number // 2}", leaving=bool(number % 2 and number < 500))
            await bus.publish(beat_subject(EVIL), pack(run))
            if number % 100 == 99:
                await asyncio.sleep(0.02)
        took_s = time.monotonic() - began
        await bus.publish(beat_subject("the-end"), pack(replace(BEAT, host="the-end")))
        await until_hosts(left, 3 if EVIL in await host_names(left) else 2)
        page = await client.call("get_events", since=0)
        changes = sum(event["params"].get("host") == EVIL for event in page["events"])
        assert 0 < changes <= 2 * (1 + took_s / SOONEST_S)
        await asyncio.sleep(2 * SOONEST_S)
        await bus.publish(beat_subject(EVIL), pack(replace(BEAT, instance="the last run", version="9.9")))
        await until_known(left, version="9.9")


async def test_cameras_of_one_host_have_a_bound(left: RigHosts, nats_server: NatsServer) -> None:
    many = cameras_answer("first", "x" * 300, *(f"camera-{number}" for number in range(3000)))
    async with bad_member(nats_server, answers=lambda _: many):
        await until_known(left, reachable=True)
        await until_camera(left, "first")
        refused = await left.clients["left"].error("get_config", camera="none", name="x")
        assert len(refused.data["cameras"]) < 1100
        assert "x" * 300 not in refused.data["cameras"]


@pytest.mark.parametrize(
    "progress",
    [
        *(b"P", b"P[]", b"P1", b"P" + b"[" * 100_000, b'P{"stage":"x"}'),
        b'P{"request_id":"1","stage":"x","done":NaN,"total":1e999,"unit":"bytes"}',
        b'P{"request_id":"1","stage":1,"done":"x","total":{},"unit":[]}',
        b'P{"request_id":"1","camera":{"a":1},"stage":"x","done":1,"total":1,"unit":"bytes"}',
    ],
)
async def test_odd_progress_is_told_to_nobody(left: RigHosts, nats_server: NatsServer, progress: bytes) -> None:
    client = left.clients["left"]
    await client.call("subscribe", events=["progress"])

    async with bad_member(nats_server, answers=lambda _: cameras_answer("evil-cam")) as evil:
        await until_known(left, reachable=True)
        await until_camera(left, "evil-cam")

        def answers(_method: str) -> bytes:
            return b'{"error":{"message":"the end","data":{"name":"camera_busy"}}}'

        evil.answers, evil.before = answers, progress
        refused = await client.error("capture_image", camera="evil-cam")  # the client checks what it is notified of
    assert refused.name in {ErrorName.CAMERA_BUSY, ErrorName.HOST_UNREACHABLE}


def cameras_answer(*ids: str) -> bytes:
    """Return an answer to list_cameras."""
    camera: dict[str, Any] = {
        "name": "x",
        "port": "p",
        "serial_number": None,
        "index": 0,
        "state": "ready",
        "abilities": [],
    }
    return json.dumps({"result": {"cameras": [{**camera, "id": each} for each in ids]}}).encode()


async def until_camera(rig: RigHosts, camera: str) -> None:
    """Wait until `left` knows a camera of this name."""
    async with asyncio.timeout(SOON_S):
        while True:
            if (await rig.clients["left"].error("get_config", camera=camera, name="x")).name != "camera_not_found":
                return
            await asyncio.sleep(0.05)


async def test_odd_events_are_passed_over_and_the_next_is_told(left: RigHosts, nats_server: NatsServer) -> None:
    client = left.clients["left"]
    await client.call("subscribe", events=["camera_removed", "camera_added"])
    odd = [
        replace(EVENT, params={}),
        replace(EVENT, name="camera_added", params={**EVENT.params, "info": {}}),
        replace(EVENT, name="camera_added", params={"info": {"id": "x"}}),
        replace(EVENT, name="camera_state_changed", params={**EVENT.params, "state": 7}),
        replace(EVENT, name="no event", params={}),
        replace(EVENT, params={**EVENT.params, "camera": ["c"]}),
    ]
    async with bad_member(nats_server, answers=lambda _: b'{"result":{"cameras":[]}}') as evil:
        await until_known(left, reachable=True)
        for number, event in enumerate([*odd, replace(EVENT, params={**EVENT.params, "camera": "the-end"})]):
            await evil.bus.publish(
                event_subject(EVIL, event.name.replace(" ", "-")), pack(replace(event, seq=number + 1))
            )
        told = await client.notification("camera_removed")
    assert told["camera"] == "the-end"
    assert told["host"] == EVIL


async def test_a_host_whose_events_never_come_is_not_asked_without_end(left: RigHosts, nats_server: NatsServer) -> None:
    page = {"events": [], "last_seq": 10**9, "log_id": "log", "gap": False, "more": True}

    def answers(method: str) -> bytes:
        return json.dumps({"result": page if method == "get_events" else {"cameras": []}}).encode()

    async with bad_member(nats_server, answers=answers) as evil:
        await until_known(left, reachable=True)
        await left.clients["left"].call("subscribe", events=["file_added"])
        evil.beat = replace(BEAT, last_seq=2**53)
        async with asyncio.timeout(SOON_S):
            await evil.is_asked("get_events")
        await asyncio.sleep(2)
        assert evil.asked.count("get_events") <= 20  # some for each beat; without an end there are hundreds


@pytest.mark.usefixtures("left")
async def test_an_answer_goes_to_who_asked_and_nowhere_else(nats_server: NatsServer) -> None:
    heard, answers = Heard(), Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe(beat_subject("left"), heard)
        beat = unpack(Beat, (await heard.wait())[-1].data)
        request = replace(REQUEST, instance=beat.instance, deadline_s=beat.clock_s + 60)
        for subject in ("stolen.>", "rpc-camera.1.answer.>", beat_subject("right")):
            await bus.subscribe(subject, answers)
        own = answer_subject(EVIL, "run", request.id)
        elsewhere = ["stolen.1", beat_subject("right"), answer_subject("right", "run", request.id), f"{own}.more", ""]
        for reply_to in (*elsewhere, answer_subject(EVIL, "run", "another")):
            await bus.publish(call_subject("left", EVIL, LISTING), pack(request), reply_to)
        await bus.publish(call_subject("left", "right", LISTING), pack(request), own)
        last = replace(request, id="fedcba9876543210")
        await bus.publish(call_subject("left", EVIL, LISTING), pack(last), answer_subject(EVIL, "run", last.id))
        await answers.wait()
    assert [message.subject for message in answers.messages] == [answer_subject(EVIL, "run", last.id)]


async def test_a_method_is_not_done_that_was_asked_by_the_subject_of_another(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    answers, heard, stock = Heard(), Heard(), left_camera.files()
    async with (
        rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}),
        bus_on(access_to(nats_server)) as bus,
    ):
        await bus.subscribe(beat_subject("left"), heard)
        beat = unpack(Beat, (await heard.wait())[-1].data)
        await bus.subscribe(answer_subject(EVIL, "run", EVERY_HOST), answers)
        asked = [
            ("read.list_cameras", "capture_image"),
            ("change.set_config", "capture_image"),
            ("rig.cancel", "capture_image"),
            ("read.rig", "rig.cancel"),
            ("read.cancel", "rig.cancel"),
            ("change.group_ping", "rig.group_ping"),
            ("read.*", "capture_image"),
            ("read.capture_image", "capture_image"),
            ("read.get_upload_url", "get_upload_url"),
            (LISTING, "list_cameras"),
        ]
        for number, (subject, method) in enumerate(asked):
            request = Request(f"{number:016x}", EVIL, beat.instance, beat.clock_s + 60, 0.0, method, {})
            reply_to = answer_subject(EVIL, "run", request.id)
            await bus.publish(call_subject("left", EVIL, subject), pack(request), reply_to)
        await answers.wait(3)
        answered = {message.subject[-1]: json.loads(message.data[17:]) for message in answers.messages}

    assert answered.keys() == {"7", "8", "9"}
    assert [answered[each]["error"]["data"]["name"] for each in "78"] == ["forbidden"] * 2
    assert answered["9"]["result"]["cameras"]
    assert left_camera.files() == stock


async def test_too_many_bytes_of_requests_are_refused_and_not_kept(left: RigHosts, nats_server: NatsServer) -> None:
    heard, answers = Heard(), Heard()
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("rpc-camera.1.beat.left", heard)
        beat = unpack(Beat, (await heard.wait())[-1].data)
        await bus.subscribe(answer_subject(EVIL, "run", EVERY_HOST), answers)
        for number in range(400):
            request = replace(REQUEST, id=f"{number:016x}", instance=beat.instance, deadline_s=since_boot_s() + 60)
            request = replace(request, params={"x": "x" * 900_000})
            await bus.publish(
                call_subject("left", EVIL, LISTING), pack(request), answer_subject(EVIL, "run", request.id)
            )
            await answers.wait(number // 4)
        await left.clients["left"].call("get_server_info")
        # While the server has cut off a host that does not keep up, nobody is there.
        answered = [message.data[17:] for message in answers.messages if not message.nobody_there]
        names = {json.loads(data)["error"]["data"]["name"] for data in answered}
    assert names
    assert names <= {"invalid_params", "rate_limited"}


@pytest.mark.parametrize("method", Contract.load().methods)
def test_a_result_of_a_later_version_is_one_too(method: str) -> None:
    schema = Contract.load().methods[method]
    for example in schema.source["examples"]:
        if "result" in example:
            assert schema.is_result(example["result"])
            assert schema.is_result({**example["result"], "of_a_later_version": {}})
            assert not schema.is_result([example["result"]])


def test_a_state_or_ability_of_a_later_version_is_one_too() -> None:
    contract = Contract.load()
    result = json.loads(json.dumps(contract.methods["list_cameras"].source["examples"][0]["result"]))
    result["cameras"][0] |= {"state": "dreaming", "abilities": ["fly"]}
    assert contract.methods["list_cameras"].is_result(result)
    params = {**EVENT.params, "info": result["cameras"][0]}
    assert contract.is_event("camera_added", params)
    assert not contract.is_event("camera_added", EVENT.params)


def test_relayed_events_that_are_remembered_have_a_bound() -> None:
    log = EventLog()
    own = log.emit(EventName.CAMERA_REMOVED, "own", reason="unplugged")
    for _ in range(100):
        log.relay(EventName.CAMERA_REMOVED, {**EVENT.params, "reason": "x" * (1 << 20)})
    page = log.since(0, 1000)
    assert sum(len(json.dumps(dict(event.params))) for event in page.events) <= RELAYED_BYTES
    assert page.gap
    assert [event.seq for event in page.events] == list(range(own.seq + 101 - len(page.events), own.seq + 101))
    for _ in range(CAPACITY + 10):
        log.emit(EventName.CAMERA_REMOVED, "own", reason="unplugged")
    log.relay(EventName.CAMERA_REMOVED, EVENT.params)
    assert len(log.since(0, 2 * CAPACITY).events) == CAPACITY


@pytest.mark.parametrize("method", ["create_ticket", "create_link", "list_links", "redeem_ticket", "authenticate"])
async def test_a_member_gets_nothing_that_outlives_its_place_on_the_bus(
    left: RigHosts, nats_server: NatsServer, method: str
) -> None:
    heard, answers = Heard(), Heard()
    params: dict[str, Any] = {
        "redeem_ticket": {"ticket": "0" * 32},
        "authenticate": {"token": "x"},
        "create_link": {"kind": "latest"},
    }
    async with bus_on(access_to(nats_server)) as bus:
        await bus.subscribe("rpc-camera.1.beat.left", heard)
        beat = unpack(Beat, (await heard.wait())[-1].data)
        await bus.subscribe(answer_subject(EVIL, "run", EVERY_HOST), answers)
        request = Request("0" * 16, EVIL, beat.instance, beat.clock_s + 60, 0.0, method, params)
        reply_to = answer_subject(EVIL, "run", request.id)
        await bus.publish(call_subject("left", EVIL, asked_by(method)), pack(request), reply_to)
        (answer,) = await answers.wait()
    assert json.loads(answer.data[17:])["error"]["data"]["name"] == "forbidden"
    assert (await left.clients["left"].call("list_links"))["links"] == []
