"""The Python client, installed by itself: a package with types, and with nothing of the service."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from rpc_camera.contract import API_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.install.conftest import Installation

USE = """
import asyncio, json
from importlib import metadata, resources, util
from rpc_camera_client import ConnectFailed, Session, __version__, sync
async def main():
    try:
        await Session.connect("ws://127.0.0.1:1/rpc")
    except ConnectFailed as error:
        return str(error)
print(json.dumps({
    "version": metadata.version("rpc-camera-client"),
    "module": __version__,
    "requires": metadata.requires("rpc-camera-client"),
    "typed": resources.files("rpc_camera_client").joinpath("py.typed").is_file(),
    "service": util.find_spec("rpc_camera") is not None,
    "said": asyncio.run(main()).partition(":")[0],
    "sync": sync.Session.capture_image.__name__,
}))
"""


@pytest.mark.timeout(900)
def test_the_package_works_outside_the_checkout_and_without_the_service(client: Installation, tmp_path: Path) -> None:
    assert json.loads(client.python("-W", "error", "-c", USE, cwd=tmp_path)) == {
        "version": f"{API_VERSION}.0",
        "module": f"{API_VERSION}.0",
        "requires": ["aiohttp<4,>=3.14.5", 'zeroconf<1,>=0.154; extra == "mdns"'],
        "typed": True,
        "service": False,
        "said": "No answer from ws",
        "sync": "capture_image",
    }
