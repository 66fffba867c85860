"""The command of a person, at a gateway."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.command.rig import Screen, Terminal, environment
from tests.rigs.service import TOKEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts


@dataclass(frozen=True)
class GatewayTerminal(Terminal):
    """Runs commands with the address and token of the service at `url`."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        return environment(self.runtime, RPC_CAMERA_URL=self.url, RPC_CAMERA_TOKEN=TOKEN)


def shown(terminal: Terminal, *arguments: str) -> str:
    """Return what a command shows that has to succeed."""
    with Screen(terminal, *arguments) as screen:
        screen.read_until_end()
    return screen.text


async def test_cameras_are_shown_with_their_hosts_and_a_silent_host_is_named(
    rig: RigHosts, nats_server: NatsServer, tmp_path: Path
) -> None:
    terminal = GatewayTerminal(tmp_path, tmp_path, rig.services["left"].url)
    listed = await asyncio.to_thread(shown, terminal, "cameras")
    nats_server.kill()
    await asyncio.sleep(2)
    without = await asyncio.to_thread(shown, terminal, "cameras")

    assert [line.split()[:2] for line in listed.splitlines() if "z-virtual" in line] == [
        ["z-virtual-0000001", "left"],
        ["z-virtual-0000002", "right"],
    ]
    assert "The host right does not answer: its cameras are missing here." in without
    assert "z-virtual-0000002" not in without
