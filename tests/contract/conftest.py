"""The contract as it is installed, and the folder of its sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from rpc_camera.contract.contract import Contract

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def contract() -> Contract:
    return Contract.load()


def data(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content
