"""Events travel to those hosts that have a client to be told of them; the others ask for what they missed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.contract.types import EventName
from rpc_camera.event_log import CAPACITY
from rpc_camera.rig import attention, membership, others_events, presence
from rpc_camera.rig.messages import event_subject
from tests.rigs.bad_member import BEAT, EVIL, bad_member
from tests.rigs.listeners import has_listeners, until_unheard
from tests.rigs.rig_hosts import SOON_S, rig_of, until_known
from tests.rigs.rpc_client import RpcError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.virtual_camera import VirtualCameraProcess

RIGHT = "z-virtual-0000002"
FOLLOWED = event_subject("nobody", "file_added")
FILE = {"path": "/1", "filename": "1", "mime_type": "image/jpeg"}


@pytest.fixture
async def hosts(nats_server: NatsServer, tmp_path: Path) -> AsyncIterator[RigHosts]:
    """Two hosts without cameras."""
    async with rig_of(tmp_path, nats_server, {"left": [], "right": []}) as rig:
        yield rig


async def is_followed(nats_server: NatsServer) -> bool:
    """Return whether any host hears of what happens to files."""
    return await has_listeners(nats_server, FOLLOWED)


def emit(hosts: RigHosts, *names: str) -> None:
    """Have something happen at `right`."""
    log = hosts.services["right"].cameras.events
    for name in names:
        log.emit(EventName.FILE_ADDED, RIGHT, file={**FILE, "filename": name}, origin="camera")


async def added(client: RpcClient) -> list[tuple[int, str]]:
    """Return the numbers and names of the files that a host's log tells of."""
    page = await client.call("get_events", since=0)
    events = [event for event in page["events"] if event["event"] == "file_added"]
    return [(event["seq"], event["params"]["file"]["filename"]) for event in events]


async def told(client: RpcClient, count: int) -> list[str]:
    return [(await client.notification("file_added"))["file"]["filename"] for _ in range(count)]


async def test_nobody_is_sent_events_for_whom_nobody_waits(hosts: RigHosts, nats_server: NatsServer) -> None:
    before = await is_followed(nats_server)
    await hosts.clients["left"].call("subscribe", events=["progress"])
    at_progress = await is_followed(nats_server)
    await hosts.clients["left"].call("subscribe", events=["file_added"])

    assert (before, at_progress) == (False, False)
    assert await is_followed(nats_server)


async def test_the_first_who_asks_is_told_what_was_before(hosts: RigHosts) -> None:
    emit(hosts, "a", "b")
    first = await added(hosts.clients["left"])
    emit(hosts, "c")
    async with asyncio.timeout(SOON_S):
        while len(after := await added(hosts.clients["left"])) < 3:  # noqa: ASYNC110 - it comes over the bus
            await asyncio.sleep(0.05)

    assert [name for _, name in first] == ["a", "b"]
    assert after[:2] == first
    assert after[2][1] == "c"


async def test_the_first_who_subscribes_is_notified_of_what_comes_and_finds_the_rest_in_the_log(
    hosts: RigHosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others_events, "_CAUGHT_UP_WITHIN_S", SOON_S)
    left = hosts.clients["left"]
    emit(hosts, *map(str, range(1200)))  # several pages
    subscription = await left.call("subscribe", events=["file_added"])
    emit(hosts, "new")
    first = await left.notification("file_added")
    page = await left.call("get_events", since=subscription["last_seq"])
    earlier = await left.call("get_events", since=subscription["last_seq"] - 1200, limit=1000)

    assert first["file"]["filename"] == "new"
    assert first["seq"] == subscription["last_seq"] + 1
    assert page["events"][0]["params"] == first
    assert [each["params"]["file"]["filename"] for each in earlier["events"]] == list(map(str, range(1000)))


async def test_when_the_last_has_gone_events_stay_away_and_who_comes_back_finds_all_of_them(
    hosts: RigHosts, nats_server: NatsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attention, "LINGER_S", 0.2)
    monkeypatch.setattr(membership, "_LOOK_S", 0.1)
    async with hosts.services["left"].client() as client:
        await client.call("subscribe", events=["file_added"])
        emit(hosts, "a")
        seen = await told(client, 1)
        await asyncio.sleep(1)
        assert await is_followed(nats_server)
    await until_unheard(nats_server, FOLLOWED)
    emit(hosts, "b", "c")
    await asyncio.sleep(1)  # a beat later
    assert not await is_followed(nats_server)
    async with hosts.services["left"].client() as client:
        await client.call("subscribe", events=["file_added"])
        log = await added(client)
        emit(hosts, "d")
        seen += await told(client, 1)

    assert [name for _, name in log] == ["a", "b", "c"]
    assert [seq for seq, _ in log] == sorted({seq for seq, _ in log})
    assert seen == ["a", "d"]


async def test_who_subscribes_while_the_bus_is_away_is_told_when_it_is_back(
    hosts: RigHosts, nats_server: NatsServer
) -> None:
    nats_server.kill()
    emit(hosts, "a")
    await hosts.clients["left"].call("subscribe", events=["file_added"])
    nats_server.start()
    emit(hosts, "b")

    assert await told(hosts.clients["left"], 2) == ["a", "b"]


async def test_a_group_is_kept_by_hosts_that_follow_no_events(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path
) -> None:
    async with rig_of(tmp_path, nats_server, {"left": [], "right": [right_camera.port_string]}) as rig:
        manifest = await rig.clients["right"].call("capture_group", cameras=[RIGHT])
        groups = rig.services["left"].service.groups
        async with asyncio.timeout(SOON_S):
            while not (kept := await groups.list()):  # noqa: ASYNC110 - it comes over the bus
                await asyncio.sleep(0.05)
        assert not await is_followed(nats_server)
        found = await rig.clients["left"].call("get_group", group_id=manifest["group_id"])
        page = await rig.clients["left"].call("get_events", since=0)

    assert [each["group_id"] for each in kept] == [manifest["group_id"]]
    assert found["cameras"] == manifest["cameras"]
    assert [each["params"]["manifest"] for each in page["events"] if each["event"] == "group_captured"] == [manifest]


