"""One NATS server for all tests of a file, which saves their starts, as tests/service/shared has one service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.nats_server import NatsServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    with NatsServer(tmp_path_factory.mktemp("nats")) as server:
        yield server
