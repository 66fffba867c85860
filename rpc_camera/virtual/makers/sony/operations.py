"""Sony's own operations, and the bodies that know them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.makers.sony import settings
from rpc_camera.virtual.makers.sony.body import OBJECT_ADDED, PROPERTY_CHANGED, SonyAlpha
from rpc_camera.virtual.makers.sony.settings import SonyProperty
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import ObjectFormat, PtpError, ResponseCode, pack_array, unpack_value
from rpc_camera.virtual.request import GET_DEVICE_INFO, Reply, Request
from rpc_camera.virtual.storage import StoredObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.body import Identity
    from rpc_camera.virtual.operations import Handler
    from rpc_camera.virtual.storage import Card

_EXTENSION: Final = 0x11
_LIVE_VIEW: Final = 0xFFFFC002
_OBJECT_REMOVED: Final = 0xC202
_EVENTS: Final = (OBJECT_ADDED, _OBJECT_REMOVED, PROPERTY_CHANGED)
_DOWN: Final = 2
_FRAME_AT: Final = 136  # where the JPEG begins in an answer with a live-view frame


def get_device_info(camera: SonyAlpha, _: Request) -> Reply:
    """0x1001."""
    formats = [ObjectFormat.JPEG, 0xB301, 0xB101]
    own = Introduction("Sony Corporation", _EXTENSION, "Sony PTP Extensions", "3.10", _EVENTS, (), (), formats)
    return ptp_operations.get_device_info(camera, own)


def connect(camera: SonyAlpha, request: Request) -> Reply:
    """0x9201 SDIOConnect, in three phases."""
    camera.connection_phase = request.parameters[0]
    return Reply(bytes(8))


def get_extended_info(camera: SonyAlpha, _: Request) -> Reply:
    """0x9202 SDIOGetExtDeviceInfo: the protocol's version, the settings and the controls."""
    if camera.connection_phase < 2:
        return Reply(b"")
    controls = [*settings.BUTTONS, settings.LENS]
    described = [item.code for item in camera.properties if item.code not in controls]
    version = struct.pack("<H", 200 if camera.steps else 300)
    return Reply(version + pack_array([*described, *_EVENTS], "H") + pack_array(controls, "H"))


def get_descriptions(camera: SonyAlpha, _: Request) -> Reply:
    """0x9209 GetAllExtDevicePropInfo: all settings at once."""
    described = [item.describe() for item in camera.properties]
    return Reply(struct.pack("<II", len(described), 0) + b"".join(described))


def set_value(camera: SonyAlpha, request: Request) -> None:
    """0x9205 SetExtDevicePropValue; nothing can be set while the shutter is open."""
    item = camera.read_property(request.parameters[0])
    size_bytes = len(item.pack())
    if len(request.data) < size_bytes:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    if camera.shutter.exposing:
        raise PtpError(ResponseCode.DEVICE_BUSY)
    camera.set_property(item, unpack_value(item.kind, request.data[:size_bytes]))


def control(camera: SonyAlpha, request: Request) -> None:
    """0x9207 ControlDevice: a button goes down or up, or a setting goes on by steps."""
    code = request.parameters[0]
    if code in {*settings.BUTTONS, settings.LENS}:
        (value,) = struct.unpack("<h", request.data[:2].ljust(2, b"\0"))
        _press(camera, code, value)
        return
    item = camera.read_property(code)
    if not isinstance(item, SonyProperty) or not item.steps:
        raise PtpError(ResponseCode.PROPERTY_NOT_SUPPORTED)
    (count,) = struct.unpack("<b", request.data[:1].ljust(1, b"\0"))
    camera.step(item, count)


def _press(camera: SonyAlpha, code: int, value: int) -> None:
    match code:
        case settings.LENS:
            camera.drive_lens(value)
        case 0xD2C1:
            camera.press_half(value == _DOWN)
        case 0xD2C2:
            camera.press_full(value == _DOWN)
        case 0xD2C7 if value == _DOWN:
            camera.press_full(down=True)


async def get_object_info(camera: SonyAlpha, request: Request) -> Reply:
    """0x1008: of the next picture in memory, or of live view."""
    if request.parameters[0] != _LIVE_VIEW:
        return await ptp_operations.get_object_info(camera, request)
    if camera.shutter.exposing or camera.is_live_view_prohibited:
        raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE)
    return Reply(StoredObject(_LIVE_VIEW, 0, "", ObjectFormat.JPEG, camera.body.now()).describe())


async def get_object(camera: SonyAlpha, request: Request) -> Reply:
    """0x1009: the next picture in memory, which is gone then, or a frame of live view, which is always on."""
    if request.parameters[0] != _LIVE_VIEW:
        return await ptp_operations.get_object(camera, request)
    if camera.shutter.exposing:
        raise PtpError(ResponseCode.ACCESS_DENIED)
    camera.live_view.start()
    frame = await camera.live_view.frame()
    return Reply(struct.pack("<II", _FRAME_AT, len(frame)).ljust(_FRAME_AT, b"\0") + frame)


_OPERATIONS: Final[Mapping[int, Handler[SonyAlpha]]] = {
    **ptp_operations.STANDARD,
    GET_DEVICE_INFO: get_device_info,
    0x1008: get_object_info,
    0x1009: get_object,
    0x9201: connect,
    0x9202: get_extended_info,
    0x9205: set_value,
    0x9207: control,
    0x9209: get_descriptions,
}


class SteppingAlpha(SonyAlpha):
    """An Alpha of protocol 2.00, such as the 7R III."""

    operations = _OPERATIONS
    default_model = "ILCE-7RM3"
    steps = True

    def __init__(self, identity: Identity, card: Card) -> None:
        super().__init__(identity, card, settings.stepping_properties())


class ValueAlpha(SonyAlpha):
    """An Alpha of protocol 3.00, such as the 7R V."""

    operations = _OPERATIONS
    default_model = "ILCE-7RM5"
    steps = False

    def __init__(self, identity: Identity, card: Card) -> None:
        super().__init__(identity, card, settings.value_properties())
