"""A member of a rig that is there, and answers nothing or oddly: it costs the others a moment, and nobody his group."""

from __future__ import annotations

import asyncio
import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.clock import boot_id
from rpc_camera.errors import ErrorName
from tests.rigs.bad_member import EVIL, bad_member
from tests.rigs.rig_hosts import rig_of, until_known

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.rpc_client import RpcClient

SOON_S = 20.0
ANSWER_S = 5.0
CAMERA: dict[str, Any] = {
    "id": "evil-cam",
    "name": "x",
    "port": "p",
    "serial_number": None,
    "index": 0,
    "state": "ready",
    "abilities": [],
}
FILE = {"path": "/a/b.jpg", "filename": "b.jpg", "mime_type": "image/jpeg", "size_bytes": 3}
FIRED = {"camera": "evil-cam", "files": [FILE], "released_at": 0.0}
GONE = b'{"error":{"message":"no","data":{"name":"job_not_found"}}}'
INFINITE = '{"camera":"x","files":[],"released_at":1e999}'
ODD_OUTCOMES: list[Any] = [
    None,
    [],
    [None],
    [{}],
    [FIRED, FIRED],
    *([{**FIRED, "files": [file]}] for file in (1, {}, {**FILE, "size_bytes": -1}, {**FILE, "path": "../x"})),
    *([{**FIRED, "released_at": at}] for at in ("x", None, 1e308, -1e308)),
    [{key: FIRED[key] for key in ("camera", "files")}],
    [{**FIRED, "may_have_released": "perhaps"}],
    *([{**FIRED, "label": label}] for label in ({"a": 1}, "x" * 100_000, "")),
    *([{"camera": "x", "error": error}] for error in (None, {}, {"name": 1})),
]
ODD_READINGS: list[dict[str, Any]] = [
    {},
    {"monotonic": 1e308},
    {"monotonic": "x"},
    {"boot_id": None},
    {"boot_id": "x" * 100_000},
    {"wall_error_s": -1e300},
    {"wall": 1e308},
]


def answer(result: object) -> bytes:
    return json.dumps({"result": result}).encode()


def reading(**members: object) -> dict[str, Any]:
    clocks = {"monotonic": time.monotonic(), "boot_id": boot_id(), "wall": time.time(), "wall_error_s": None}
    return clocks | members


def plays(**steps: object) -> Callable[[str], bytes | None]:
    """Return what answers as a host with a camera that fires well, but for these steps; None: it is silent."""
    well: dict[str, object] = {
        "list_cameras": {"cameras": [CAMERA]},
        "rig.group_reserve": [{"camera": "evil-cam"}],
        "rig.group_arm": [{"camera": "evil-cam"}],
        "rig.group_release": [FIRED],
        **{f"rig.group_{name}": result for name, result in steps.items()},
    }

    def answers(method: str) -> bytes | None:
        if method == "rig.group_ping" and method not in well:
            return answer(reading())
        result = well.get(method, GONE)
        return result if isinstance(result, bytes) or result is None else answer(result)

    return answers


