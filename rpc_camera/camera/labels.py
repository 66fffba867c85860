"""The names that people give to bodies, and their places in the rig: kept by id, whatever port a body is on.

A label is what somebody has typed, unlike all else in the state directory: a file that cannot be read is not written
over.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import threading
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.durable import replace_file
from rpc_camera.errors import ErrorName, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LABELS_FILE: Final = ".labels.json"
DAMAGED_SUFFIX: Final = ".damaged"
_VERSION: Final = 1
_AT_MOST: Final = 1000
_LIKE_A_PORT: Final = re.compile(r"(?:usb|ptpip|ip|disk|serial|usbdiskdirect|usbscsi):.*")  # libgphoto2's kinds of port
_UNREADABLE: Final = "%s, which has the cameras' labels, cannot be read (%s). They have none until it can."
_DAMAGED: Final = (
    "%s, which has the cameras' labels, is damaged (%s). They have none now; the file is kept as %s. Label the cameras"
    " again, or stop the service and put a copy of the file back."
)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LabelledBody:
    """What a body is called, and where in the rig it is; its model, serial number and port are those of that time."""

    label: str | None
    place: str | None
    name: str
    serial_number: str | None
    port: str


class Labels:
    """The labels of one host's bodies, those that are away as well. A label is one body's."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / LABELS_FILE
        self._bodies: dict[str, LabelledBody] | None = None  # None: it is not known what the file has
        self._owners: dict[str, str] = {}
        self._changing = asyncio.Lock()
        self._writing = threading.Lock()  # a write that was given up by the event loop can still be under way
        try:
            self._use(self._load())
        except OSError as error:
            _log.warning(_UNREADABLE, self._file, error)

    def of(self, camera_id: str) -> LabelledBody | None:
        """Return what is kept of a body; None where it has neither a label nor a place."""
        return (self._bodies or {}).get(camera_id)

    @property
    def ids(self) -> frozenset[str]:
        """The ids of all bodies of which something is kept."""
        return frozenset(self._bodies or ())

    def owner(self, label: str) -> str | None:
        """Return the id of the body that has this label."""
        return self._owners.get(label)

    def body(self, name: str) -> str | None:
        """Return the id of the body of which something is kept, and that has this id or, where none has, this label."""
        return name if self.of(name) else self.owner(name)

    async def change(
        self, camera_id: str, known: LabelledBody, changes: Mapping[str, str | None]
    ) -> LabelledBody | None:
        """Keep `changes` of a body's "label" and "place", durably, with what is `known` of it else.

        Returns what it has then; None: it had that already.
        ServiceError LABEL_TAKEN: another body has the label. OSError: it could not be written, and is as it was.
        """
        async with self._changing:
            before = await asyncio.to_thread(self._load) if self._bodies is None else self._bodies
            was = before.get(camera_id, replace(known, label=None, place=None))
            body = replace(known, label=changes.get("label", was.label), place=changes.get("place", was.place))
            if (was.label, was.place) == (body.label, body.place):
                return None
            holder = next((each for each, other in before.items() if other.label == body.label), camera_id)
            if body.label and holder != camera_id:
                raise label_taken(body.label, "label", holder)
            after = {each: other for each, other in before.items() if each != camera_id}
            if body.label or body.place:
                after[camera_id] = body
            if len(after) > _AT_MOST:
                raise ServiceError(
                    ErrorName.NOT_SUPPORTED,
                    f"This host keeps the labels of {_AT_MOST} cameras, and has as many.",
                    remedy="Take away those of cameras that are gone: label_camera by their id, with `label` null.",
                )
            await asyncio.to_thread(self._write, after)
            self._use(after)
            return body

    def _use(self, bodies: dict[str, LabelledBody]) -> None:
        self._bodies = bodies
        self._owners = {body.label: camera_id for camera_id, body in bodies.items() if body.label}

    def _load(self) -> dict[str, LabelledBody]:
        try:
            return _parsed(self._file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            aside = self._file.with_name(f"{LABELS_FILE}{DAMAGED_SUFFIX}")
            self._file.replace(aside)
            _log.warning(_DAMAGED, self._file, error, aside)
            return {}

    def _write(self, bodies: dict[str, LabelledBody]) -> None:
        kept = {"version": _VERSION, "cameras": {camera_id: asdict(body) for camera_id, body in bodies.items()}}
        with self._writing:
            replace_file(self._file, json.dumps(kept, indent=1, ensure_ascii=False).encode())


def flaw(text: str, *, is_name: bool) -> str | None:
    """Return in a few words why a text cannot be a place or, with `is_name`, a label; None where it can."""
    if not text.isprintable():
        return "it has characters that cannot be printed"
    return _flaw_of_name(text) if is_name else None


def _flaw_of_name(label: str) -> str | None:
    if "/" in label or "@" in label:
        return "it has a / or @"
    if label in {".", ".."}:
        return "in an address it would not be a name"
    if _LIKE_A_PORT.fullmatch(label):
        return "it looks like a port"
    return None


def label_taken(label: str, kind: str, camera_id: str) -> ServiceError:
    """Return the refusal of a label that is the `kind` of name ("id", "port", "label") of another camera."""
    remedy = "Choose another label."
    if kind == "label":
        remedy = f"Choose another label, or first take this one from {camera_id}: label_camera with `label` null."
    return ServiceError(
        ErrorName.LABEL_TAKEN,
        f"{label!r} is the {kind} of {camera_id}.",
        remedy=remedy,
        details={"taken_by": camera_id},
    )


def _parsed(text: str) -> dict[str, LabelledBody]:
    """Return what `Labels` wrote. ValueError: it is something else."""
    try:
        kept: Any = json.loads(text)
        if kept["version"] != _VERSION:
            raise ValueError(f"it is of version {kept['version']!r:.20}")
        bodies = {str(camera_id): LabelledBody(**body) for camera_id, body in kept["cameras"].items()}
        for body in bodies.values():
            if not all(isinstance(value, str) for value in asdict(body).values() if value is not None):
                raise ValueError(f"a label is {body!r:.80}")
        return bodies
    except (TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError(f"{type(error).__name__}: {error}") from None
