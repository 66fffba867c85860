"""A client of a broker that keeps what it has read, and waits for what is to come."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Self

from aiomqtt import Client

if TYPE_CHECKING:
    from collections.abc import Callable

SOON_S = 30.0


class MqttClient:
    """Reads everything on the broker. `kept` is the newest of each topic; `all` is everything in its order."""

    def __init__(self, port: int, **options: Any) -> None:
        self._client = Client("127.0.0.1", port, **options)
        self.kept: dict[str, bytes] = {}
        self.retained: dict[str, bytes] = {}
        self.all: list[tuple[str, bytes]] = []
        self._news = asyncio.Event()

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        await self._client.subscribe("#", qos=1)
        self._reading = asyncio.create_task(self._read())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        await self._client.__aexit__(None, None, None)

    async def publish(self, topic: str, payload: str | bytes = b"", *, retain: bool = False) -> None:
        """Publish."""
        await self._client.publish(topic, payload, qos=1, retain=retain)

    async def until(self, holds: Callable[[], object], within_s: float = SOON_S) -> None:
        """Wait until something holds of what was read."""
        try:
            async with asyncio.timeout(within_s):
                while not holds():
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            read = {topic: payload[:60] for topic, payload in self.kept.items()}
            raise AssertionError(f"nothing has come for which that holds; there is {read}") from None

    async def value(self, topic: str, expected: str) -> None:
        """Wait until a topic has this value."""
        await self.until(lambda: self.kept.get(topic) == expected.encode())

    async def has(self, *topics: str) -> None:
        """Wait until these topics have something."""
        await self.until(lambda: all(self.kept.get(topic) for topic in topics))

    def json(self, topic: str) -> Any:
        """Return what is at a topic."""
        return json.loads(self.kept[topic])

    async def ask(self, camera: str, command: str, payload: str | bytes) -> dict[str, Any]:
        """Publish a command for a camera (`PREFIX/NAME`), and return the answer to it."""
        before = len(self.all)
        await self.publish(f"{camera}/{command}/set", payload)
        answers: list[dict[str, Any]] = []

        def is_answered() -> bool:
            answers[:] = [json.loads(data) for topic, data in self.all[before:] if topic == f"{camera}/result"]
            return any(answer["command"] == command[:64] for answer in answers)

        await self.until(is_answered)
        return next(answer for answer in answers if answer["command"] == command[:64])

    async def _read(self) -> None:
        async for message in self._client.messages:
            topic, payload = str(message.topic), message.payload
            assert isinstance(payload, (bytes, bytearray))
            self.kept[topic] = bytes(payload)
            if message.retain:
                self.retained[topic] = bytes(payload)
            self.all.append((topic, bytes(payload)))
            self._news.set()
