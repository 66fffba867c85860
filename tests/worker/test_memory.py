"""What a worker has read into is the system's again soon after."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera.wire.requests import ReadChunk
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

if TYPE_CHECKING:
    from tests.rigs.worker_process import AdoptedProcess

CHUNK_BYTES = 3 << 20
SOON_S = 30.0


def resident_bytes(process: AdoptedProcess) -> int:
    return int(Path(f"/proc/{process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def test_memory_is_given_back_when_no_further_request_comes(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "BIG.NEF").write_bytes(os.urandom(CHUNK_BYTES))
    with (
        VirtualCameraProcess("--serial", "0000001", "--pictures", str(pictures)) as camera,
        RunningWorker(camera.port_string, tmp_path) as worker,
    ):
        worker.opened()
        chunk = worker.ask(ReadChunk("/store_00010001/DCIM/900MYPIX/BIG.NEF", 0, CHUNK_BYTES))
        used_bytes = resident_bytes(worker.process)
        deadline = time.monotonic() + SOON_S
        while used_bytes - resident_bytes(worker.process) < CHUNK_BYTES:
            assert time.monotonic() < deadline, "it keeps what it has freed"
            time.sleep(0.1)

    assert len(chunk.data) == CHUNK_BYTES
