"""Calls that wait for their answers."""

from __future__ import annotations

import asyncio
import itertools
from typing import TYPE_CHECKING, Any

from rpc_camera_client._failures import ConnectionLost
from rpc_camera_client._handlers import Handler
from rpc_camera_client._messages import refusal_of
from rpc_camera_client._methods import TRAITS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera_client.events import ProgressParams

_MOST_STEPS = 100  # of progress, which wait for a slow callback; each says all that those before it said


class PendingCall:
    """One call, from before it is sent. `on_result` is called with its result before anything that came later."""

    def __init__(
        self,
        method: str,
        params: Mapping[str, object],
        *,
        on_result: Callable[[Any], None] | None = None,
        on_progress: Callable[[ProgressParams], object] | None = None,
    ) -> None:
        self.method = method
        self.params = params
        self.answer: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self.on_result = on_result
        self.progress = Handler(on_progress, _MOST_STEPS) if on_progress else None
        self.was_sent = False

    @property
    def is_safe_to_repeat(self) -> bool:
        """Whether it cannot have changed anything yet."""
        traits = TRAITS.get(self.method)
        return not self.was_sent or (traits is not None and traits.safe)


class Calls:
    """The calls of one session, by the numbers of their requests."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._pending: dict[int, PendingCall] = {}

    def number(self) -> int:
        """Return a number for a request whose answer nobody waits for."""
        return next(self._numbers)

    def add(self, number: int, call: PendingCall) -> None:
        """Have `call` wait for the answer to the request `number`."""
        self._pending[number] = call

    def remove(self, number: int) -> bool:
        """Wait no more; say whether the answer had not come yet."""
        return self._pending.pop(number, None) is not None

    def settle(self, message: Mapping[str, Any]) -> None:
        """Give an answer to the call that it is for, if that still waits."""
        number = message.get("id")
        call = self._pending.pop(number, None) if isinstance(number, int) else None
        if call is None or call.answer.done():
            return
        if "error" in message:
            call.answer.set_exception(refusal_of(message["error"]))
            return
        try:
            if call.on_result is not None:
                call.on_result(message.get("result"))
        finally:
            call.answer.set_result(message.get("result"))

    def report(self, progress: ProgressParams) -> None:
        """Give progress to the call that it is of."""
        number = progress["request_id"]
        call = self._pending.get(number) if isinstance(number, int) else None
        if call is not None and call.progress is not None:
            call.progress.put(progress)

    def fail(self, loss: Exception) -> None:
        """Fail all that wait."""
        for call in self._pending.values():
            if not call.answer.done():
                call.answer.set_exception(loss_of(call, loss))
        self._pending.clear()


def loss_of(call: PendingCall, loss: Exception) -> Exception:
    """Return what `call` is failed with when its connection ends: whether repeating is safe is the call's own."""
    if isinstance(loss, ConnectionLost):
        return loss.while_calling(call.method, is_safe_to_repeat=call.is_safe_to_repeat)
    return loss
