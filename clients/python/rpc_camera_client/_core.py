"""A session's work: connects, and again; restores what the service knew of the connection before."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera_client._backoff import asked_s, is_final
from rpc_camera_client._calls import PendingCall, loss_of
from rpc_camera_client._catch_up import CatchUp
from rpc_camera_client._deadlines import default_deadline_s
from rpc_camera_client._failures import CallTimedOut, ConnectFailed, ConnectionLost, SessionClosed
from rpc_camera_client._inbox import Inbox
from rpc_camera_client._link import Link
from rpc_camera_client._methods import TRAITS
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client._requests import Requests

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rpc_camera_client._backoff import Backoff
    from rpc_camera_client._link import Target
    from rpc_camera_client.events import ProgressParams

_PROGRESS: Final = "progress"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CallOptions:
    """What a user wants of calls, beside their params."""

    on_progress: Callable[[ProgressParams], object] | None = None
    deadline_s: float | None = None


class Core:
    """What all views of a session share."""

    def __init__(
        self, target: Target, token: str | None, backoff: Backoff | None, deadlines_s: Mapping[str, float]
    ) -> None:
        self.target = target
        self._token = token
        self._backoff = backoff
        self._deadlines_s = deadlines_s
        self.inbox = Inbox()
        self._requests = Requests(self.inbox.calls)
        self._catch_up = CatchUp(self.inbox, self._ask, self._requests.spawn)
        self._reader: asyncio.Task[ConnectionLost] | None = None
        self._runner: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()  # set while the session is ready, and when it has ended
        self._ended: Exception | None = None
        self._selected: str | None = None
        self._is_selection_restored = True

    @property
    def is_connected(self) -> bool:
        """Whether calls go out at once."""
        return self._ended is None and self._changed.is_set()

    async def start(self) -> None:
        """Connect for the first time; from then on the session looks after itself."""
        await self._open()
        self._runner = asyncio.create_task(self._run())

    async def close(self) -> None:
        """End the session; calls that wait raise SessionClosed."""
        if self._ended is None:
            self._end(SessionClosed(), None)
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait([self._runner])
        await self._leave()
        self.inbox.stop_handlers()

    async def call(self, method: str, params: Mapping[str, object], options: CallOptions) -> object:
        """Return the result of `method`, sent as soon as there is a connection."""
        pending = self._pending(method, params, options.on_progress)
        limit_s = options.deadline_s or self._deadlines_s.get(method) or default_deadline_s(method, params)
        bound = asyncio.timeout(limit_s)
        try:
            async with bound:
                await self._ready(pending)
                await self._restore_selection(method, params)
                return await self._request(pending)
        except TimeoutError as error:
            if not bound.expired():
                raise
            raise CallTimedOut(method, limit_s, is_safe_to_repeat=pending.is_safe_to_repeat) from error
        finally:
            if pending.progress is not None:
                pending.progress.stop()

    async def _ready(self, pending: PendingCall) -> None:
        while not self._changed.is_set():
            await self._changed.wait()
        if self._ended is not None:
            raise loss_of(pending, self._ended)

    async def _restore_selection(self, method: str, params: Mapping[str, object]) -> None:
        """Select the camera again that a call without `camera` means: another must not stand in for it."""
        if self._selected is None or self._is_selection_restored:
            return
        if params.get("camera") is not None or params.get("cameras") is not None:
            return
        if (traits := TRAITS.get(method)) is not None and traits.takes_camera:
            await self._ask("select_camera", {"camera": self._selected})

    async def _ask(self, method: str, params: Mapping[str, object]) -> Any:  # noqa: ANN401 - as the service answers
        """Call a method for the session's own sake."""
        return await self._request(self._pending(method, params))

    async def _request(self, pending: PendingCall) -> object:
        if pending.method != "subscribe":
            return await self._requests.send(pending)
        names = set(cast("list[str]", pending.params.get("events", ()))) - {_PROGRESS}
        self.inbox.positions.expect(names)
        try:
            return await self._requests.send(pending)
        finally:
            self.inbox.positions.forget_unanswered(names)

    def _pending(
        self,
        method: str,
        params: Mapping[str, Any],
        on_progress: Callable[[ProgressParams], object] | None = None,
    ) -> PendingCall:
        """Return a call; the session notes the result of one that changes what the service knows of the connection."""
        notes: dict[str, Callable[[Any], None]] = {
            "select_camera": self._note_selection,
            "subscribe": lambda result: self._note_subscription(params["events"], result),
            "unsubscribe": lambda _: self._note_unsubscription(params["events"]),
        }
        return PendingCall(method, params, on_result=notes.get(method), on_progress=on_progress)

    def _note_selection(self, result: Any) -> None:  # noqa: ANN401
        self._selected = result["camera"]["id"]
        self._is_selection_restored = True

    def _note_subscription(self, names: list[str], result: Any) -> None:  # noqa: ANN401
        self.inbox.wants_progress |= _PROGRESS in names
        self.inbox.positions.subscribe({*names} - {_PROGRESS}, result["last_seq"], result["log_id"])

    def _note_unsubscription(self, names: list[str]) -> None:
        self.inbox.wants_progress &= _PROGRESS not in names
        self.inbox.positions.unsubscribe(names)

    # ---- the connection

    async def _open(self) -> None:
        """Connect, and have the service know of this connection what it knew of the last one."""
        link = self._requests.link = await Link.open(self.target)
        self._reader = asyncio.create_task(link.read(self.inbox.receive))
        self._reader.add_done_callback(self._link_ended)
        try:
            async with asyncio.timeout(self.target.connect_s):
                await self._restore()
        except TimeoutError as error:
            await self._leave()
            words = f"{self.target.url} lets in, but has not answered within {self.target.connect_s:g} s."
            raise ConnectFailed(words) from error
        except BaseException:
            await self._leave()
            raise
        self._changed.set()

    async def _restore(self) -> None:
        inbox = self.inbox
        inbox.hold()
        if self._token is not None:
            await self._ask("authenticate", {"token": self._token})
        if self._selected is not None:
            self._is_selection_restored = False
            with suppress(RpcCameraError):  # it may come later: calls that mean it try again
                await self._ask("select_camera", {"camera": self._selected})
        names = [*inbox.positions.names, *([_PROGRESS] if inbox.wants_progress else [])]
        if names:  # the answer changes no position
            await self._request(PendingCall("subscribe", {"events": names}))
        await self._catch_up.run()

    def _link_ended(self, reader: asyncio.Task[ConnectionLost]) -> None:
        if self._ended is None:
            self._changed.clear()
        loss = ConnectionLost(1006, "") if reader.cancelled() else reader.exception() or reader.result()
        self.inbox.drop_held()
        self.inbox.calls.fail(self._ended or cast("Exception", loss))

    async def _leave(self) -> None:
        link, self._requests.link = self._requests.link, None
        if link is not None:
            await link.close()
        if self._reader is not None:
            await asyncio.wait([self._reader])

    async def _run(self) -> None:
        """Connect again whenever the connection ends, until that is of no use."""
        try:
            while self._reader is not None:
                await asyncio.wait([self._reader])  # to await it would cancel it with this
                loss = self._reader.result()
                _log.info("%s", loss)
                await self._leave()
                if self._backoff is None:
                    self._end(loss, loss)
                    return
                await self._open_again(self._backoff)
        except Exception as error:  # whatever it is, nobody else learns of it
            self._end(error, error)

    async def _open_again(self, backoff: Backoff) -> None:
        asked = 0.0
        for wait_s in backoff.waits_s():
            await asyncio.sleep(max(wait_s, asked))
            try:
                await self._open()
            except (ConnectionError, RpcCameraError) as error:
                if is_final(error):
                    raise
                _log.info("%s", error)
                asked = asked_s(error)
            else:
                return

    def _end(self, error: Exception, for_readers: Exception | None) -> None:
        self._ended = error
        self._changed.set()
        self.inbox.calls.fail(error)
        self.inbox.feed.end(for_readers)
