"""How often it is looked whether somebody sends a large message."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from rpc_camera.edge.intake import MessageIntake

if TYPE_CHECKING:
    from rpc_camera.edge.client_socket import ClientSocket


class Flow:
    """A client that sends nothing."""

    def __init__(self) -> None:
        self.looks = 0

    @property
    def flow(self) -> Flow:
        return self

    def received_bytes(self) -> int:
        self.looks += 1
        return 0

    def read_on(self) -> None: ...


async def test_an_idle_client_is_looked_at_a_few_times_a_second() -> None:
    intake, client, loop = MessageIntake(1), Flow(), asyncio.get_running_loop()
    looking = asyncio.create_task(intake.run())
    begun = loop.time()
    with intake.watching(cast("ClientSocket", client)):
        while client.looks < 2:  # noqa: ASYNC110 - it notifies nobody
            await asyncio.sleep(0.01)
    looking.cancel()

    assert loop.time() - begun >= 0.4


async def test_without_clients_nothing_wakes_the_server() -> None:
    intake = MessageIntake(1)
    looking = asyncio.create_task(intake.run())
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()

    assert not [handle for handle in loop._scheduled if not handle.cancelled()]  # type: ignore[attr-defined]
    looking.cancel()
