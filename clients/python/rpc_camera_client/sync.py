"""The session for scripts and notebooks: the same names without `async` and `await`, also where an event loop runs.

    with Session.connect("ws://localhost:8765/rpc", token="…") as session:
        picture = session.capture_image()

It is the asyncio session in a thread of its own. Ctrl-C cancels the request on the service.
"""

from __future__ import annotations

from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self

from rpc_camera_client._backoff import Backoff
from rpc_camera_client._blocking import LoopThread, blocking, in_a_thread
from rpc_camera_client._blocking_methods import BlockingMethods
from rpc_camera_client._discovery import FOR_S
from rpc_camera_client._discovery import discover as discover_async
from rpc_camera_client._failures import SessionClosed
from rpc_camera_client._session import CONNECT_S, KEEPALIVE_S
from rpc_camera_client._session import Session as AsyncSession
from rpc_camera_client.events import EventSource

if TYPE_CHECKING:
    import ssl as tls
    from collections.abc import AsyncGenerator, Callable, Generator, Mapping

    from rpc_camera_client._announced import DiscoveredService
    from rpc_camera_client._feed import EventStream, SessionEvent
    from rpc_camera_client._gap import EventsMissedParams
    from rpc_camera_client._live_view import Frame
    from rpc_camera_client.events import ProgressParams

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Session(BlockingMethods, EventSource):
    """As `rpc_camera_client.Session`; each method returns when it is done.

    It may be used from several threads. Handlers are called in threads other than that of the session, one after
    another each, and may call its methods.
    """

    call = blocking(AsyncSession.call)
    download = blocking(AsyncSession.download)
    download_folder = blocking(AsyncSession.download_folder)
    download_group = blocking(AsyncSession.download_group)
    upload = blocking(AsyncSession.upload)

    @classmethod
    def connect(
        cls,
        url: str,
        *,
        token: str | None = None,
        ssl: tls.SSLContext | None = None,
        headers: Mapping[str, str] = _NONE,
        reconnect: Backoff | None = Backoff(),  # noqa: B008 - frozen
        keepalive_s: float = KEEPALIVE_S,
        connect_s: float = CONNECT_S,
        deadlines_s: Mapping[str, float] = _NONE,
    ) -> Self:
        """Connect as the asyncio session does, with the same errors."""
        thread = LoopThread()
        connecting = AsyncSession.connect(
            url,
            token=token,
            ssl=ssl,
            headers=headers,
            reconnect=reconnect,
            keepalive_s=keepalive_s,
            connect_s=connect_s,
            deadlines_s=deadlines_s,
        )
        try:
            return cls(thread, thread.run(connecting))
        except BaseException:
            thread.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the session: calls that wait raise SessionClosed, and iterators over events end."""
        if not self._thread.is_closed:
            self._thread.run(self._session.close())
            self._thread.close()

    @property
    def is_connected(self) -> bool:
        """Whether there is a connection now, on which all is restored."""
        return self._session.is_connected

    def with_progress(self, callback: Callable[[ProgressParams], object]) -> Self:
        """Return this same session, with `callback` called with how far each call is that is made on what is returned.

        A call returns after the last of its callbacks has.
        """
        return type(self)(self._thread, self._session.with_progress(in_a_thread(callback)))

    def with_deadline(self, seconds: float) -> Self:
        """Return this same session, with that long for each call that is made on what is returned, waiting included."""
        return type(self)(self._thread, self._session.with_deadline(seconds))

    def events(self) -> Generator[SessionEvent]:
        """Return an iterator over all that is subscribed to, which waits for each; as that of the asyncio session."""
        return self._each(self._thread.run(self._stream()))

    def live_view(self, *, camera: str | None = None, max_fps: float | None = None) -> Generator[Frame]:
        """Return an iterator over frames, each time the newest; leaving the loop stops live view."""
        return self._each(self._session.live_view(camera=camera, max_fps=max_fps))

    def on_events_missed(self, handler: Callable[[EventsMissedParams], object]) -> Callable[[], None]:
        """Call `handler` where events are lost; return what ends that."""
        return self._add_handler("events_missed", handler)

    def _add_handler(self, name: str, handler: Callable[[Any], object]) -> Callable[[], None]:
        remove = self._thread.run(self._register(name, in_a_thread(handler)))

        def end() -> None:
            with suppress(SessionClosed):
                self._thread.run(_do(remove))

        return end

    async def _register(self, name: str, handler: Callable[[Any], object]) -> Callable[[], None]:
        return self._session._add_handler(name, handler)  # noqa: SLF001 - its other half

    async def _stream(self) -> EventStream:
        return self._session.events()

    def _each(self, items: EventStream | AsyncGenerator[object]) -> Generator[Any]:
        async def following() -> object:
            return await anext(items, None)

        try:
            with suppress(SessionClosed):
                while (item := self._thread.run(following())) is not None:
                    yield item
        finally:
            with suppress(SessionClosed):
                self._thread.run(items.aclose())


def discover(for_s: float = FOR_S) -> list[DiscoveredService]:
    """Return the services that announce themselves, as `rpc_camera_client.discover` does, with the same errors."""
    thread = LoopThread()
    try:
        return thread.run(discover_async(for_s))
    finally:
        thread.close()


async def _do(work: Callable[[], None]) -> None:
    work()
