"""The benches of downloads and of arrivals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.camera.files.arrivals_bench import ArrivalsBench
from tests.camera.files.download_bench import Bench, open_files

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    """Yield it; whatever the test has done, no descriptor is left open."""
    monkeypatch.setattr("rpc_camera.camera.files.download._LOOK_AGAIN_S", 0.01)
    bench = Bench(tmp_path)
    await bench.look()
    before = open_files()
    yield bench
    for target in bench.targets.values():
        target.close()
    await bench.downloads.close()
    await bench.look()  # the worker is done with all that it was asked for
    assert open_files() == before
    assert bench.downloads.under_way == ()
    await bench.camera.close()


@pytest.fixture
async def rig(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ArrivalsBench]:
    """Yield the bench of arrivals, whose looks are made again soon after they were refused."""
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._REFUSED_S", (0.02, 0.03))
    monkeypatch.setattr("rpc_camera.camera.files.arrivals._QUIET_S", 0.0)
    rig = ArrivalsBench(tmp_path)
    yield rig
    await rig.close()
