"""Bodies with one serial number, or none, are known by the socket that they are plugged into."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

import pytest

from tests.rigs.service import running_service
from tests.rigs.virtual_camera import VirtualCameraProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.usb.emulated_usb import EmulatedUsb

CONNECTED_S: Final = 20.0
TWINS = ["z-virtual-0000007", "z-virtual-0000007-2"]
NAMELESS = ["z-virtual-usb-1-1", "z-virtual-usb-1-2"]


async def ids(usb: EmulatedUsb, state_dir: Path, ports: Mapping[str, str]) -> dict[str, str]:
    """Start the service; return the ids of the cameras by their sockets, once it is connected to all.

    libgphoto2 can lack the port of a body that has just been plugged in, at first.
    """
    topology = usb.devices.parents[2] / "sys/bus/usb/devices"
    async with (
        running_service(state_dir, usb_devices=usb.devices, usb_topology=topology) as service,
        service.client() as client,
    ):
        async with asyncio.timeout(CONNECTED_S):
            while any(each["state"] != "ready" for each in (await client.call("list_cameras"))["cameras"]):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        listed = {each["port"]: each["id"] for each in (await client.call("list_cameras"))["cameras"]}
    return {socket: listed[port] for socket, port in ports.items()}


@pytest.mark.parametrize(("serial_number", "expected"), [("0000007", TWINS), ("0000000", NAMELESS)])
async def test_they_keep_their_ids_whatever_their_bus_addresses_and_whichever_answers_first(
    usb: EmulatedUsb, tmp_path: Path, serial_number: str, expected: list[str]
) -> None:
    (tmp_path / "state").mkdir()
    number = ("--serial", serial_number)
    with VirtualCameraProcess(*number) as one, VirtualCameraProcess(*number) as other:
        ports = {"1-1": usb.plug("1-1", one)}
        first = await ids(usb, tmp_path / "state", ports)
        ports["1-2"] = usb.plug("1-2", other)
        one.control({"latency_s": 0.05})
        both = await ids(usb, tmp_path / "state", ports)
        for socket in ports:
            usb.unplug(socket)
        again = {"1-2": usb.plug("1-2", other), "1-1": usb.plug("1-1", one)}
        replugged = await ids(usb, tmp_path / "state", again)

    assert first == {"1-1": expected[0]}
    assert both == replugged == dict(zip(ports, expected, strict=True))
    assert set(again.values()).isdisjoint(ports.values())
