"""The room of makers: which one a body is of, and that nobody else knows any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rpc_camera import worker
from rpc_camera.worker.makers import maker_of
from rpc_camera.worker.makers.canon import Canon
from rpc_camera.worker.makers.fuji import Fuji
from rpc_camera.worker.makers.maker import Maker
from rpc_camera.worker.makers.nikon import Nikon
from rpc_camera.worker.makers.sony import Sony


@pytest.mark.parametrize(
    ("manufacturer", "maker"),
    [
        ("Nikon Corporation", Nikon),
        ("Canon.Inc", Canon),
        ("Canon Inc.", Canon),
        ("Sony Corporation", Sony),
        ("FUJIFILM", Fuji),
        ("OLYMPUS", Maker),
        ("", Maker),
        (None, Maker),
    ],
)
def test_a_body_is_of_the_maker_that_it_names(manufacturer: str | None, maker: type[Maker]) -> None:
    assert type(maker_of(manufacturer)) is maker


def test_no_other_file_of_the_worker_names_a_maker() -> None:
    root = Path(worker.__file__).parent
    files = [path for path in root.rglob("*.py") if path.parent.name != "makers"]
    named = {path.name: re.findall(r"(?i)\b(?:nikon|canon|sony|fuji)", path.read_text()) for path in files}

    assert len(files) > 20
    assert {name: words for name, words in named.items() if words} == {}
