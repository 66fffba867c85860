"""A member of a rig that asks for all it can: the others are still answered, and nothing stays with the host."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.rig.messages import Beat, Request, answer_subject, beat_subject, call_subject, pack, unpack
from tests.rigs.bad_member import EVIL
from tests.rigs.nats_buses import Heard, access_to, bus_on
from tests.rigs.rig_hosts import rig_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from pathlib import Path

    from rpc_camera.rig.bus import Bus
    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts
    from tests.rigs.virtual_camera import VirtualCameraProcess

SOON_S = 20.0
ODD: list[Any] = [None, [], ["x"], {}, "x" * 100_000, 1e308, -1.0, True]
PARAMS: dict[str, Any] = {"group_id": "g", "cameras": [], "timeout_s": 1, "partial": False, "at": 0.0}


@dataclass
class Asker:
    """Asks `left` as a host of the name `name`."""

    bus: Bus
    beat: Beat
    name: str

    async def send(self, method: str, request_id: str = "", **params: Any) -> Heard:
        """Send a request; return what hears its answer."""
        request_id = request_id or secrets.token_hex(8)
        request = Request(request_id, self.name, self.beat.instance, self.beat.clock_s + 60, 0.0, method, params)
        reply_to, heard = answer_subject(self.name, "run", request.id), Heard()
        await self.bus.subscribe(reply_to, heard)
        asked = method if method.startswith("rig.") else f"change.{method}"
        await self.bus.publish(call_subject("left", self.name, asked), pack(request), reply_to)
        return heard

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Return the answer to a request."""
        heard = await self.send(method, **params)
        (message, *_) = await heard.wait()
        text = message.data
        return dict(json.loads(text[text.index(b"{") :]))

    def of(self, name: str) -> Asker:
        """Return one of another name."""
        return replace(self, name=name)


@pytest.fixture
async def left(
    nats_server: NatsServer, left_camera: VirtualCameraProcess, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[RigHosts]:
    """A host with a camera, for which nothing that comes is a fault of its own: it logs no exception."""
    async with rig_of(tmp_path, nats_server, {"left": [left_camera.port_string]}) as rig:
        yield rig
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.fixture
async def evil(left: RigHosts, nats_server: NatsServer) -> AsyncIterator[Asker]:  # noqa: ARG001 - it has to run
    async with bus_on(access_to(nats_server)) as bus:
        heard = Heard()
        await bus.subscribe(beat_subject("left"), heard)
        yield Asker(bus, unpack(Beat, (await heard.wait())[-1].data), EVIL)


async def test_live_view_that_a_member_asks_for_ends_with_its_answer(
    left: RigHosts, evil: Asker, left_camera: VirtualCameraProcess
) -> None:
    for _ in range(3):
        assert "result" in await evil.ask("start_preview", camera=left_camera.id)
    (camera,) = left.services["left"].cameras.cameras
    assert viewers(camera) == []


def viewers(camera: Any) -> Sequence[object]:
    return [*camera.preview._viewers]


async def test_two_callers_may_have_the_same_id(evil: Asker, left_camera: VirtualCameraProcess) -> None:
    left_camera.control({"latency_s": 1})
    first = await evil.send("get_config", "same", camera=left_camera.id, name="iso")
    second = await evil.of("another").send("list_cameras", "same")
    async with asyncio.timeout(SOON_S):
        await second.wait()
        left_camera.control({"latency_s": 0})
        await first.wait()


async def test_what_is_no_method_is_not_noted_on_the_disk(evil: Asker, tmp_path: Path) -> None:
    refused = await evil.ask("no_such_method")
    assert refused["error"]["data"]["name"] == "method_not_found"
    assert not (tmp_path / "left" / ".rig.sqlite").exists()


@pytest.mark.parametrize("step", ["reserve", "arm", "renew", "release", "abandon", "result"])
async def test_odd_params_of_a_groups_step_are_refused(evil: Asker, step: str) -> None:
    for name in PARAMS:
        for odd in ODD:
            answer = await evil.ask(f"rig.group_{step}", **{**PARAMS, name: odd})
            if "error" in answer:
                assert answer["error"]["data"]["name"] in {"invalid_params", "job_not_found", "camera_not_found"}
