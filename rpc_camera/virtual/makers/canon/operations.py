"""Canon's own operations, and the bodies that know them."""

from __future__ import annotations

import struct
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, Final, cast

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.makers.canon import events, image_format, settings
from rpc_camera.virtual.makers.canon.body import FULL, HALF, EosBody
from rpc_camera.virtual.makers.canon.display import display_record
from rpc_camera.virtual.makers.canon.files import list_folder
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import ObjectFormat, PtpError, ResponseCode, pack_array
from rpc_camera.virtual.request import GET_DEVICE_INFO, SEND_OBJECT, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.makers.canon.settings import EosProperty
    from rpc_camera.virtual.operations import Handler

_EXTENSION: Final = 0x0B
_NO_FRAME_YET: Final = 0xA102
_PICTURES_ON_COMPUTER: Final = 9999
_JPEG_BLOB, _WIDE_JPEG_BLOB, _OTHER_BLOB = 1, 11, 7


async def get_device_info(camera: EosBody, _: Request) -> Reply:
    """0x1001; most settings are not among its properties."""
    properties = [item.code for item in camera.standard]
    formats = [ObjectFormat.FOLDER, ObjectFormat.JPEG, ObjectFormat.CR2, ObjectFormat.CR3]
    own = Introduction("Canon.Inc", _EXTENSION, "", "3-1.8.1", (0x4009,), properties, (ObjectFormat.JPEG,), formats)
    return ptp_operations.get_device_info(camera, camera.operations, own)


async def get_device_info_ex(camera: EosBody, _: Request) -> Reply:
    """0x9108: the events and the settings that are Canon's own."""
    lists = (events.ALL, [item.code for item in camera.properties], ())
    data = b"".join(pack_array(values, "I") for values in lists)
    return Reply(struct.pack("<I", 4 + len(data)) + data)


async def get_folder(camera: EosBody, request: Request) -> Reply:
    """0x9109 GetObjectInfoEx(storage, folder): all that lies in a folder."""
    return Reply(list_folder(camera.body.card, *request.parameters[:2]))


async def set_value(camera: EosBody, request: Request) -> Reply:
    """0x9110 SetDevicePropValueEx; nothing can be set while the shutter is open."""
    if len(request.data) < 8:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    size_bytes, code = struct.unpack_from("<II", request.data)
    item = cast("EosProperty", camera.read_property(code))
    if camera.shutter.exposing:
        raise PtpError(ResponseCode.DEVICE_BUSY)
    camera.set_property(item, item.unpack(request.data[8:size_bytes]))
    return Reply()


async def request_value(camera: EosBody, request: Request) -> Reply:
    """0x9127: have a setting's value reported."""
    camera.report_property(camera.read_property(request.parameters[0]))
    return Reply()


async def set_remote_mode(camera: EosBody, request: Request) -> Reply:
    """0x9114."""
    camera.remote_mode = request.parameters[0]
    return Reply()


async def set_event_mode(camera: EosBody, request: Request) -> Reply:
    """0x9115."""
    camera.keep_events(kept=bool(request.parameters[0]))
    return Reply()


async def get_events(camera: EosBody, _: Request) -> Reply:
    """0x9116."""
    return Reply(camera.events.take())


async def report_display(camera: EosBody, request: Request) -> Reply:
    """0x913D SetRequestOLCInfoGroup."""
    camera.events.put(display_record(camera.properties, request.parameters[0]))
    return Reply()


async def note_room(camera: EosBody, _: Request) -> Reply:
    """0x911A PCHDDCapacity: the computer has room."""
    camera.note_room(_PICTURES_ON_COMPUTER)
    return Reply()


async def transfer_complete(camera: EosBody, request: Request) -> Reply:
    """0x9117."""
    camera.memory.forget(request.parameters[0])
    return Reply()


async def press(camera: EosBody, request: Request) -> Reply:
    """0x9128 RemoteReleaseOn(button, without autofocus)."""
    button, is_manual, *_ = request.parameters
    await camera.press(button, autofocus=not is_manual)
    return Reply()


async def let_go(camera: EosBody, request: Request) -> Reply:
    """0x9129 RemoteReleaseOff(button)."""
    camera.let_go(request.parameters[0])
    return Reply()


async def release(camera: EosBody, _: Request) -> Reply:
    """0x910F RemoteRelease: press it whole, and let go at once."""
    await camera.press(HALF | FULL, autofocus=True)
    camera.let_go(HALF | FULL)
    return Reply(parameters=(0,))


