"""Giving a body a name: which names are free, and which body is meant, there or not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from rpc_camera.camera.labels import LabelledBody, flaw, label_taken
from rpc_camera.camera.registry.names import description_of_absent
from rpc_camera.contract.types import EventName
from rpc_camera.disk_errors import disk_error
from rpc_camera.errors import ErrorName, ServiceError, invalid_param
from rpc_camera.work import Stop, current_work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.registry.registry import CameraRegistry
    from rpc_camera.errors import JsonValue

_NOT_KEPT: Final = "Free room on the disk of --state-dir, or have it writable, then label it again; it is as it was."


async def label(
    registry: CameraRegistry, name: str | None, selected: str | None, changes: Mapping[str, str | None]
) -> dict[str, JsonValue]:
    """Change what a body is called ("label") and where in the rig it is ("place"); return its `Camera`.

    `name` and `selected` mean a camera as `resolve` has it, or one that has a label and is not there. ServiceError
    INVALID_PARAMS: no such label is possible. LABEL_TAKEN: another camera has it. DISK_ERROR, STORAGE_FULL: it could
    not be kept; all is as it was.
    """
    changes = {kind: _checked(kind, value or "") for kind, value in changes.items()}
    camera_id, known = await _body(registry, name, selected)
    _check_free(registry, camera_id, changes.get("label"))
    await _check_free_elsewhere(registry, camera_id, changes.get("label"))
    with current_work().stopping(Stop.CANNOT):
        await asyncio.shield(registry.finish(_change(registry, camera_id, known, changes)))
    for camera in registry.known:
        if camera.id == camera_id:
            return registry.describe(camera)
    return description_of_absent(camera_id, registry.labels.of(camera_id) or known)


async def _change(
    registry: CameraRegistry, camera_id: str, known: LabelledBody, changes: Mapping[str, str | None]
) -> None:
    try:
        changed = await registry.labels.change(camera_id, known, changes)
    except OSError as error:
        raise disk_error(error, camera_id).but(remedy=_NOT_KEPT) from None
    if changed:
        registry.events.emit(EventName.CAMERA_LABELLED, camera_id, label=changed.label, place=changed.place)


def _checked(kind: str, text: str) -> str | None:
    """Return a label or place as it is kept; None: it is to be taken away."""
    trimmed = text.strip()
    wrong = flaw(trimmed, is_name=kind == "label")
    if wrong:
        raise invalid_param(f"/{kind}", f"{text[:80]!r} cannot be a {kind}: {wrong}.")
    return trimmed or None


async def _body(registry: CameraRegistry, name: str | None, selected: str | None) -> tuple[str, LabelledBody]:
    """Return the id of the body that is meant, and what is known of it."""
    try:
        camera = await registry.identified(name, selected)
        if not registry.is_identified(camera):
            await camera.line.worker()  # it says why it cannot be opened
            camera = registry.resolve(name, selected)
    except ServiceError as error:
        wanted = name if name is not None else selected
        camera_id = wanted and registry.labels.body(wanted)
        absent = camera_id and registry.labels.of(camera_id)
        if error.name is not ErrorName.CAMERA_NOT_FOUND or not camera_id or not absent:
            raise
        return camera_id, absent
    return camera.id, _known(camera)


def _known(camera: TetheredCamera) -> LabelledBody:
    identity = camera.identity
    return LabelledBody(None, None, identity.name, identity.serial_number, camera.source.port)


async def _check_free_elsewhere(registry: CameraRegistry, camera_id: str, wanted: str | None) -> None:
    """Raise ServiceError LABEL_TAKEN where a label that this body does not have yet names a camera of another host."""
    labelled = registry.labels.of(camera_id)
    if not wanted or (labelled and labelled.label == wanted):
        return
    if other := await registry.called_elsewhere(wanted):
        raise label_taken(wanted, "id" if other.startswith(f"{wanted}@") else "label", other)


def _check_free(registry: CameraRegistry, camera_id: str, wanted: str | None) -> None:
    """Raise ServiceError LABEL_TAKEN where a label is the id or port of another camera."""
    if wanted and wanted in registry.ids - {camera_id}:
        raise label_taken(wanted, "id", wanted)
    for camera in registry.known:
        if camera.id != camera_id and wanted == camera.source.port:
            raise label_taken(camera.source.port, "port", camera.id)
