"""The operations of PTP itself: what each asks of the camera, and what it answers."""

from __future__ import annotations

import struct
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, TypeVar

from rpc_camera.virtual.camera import VirtualCamera
from rpc_camera.virtual.ptp import (
    ALL_OBJECTS,
    ROOT,
    STORAGE_ID,
    PtpError,
    ResponseCode,
    pack_array,
    pack_string,
    unpack_value,
)
from rpc_camera.virtual.request import OPEN_SESSION, SEND_OBJECT, FilePart, Reply, Request

if TYPE_CHECKING:
    from rpc_camera.virtual.storage import StoredObject


C = TypeVar("C", bound=VirtualCamera)
Handler: TypeAlias = Callable[[C, Request], Awaitable[Reply | None] | Reply | None]
"""Answers an operation, with an empty `Reply` where it returns None. PtpError: it is refused."""


@dataclass(frozen=True)
class Introduction:
    """What a body says of itself in DeviceInfo, beside its identity and its operations."""

    manufacturer: str
    extension: int
    extension_text: str
    version: str
    events: Sequence[int]
    properties: Sequence[int]
    capture_formats: Sequence[int]
    formats: Sequence[int]


def get_device_info(camera: VirtualCamera, own: Introduction) -> Reply:
    """0x1001; needs no session."""
    identity = camera.body.identity
    data = struct.pack("<HIH", 100, own.extension, 100) + pack_string(own.extension_text) + struct.pack("<H", 0)
    arrays = (sorted(camera.operations), own.events, own.properties, own.capture_formats, own.formats)
    data += b"".join(pack_array(array, "H") for array in arrays)
    data += b"".join(map(pack_string, (own.manufacturer, identity.model, own.version, identity.serial)))
    return Reply(data)


def open_session(camera: VirtualCamera, request: Request) -> None:
    """0x1002."""
    if camera.body.session:
        raise PtpError(ResponseCode.SESSION_ALREADY_OPEN)
    if not request.parameters[0]:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    camera.open_session(request.parameters[0])


def get_storage_ids(camera: VirtualCamera, _: Request) -> Reply:
    """0x1004."""
    return Reply(pack_array(camera.body.card.storages, "I"))


def get_storage_info(camera: VirtualCamera, request: Request) -> Reply:
    """0x1005."""
    _check_storage(camera, request.parameters[0])
    card = camera.body.card
    numbers = struct.pack("<HHHQQI", 4, 3, 0, card.capacity_bytes, card.free_bytes, camera.shots_left)
    return Reply(numbers + pack_string("Virtual card") + pack_string("VIRTUAL"))


def get_object_handles(camera: VirtualCamera, request: Request) -> Reply:
    """0x1007."""
    return Reply(pack_array([item.handle for item in matching_objects(camera, request)], "I"))


async def get_object_info(camera: VirtualCamera, request: Request) -> Reply:
    """0x1008."""
    return Reply((await camera.known_object(request.parameters[0])).describe())


async def get_object(camera: VirtualCamera, request: Request) -> Reply:
    """0x1009."""
    item = await camera.known_object(request.parameters[0])
    return _part(camera, item, 0, item.size_bytes)


async def get_partial_object(camera: VirtualCamera, request: Request) -> Reply:
    """0x101B; the answer's parameter is how many bytes there were."""
    handle, offset, wanted, *_ = request.parameters
    item = await camera.known_object(handle)
    if offset > item.size_bytes:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    return _part(camera, item, offset, min(wanted, item.size_bytes - offset))


async def get_thumbnail(camera: VirtualCamera, request: Request) -> Reply:
    """0x100A."""
    return _thumbnail(await camera.known_object(request.parameters[0]), large=False)


async def get_large_thumbnail(camera: VirtualCamera, request: Request) -> Reply:
    """0x90C4, Nikon's."""
    return _thumbnail(await camera.known_object(request.parameters[0]), large=True)


def delete_object(camera: VirtualCamera, request: Request) -> None:
    """0x100B: one object, or all (of a format); a folder goes with what is in it."""
    handle, kind, *_ = request.parameters
    if handle != ALL_OBJECTS:
        camera.delete(handle)
    else:
        _delete_all(camera, kind)


def send_object_info(camera: VirtualCamera, request: Request) -> Reply:
    """0x100C."""
    _check_storage(camera, request.parameters[0] or STORAGE_ID)
    parent = request.parameters[1]
    item = camera.upload.announce(parent, request.data, camera.body.now())
    return Reply(parameters=(STORAGE_ID, item.parent or ROOT, item.handle))


