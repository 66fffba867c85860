"""All sequences: started, stopped, listed, and found again after a restart."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from typing import TYPE_CHECKING, Final

from rpc_camera.clock import utc_now
from rpc_camera.contract.types import SequenceState
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.sequences.frame import AwayError, needs_preparation
from rpc_camera.sequences.record import Record
from rpc_camera.sequences.restoring import originals_of, put_back
from rpc_camera.sequences.sequence import LEAD_S, RunningSequence, Surroundings
from rpc_camera.sequences.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.camera.camera import Camera
    from rpc_camera.camera.registry import CameraRegistry
    from rpc_camera.contract.contract import Contract
    from rpc_camera.contract.types import Sequence, StartSequenceParams

_FOLDER: Final = ".sequences"
_KEPT: Final = 100
_MOST_RUNNING: Final = 256
_BEFORE_FIRST_S: Final = 0.1
_STOP_ANSWER_S: Final = 2.0
_CLOSE_S: Final = 1.0
_log = logging.getLogger(__name__)


class Sequences:
    """The sequences under way, and the last 100 that are over. Between `start` and `close`, they run."""

    def __init__(self, cameras: CameraRegistry, contract: Contract, state_dir: Path) -> None:
        self._cameras = cameras
        self._contract = contract
        self._store = Store(state_dir / _FOLDER, contract)
        self._around = Surroundings(self._camera, cameras.events, self._store, self._is_retryable)
        self._records: dict[str, Record] = {}
        self._running: dict[str, tuple[RunningSequence, asyncio.Task[None]]] = {}
        self._starting: set[str] = set()

    @property
    def unreadable(self) -> list[str]:
        """The names of files that are no sequences this service can read."""
        return list(self._store.unreadable)

    async def start(self) -> None:
        """Go on with those that are to be resumed; the others that ran are listed as interrupted."""
        for record in await self._store.load():
            self._records[record.told["sequence_id"]] = record
            if record.is_over:
                continue
            if record.told["resume"] and record.told["state"] is not SequenceState.STOPPING:
                record.told["state"] = SequenceState.WAITING
                self._run(record)
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
        return [record.told for record in self._records.values()]

    def get(self, sequence_id: str) -> Sequence:
        """Return one sequence. ServiceError JOB_NOT_FOUND."""
        if sequence_id not in self._records:
            raise ServiceError(
                ErrorName.JOB_NOT_FOUND,
                f"There is no sequence {sequence_id!r}.",
                remedy="list_sequences has those that are under way, and the last ones that are over.",
            )
        return self._records[sequence_id].told

    async def begin(self, camera: Camera, params: StartSequenceParams) -> Sequence:
        """Start a sequence. ServiceError: the camera has one, or cannot do what the steps ask."""
        self._check_free(camera)
        self._starting.add(camera.id)
        try:
            record = Record(_new(camera, params), 0.0)
            record.originals = await originals_of(camera, record.told["steps"])
            lead_s = _BEFORE_FIRST_S + LEAD_S
            if needs_preparation(record.shots_of(0)[0]):
                lead_s += 1.0
            record.start = time.monotonic() + lead_s
            record.told["started_at"] = record.wall(record.start)
            await self._keep(record)
            self._records[record.told["sequence_id"]] = record
            self._run(record)
        finally:
            self._starting.discard(camera.id)
        return record.told

    async def stop(self, sequence_id: str) -> Sequence:
        """Have a sequence end after the picture in work; return when it has, or after two seconds."""
        told = self.get(sequence_id)
        if sequence_id in self._running:
            sequence, task = self._running[sequence_id]
            sequence.stop()
            await asyncio.wait({task}, timeout=_STOP_ANSWER_S)
        return told

    def _check_free(self, camera: Camera) -> None:
        for sequence, _ in self._running.values():
            told = sequence.record.told
            if told["camera"] in {camera.id, *camera.former_ids}:
                raise ServiceError(
                    ErrorName.CAMERA_BUSY,
                    f"{camera.id} has a sequence already.",
                    camera.id,
                    remedy="Wait for `sequence_ended`, or end it with stop_sequence.",
                    details={"sequence_id": told["sequence_id"]},
                )
        if camera.id in self._starting or len(self._running) >= _MOST_RUNNING:
            raise ServiceError(ErrorName.CAMERA_BUSY, "Another sequence is being started, or there are too many.")

    async def _keep(self, record: Record) -> None:
        try:
            await self._store.save(record)
        except OSError as error:
            why = f"The sequence cannot be kept in the state directory: {error.strerror or error}."
            if record.told["resume"]:
                remedy = "Free room in the folder of --state-dir, or start the sequence without `resume`."
                raise ServiceError(ErrorName.NOT_SUPPORTED, why, remedy=remedy) from error
            _log.warning("%s", why)

    def _run(self, record: Record) -> None:
        sequence_id = record.told["sequence_id"]
        sequence = RunningSequence(record, self._around)
        task = asyncio.create_task(self._run_and_forget(sequence_id, sequence), name=f"sequence {sequence_id}")
        self._running[sequence_id] = (sequence, task)
        _log.info(
            "sequence %s of %s runs, from frame %d", sequence_id, record.told["camera"], record.told["next_frame"]
        )

    async def _run_and_forget(self, sequence_id: str, sequence: RunningSequence) -> None:
        try:
            await sequence.run()
        finally:
            del self._running[sequence_id]
        await self._forget_oldest()

    async def _forget_oldest(self) -> None:
        over = [record for record in self._records.values() if record.is_over]
        for record in over[: max(0, len(over) - _KEPT)]:
            del self._records[record.told["sequence_id"]]
            try:
                await self._store.forget(record)
            except OSError as error:
                _log.warning("the file of an old sequence could not be deleted: %s", error)

    async def _leave(self, record: Record) -> None:
        """See to a sequence that was running when the service stops."""
        if not record.is_over and not record.told["resume"]:
            left = list(record.originals)
            try:
                async with asyncio.timeout(_CLOSE_S):
                    left, _ = await put_back(self._camera(record.told["camera"]), record.originals)
            except (AwayError, TimeoutError):
                pass
            await self._interrupted(record, left)
        elif not record.is_over:
            await self._save_quietly(record)

    async def _interrupted(self, record: Record, left: list[str] | None = None) -> None:
        record.told["state"] = SequenceState.INTERRUPTED
        record.told["ended_at"] = utc_now()
        if left := list(record.originals) if left is None else left:
            record.told["not_restored"] = left
        await self._save_quietly(record)

    async def _save_quietly(self, record: Record) -> None:
        try:
            await self._store.save(record)
        except OSError as error:
            _log.warning("sequence %s could not be saved: %s", record.told["sequence_id"], error)

    def _camera(self, camera_id: str) -> Camera:
        try:
            camera = self._cameras.resolve(camera_id)
        except ServiceError as error:
            raise AwayError(error.message) from error
        if camera.removed:
            raise AwayError(f"{camera_id} was unplugged.")
        return camera

    def _is_retryable(self, error: ServiceError) -> bool:
        return self._contract.errors[error.name].retryable if error.retryable is None else error.retryable


def _new(camera: Camera, params: StartSequenceParams) -> Sequence:
    told: Sequence = {
        "sequence_id": secrets.token_hex(6),
        "camera": camera.id,
        "state": SequenceState.RUNNING,
        "frames": params.get("frames"),
        "interval_s": params.get("interval_s", 0),
        "steps": params.get("steps", []),
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
    if "name" in params:
        told["name"] = params["name"]
    if "bulb_s" in params:
        told["bulb_s"] = params["bulb_s"]
    if "focus_steps" in params:
        told["focus_steps"] = params["focus_steps"]
    return told
