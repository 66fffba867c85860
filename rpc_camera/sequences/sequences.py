"""All sequences: started, stopped, listed, and found again after a restart."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextvars import Context
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.clock import utc_now
from rpc_camera.contract.types import SequenceState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.sequences.folder import SequenceFolder
from rpc_camera.sequences.frame import CameraAwayError, needs_preparation
from rpc_camera.sequences.publisher import SequencePublisher
from rpc_camera.sequences.record import SequenceRecord
from rpc_camera.sequences.restoring import in_settings, original_values, restore
from rpc_camera.sequences.sequence import RunningSequence
from rpc_camera.sequences.shooting import LEAD_S, PREPARE_S

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.types import Sequence, SequenceStep, StartSequenceParams

_FOLDER: Final = ".sequences"
_KEPT: Final = 100
_MOST_RUNNING: Final = 256
_BEFORE_FIRST_S: Final = 0.1
_STOP_REPLY_S: Final = 2.0
_CLOSE_S: Final = 1.0
_log = logging.getLogger(__name__)


class Sequences:
    """The sequences under way, and the last 100 that are over. Between `start` and `close`, they run."""

    def __init__(self, cameras: CameraRegistry, contract: Contract, state_dir: Path) -> None:
        self._cameras = cameras
        self._contract = contract
        self._folder = SequenceFolder(state_dir / _FOLDER, contract)
        self._records: dict[str, SequenceRecord] = {}
        self._running: dict[str, tuple[RunningSequence, asyncio.Task[None]]] = {}
        self._starting: set[str] = set()

    @property
    def unreadable(self) -> list[str]:
        """The names of files that are no sequences this service can read."""
        return list(self._folder.unreadable)

    async def start(self) -> None:
        """Go on with those that are to be resumed; the others that ran are listed as interrupted."""
        for record in await self._folder.load():
            self._records[record.id] = record
            if record.is_over:
                continue
            if record.sequence["resume"] and record.sequence["state"] is not SequenceState.STOPPING:
                record.sequence["state"] = SequenceState.WAITING
                self._run(record, resumed=True)
            else:
                await self._interrupted(record)

    async def close(self) -> None:
        """Leave those under way to the next start; those that will not be resumed put their settings back."""
        running = list(self._running.values())
        for _, task in running:
            task.cancel()
        await asyncio.gather(*(task for _, task in running), return_exceptions=True)
        await asyncio.gather(*(self._leave(sequence.record) for sequence, _ in running))

    def all(self) -> list[Sequence]:
        """Return every sequence, the oldest first."""
        return [record.sequence for record in self._records.values()]

    def get(self, sequence_id: str) -> Sequence:
        """Return one sequence. ServiceError JOB_NOT_FOUND."""
        if sequence_id not in self._records:
            raise ServiceError(
                ErrorName.JOB_NOT_FOUND,
                f"There is no sequence {sequence_id!r}.",
                remedy="list_sequences has those that are under way, and the last ones that are over.",
            )
        return self._records[sequence_id].sequence

    async def begin(self, camera: TetheredCamera, params: StartSequenceParams) -> Sequence:
        """Start a sequence. ServiceError: the camera has one, or cannot do what the steps ask."""
        self.check_free(camera)
        if len(self._running) >= _MOST_RUNNING:
            raise ServiceError(ErrorName.CAMERA_BUSY, "There are too many sequences under way.")
        self._starting.add(camera.id)
        try:
            asked = params.get("steps", [])
            record = SequenceRecord(_new(camera, params, await in_settings(camera, asked)), 0.0)
            record.originals = await original_values(camera, record.sequence["steps"], asked)
            lead_s = _BEFORE_FIRST_S + LEAD_S
            if needs_preparation(record.shots_of(0)[0]):
                lead_s += PREPARE_S
            record.start_in(lead_s)
            await self._keep(record)
            record.start_in(lead_s)  # the disk may have taken longer than that: no picture is missed for it
            self._records[record.id] = record
            self._run(record, resumed=False)
        finally:
            self._starting.discard(camera.id)
        return record.sequence

    async def stop(self, sequence_id: str) -> Sequence:
        """Have a sequence end after the picture in work; return when it has, or after two seconds."""
        sequence = self.get(sequence_id)
        if sequence_id in self._running:
            running, task = self._running[sequence_id]
            running.stop()
            await asyncio.wait({task}, timeout=_STOP_REPLY_S)
        return sequence

    def check_free(self, camera: TetheredCamera) -> None:
        """Raise ServiceError CAMERA_BUSY while a camera has a sequence."""
        for running, _ in self._running.values():
            sequence = running.record.sequence
            if self._resolve(sequence["camera"]) is camera:
                raise ServiceError(
                    ErrorName.CAMERA_BUSY,
                    f"{camera.id} has a sequence already.",
                    camera.id,
                    remedy="Wait for `sequence_ended`, or end it with stop_sequence.",
                    details={"sequence_id": sequence["sequence_id"]},
                )
        if camera.id in self._starting:
            raise ServiceError(ErrorName.CAMERA_BUSY, f"A sequence of {camera.id} is being started.", camera.id)

    async def _keep(self, record: SequenceRecord) -> None:
        try:
            await self._folder.save(record)
        except OSError as error:
            why = f"The sequence cannot be kept in the state directory: {error.strerror or error}."
            if record.sequence["resume"]:
                remedy = "Free room in the folder of --state-dir, or start the sequence without `resume`."
                raise ServiceError(ErrorName.NOT_SUPPORTED, why, remedy=remedy) from error
            _log.warning("%s", why)

    def _run(self, record: SequenceRecord, *, resumed: bool) -> None:
        publisher = SequencePublisher(record, self._folder, self._cameras.events)
        sequence = RunningSequence(publisher, self._camera)
        name = f"sequence {record.id}"
        task = asyncio.create_task(self._run_and_forget(sequence), name=name, context=Context())  # no client's
        self._running[record.id] = (sequence, task)
        next_frame = record.sequence["next_frame"]
        _log.info("sequence %s of %s runs, from frame %d", record.id, record.camera_id, next_frame)
        publisher.started(resumed=resumed)

    async def _run_and_forget(self, sequence: RunningSequence) -> None:
        try:
            await sequence.run()
        finally:
            del self._running[sequence.record.id]
        await self._forget_oldest()

    async def _forget_oldest(self) -> None:
        over = [record for record in self._records.values() if record.is_over]
        for record in over[: max(0, len(over) - _KEPT)]:
            del self._records[record.id]
            try:
                await self._folder.delete(record)
            except OSError as error:
                _log.warning("the file of an old sequence could not be deleted: %s", error)

    async def _leave(self, record: SequenceRecord) -> None:
        """See to a sequence that was running when the service stops."""
        if not record.is_over and not record.sequence["resume"]:
            left = list(record.originals)
            try:
                async with asyncio.timeout(_CLOSE_S):
                    left, _ = await restore(self._camera(record.camera_id), record.originals)
            except (CameraAwayError, TimeoutError):
                pass
            await self._interrupted(record, left)
        elif not record.is_over:
            await self._folder.try_save(record)

    async def _interrupted(self, record: SequenceRecord, left: list[str] | None = None) -> None:
        record.sequence["state"] = SequenceState.INTERRUPTED
        record.sequence["ended_at"] = utc_now()
        if left := list(record.originals) if left is None else left:
            record.sequence["not_restored"] = left
        await self._folder.try_save(record)

    def _camera(self, camera_id: str) -> TetheredCamera:
        camera = self._resolve(camera_id)
        if camera is None or not camera.line.is_attached:
            elsewhere = camera.line.elsewhere if camera else ""
            raise CameraAwayError(f"{camera_id} is {f'at {elsewhere} now' if elsewhere else 'not there'}.")
        return camera

    def _resolve(self, camera_id: str) -> TetheredCamera | None:
        """Return a camera, there or away; None where this service has not met it yet."""
        try:
            return self._cameras.resolve(camera_id)
        except ServiceError:
            return None


def _new(camera: TetheredCamera, params: StartSequenceParams, steps: list[SequenceStep]) -> Sequence:
    sequence: Sequence = {
        "sequence_id": secrets.token_hex(6),
        "camera": camera.id,
        "state": SequenceState.RUNNING,
        "frames": params.get("frames"),
        "interval_s": params.get("interval_s", 0),
        "steps": steps,
        "bracket": params.get("bracket", False),
        "resume": params.get("resume", False),
        "started_at": "",
        "next_frame": 0,
        "frames_taken": 0,
        "frames_failed": 0,
        "slots_missed": 0,
        "drift_last_s": None,
        "drift_max_s": None,
        "failures": [],
    }
    optional = {name: value for name, value in params.items() if name in {"name", "bulb_s", "focus_steps"}}
    return cast("Sequence", {**sequence, **optional})