async def test_a_label_is_known_at_once_to_hosts_that_follow_no_events(
    nats_server: NatsServer, right_camera: VirtualCameraProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with rig_of(tmp_path, nats_server, {"left": [], "right": [right_camera.port_string]}) as rig:
        left = rig.clients["left"]
        monkeypatch.setattr(presence, "SILENT_S", 60.0)
        monkeypatch.setattr(presence, "BEAT_S", 100.0)  # no beat comes any more but of news
        await asyncio.sleep(1)
        for label in ("top", "bottom"):
            await left.call("label_camera", camera=RIGHT, label=label)
            async with asyncio.timeout(SOON_S):
                while not await is_found(left, label):  # noqa: ASYNC110 - it comes over the bus
                    await asyncio.sleep(0.01)
        assert not await is_followed(nats_server)


async def is_found(client: RpcClient, name: str) -> bool:
    try:
        return bool(await client.call("get_camera", camera=name))
    except RpcError:
        return False


def page_of(since: int, log_id: str, last: int, limit: int) -> bytes:
    """Return a page of a log that remembers all of its events."""
    names = range(since + 1, min(last, since + limit) + 1)
    at = "2026-11-30T00:00:00.000Z"
    events = [
        {
            "seq": seq,
            "event": "file_added",
            "params": {"seq": seq, "at": at, "camera": "c", "file": {**FILE, "filename": str(seq)}, "origin": "camera"},
        }
        for seq in names
    ]
    page = {"log_id": log_id, "events": events, "last_seq": last, "oldest_seq": 1, "gap": False}
    return json.dumps({"result": {**page, "more": since + limit < last}}).encode()


class LongLog:
    """Answers as a host whose log goes up to `last`; its answers have room for `most` events."""

    def __init__(self, last: int, most: int = 1000) -> None:
        self.last = last
        self.most = most
        self.asked: list[tuple[int, int]] = []

    def answer(self, request: dict[str, Any]) -> bytes:
        if request["method"] != "get_events":
            return b'{"result":{"cameras":[]}}'
        params = request["params"]
        self.asked.append((params["since"], params["limit"]))
        if params["limit"] > self.most:
            data = {"name": "too_large", "camera": None, "remedy": "", "retryable": False, "gphoto2": None}
            return json.dumps({"error": {"code": 1, "message": "too large", "data": data}}).encode()
        return page_of(params["since"], params["log_id"], self.last, params["limit"])


async def of_log(client: RpcClient) -> list[dict[str, Any]]:
    """Return the params of all events of a host's log that are of the other member."""
    found: list[dict[str, Any]] = []
    since, more = 0, True
    while more:
        page = await client.call("get_events", since=since, limit=1000)
        found += [{**each["params"], "event": each["event"]} for each in page["events"]]
        since, more = since + len(page["events"]), page["more"]
    return [each for each in found if each.get("host") == EVIL and each["event"] != "host_state_changed"]


async def test_no_more_is_asked_for_than_the_log_has_room_for_and_the_rest_is_told_as_lost(
    hosts: RigHosts, nats_server: NatsServer
) -> None:
    log = LongLog(CAPACITY // 2 + 1000)
    left = hosts.clients["left"]
    async with bad_member(nats_server, answer_to=log.answer) as long:
        await until_known(left, {"left", "right", EVIL}, 0)
        long.beat = replace(BEAT, last_seq=log.last)
        await long.send_beat()
        emit(hosts, "a")
        await asyncio.sleep(1)
        async with asyncio.timeout(SOON_S):
            while len(events := await of_log(left)) < CAPACITY // 2:  # noqa: ASYNC110 - it comes over the bus
                await asyncio.sleep(0.1)

    lost = [each["count"] for each in events if each["event"] == "host_events_lost"]
    assert log.asked[0][0] == sum(lost) == 1001, "there is room for one less, since the other host has one"
    assert events[-1]["file"]["filename"] == str(log.last)


async def test_a_page_that_is_too_large_for_an_answer_is_asked_for_in_smaller_ones(
    hosts: RigHosts, nats_server: NatsServer
) -> None:
    log = LongLog(12, most=5)
    async with bad_member(nats_server, answer_to=log.answer) as long:
        await until_known(hosts.clients["left"], {"left", "right", EVIL}, 0)
        long.beat = replace(BEAT, last_seq=log.last)
        await long.send_beat()
        await asyncio.sleep(1)
        events = await of_log(hosts.clients["left"])

    assert [each["file"]["filename"] for each in events] == list(map(str, range(1, 13)))
    assert min(limit for _, limit in log.asked) == 5


async def test_what_a_host_had_to_tell_before_it_was_started_anew_is_told_as_lost(
    hosts: RigHosts, nats_server: NatsServer
) -> None:
    log = LongLog(2)
    async with bad_member(nats_server, answer_to=log.answer) as long:
        await until_known(hosts.clients["left"], {"left", "right", EVIL}, 0)
        await long.send_beat(last_seq=7)
        long.beat = replace(BEAT, instance="another", log_id="another log", last_seq=2)
        await asyncio.sleep(1)
        events = await of_log(hosts.clients["left"])

    assert [each.get("count") for each in events] == [7, None, None]
    assert [each["file"]["filename"] for each in events[1:]] == ["1", "2"]
