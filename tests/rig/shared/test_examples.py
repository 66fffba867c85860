"""The examples of the contract that change nothing are true at a gateway as well, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.rig.test_examples import check_example, gateway_to_saving, methods
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.full_size]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rig(nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RigHosts]:
    with VirtualCameraProcess("--serial", "0000001") as camera:
        async with gateway_to_saving(nats_server, camera, tmp_path_factory.mktemp("rig")) as rig:
            yield rig


@pytest.mark.parametrize("method", methods(change=False))
async def test_an_example_is_true_through_the_gateway(rig: RigHosts, method: str) -> None:
    await check_example(rig, method)
