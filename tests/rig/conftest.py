"""What the tests of the rig share: a NATS server without any settings, and connections to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.nats_server import NatsServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def nats_server(tmp_path: Path) -> Iterator[NatsServer]:
    """A NATS server that lets everybody in."""
    with NatsServer(tmp_path) as server:
        yield server
