"""Watching USB come and go, on a stand-in for /dev/bus/usb."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from rpc_camera.camera.registry.usb_watch import usb_changes

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LONG_S = 1000


async def test_a_device_that_comes_and_goes_without_end_does_not_keep_the_others_from_being_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rpc_camera.camera.registry.usb_watch._BURST_AT_MOST_S", 0.1)
    bus = tmp_path / "001"
    bus.mkdir()

    async def flap() -> None:
        while True:
            (bus / "002").touch()
            (bus / "002").unlink()
            await asyncio.sleep(0.01)

    changes = usb_changes(tmp_path, settle_s=LONG_S)
    await anext(changes)
    flapping = asyncio.create_task(flap())
    async with asyncio.timeout(10):
        for _ in range(3):
            await anext(changes)
    flapping.cancel()
