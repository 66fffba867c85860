"""Where sequences are kept: one small file each, replaced as a whole, so that a crash leaves the old or the new one."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Final

from rpc_camera.durable import PART_SUFFIX, replace_file
from rpc_camera.sequences.record import SequenceRecord, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from rpc_camera.contract.contract import Contract

_SUFFIX: Final = ".json"
_READ_AT_MOST: Final = 1000
_LARGEST_BYTES: Final = 1 << 20
_log = logging.getLogger(__name__)


class SequenceFolder:
    """The records on disk. A file that it cannot read stays as it is."""

    def __init__(self, folder: Path, contract: Contract) -> None:
        self._folder = folder
        self._contract = contract
        self.unreadable: list[str] = []

    async def save(self, record: SequenceRecord) -> None:
        """Write a record. OSError: it could not be, and the file is as it was before."""
        await asyncio.to_thread(self._write, record, record.to_json())

    async def try_save(self, record: SequenceRecord) -> None:
        """Write a record, or log why not."""
        try:
            await self.save(record)
        except OSError as error:
            _log.warning("sequence %s could not be saved: %s", record.id, error)

    async def delete(self, record: SequenceRecord) -> None:
        """Delete a record's file."""
        await asyncio.to_thread(self._path(record).unlink, missing_ok=True)

    async def load(self) -> list[SequenceRecord]:
        """Return the records, the oldest first."""
        records, self.unreadable = await asyncio.to_thread(self._load)
        return sorted(records, key=lambda record: record.sequence["started_at"])

    def _path(self, record: SequenceRecord) -> Path:
        return self._folder / f"{record.sequence['sequence_id']}{_SUFFIX}"

    def _write(self, record: SequenceRecord, text: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with record.writing:  # one that was given up by the event loop can still be at it
            replace_file(self._path(record), text.encode())

    def _load(self) -> tuple[list[SequenceRecord], list[str]]:
        records: list[SequenceRecord] = []
        unreadable: list[str] = []
        try:
            files = sorted(file for file in self._folder.iterdir() if file.suffix != PART_SUFFIX)
        except OSError:
            return [], []
        for file in files[:_READ_AT_MOST]:
            try:
                records.append(self._read(file))
            except (OSError, UnreadableError) as error:
                _log.warning("%s is no sequence that can be read, and is left alone: %s", file, error)
                unreadable.append(file.name)
        return records, unreadable

    def _read(self, file: Path) -> SequenceRecord:
        if not file.is_file() or file.stat().st_size > _LARGEST_BYTES:
            raise UnreadableError("it is no small file")
        try:
            record = SequenceRecord.from_json(file.read_text(encoding="utf-8"), self._contract)
        except UnicodeDecodeError:
            raise UnreadableError("it is no text") from None
        if self._path(record) != file:
            raise UnreadableError("its name is not that of the sequence in it")
        return record
