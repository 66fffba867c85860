"""The examples of the contract that change nothing are true, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from tests.rigs.saving import make_pictures
from tests.rigs.service import running_service
from tests.service.test_examples import TOKEN, check_example, examples

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.rigs.service import RunningService
    from tests.rigs.virtual_camera import VirtualCameraProcess

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.full_size]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(
    camera: VirtualCameraProcess, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[RunningService]:
    folder = tmp_path_factory.mktemp("examples")
    options: dict[str, Any] = {"token": TOKEN, "save_dir": make_pictures(folder)}
    async with running_service(folder / "state", [camera.port_string], **options) as service:
        yield service


@pytest.mark.parametrize(("method", "example"), examples(change=False))
async def test_an_example_is_true(service: RunningService, method: str, example: dict[str, Any]) -> None:
    await check_example(service, method, example)
