"""Sends requests on the connection there is, and waits for their answers."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from rpc_camera_client._calls import Calls, loss_of
from rpc_camera_client._failures import ConnectionLost
from rpc_camera_client._messages import request_text

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from rpc_camera_client._calls import PendingCall
    from rpc_camera_client._link import Link


class Requests:
    """`link` is the connection; None between two."""

    def __init__(self, calls: Calls) -> None:
        self.link: Link | None = None
        self._calls = calls
        self._others: set[asyncio.Task[None]] = set()

    async def send(self, pending: PendingCall) -> object:
        """Return the result of `pending`, after its last progress. When this is cancelled, so is the request."""
        number = self._calls.number()
        text = request_text(number, pending.method, pending.params)
        self._calls.add(number, pending)
        try:
            if pending.progress is not None:  # each time, as the user may unsubscribe; nobody waits for its answer
                await self._write(request_text(self._calls.number(), "subscribe", {"events": ["progress"]}), pending)
            pending.was_sent = self.link is not None
            await self._write(text, pending)
            result = await pending.answer
            if pending.progress is not None:
                await pending.progress.finish()
            return result
        except asyncio.CancelledError:
            if self._calls.remove(number) and pending.was_sent:
                await self._cancel(number)
            raise
        finally:
            self._calls.remove(number)
            if pending.answer.done() and not pending.answer.cancelled():
                pending.answer.exception()  # where the caller has gone, nobody else looks at it

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Have `work` done, without waiting for it."""
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    async def _write(self, text: str, pending: PendingCall) -> None:
        try:
            if self.link is None:
                raise ConnectionResetError
            await self.link.send(text)
        except ConnectionError as error:
            raise loss_of(pending, ConnectionLost(1006, "")) from error

    async def _cancel(self, number: int) -> None:
        """Send `cancel_request`, and wait neither for its answer nor for a network that is slow to take it."""
        text = request_text(self._calls.number(), "cancel_request", {"request_id": number})
        link = self.link

        async def send() -> None:
            if link is not None:
                with suppress(ConnectionError):
                    await link.send(text)

        self.spawn(send())
        await asyncio.sleep(0)  # it goes before what the caller may do next, which is often to close the session
