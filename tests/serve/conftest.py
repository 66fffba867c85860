"""A service with a file of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rigs.token_service import Served, served_with_tokens

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with served_with_tokens(tmp_path) as served:
        yield served