@pytest.fixture
async def left(nats_server: NatsServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[RigHosts]:
    """A host for which nothing that comes is a fault of its own: it logs no exception."""
    async with rig_of(tmp_path, nats_server, {"left": []}) as rig:
        yield rig
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


async def until_it_is_there(client: RpcClient, *, camera: str | None = None) -> None:
    """Wait until the evil host is listed as one that answers, and its camera is known."""
    async with asyncio.timeout(SOON_S):
        while True:
            listed = await client.call("list_cameras")
            hosts = {host["host"] for host in listed["hosts"] if host["reachable"]}
            known = (await client.error("get_config", camera=camera or "none", name="x")).name
            if EVIL in hosts and (camera is None or known != ErrorName.CAMERA_NOT_FOUND):
                return
            await asyncio.sleep(0.05)


async def test_lists_are_told_without_a_host_that_does_not_answer(left: RigHosts, nats_server: NatsServer) -> None:
    client = left.clients["left"]
    async with bad_member(nats_server, answers=plays()) as evil:
        await until_it_is_there(client)
        evil.answers = lambda _: None
        for method in ("list_cameras", "list_sequences", "list_tethering", "list_groups"):
            began = time.monotonic()
            listed = await client.call(method)
            lasted_s = time.monotonic() - began
            assert lasted_s < (ANSWER_S + 3 if method == "list_cameras" else 3)
            assert EVIL not in json.dumps(listed) or method in {"list_cameras", "list_groups"}
        hosts = (await client.call("list_cameras"))["hosts"]
        assert {host["host"]: host["reachable"] for host in hosts} == {"left": True, EVIL: False}
        refused = await client.error("get_sequence", sequence_id="0123456789ab")
        assert refused.name == ErrorName.HOST_UNREACHABLE
        evil.answers = plays()
        await until_it_is_there(client)


async def test_a_host_that_does_not_answer_is_asked_to_cancel_each_thing_once(
    left: RigHosts, nats_server: NatsServer
) -> None:
    client = left.clients["left"]
    async with bad_member(nats_server, answers=plays()) as evil:
        await until_it_is_there(client)
        evil.answers = lambda _: None
        await client.call("list_sequences")
        await asyncio.sleep(8)
        cancelled = evil.asked.count("rig.cancel")

        assert 0 < cancelled <= len(evil.asked) - cancelled, "not to cancel what it was asked to cancel"


async def test_a_host_joins_though_another_does_not_answer(nats_server: NatsServer, tmp_path: Path) -> None:
    async with (
        bad_member(nats_server, answers=lambda _: None),
        rig_of(tmp_path, nats_server, {"early": []}) as rig,
        rig_of(tmp_path, nats_server, {"late": []}) as more,
    ):
        await until_known(more.clients["late"], {"early", "late"}, 0)
        await until_known(rig.clients["early"], {"early", "late"}, 0)


@pytest.mark.parametrize("step", ["reserve", "arm", "ping"])
async def test_a_group_is_told_what_a_host_has_not_answered(left: RigHosts, nats_server: NatsServer, step: str) -> None:
    client = left.clients["left"]
    async with bad_member(nats_server, answers=plays()) as evil:
        await until_it_is_there(client, camera="evil-cam")
        evil.answers = plays(**{step: None})
        began = time.monotonic()
        refused = await client.error("capture_group", cameras=["evil-cam"], timeout_s=1)
    assert refused.name == ErrorName.HOST_UNREACHABLE
    assert time.monotonic() - began < 3 * ANSWER_S


async def test_odd_outcomes_and_clocks_are_of_their_host_alone(left: RigHosts, nats_server: NatsServer) -> None:
    client = left.clients["left"]
    async with bad_member(nats_server, answers=plays()) as evil:
        await until_it_is_there(client, camera="evil-cam")
        manifest = await client.call("capture_group", cameras=["evil-cam"])
        assert manifest["fired"] == 1
        for odd in (*ODD_OUTCOMES, f'{{"result":[{INFINITE}]}}'.encode()):
            evil.answers = plays(release=odd)
            manifest = await client.call("capture_group", cameras=["evil-cam"], timeout_s=1)
            assert (manifest["fired"], manifest["failed"]) == (0, 1)
            for step in ("reserve", "arm"):
                evil.answers = plays(**{step: odd})
                if odd == [] or (isinstance(odd, list) and "error" in json.dumps(odd)):
                    await client.error("capture_group", cameras=["evil-cam"], timeout_s=1)
        for members in ODD_READINGS[1:]:
            evil.answers = plays(ping=reading(**members))
            refused = await client.error("capture_group", cameras=["evil-cam"], timeout_s=1)
            assert refused.name == ErrorName.HOST_UNREACHABLE


async def test_a_camera_that_a_host_claims_for_its_own_keeps_its_name(left: RigHosts, nats_server: NatsServer) -> None:
    client = left.clients["left"]
    async with bad_member(nats_server, answers=plays(release=[{**FIRED, "camera": "of-another-host"}])):
        await until_it_is_there(client, camera="evil-cam")
        manifest = await client.call("capture_group", cameras=["evil-cam"])
    assert [member["camera"] for member in manifest["cameras"]] == ["evil-cam"]


async def test_events_that_are_too_large_together_are_asked_for_one_by_one(
    left: RigHosts, nats_server: NatsServer
) -> None:
    client = left.clients["left"]
    await client.call("subscribe", events=["camera_removed", "host_events_lost"])

    def event(seq: int) -> dict[str, Any]:
        params = {"seq": seq, "at": "2026-11-30T00:00:00.000Z", "camera": f"c{seq}", "reason": "it left"}
        return {"seq": seq, "event": "camera_removed", "params": params}

    async with bad_member(nats_server) as evil:

        def answers(method: str) -> bytes | None:
            if method != "get_events":
                return answer({"cameras": []})
            since, limit = evil.params["since"], evil.params["limit"]
            if limit > 1 or since == 1:
                return b'{"error":{"message":"too large","data":{"name":"too_large"}}}'
            events = [event(since + 1)] if since < 3 else []
            page = {"events": events, "last_seq": 3, "oldest_seq": 1, "log_id": "log", "gap": False, "more": since < 2}
            return answer(page)

        evil.answers = answers
        await until_it_is_there(client)
        evil.beat = evil.now().__class__(**{**vars(evil.beat), "last_seq": 3})
        first = await client.notification("camera_removed")
        lost = await client.notification("host_events_lost")
        second = await client.notification("camera_removed")
    assert (first["camera"], lost["count"], second["camera"]) == ("c1", 1, "c3")