async def start_bulb(camera: EosBody, _: Request) -> Reply:
    """0x9125."""
    if camera.properties.number("shutterspeed") != settings.BULB:
        raise PtpError(ResponseCode.GENERAL_ERROR)
    await camera.press(FULL, autofocus=False)
    return Reply()


async def end_bulb(camera: EosBody, _: Request) -> Reply:
    """0x9126."""
    if not camera.shutter.bulb:
        raise PtpError(ResponseCode.GENERAL_ERROR)
    camera.let_go(FULL)
    return Reply()


async def start_live_view(camera: EosBody, _: Request) -> Reply:
    """0x9151."""
    camera.turn_output(on=True)
    return Reply()


async def end_live_view(camera: EosBody, _: Request) -> Reply:
    """0x9152."""
    camera.turn_output(on=False)
    return Reply()


async def get_frame(camera: EosBody, _: Request) -> Reply:
    """0x9153 GetViewFinderData: blocks, of which the frame is one."""
    if not camera.live_view.on:
        raise PtpError(_NO_FRAME_YET)
    frame = await camera.live_view.frame()
    kind = _WIDE_JPEG_BLOB if camera.wide else _JPEG_BLOB
    other = struct.pack("<II", 24, _OTHER_BLOB) + bytes(16)
    return Reply(struct.pack("<II", 8 + len(frame), kind) + frame + other)


async def autofocus(camera: EosBody, _: Request) -> Reply:
    """0x9154 DoAf."""
    camera.autofocus()
    return Reply()


async def cancel_autofocus(camera: EosBody, _: Request) -> Reply:
    """0x9160 AfCancel."""
    camera.focus.stop()
    return Reply()


async def drive_lens(camera: EosBody, request: Request) -> Reply:
    """0x9155 DriveLens."""
    camera.drive_lens(request.parameters[0])
    return Reply()


async def comply(_camera: EosBody, _: Request) -> Reply:
    """Answer what changes nothing: keep-alive, locked controls, zoom."""
    return Reply()


_MIRRORLESS: Final[Mapping[int, Handler[EosBody]]] = MappingProxyType(
    {
        **ptp_operations.STANDARD,
        GET_DEVICE_INFO: get_device_info,
        0x100B: ptp_operations.delete_object,
        0x100C: ptp_operations.send_object_info,
        SEND_OBJECT: ptp_operations.send_object,
        0x1012: ptp_operations.set_object_protection,
        0x1014: ptp_operations.get_property_description,
        0x1015: ptp_operations.get_property_value,
        0x1016: ptp_operations.set_property_value,
        0x9101: ptp_operations.get_storage_ids,
        0x9102: ptp_operations.get_storage_info,
        0x9108: get_device_info_ex,
        0x9109: get_folder,
        0x9110: set_value,
        0x9114: set_remote_mode,
        0x9115: set_event_mode,
        0x9116: get_events,
        0x9117: transfer_complete,
        0x911A: note_room,
        0x911B: comply,
        0x911C: comply,
        0x911D: comply,
        0x9127: request_value,
        0x9128: press,
        0x9129: let_go,
        0x913D: report_display,
        0x9151: start_live_view,
        0x9152: end_live_view,
        0x9153: get_frame,
        0x9154: autofocus,
        0x9155: drive_lens,
        0x9158: comply,
        0x9159: comply,
        0x9160: cancel_autofocus,
    }
)
_REFLEX: Final[Mapping[int, Handler[EosBody]]] = MappingProxyType(
    {**_MIRRORLESS, 0x910F: release, 0x9125: start_bulb, 0x9126: end_bulb}
)


class EosMirrorless(EosBody):
    """An EOS R, such as the R5: at bulb, its shutter is open as long as the button is pressed."""

    default_model = "Canon EOS R5"
    folder_suffix = "EOSR5"
    wide, olc_version, raw_suffix = True, 0x13, "CR3"
    raws = (image_format.RAW, image_format.COMPACT_RAW)
    operations: ClassVar[Mapping[int, Handler[EosBody]]] = _MIRRORLESS


class EosReflex(EosBody):
    """A digital single-lens reflex, such as the 5D Mark IV: it has operations of its own for bulb."""

    default_model = "Canon EOS 5D Mark IV"
    folder_suffix = "EOS5D"
    wide, olc_version, raw_suffix = False, 0x0F, "CR2"
    raws = (image_format.RAW,)
    operations: ClassVar[Mapping[int, Handler[EosBody]]] = _REFLEX
