"""Canon's own operations, and the bodies that know them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.makers.canon import image_format, scales
from rpc_camera.virtual.makers.canon.body import FULL, EosBody
from rpc_camera.virtual.makers.canon.display import display_record
from rpc_camera.virtual.makers.canon.events import EosEvent, record
from rpc_camera.virtual.makers.canon.files import list_folder
from rpc_camera.virtual.makers.canon.settings import STANDARD
from rpc_camera.virtual.makers.canon.values import unpack_value
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import ObjectFormat, PtpError, ResponseCode, pack_array
from rpc_camera.virtual.request import GET_DEVICE_INFO, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.operations import Handler

_EXTENSION: Final = 0x0B
_NO_FRAME_YET: Final = 0xA102
_WITHOUT_EFFECT: Final = (0x9114, 0x911B, 0x911C, 0x911D, 0x9158, 0x9159)  # remote mode, controls locked, zoom
_PICTURES_ON_COMPUTER: Final = 9999
_JPEG_BLOB, _WIDE_JPEG_BLOB, _OTHER_BLOB = 1, 11, 7


def get_device_info(camera: EosBody, _: Request) -> Reply:
    """0x1001; most settings are not among its properties."""
    properties = sorted(STANDARD)
    formats = [ObjectFormat.FOLDER, ObjectFormat.JPEG, ObjectFormat.CR2, ObjectFormat.CR3]
    own = Introduction("Canon.Inc", _EXTENSION, "", "3-1.8.1", (0x4009,), properties, (ObjectFormat.JPEG,), formats)
    return ptp_operations.get_device_info(camera, own)


def get_device_info_ex(camera: EosBody, _: Request) -> Reply:
    """0x9108: the events and the settings that are Canon's own."""
    own = [item.code for item in camera.properties if item.code not in STANDARD]
    data = b"".join(pack_array(values, "I") for values in (list(EosEvent), own, ()))
    return Reply(struct.pack("<I", 4 + len(data)) + data)


def set_value(camera: EosBody, request: Request) -> None:
    """0x9110 SetDevicePropValueEx; nothing can be set while the shutter is open."""
    if len(request.data) < 8:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    size_bytes, code = struct.unpack_from("<II", request.data)
    item = camera.read_property(code)
    if camera.shutter.exposing:
        raise PtpError(ResponseCode.DEVICE_BUSY)
    camera.set_property(item, unpack_value(item, request.data[8:size_bytes]))


def report_display(camera: EosBody, request: Request) -> None:
    """0x913D SetRequestOLCInfoGroup."""
    camera.report(display_record(camera.properties, request.parameters[0]))


async def press(camera: EosBody, request: Request) -> None:
    """0x9128 RemoteReleaseOn(button, without autofocus)."""
    button, is_manual, *_ = request.parameters
    await camera.press(button, autofocus=not is_manual)


async def start_bulb(camera: EosBody, _: Request) -> None:
    """0x9125."""
    if camera.properties.number("shutterspeed") != scales.BULB:
        raise PtpError(ResponseCode.GENERAL_ERROR)
    await camera.press(FULL, autofocus=False)


def end_bulb(camera: EosBody, _: Request) -> None:
    """0x9126."""
    if not camera.shutter.bulb:
        raise PtpError(ResponseCode.GENERAL_ERROR)
    camera.let_go(FULL)


async def get_frame(camera: EosBody, _: Request) -> Reply:
    """0x9153 GetViewFinderData: blocks, of which the frame is one."""
    camera.live_view.check(_NO_FRAME_YET)
    frame = await camera.live_view.frame()
    kind = _WIDE_JPEG_BLOB if camera.wide else _JPEG_BLOB
    other = struct.pack("<II", 24, _OTHER_BLOB) + bytes(16)
    return Reply(struct.pack("<II", 8 + len(frame), kind) + frame + other)


def comply(_camera: EosBody, _: Request) -> None:
    """Answer what changes nothing."""


_MIRRORLESS: Final[Mapping[int, Handler[EosBody]]] = {
    **ptp_operations.STORING,
    **dict.fromkeys(_WITHOUT_EFFECT, comply),
    GET_DEVICE_INFO: get_device_info,
    0x9101: ptp_operations.get_storage_ids,
    0x9102: ptp_operations.get_storage_info,
    0x9108: get_device_info_ex,
    0x9109: lambda camera, request: Reply(list_folder(camera.body.card, *request.parameters[:2])),  # GetObjectInfoEx
    0x9110: set_value,
    0x9115: lambda camera, request: camera.keep_events(kept=bool(request.parameters[0])),  # SetEventMode
    0x9116: lambda camera, _: Reply(b"".join(camera.events.take()) + record(0)),  # GetEvent
    0x9117: lambda camera, request: camera.memory.forget(request.parameters[0]),  # TransferComplete
    0x911A: lambda camera, _: camera.note_room(_PICTURES_ON_COMPUTER),  # PCHDDCapacity
    0x9127: lambda camera, request: camera.report_setting(camera.read_property(request.parameters[0])),
    0x9128: press,
    0x9129: lambda camera, request: camera.let_go(request.parameters[0]),  # RemoteReleaseOff(button)
    0x913D: report_display,
    0x9151: lambda camera, _: camera.turn_output(on=True),  # InitiateViewfinder
    0x9152: lambda camera, _: camera.turn_output(on=False),  # TerminateViewfinder
    0x9153: get_frame,
    0x9154: lambda camera, _: camera.autofocus(),  # DoAf
    0x9155: lambda camera, request: camera.drive_lens(request.parameters[0]),  # DriveLens
    0x9160: lambda camera, _: camera.focus.stop(),  # AfCancel
}
_REFLEX: Final[Mapping[int, Handler[EosBody]]] = {**_MIRRORLESS, 0x9125: start_bulb, 0x9126: end_bulb}


class EosMirrorless(EosBody):
    """An EOS R, such as the R5: at bulb, its shutter is open as long as the button is pressed."""

    default_model = "Canon EOS R5"
    folder_suffix = "EOSR5"
    wide, olc_version, raw_suffix = True, 0x13, "CR3"
    raws = (image_format.RAW, image_format.COMPACT_RAW)
    operations = _MIRRORLESS


class EosReflex(EosBody):
    """A digital single-lens reflex, such as the 5D Mark IV: it has operations of its own for bulb."""

    default_model = "Canon EOS 5D Mark IV"
    folder_suffix = "EOS5D"
    wide, olc_version, raw_suffix = False, 0x0F, "CR2"
    raws = (image_format.RAW,)
    operations = _REFLEX
