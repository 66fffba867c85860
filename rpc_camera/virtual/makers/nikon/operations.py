"""Nikon's own operations, and the camera that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.dials import LARGEST
from rpc_camera.virtual.makers.nikon.body import NikonBody
from rpc_camera.virtual.makers.nikon.settings import MANUAL_FOCUS
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import FIRST_RAM_HANDLE, EventCode, ObjectFormat, PtpError, ResponseCode, pack_pairs
from rpc_camera.virtual.request import GET_DEVICE_INFO, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.operations import Handler

_EXTENSION = 0x0A
_HEADER = bytes(128)  # of a live-view frame; libgphoto2 skips it


def get_device_info(camera: NikonBody, _: Request) -> Reply:
    """0x1001."""
    made = [ObjectFormat.JPEG, ObjectFormat.UNDEFINED]
    kept = [*made, ObjectFormat.FOLDER]
    properties = [item.code for item in camera.properties]
    own = Introduction("Nikon Corporation", _EXTENSION, "", "V1.00", list(EventCode), properties, made, kept)
    return ptp_operations.get_device_info(camera, own)


def autofocus(camera: NikonBody, _: Request) -> None:
    """0x90C1 AfDrive."""
    if camera.properties.number("focusmode") == MANUAL_FOCUS:
        raise PtpError(ResponseCode.INVALID_STATUS)
    camera.focus.autofocus()


def delete_from_memory(camera: NikonBody, request: Request) -> None:
    """0x90C3 DelImageSDRAM."""
    handle = request.parameters[0]
    if handle < FIRST_RAM_HANDLE:
        raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE)
    camera.delete(handle)


def get_events(camera: NikonBody, _: Request) -> Reply:
    """0x90C7."""
    return Reply(pack_pairs(camera.events.take()))


def device_ready(camera: NikonBody, _: Request) -> None:
    """0x90C8: OK, or how the camera is busy."""
    readiness = camera.readiness()
    if readiness is not ResponseCode.OK:
        raise PtpError(readiness)


async def get_live_view_image(camera: NikonBody, _: Request) -> Reply:
    """0x9203."""
    return Reply(_HEADER + await camera.live_view.frame())


def drive_focus(camera: NikonBody, request: Request) -> None:
    """0x9204 MfDrive(direction, steps)."""
    camera.live_view.check()
    camera.focus.drive(*request.parameters[:2])


def set_focus_area(camera: NikonBody, request: Request) -> None:
    """0x9205 ChangeAfArea(x, y), in pixels of the largest picture."""
    camera.live_view.check()
    x, y, *_ = request.parameters
    if x > LARGEST[0] or y > LARGEST[1]:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    camera.focus.area = (x / LARGEST[0], y / LARGEST[1])


def capture_from_afar(camera: NikonBody, request: Request) -> None:
    """0x9207 InitiateCaptureRecInMedia(autofocus, into memory); 0x100E does the same, to the card."""
    camera.shutter.release(into_ram=bool(request.parameters[1]) and request.operation == 0x9207)


def end_bulb(camera: NikonBody, _: Request) -> None:
    """0x920C TerminateCapture."""
    if not camera.shutter.bulb:
        raise PtpError(ResponseCode.INVALID_STATUS)
    camera.shutter.let_go()


_OPERATIONS: Final[Mapping[int, Handler[NikonBody]]] = {
    **ptp_operations.STORING,
    GET_DEVICE_INFO: get_device_info,
    0x100E: capture_from_afar,
    0x90C1: autofocus,
    0x90C2: lambda _camera, _: None,  # ChangeCameraMode; every dial can be turned from afar in either mode
    0x90C3: delete_from_memory,
    0x90C4: ptp_operations.get_large_thumbnail,
    0x90C7: get_events,
    0x90C8: device_ready,
    0x9201: lambda camera, _: camera.live_view.start(),  # StartLiveView
    0x9202: lambda camera, _: camera.live_view.stop(),  # EndLiveView
    0x9203: get_live_view_image,
    0x9204: drive_focus,
    0x9205: set_focus_area,
    0x9206: lambda camera, _: camera.focus.stop(),  # AfDriveCancel
    0x9207: capture_from_afar,
    0x920C: end_bulb,
}


class NikonZ(NikonBody):
    """A Nikon Z."""

    operations = _OPERATIONS
