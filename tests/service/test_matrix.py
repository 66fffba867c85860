"""What docs/makes.md says of each method on each make is what becomes of it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract.contract import Contract
from tests.service.matrix import MAKES, outcomes, said

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("make", MAKES)
async def test_every_method_works_or_is_refused_for_the_reason_that_the_page_has(make: str, tmp_path: Path) -> None:
    found = await outcomes(make, tmp_path)

    assert found.keys() == Contract.load().methods.keys()
    assert found == said(make), "python -m tests.service.matrix writes the page anew"
