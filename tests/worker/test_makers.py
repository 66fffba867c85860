"""The room of makers: which one a body is of, and that nobody else knows any."""

from __future__ import annotations

import io
import re
import tokenize
from pathlib import Path

import pytest

import rpc_camera
from rpc_camera import worker
from rpc_camera.worker.makers import maker_of
from rpc_camera.worker.makers.canon import Canon
from rpc_camera.worker.makers.fuji import Fuji
from rpc_camera.worker.makers.maker import Maker
from rpc_camera.worker.makers.nikon import Nikon
from rpc_camera.worker.makers.sony import Sony

MAKER = re.compile(r"(?i)\beos|nikon|canon|sony|fuji")
WITH_FORMATS = {"exif", "wire", "tethering/extent.py", "virtual", "worker"}


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
    named = {path.name: MAKER.findall(path.read_text()) for path in files}

    assert len(files) > 20
    assert {name: words for name, words in named.items() if words} == {}


def test_no_line_of_the_service_outside_the_worker_acts_on_a_maker() -> None:
    """Comments may name one; RAW files have their makers' formats, and a virtual camera is a body of some make."""
    root = Path(rpc_camera.__file__).parent
    paths = [path.relative_to(root) for path in root.rglob("*.py")]
    files = [root / path for path in paths if WITH_FORMATS.isdisjoint({path.parts[0], str(path)})]
    named = {
        f"{path}:{token.start[0]}"
        for path in files
        for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline)
        if token.type in {tokenize.NAME, tokenize.STRING} and MAKER.search(token.string)
        if not token.string.startswith('"""')
    }

    assert len(files) > 100
    assert named == set()
