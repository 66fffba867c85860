"""What a worker needs no more is the system's again."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

from rpc_camera.wire.requests import ReadChunk
from tests.rigs.fork_server import shared_fork_server
from tests.rigs.virtual_camera import VirtualCameraProcess
from tests.rigs.worker_process import RunningWorker

CHUNK_BYTES = 3 << 20
SOON_S = 30.0


def resident_bytes(pid: int | None) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE")


def test_the_table_of_models_stays_with_the_fork_server_alone(worker: RunningWorker) -> None:
    most_of_the_table = 4 << 20
    assert resident_bytes(worker.process.pid) < resident_bytes(shared_fork_server().pid) - most_of_the_table


def test_what_the_linker_writes_into_the_driver_is_shared_by_all_workers(worker: RunningWorker) -> None:
    maps = Path(f"/proc/{worker.process.pid}/smaps").read_text()
    shared_kib = re.findall(r"/ptp2\.so\n(?:\w+:.*\n)*?Shared_Dirty: +(\d+) kB", maps)
    assert sum(map(int, shared_kib)) > 64


def test_memory_is_given_back_when_no_further_request_comes(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "BIG.NEF").write_bytes(os.urandom(CHUNK_BYTES))
    with (
        VirtualCameraProcess("--serial", "0000001", "--pictures", str(pictures)) as camera,
        RunningWorker(camera.port_string, tmp_path) as worker,
    ):
        worker.opened()
        deadline = time.monotonic() + SOON_S
        while worker.ask(ReadChunk("/store_00010001/DCIM/900MYPIX/BIG.NEF", 0, CHUNK_BYTES)).length < CHUNK_BYTES:
            assert time.monotonic() < deadline, "a chunk that takes long ends early, but a machine is not always busy"
        used_bytes = resident_bytes(worker.process.pid)
        while used_bytes - resident_bytes(worker.process.pid) < CHUNK_BYTES:
            assert time.monotonic() < deadline, "it keeps what it has freed"
            time.sleep(0.1)
