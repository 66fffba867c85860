"""One camera: a body, whatever port it is on, put together from its features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rpc_camera.camera.beacon import Beacon
from rpc_camera.camera.capture.bulb import BulbExposures
from rpc_camera.camera.capture.captures import Captures
from rpc_camera.camera.capture.outcomes import CaptureOutcomes
from rpc_camera.camera.files.arrivals import Arrivals
from rpc_camera.camera.files.card_memory import CardMemory
from rpc_camera.camera.files.downloads import Downloads
from rpc_camera.camera.files.stored_files import StoredFiles
from rpc_camera.camera.files.uploads import Uploader
from rpc_camera.camera.files.version import Versions
from rpc_camera.camera.identity import file_name
from rpc_camera.camera.line.line import Line
from rpc_camera.camera.live_view.feed import PreviewFeed
from rpc_camera.camera.settings.settings import CameraSettings
from rpc_camera.contract.types import CameraState, EventName
from rpc_camera.wire.events import PicturesWait

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rpc_camera.camera.identity import CameraIdentity, Source
    from rpc_camera.camera.labels import LabelledBody, Labels
    from rpc_camera.camera.line.link import Link
    from rpc_camera.errors import JsonValue, ServiceError
    from rpc_camera.event_log import EventLog


@dataclass(frozen=True)
class Surroundings:
    """What a camera is given: the server's state directory, the event log, what people call it, how it is described."""

    state_dir: Path
    events: EventLog
    labels: Labels
    describe: Callable[[TetheredCamera], Mapping[str, JsonValue]]


class TetheredCamera:
    """A body and all that can be done with it. There is one object for each id, and it outlives re-plugging.

    Until the body has been opened once, its identity is provisional: see `identified`.
    """

    def __init__(self, identity: CameraIdentity, source: Source, around: Surroundings) -> None:
        self.identity = identity
        self.source = source
        self.state = CameraState.CONNECTING
        self.state_reason: str | None = None
        self._remark: str | None = None  # on a camera that is ready: what its user has to know
        self._around = around
        self._events = events = around.events
        self._announced = False
        self.line = line = Line(identity.id)
        self.settings = CameraSettings(line, events, around.state_dir / ".exposures")
        outcomes = CaptureOutcomes(line, events)
        self.bulb = BulbExposures(line, outcomes, self.settings.turned)
        self.captures = Captures(line, self.bulb, outcomes)
        self.versions = Versions(line)
        self.downloads = Downloads(line, self.versions, around.state_dir / ".reading")
        memory = CardMemory(lambda: around.state_dir / ".cards" / f"{file_name(self.id)}.sqlite")
        self.arrivals = Arrivals(line, events, lambda: self.identity.abilities, memory)
        self.uploads = Uploader(line, self.arrivals, around.state_dir / ".uploads")
        self.files = StoredFiles(line, events, self.versions, self.downloads, self.arrivals)
        self.preview = PreviewFeed(line, events)
        self.beacon = Beacon(line, self.preview)
        line.subscribe(PicturesWait, self._pictures_wait)
        line.add_listener(lambda: self._set_state(CameraState.READY), self._down)
        line.occupancy.slow_requests.add_listener(self._slow, self._not_busy)
        line.occupancy.captures.add_listener(lambda _reason: self._set_state(CameraState.BUSY), self._not_busy)

    @property
    def id(self) -> str:
        """The name that stays: model and serial number."""
        return self.identity.id

    @property
    def labelled(self) -> LabelledBody | None:
        """What somebody has called it, and its place in the rig, if anybody has."""
        return self._around.labels.of(self.id)

    @property
    def label(self) -> str | None:
        """The name that somebody has given it."""
        return self.labelled.label if self.labelled else None

    @property
    def worker_pid(self) -> int | None:
        """The process id of the worker that has it open, if there is one."""
        return self.line.worker_pid

    def attach(self, source: Source, link: Link) -> None:
        """Be reached at `source` from now on."""
        self.source = source
        self.line.attach(link)
        self.state, self.state_reason = CameraState.CONNECTING, None

    def detach(self, reason: ServiceError) -> None:
        """Be away until the body comes back: who reads or watches waits for that, all others are refused."""
        self.line.detach()
        self._withdraw(reason.message)
        self.preview.stop(reason)
        self.line.went_down(reason)

    def identified(self, identity: CameraIdentity) -> None:
        """Have the identity that the body claims: another one than so far only where that was provisional."""
        if identity.id != self.id:
            self._withdraw(f"It turned out to be {identity.id}.")
        self.identity = identity
        self.line.camera = identity.id

    async def close(self, reason: ServiceError) -> None:
        """End for good: the server stops."""
        await self.preview.close(reason)
        await self.downloads.close()
        await self.line.idle()
        await self.arrivals.close()

    def _withdraw(self, reason: str) -> None:
        """Publish that there is no camera of this id any more."""
        if self._announced:
            self._announced = False
            self._events.emit(EventName.CAMERA_REMOVED, self.id, reason=reason)

    def _pictures_wait(self, event: PicturesWait) -> None:
        self._remark = event.reason
        if self.state is CameraState.READY:
            self._set_state(CameraState.READY)

    def _down(self, reason: ServiceError) -> None:
        self._remark = None
        if self.line.is_attached:
            self._set_state(CameraState.LOST if reason.link_lost else CameraState.FAILED, reason.message)

    def _slow(self, reason: str) -> None:
        if self.state is CameraState.READY:
            self._set_state(CameraState.BUSY, reason)

    def _not_busy(self) -> None:
        if self.state is CameraState.BUSY and self.line.is_up:
            self._set_state(CameraState.READY)

    def _set_state(self, state: CameraState, reason: str | None = None) -> None:
        before = self.state, self.state_reason
        self.state, self.state_reason = state, self._remark if state is CameraState.READY else reason
        if not self.line.is_attached:
            return
        if not self._announced:
            self._announced = True
            self._events.emit(EventName.CAMERA_ADDED, self.id, info=self._around.describe(self))
        elif before[0] is not state or (state is CameraState.READY and before[1] != self.state_reason):
            why = {"reason": self.state_reason} if self.state_reason else {}
            self._events.emit(EventName.CAMERA_STATE_CHANGED, self.id, state=state, previous=before[0], **why)