def send_object(camera: VirtualCamera, request: Request) -> None:
    """0x100D."""
    if request.file is None:
        raise PtpError(ResponseCode.NO_VALID_OBJECT_INFO)
    camera.upload.receive(request.file)


def set_object_protection(camera: VirtualCamera, request: Request) -> None:
    """0x1012."""
    handle, status, *_ = request.parameters
    if status not in {0, 1}:
        raise PtpError(ResponseCode.INVALID_PARAMETER)
    camera.body.card.get(handle).protected = bool(status)


def get_property_description(camera: VirtualCamera, request: Request) -> Reply:
    """0x1014."""
    return Reply(camera.read_property(request.parameters[0]).describe())


def get_property_value(camera: VirtualCamera, request: Request) -> Reply:
    """0x1015."""
    return Reply(camera.read_property(request.parameters[0]).pack())


def set_property_value(camera: VirtualCamera, request: Request) -> None:
    """0x1016; nothing can be set while the shutter is open."""
    item = camera.read_property(request.parameters[0])
    if camera.shutter.exposing:
        raise PtpError(ResponseCode.DEVICE_BUSY)
    camera.set_property(item, unpack_value(item.kind, request.data))


def _check_storage(camera: VirtualCamera, storage: int) -> None:
    if not camera.body.card.present:
        raise PtpError(ResponseCode.STORE_NOT_AVAILABLE)
    if storage not in {*camera.body.card.storages, ALL_OBJECTS}:
        raise PtpError(ResponseCode.INVALID_STORAGE_ID)


def matching_objects(camera: VirtualCamera, request: Request) -> list[StoredObject]:
    """Return what a request asks for by storage, format and parent (0: at any place). PtpError: there is no such."""
    storage, kind, parent, *_ = request.parameters
    _check_storage(camera, storage)
    card = camera.body.card
    if parent not in {0, ROOT} and not card.get(parent).is_folder:
        raise PtpError(ResponseCode.INVALID_PARENT_OBJECT)
    items = list(card.objects.values()) if not parent else card.children(0 if parent == ROOT else parent)
    if storage != ALL_OBJECTS:
        items = [item for item in items if item.storage == storage]
    return [item for item in items if not kind or item.format == kind]


def _part(camera: VirtualCamera, item: StoredObject, offset: int, size_bytes: int) -> Reply:
    if item.is_folder or item.path is None:
        raise PtpError(ResponseCode.INVALID_OBJECT_HANDLE)
    is_last = offset + size_bytes == item.size_bytes
    sent = (lambda: camera.fetched(item)) if is_last else None
    return Reply(FilePart(item.path, offset, size_bytes), parameters=(size_bytes,), sent=sent)


def _thumbnail(item: StoredObject, *, large: bool) -> Reply:
    details = item.details
    data = b"" if details is None else details.large_thumbnail if large else details.thumbnail
    if not data:
        raise PtpError(ResponseCode.NO_THUMBNAIL_PRESENT)
    return Reply(data)


def _delete_all(camera: VirtualCamera, kind: int) -> None:
    card, spared = camera.body.card, False
    for item in [item for item in card.objects.values() if not kind or item.format == kind]:
        if item.handle in card.objects:
            try:
                card.remove(item.handle)
            except PtpError:
                spared = True
    if spared:
        raise PtpError(ResponseCode.PARTIAL_DELETION)


STANDARD: Final[Mapping[int, Handler[VirtualCamera]]] = {
    OPEN_SESSION: open_session,
    0x1003: lambda camera, _: camera.end_session(),  # CloseSession
    0x1004: get_storage_ids,
    0x1005: get_storage_info,
    0x1006: lambda camera, request: Reply(parameters=(len(matching_objects(camera, request)),)),
    0x1007: get_object_handles,
    0x1008: get_object_info,
    0x1009: get_object,
    0x100A: get_thumbnail,
    0x101B: get_partial_object,
}
"""What every body answers, but for what it answers in a way of its own."""

STORING: Final[Mapping[int, Handler[VirtualCamera]]] = {
    **STANDARD,
    0x100B: delete_object,
    0x100C: send_object_info,
    SEND_OBJECT: send_object,
    0x1012: set_object_protection,
    0x1014: get_property_description,
    0x1015: get_property_value,
    0x1016: set_property_value,
}
"""What a body answers that stores files for a client, too, and has its settings as PTP has them."""
