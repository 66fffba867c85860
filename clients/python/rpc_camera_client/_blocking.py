"""Asyncio's functions for those who have no event loop, or one that they must not block: they run in another thread."""

from __future__ import annotations

import asyncio
import inspect
import threading
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, TypeVar

from rpc_camera_client._failures import SessionClosed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from rpc_camera_client._session import Session as AsyncSession

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")
_GOODBYE_S: Final = 3.0  # for what is cancelled to send `cancel_request`


class LoopThread:
    """An event loop in a thread of its own."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._beginning = threading.Lock()  # what is begun after the last look at what is under way would never end
        self._is_closing = False
        self._thread = threading.Thread(target=self._loop.run_forever, name="rpc-camera-client", daemon=True)
        self._thread.start()

    @property
    def is_closed(self) -> bool:
        """Whether the thread has ended."""
        return self._loop.is_closed()

    def run(self, work: Coroutine[Any, Any, R]) -> R:
        """Return what `work` does. What interrupts the wait, such as Ctrl-C, cancels it. SessionClosed: too late."""
        begun: list[asyncio.Task[Any] | None] = []
        has_ended = threading.Event()

        async def to_its_end() -> R:
            begun.append(asyncio.current_task())
            try:
                return await work
            finally:
                has_ended.set()

        try:  # an interrupt can come before there is a future to cancel, and the request be on its way all the same
            with self._beginning:
                if self._is_closing:
                    work.close()
                    has_ended.set()
                    raise SessionClosed  # noqa: TRY301 - the lock is taken where an interrupt is seen
                future = asyncio.run_coroutine_threadsafe(to_its_end(), self._loop)
            return future.result()
        except BaseException:
            if not has_ended.is_set():
                self._loop.call_soon_threadsafe(lambda: [task.cancel() for task in begun if task])
                has_ended.wait(_GOODBYE_S)
            raise

    def close(self) -> None:
        """End the thread, after all that waits in it; do nothing the second time."""
        with self._beginning:
            self._is_closing = True
        if not self.is_closed:
            asyncio.run_coroutine_threadsafe(self._finish(), self._loop).result()
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    async def _finish(self) -> None:
        await self._loop.shutdown_asyncgens()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            _, late = await asyncio.wait(others, timeout=_GOODBYE_S)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=_GOODBYE_S)


class Blocking:
    """Has a session in another thread, whose methods it waits for."""

    def __init__(self, thread: LoopThread, session: AsyncSession) -> None:
        self._thread = thread
        self._session = session


def blocking(
    method: Callable[Concatenate[AsyncSession, P], Coroutine[Any, Any, R]],
) -> Callable[Concatenate[Any, P], R]:
    """Return `method` of the session in the other thread, which returns when that has."""

    @wraps(method)
    def wait(self: Blocking, /, *args: P.args, **kwargs: P.kwargs) -> R:
        return self._thread.run(method(self._session, *args, **kwargs))

    return wait


def in_a_thread(handler: Callable[[T], object]) -> Callable[[T], Awaitable[None]]:
    """Return what calls `handler` in a thread, where it may itself call the session, and awaits it if it is async."""

    async def call(value: T) -> None:
        result = await asyncio.to_thread(handler, value)
        if inspect.isawaitable(result):
            await result

    return call
