"""The event loop's lag is measured, and logged where clients notice it."""

from __future__ import annotations

import asyncio
import re
import time
from typing import TYPE_CHECKING

from rpc_camera.serve.lag import log_lag

if TYPE_CHECKING:
    import pytest


async def test_what_holds_the_loop_up_is_logged_with_its_length(caplog: pytest.LogCaptureFixture) -> None:
    watching = asyncio.create_task(log_lag())
    await asyncio.sleep(0.15)

    time.sleep(0.6)  # noqa: ASYNC251 - the very thing that is to be seen
    await asyncio.sleep(0.15)
    watching.cancel()

    waited = [int(found[1]) for found in re.finditer(r"waited for (\d+) ms", caplog.text)]
    assert any(each > 400 for each in waited)
