"""What a Fujifilm answers in its own way: PTP's operations only, with settings of its own that say what they do."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.virtual import operations as ptp_operations
from rpc_camera.virtual.makers.fuji.body import LIVE, RAW_FORMAT, STILL, FujiBody
from rpc_camera.virtual.operations import Introduction
from rpc_camera.virtual.ptp import (
    ALL_OBJECTS,
    ROOT,
    ObjectFormat,
    PtpError,
    ResponseCode,
    pack_array,
    pack_pairs,
    pack_string,
    unpack_value,
)
from rpc_camera.virtual.request import GET_DEVICE_INFO, Reply, Request
from rpc_camera.virtual.storage import StoredObject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.virtual.operations import Handler

_EXTENSION: Final = 0x0E
_EVENTS: Final = (0x4002, 0x4003, 0x4004, 0x4005, 0x400D, 0xC006)  # of which libgphoto2's authors have seen none
_CHANGES: Final = 0xD212
_FRAME: Final = 0x80000001  # the object that is live view's latest frame
_STORES: Final = {STILL: "Still", LIVE: "Live"}
# Properties that bodies have without saying so; libgphoto2 asks for them all the same.
_UNLISTED: Final = frozenset({0x5007, 0x500D, 0x5010, 0xD022, 0xD171, 0xD174, 0xD36B, 0xD36D, 0xD38C})


def get_device_info(camera: FujiBody, _: Request) -> Reply:
    """0x1001."""
    formats = [ObjectFormat.JPEG, RAW_FORMAT]
    properties = [item.code for item in camera.properties if item.code not in _UNLISTED]
    own = Introduction(
        "FUJIFILM", _EXTENSION, "fujifilm.co.jp: 1.0; ", "2.01", _EVENTS, [*properties, _CHANGES], formats, formats
    )
    return ptp_operations.get_device_info(camera, own)


def get_storage_info(camera: FujiBody, request: Request) -> Reply:
    """0x1005: memory of any size, from which can be read and deleted."""
    store = request.parameters[0]
    if store not in _STORES:
        raise PtpError(ResponseCode.INVALID_STORAGE_ID)
    endless = 0xFFFFFFFFFFFFFFFF
    numbers = struct.pack("<HHHQQI", 3, 2, 2, endless, endless, 0xFFFFFFFF)
    return Reply(numbers + pack_string(_STORES[store]) + pack_string(camera.body.identity.serial))


def get_object_handles(camera: FujiBody, request: Request) -> Reply:
    """0x1007: the pictures in memory, and the frame of live view while that is on."""
    store, kind, parent, *_ = request.parameters
    handles = [item.handle for item in ptp_operations.matching_objects(camera, request)]
    if camera.live_view.on and store in {LIVE, ALL_OBJECTS} and not kind and parent in {0, ROOT}:
        handles.append(_FRAME)
    return Reply(pack_array(handles, "I"))


async def get_object_info(camera: FujiBody, request: Request) -> Reply:
    """0x1008."""
    if request.parameters[0] != _FRAME:
        return await ptp_operations.get_object_info(camera, request)
    camera.live_view.check(ResponseCode.INVALID_OBJECT_HANDLE)
    frame = StoredObject(_FRAME, 0, "LIVE.JPG", ObjectFormat.JPEG, camera.body.now(), storage=LIVE)
    return Reply(frame.describe())


async def get_object(camera: FujiBody, request: Request) -> Reply:
    """0x1009."""
    if request.parameters[0] != _FRAME:
        return await ptp_operations.get_object(camera, request)
    camera.live_view.check(ResponseCode.INVALID_OBJECT_HANDLE)
    return Reply(await camera.live_view.frame())


def delete_object(camera: FujiBody, request: Request) -> None:
    """0x100B; a frame of live view that was deleted makes room for the next."""
    if request.parameters[0] == _FRAME:
        camera.live_view.check(ResponseCode.INVALID_OBJECT_HANDLE)
    else:
        ptp_operations.delete_object(camera, request)


def get_property_description(camera: FujiBody, request: Request) -> Reply:
    """0x1014."""
    if request.parameters[0] == _CHANGES:
        raise PtpError(ResponseCode.INVALID_PROPERTY_FORMAT)
    return ptp_operations.get_property_description(camera, request)


def get_property_value(camera: FujiBody, request: Request) -> Reply:
    """0x1015; one of them is the list of what has changed."""
    if request.parameters[0] != _CHANGES:
        return ptp_operations.get_property_value(camera, request)
    return Reply(pack_pairs(camera.changes.take()))


def set_property_value(camera: FujiBody, request: Request) -> None:
    """0x1016."""
    item = camera.read_property(request.parameters[0])
    camera.set_property(item, unpack_value(item.kind, request.data))


def end_live_view(camera: FujiBody, _: Request) -> None:
    """0x1018 TerminateOpenCapture."""
    camera.live_view.check(ResponseCode.INVALID_OBJECT_HANDLE)
    camera.live_view.stop()


_OPERATIONS: Final[Mapping[int, Handler[FujiBody]]] = {
    **ptp_operations.STANDARD,
    GET_DEVICE_INFO: get_device_info,
    0x1005: get_storage_info,
    0x1007: get_object_handles,
    0x1008: get_object_info,
    0x1009: get_object,
    0x100B: delete_object,
    0x100E: lambda camera, _: camera.act(),  # InitiateCapture: do what was set before
    0x1014: get_property_description,
    0x1015: get_property_value,
    0x1016: set_property_value,
    0x1018: end_live_view,
    0x101C: lambda camera, _: camera.live_view.start(),  # InitiateOpenCapture
}


class FujiX(FujiBody):
    """A Fujifilm X."""

    operations = _OPERATIONS
