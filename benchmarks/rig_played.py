"""`python -m benchmarks.rig_played PORT HOSTS CAMERAS`: hosts of a rig that are only played.

`rig_crowd` and `rig_clocks` need them.
Each is on the bus as a host is: it beats, answers list_cameras and questions for its clock, sends events, and is sent
the rare beats of all hosts, which it does not read; without cameras it is not.

It prints a line when all are there. Each line of its input, as "1000 5", has all together send so many events a second,
for so many seconds; a line says when that is over. Events have the time when they were sent, by CLOCK_MONOTONIC.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from rpc_camera import __version__
from rpc_camera.clock import since_boot_s, utc_now
from rpc_camera.contract.types import EventName
from rpc_camera.rig.bus import BusDownError, BusService
from rpc_camera.rig.clock_reading import read_clocks
from rpc_camera.rig.messages import (
    EVERY_HOST,
    Beat,
    HostEvent,
    Request,
    answer_messages,
    beat_subject,
    call_subject,
    encoded_answer,
    event_subject,
    pack,
    rare_beat_subject,
    unpack,
)
from rpc_camera.rig.nats_access import NatsAccess
from rpc_camera.rig.nats_bus import NatsBus
from rpc_camera.rig.nats_url import NatsAddress
from rpc_camera.rig.presence import BEAT_S, RARE_BEAT_S

if TYPE_CHECKING:
    from rpc_camera.rig.bus import BusMessage

_CONNECT_S: Final = 20.0
_BURST_S: Final = 0.01
_SUBJECTS: Final = (rare_beat_subject(EVERY_HOST), event_subject(EVERY_HOST, EventName.GROUP_CAPTURED))
"""What a host hears that has no clients."""


class _Listening(asyncio.Protocol):
    """A connection that is sent what a host is sent, and reads none: that work is another machine's."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        subscriptions = "".join(f"SUB {subject} {number}\r\n" for number, subject in enumerate(_SUBJECTS))
        transport.write(f'CONNECT {{"verbose":false}}\r\n{subscriptions}'.encode())

    def data_received(self, data: bytes) -> None:
        if data.endswith(b"PING\r\n"):
            self._transport.write(b"PONG\r\n")


class _PlayedHost:
    def __init__(self, bus: NatsBus, name: str, cameras: list[dict[str, Any]]) -> None:
        self._bus = bus
        self._name = name
        self._cameras = cameras
        self._next = itertools.cycle(cameras)
        self._beat = Beat(name, f"{name}-run", 0.0, None, __version__, f"{name}-log", 0, 1)
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Be a host."""
        about = BusService("rpc-camera", "1.0.0", "A host that is played", {"host": self._name})
        await self._bus.serve(about, "call", call_subject(self._name, EVERY_HOST), self._heard)
        self._keep(asyncio.create_task(self._beats()))

    async def tell(self) -> None:
        """Send an event of one of the cameras."""
        seq = self._beat.last_seq + 1
        camera = next(self._next)["id"]
        params = {
            "seq": seq,
            "at": utc_now(),
            "camera": camera,
            "name": "iso",
            "value": "400",
            "sent": time.monotonic(),
        }
        event = HostEvent(self._beat.log_id, seq, "config_changed", params)
        with suppress(BusDownError):  # the server has cut off a connection that takes too little: it is counted as lost
            await self._bus.publish(event_subject(self._name, event.name), pack(event))
        self._beat = replace(self._beat, last_seq=seq)  # a beat that overtakes an event has it asked for

    async def _beats(self) -> None:
        turns = itertools.cycle(range(round(RARE_BEAT_S / BEAT_S)))
        while True:
            self._beat = replace(self._beat, clock_s=since_boot_s())
            with suppress(BusDownError):
                await self._bus.publish(beat_subject(self._name), pack(self._beat))
                if next(turns) == 0:
                    await self._bus.publish(rare_beat_subject(self._name), pack(self._beat))
            await asyncio.sleep(BEAT_S)

    def _heard(self, message: BusMessage) -> None:
        request = unpack(Request, message.data)
        self._keep(asyncio.create_task(self._answer(request, message.reply_to)))

    async def _answer(self, request: Request, reply_to: str) -> None:
        if request.method == "list_cameras":
            result: dict[str, Any] = {"cameras": self._cameras}
        elif request.method == "rig.group_ping":
            result = vars(read_clocks())
        else:  # get_events, when a beat has overtaken an event: it comes by itself
            result = {"log_id": self._beat.log_id, "events": [], "gap": False, "more": False}
        answer = encoded_answer({"result": result})
        for part in answer_messages(answer, self._bus.most_bytes):
            await self._bus.publish(reply_to, part)

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _camera(number: int) -> dict[str, Any]:
    return {
        "id": f"z-virtual-{number:07}",
        "name": "Nikon Corporation Z Virtual",
        "port": f"ptpip:10.0.0.1:{number}:{number}",
        "serial_number": f"{number:07}",
        "index": 0,
        "state": "ready",
        "abilities": ["capture_image", "preview", "config", "trigger_capture", "file_delete", "file_preview", "bulb"],
    }


async def main(port: int, hosts: int, cameras: int) -> None:
    """Play them until the input ends."""
    access = NatsAccess((NatsAddress("127.0.0.1", port),))
    loop = asyncio.get_running_loop()
    played = []
    for number in range(hosts):
        if cameras:
            await loop.create_connection(_Listening, "127.0.0.1", port)
        bus = await NatsBus.connect(access, f"played {number}", _CONNECT_S)
        own = [_camera(number * cameras + each) for each in range(cameras)]
        played.append(_PlayedHost(bus, f"p{number:03}", own))
        await played[-1].start()
    print("there", flush=True)
    lines = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    turns = itertools.cycle(played)
    while line := await lines.readline():
        rate, seconds = map(float, line.split())
        print(json.dumps(await _send(turns, rate, seconds)), flush=True)


async def _send(turns: itertools.cycle[_PlayedHost], rate: float, seconds: float) -> float:
    """Have the hosts send events, each in its turn; return how long that took."""
    begun, sent = time.monotonic(), 0
    while sent < rate * seconds:
        due = min(rate * seconds, (time.monotonic() - begun + _BURST_S) * rate)
        while sent < due:
            await next(turns).tell()
            sent += 1
        await asyncio.sleep(_BURST_S)
    return time.monotonic() - begun


if __name__ == "__main__":
    asyncio.run(main(*map(int, sys.argv[1:])))
