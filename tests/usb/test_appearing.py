"""A body that appears in the middle of a search for cameras."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from tests.usb.emulated_usb import LISTED

if TYPE_CHECKING:
    from tests.rigs.virtual_camera import VirtualCameraProcess
    from tests.usb.emulated_usb import EmulatedUsb

# It stops where the ports are listed, and no camera has been looked for there.
SEARCH: Final = """
import json
from rpc_camera.worker import discovery

load = discovery.abilities_list

def load_later():
    print("listed", flush=True)
    input()
    return load()

discovery.abilities_list = load_later
print(json.dumps(discovery.detect()))
"""


def test_it_is_found_at_its_own_port_alone(usb: EmulatedUsb, camera: VirtualCameraProcess) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SEARCH], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as search:
        assert search.stdout
        assert search.stdout.readline() == "listed\n"
        port = usb.plug("1-1", camera, LISTED)
        said, _ = search.communicate("\n" * 9, timeout=30)

    assert json.loads(said.splitlines()[-1]) == [["Nikon DSC D850", port]]
