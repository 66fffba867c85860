"""An upload as a piece of work: how far it is, and until when it can be stopped."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from rpc_camera.work import Stop, Work, working_on
from tests.rigs.makes import Need
from tests.service.test_uploads import NEW_NAME, names, new_file

if TYPE_CHECKING:
    from rpc_camera.camera.files.incoming import Incoming
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService


pytestmark = pytest.mark.needs(Need.UPLOAD)


def incoming_of(service: RunningService) -> Incoming:
    incoming = service.cameras.cameras[0].uploads.receive(1 << 20)
    incoming.write(bytes(1000))
    return incoming


async def test_it_tells_what_the_camera_writes_and_that_this_cannot_be_stopped(
    service: RunningService, each_make: Make
) -> None:
    steps = []
    work = Work(lambda step: steps.append((step.stage, step.done, step.total, step.unit, work.stop)))

    with working_on(work):
        await service.cameras.cameras[0].uploads.store(new_file(each_make), incoming_of(service))

    # On a slow machine there are some between.
    assert [steps[0], steps[-1]] == [("writing", done, 1000, "bytes", Stop.CANNOT) for done in (0, 1000)]
    assert steps == sorted(steps)


async def test_one_that_waits_in_line_can_be_stopped(
    service: RunningService, client: RpcClient, each_make: Make
) -> None:
    camera = service.cameras.cameras[0]
    work, incoming = Work(), incoming_of(service)
    async with camera.line.reserve():
        with working_on(work):
            storing = asyncio.create_task(camera.uploads.store(new_file(each_make), incoming))
        await asyncio.sleep(0)  # it takes its place

        assert work.cancel() is Stop.AT_ONCE
        with pytest.raises(asyncio.CancelledError):
            await storing

    assert NEW_NAME not in await names(client, each_make)
    with pytest.raises(ValueError, match="closed"):
        incoming.write(b"more")
