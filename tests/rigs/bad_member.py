"""A member of a rig that is none of ours: it says what it likes, and answers as it likes."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rpc_camera.clock import since_boot_s
from rpc_camera.rig.messages import EVERY_HOST, Beat, answer_messages, beat_subject, call_subject, pack
from tests.rigs.nats_buses import access_to, bus_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from rpc_camera.rig.bus import Bus, BusMessage
    from tests.rigs.nats_server import NatsServer

EVIL = "evil"
BEAT = Beat(EVIL, "run", 0.0, "http://127.0.0.1:1", "0.1.0", "log", 0, 0)
MOST_BYTES = 1 << 20


class BadMember:
    """Beats as `evil`; `answers` has what it answers to a method, if anything, or `answer_to` to a request.

    `last_seq` is what its beats say of its events.
    """

    def __init__(self, bus: Bus) -> None:
        self.bus = bus
        self.answers: Callable[[str], bytes | None] = lambda _: b'{"result":null}'
        self.answer_to: Callable[[dict[str, Any]], bytes | None] = lambda request: self.answers(request["method"])
        self.before = b""  # what it sends before each answer
        self.beat = BEAT
        self.asked: list[str] = []
        self.params: dict[str, Any] = {}  # of what it was asked last

    async def send_beat(self, **members: Any) -> None:
        """Beat once; `members` are what the beat has otherwise than it should, whatever that is."""
        await self.bus.publish(beat_subject(EVIL), json.dumps({**vars(self.now()), **members}).encode())

    def now(self) -> Beat:
        """Return a beat as it should be."""
        return replace(self.beat, clock_s=since_boot_s())

    async def is_asked(self, method: str) -> None:
        """Wait until it was asked for this."""
        while True:
            if method in self.asked:
                return
            await asyncio.sleep(0.05)

    async def _beat(self) -> None:
        while True:
            await self.bus.publish(beat_subject(EVIL), pack(self.now()))
            await asyncio.sleep(0.3)

    def heard(self, message: BusMessage) -> None:
        """Answer."""
        request = json.loads(message.data)
        self.asked.append(request["method"])
        self.params = request["params"]
        if (answer := self.answer_to(request)) is not None:
            asyncio.get_running_loop().create_task(self._answer(message.reply_to, answer))

    async def _answer(self, reply_to: str, answer: bytes) -> None:
        if self.before:
            await self.bus.publish(reply_to, self.before)
        for part in answer_messages(answer, MOST_BYTES):
            await self.bus.publish(reply_to, part)


@asynccontextmanager
async def bad_member(nats: NatsServer, **settings: Any) -> AsyncIterator[BadMember]:
    """Have one on the bus; `settings` are its attributes from the start."""
    async with bus_on(access_to(nats), EVIL) as bus:
        member = BadMember(bus)
        for name, value in settings.items():
            setattr(member, name, value)
        await bus.subscribe(call_subject(EVIL, EVERY_HOST), member.heard)
        beating = asyncio.create_task(member._beat())
        try:
            yield member
        finally:
            beating.cancel()
