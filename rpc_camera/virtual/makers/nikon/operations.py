"""Nikon's own operations, and the camera that knows them."""

from __future__ import annotations

import struct
from types import MappingProxyType
from typing import TYPE_CHECKING

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.dials import LARGEST
from rpc_camera.virtual.makers.nikon.body import NikonBody
from rpc_camera.virtual.makers.nikon.settings import MANUAL_FOCUS
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import EventCode, ObjectFormat, PtpError, ResponseCode
from rpc_camera.virtual.request import GET_DEVICE_INFO, SEND_OBJECT, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.operations import Handler

_EXTENSION = 0x0A
_HEADER = bytes(128)  # of a live-view frame; libgphoto2 skips it


async def get_device_info(camera: NikonBody, _: Request) -> Reply:
    """0x1001."""
    formats = [ObjectFormat.JPEG, ObjectFormat.UNDEFINED]
    properties = [item.code for item in camera.properties]
    own = Introduction(
        "Nikon Corporation",
        _EXTENSION,
        "",
        "V1.00",
        list(EventCode),
        properties,
        formats,
        [*formats, ObjectFormat.FOLDER],
    )
    return ptp_operations.get_device_info(camera, _OPERATIONS, own)


async def autofocus(camera: NikonBody, _: Request) -> Reply:
    """0x90C1 AfDrive."""
    if camera.properties.number("focusmode") == MANUAL_FOCUS:
        raise PtpError(ResponseCode.INVALID_STATUS)
    camera.focus.autofocus()
    return Reply()


async def set_control_mode(_camera: NikonBody, _: Request) -> Reply:
    """0x90C2 ChangeCameraMode; every dial can be turned from afar in either mode."""
    return Reply()


async def delete_ram_image(camera: NikonBody, request: Request) -> Reply:
    """0x90C3 DelImageSDRAM."""
    camera.ram.remove(request.parameters[0])
    return Reply()


async def get_events(camera: NikonBody, _: Request) -> Reply:
    """0x90C7."""
    events = camera.take_events()
    return Reply(struct.pack("<H", len(events)) + b"".join(struct.pack("<HI", *event) for event in events))


async def device_ready(camera: NikonBody, _: Request) -> Reply:
    """0x90C8: OK, or how the camera is busy."""
    readiness = camera.readiness()
    if readiness is not ResponseCode.OK:
        raise PtpError(readiness)
    return Reply()


async def start_live_view(camera: NikonBody, _: Request) -> Reply:
    """0x9201."""
    camera.live_view.start()
    return Reply()


async def end_live_view(camera: NikonBody, _: Request) -> Reply:
    """0x9202."""
    camera.live_view.stop()
    return Reply()


async def get_live_view_image(camera: NikonBody, _: Request) -> Reply:
    """0x9203."""
    return Reply(_HEADER + await camera.live_view.frame())


async def drive_focus(camera: NikonBody, request: Request) -> Reply:
    """0x9204 MfDrive(direction, steps)."""
    _check_live_view(camera)
    camera.focus.drive(*request.parameters[:2])
    return Reply()


async def set_focus_area(camera: NikonBody, request: Request) -> Reply:
    """0x9205 ChangeAfArea(x, y), in pixels of the largest picture."""
    _check_live_view(camera)
    x, y, *_ = request.parameters
    if x > LARGEST[0] or y > LARGEST[1]:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    camera.focus.area = (x / LARGEST[0], y / LARGEST[1])
    return Reply()


async def cancel_autofocus(camera: NikonBody, _: Request) -> Reply:
    """0x9206 AfDriveCancel."""
    camera.focus.stop()
    return Reply()


async def capture_from_afar(camera: NikonBody, request: Request) -> Reply:
    """0x9207 InitiateCaptureRecInMedia(autofocus, into memory); 0x100E does the same, to the card."""
    camera.shutter.release(into_ram=bool(request.parameters[1]) and request.operation == 0x9207)
    return Reply()


async def end_bulb(camera: NikonBody, _: Request) -> Reply:
    """0x920C TerminateCapture."""
    if not camera.shutter.bulb:
        raise PtpError(ResponseCode.INVALID_STATUS)
    camera.shutter.let_go()
    return Reply()


def _check_live_view(camera: NikonBody) -> None:
    if not camera.live_view.on:
        raise PtpError(ResponseCode.NOT_LIVE_VIEW)


_OPERATIONS: Mapping[int, Handler[NikonBody]] = MappingProxyType(
    {
        **ptp_operations.STANDARD,
        GET_DEVICE_INFO: get_device_info,
        0x100B: ptp_operations.delete_object,
        0x100C: ptp_operations.send_object_info,
        SEND_OBJECT: ptp_operations.send_object,
        0x100E: capture_from_afar,
        0x1012: ptp_operations.set_object_protection,
        0x1014: ptp_operations.get_property_description,
        0x1015: ptp_operations.get_property_value,
        0x1016: ptp_operations.set_property_value,
        0x90C1: autofocus,
        0x90C2: set_control_mode,
        0x90C3: delete_ram_image,
        0x90C4: ptp_operations.get_large_thumbnail,
        0x90C7: get_events,
        0x90C8: device_ready,
        0x9201: start_live_view,
        0x9202: end_live_view,
        0x9203: get_live_view_image,
        0x9204: drive_focus,
        0x9205: set_focus_area,
        0x9206: cancel_autofocus,
        0x9207: capture_from_afar,
        0x920C: end_bulb,
    }
)


class NikonZ(NikonBody):
    """A Nikon Z."""

    async def answer(self, request: Request) -> Reply:
        """See VirtualCamera."""
        return await ptp_operations.carry_out(self, _OPERATIONS, request)
