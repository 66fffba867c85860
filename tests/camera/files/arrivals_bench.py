"""A played camera with a played card, what is judged of it, and what was published."""

from __future__ import annotations

import asyncio
import inspect
from typing import TYPE_CHECKING, Any

from rpc_camera.camera.files.arrivals import Arrivals
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.contract.types import FileOrigin
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.event_log import EventLog
from rpc_camera.wire.events import FileArrived, Releasing
from rpc_camera.wire.requests import Arm, FileMarks, IdentifyFiles, ListFolder
from tests.rigs.played_camera import PlayedCamera
from tests.rigs.played_card import NEWEST, PlayedCard

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.wire.message import WorkerRequest

SOON_S = 10
OLD = f"{NEWEST}/DSC_0001.JPG"
NEW = f"{NEWEST}/DSC_0002.JPG"
RAW = f"{NEWEST}/DSC_0002.NEF"
REFUSED = ServiceError(ErrorName.CAMERA_ERROR, "The camera does not list that.")


class CardCamera(PlayedCamera):
    """A played camera with a played card."""

    def __init__(self) -> None:
        super().__init__()
        self.card = PlayedCard(_101NIKON=1)
        self.identity_s = 0.0  # what each file takes it
        self._replies[ListFolder] = lambda request: self.card.look_into(request.folder)
        self._replies[IdentifyFiles] = self._identify

    async def _answer(self, request: WorkerRequest[Any]) -> object:
        reply = await super()._answer(request)
        return await reply if inspect.isawaitable(reply) else reply

    async def _identify(self, request: IdentifyFiles) -> FileMarks:
        await asyncio.sleep(self.identity_s * len(request.paths))
        return FileMarks([self.card.sizes.get(path, 5) for path in request.paths], [None for _ in request.paths])


class ArrivalsBench:
    """One camera, what is judged of it, and what was published."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "card.sqlite"
        self.camera = CardCamera()
        self.abilities = ["capture_image"]
        self.events = EventLog()
        self.memory = CardMemory(lambda: self.path)
        self.arrivals = Arrivals(self.camera.line, self.events, lambda: self.abilities, self.memory)
        self._last_came = asyncio.Event()
        self.camera.line.subscribe(Releasing, lambda _event: self._last_came.set())

    async def connect(self) -> None:
        """Open the camera, and wait until it has been looked at."""
        await self.camera.line.ask(Arm())
        await self.camera.line.idle()

    async def report(self, *paths: str, origin: FileOrigin = FileOrigin.CAMERA) -> None:
        """Have the worker report files, and wait until that has come."""
        for path in paths:
            self.camera.worker.report(FileArrived(path, origin, 5))
        await self.reported()

    async def reported(self) -> None:
        """Wait until all has come that the worker has reported: what it reports last comes behind that."""
        self._last_came.clear()
        self.camera.worker.report(Releasing())
        async with asyncio.timeout(SOON_S):
            await self._last_came.wait()

    @property
    def published(self) -> list[str]:
        """The paths of the files that were published."""
        return [str(event["path"]) for event in self.files]

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files that were published."""
        return [dict(event.params["file"]) for event in self.events.since(0, 1000).events]  # type: ignore[arg-type]

    @property
    def looks(self) -> int:
        """How many looks have begun."""
        return sum(request.folder == "/" for request in self.camera.requests(ListFolder))

    async def until_looks(self, count: int) -> None:
        """Wait until so many looks have begun."""
        async with asyncio.timeout(SOON_S):
            while self.looks < count:  # noqa: ASYNC110 - nobody reports it
                await asyncio.sleep(0.001)

    async def until_written(self) -> None:
        """Wait until all that was judged is on the disk."""
        async with asyncio.timeout(SOON_S):
            while not self.memory.is_written:  # noqa: ASYNC110 - nobody reports it
                await asyncio.sleep(0.001)

    async def until_published(self, *paths: str) -> None:
        """Wait until these, and nothing else, are published."""
        async with asyncio.timeout(SOON_S):
            while len(self.published) < len(paths):  # noqa: ASYNC110 - nobody reports it
                await asyncio.sleep(0.001)
        assert self.published == list(paths)

    async def close(self) -> None:
        await self.camera.close()
        await self.arrivals.close()
