"""Live view as an iterator over its newest frames."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rpc_camera_client._failures import ConnectionLost, SessionClosed
from rpc_camera_client._messages import attached
from rpc_camera_client._refusal import RpcCameraError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from rpc_camera_client._session import Session
    from rpc_camera_client.events import PreviewFrameParams

_SILENCE_S: Final = 2.0  # then it may be that a new connection has no live view yet


@dataclass(frozen=True)
class Frame:
    """A picture of live view. `sequence` counts all that were read from the camera."""

    jpeg: bytes
    camera: str
    sequence: int
    at: str


async def live_view(session: Session, camera: str | None, max_fps: float | None) -> AsyncGenerator[Frame, None]:
    """Yield the newest frame each time; see Session.live_view."""
    frames = _Newest()
    remove = session.on("preview_frame", frames.put)
    try:
        started = await session.start_preview(camera=camera, max_fps=max_fps, binary=True)
        frames.camera = camera = started["camera"]
        while True:
            if (params := await frames.get()) is not None:
                yield Frame(attached(params), params["camera"], params["sequence"], params["at"])
            else:
                await _start_again(session, camera, max_fps)
    except SessionClosed:
        return
    finally:
        remove()
        with suppress(RpcCameraError, OSError):
            await session.stop_preview(camera=camera)


async def _start_again(session: Session, camera: str, max_fps: float | None) -> None:
    """Have frames sent on the connection that there is now; what may pass is waited for."""
    try:
        await session.start_preview(camera=camera, max_fps=max_fps, binary=True)
    except ConnectionLost:
        pass
    except RpcCameraError as error:
        if not error.retryable:
            raise


class _Newest:
    """Keeps the newest frame of `camera`."""

    def __init__(self) -> None:
        self.camera: str | None = None
        self._frames: deque[PreviewFrameParams] = deque(maxlen=1)
        self._has_news = asyncio.Event()

    def put(self, frame: PreviewFrameParams) -> None:
        if self.camera in {None, frame["camera"]}:
            self._frames.append(frame)
            self._has_news.set()

    async def get(self) -> PreviewFrameParams | None:
        """Return the newest frame that was not returned yet; None when none comes for a while."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._has_news.wait(), _SILENCE_S)
        self._has_news.clear()
        return self._frames.pop() if self._frames else None
