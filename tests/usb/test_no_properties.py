"""A device that has files and no property, as QEMU's `usb-mtp`: libgphoto2 finds no setting in it by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.usb.emulated_usb import UNLISTED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.rigs.rpc_client import RpcClient
    from tests.usb.emulated_usb import EmulatedUsb

DUMP: Final = """\
Manufacturer: QEMU
Model: QEMU filesharing
Version: 0.1
Serial Number: 0123456789abcdef
Operations supported: 0x1001 0x1002 0x1003 0x1004 0x1005 0x1006 0x1007 0x1008 0x1009 0x100b 0x1014 0x1015 0x101b
Events supported: 0x4002 0x4003
"""


async def test_it_is_ready_and_has_no_setting_of_a_name_that_cameras_have(
    usb: EmulatedUsb, client: RpcClient, tmp_path: Path
) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(DUMP)
    usb.plug_dump("1-1", dump, UNLISTED)
    added = await client.notification("camera_added")
    about = await client.call("get_camera")
    iso = await client.error("get_config", name="iso")
    listed = [each["name"] for each in (await client.call("list_config"))["widgets"]]

    assert added["info"]["state"] == "ready"
    assert about["abilities"]
    assert (iso.name, iso.message) == ("config_not_found", "This camera has no setting 'iso'.")
    assert "serialnumber" in listed
