"""One camera as the broker has it: read when something has changed, and as seldom as that allows."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from rpc_camera.contract.types import CameraState
from rpc_camera.errors import ServiceError
from rpc_camera.mqtt.calls import CallError
from rpc_camera.mqtt.choices import SETTINGS, Choices, choices_of
from rpc_camera.mqtt.discovery import GONE, OFFLINE, ONLINE, Described, device
from rpc_camera.mqtt.last_pictures import NotKnownYetError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rpc_camera.mqtt.calls import Calls
    from rpc_camera.mqtt.last_pictures import LastPictures
    from rpc_camera.mqtt.outbox import Outbox
    from rpc_camera.mqtt.topics import CameraTopics

MOST_PICTURE_BYTES: Final = 200_000
_SETTLE_S: Final = 0.5
_CARD_S: Final = 10.0
_AGAIN_S: Final = 10.0
_SEEK_S: Final = 2.0
_SEEKS: Final = 150  # over five minutes at least: a full card takes a while to be looked at
_USABLE: Final = frozenset({CameraState.READY, CameraState.BUSY})
_NO_TETHERING: Final = {"active": False, "saved": 0, "pending": 0, "failing": []}
_JPEG: Final = (".jpg", ".jpeg")
_log = logging.getLogger(__name__)


class Part(StrEnum):
    """What of a camera is read by itself."""

    DETAILS = "details"
    SETTINGS = "settings"
    TETHERING = "tethering"
    PICTURE = "picture"


@dataclass(frozen=True)
class Sources:
    """What is published comes from there."""

    calls: Calls
    last_pictures: LastPictures


class CameraMirror:
    """Publishes what the camera of this listing (`Camera` of schemas/types.json) is, until it is closed."""

    def __init__(
        self,
        camera: Mapping[str, Any],
        topics: CameraTopics,
        sources: Sources,
        outbox: Outbox,
        page: str,
        *,
        found: bool,
    ) -> None:
        self.camera = camera
        self.topics = topics
        self.settings: Mapping[str, Choices] = {}
        self._calls = sources.calls
        self._last_pictures = sources.last_pictures
        self._outbox = outbox
        self._page = page
        self._is_found = found
        self._details: Mapping[str, Any] = {}
        self._arrived: Mapping[str, Any] | None = None
        self._wanted: set[Part] = set()
        self._news = asyncio.Event()
        self._card_due: asyncio.TimerHandle | None = None
        self._can_tether = True
        self._state = ""
        self.list_anew(camera)
        self._reading = asyncio.create_task(self._run(), name=f"mqtt {topics.name}")
        self._seeking: asyncio.Task[None] | None = None

    def list_anew(self, camera: Mapping[str, Any]) -> None:
        """Publish what is listed of the camera now; read the rest of one that has become ready."""
        self.camera = camera
        is_usable = camera["state"] in _USABLE
        if is_usable and self._state not in _USABLE:
            self.look_at(Part.DETAILS, Part.SETTINGS, Part.TETHERING)
        self._state = str(camera["state"])
        self._keep("availability", ONLINE if is_usable else OFFLINE)
        self._keep_json("state", camera)
        self._describe()

    def look_at(self, *parts: Part) -> None:
        """Have these parts read again soon: once, for all that happens meanwhile."""
        self._wanted |= {*parts}
        self._news.set()

    def look_at_card(self) -> None:
        """Have its free space read in a while: it changes with each picture, and the camera has to be asked."""
        if self._card_due is None:
            self._card_due = asyncio.get_running_loop().call_later(_CARD_S, self._card_is_due)

    def arrived(self, file: Mapping[str, Any], at: str) -> None:
        """Show a new picture; of a pair the JPEG."""
        is_jpeg = str(file["path"]).lower().endswith(_JPEG)
        if Part.PICTURE in self._wanted and self._arrived and not is_jpeg and self._arrived["is_jpeg"]:
            return
        self._arrived = {"path": file["path"], "filename": file["filename"], "at": at, "is_jpeg": is_jpeg}
        self.look_at(Part.PICTURE)

    async def close(self) -> None:
        """Read no more."""
        if self._card_due:
            self._card_due.cancel()
        tasks = [task for task in (self._reading, self._seeking) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def leave(self, *, for_good: bool) -> None:
        """Publish that the camera is gone; where it will not come back by this id, that there never was one."""
        await self.close()
        if for_good:
            forget(self.topics, self._outbox)
        else:
            publish_gone(self.topics, self._outbox, self.camera)

    def _card_is_due(self) -> None:
        self._card_due = None
        self.look_at(Part.DETAILS)

    async def _run(self) -> None:
        while True:
            await self._news.wait()
            await asyncio.sleep(_SETTLE_S)
            self._news.clear()
            if self._state not in _USABLE:
                continue
            wanted, self._wanted = self._wanted, set()
            for part in sorted(wanted):
                await self._read(part)
            self._describe()
            if self._seeking is None:  # all else that is published of the camera comes first
                self._seeking = asyncio.create_task(self._seek(), name=f"mqtt picture {self.topics.name}")

    async def _read(self, part: Part) -> None:
        try:
            await self._readers[part](self)
        except CallError as error:
            _log.debug("%s of %s cannot be read: %s", part, self.camera["id"], error)
            if error.error.get("data", {}).get("retryable"):
                asyncio.get_running_loop().call_later(_AGAIN_S, self.look_at, part)
        except Exception:  # what one camera says of itself must not end what is read of it from then on
            _log.exception("%s of %s cannot be published", part, self.camera["id"])

    async def _read_details(self) -> None:
        details = await self._calls.call("get_camera", camera=self.camera["id"])
        self._details = details
        if "battery_percent" in details:
            self._keep("battery", str(details["battery_percent"]))
        self._keep_json("storage", _card(details["storage"]))

    async def _read_settings(self) -> None:
        found: dict[str, Choices] = {}
        for method in ("get_exposure", "get_capture_settings"):
            try:
                result = await self._calls.call(method, camera=self.camera["id"])
            except CallError as error:
                if error.name != "not_supported":
                    raise
                continue
            found |= {name: choices_of(name, setting) for name, setting in result["settings"].items()}
        for name in self.settings.keys() - found.keys():
            self._outbox.keep(self.topics.of(name), b"")
            self._outbox.keep(self.topics.choices(name), b"")
        self.settings = found
        for name, choices in found.items():
            self._keep(name, choices.current)
            self._keep_json(f"{name}/choices", list(choices.values))

    async def _read_tethering(self) -> None:
        if not self._can_tether:
            return
        try:
            tethering = await self._calls.call("get_tethering", camera=self.camera["id"])
        except CallError as error:
            if error.name not in {"not_supported", "job_not_found"}:
                raise
            self._can_tether = error.name != "not_supported"
            tethering = {**_NO_TETHERING}
        self._keep_json("tethering", tethering)

    async def _read_picture(self) -> None:
        if self._arrived is None:
            return
        arrived = self._arrived
        thumbnail = await self._calls.call("get_thumbnail", camera=self.camera["id"], path=arrived["path"])
        jpeg = base64.b64decode(thumbnail["image_base64"])
        if thumbnail["mime_type"] != "image/jpeg" or len(jpeg) > MOST_PICTURE_BYTES:
            _log.debug("%s has no small JPEG of %s", self.camera["id"], arrived["path"])
            return
        self._outbox.keep(self.topics.of("picture"), jpeg)
        self._keep_json("picture/info", {name: arrived[name] for name in ("path", "filename", "at")})

    async def _seek(self) -> None:
        """Show the last picture that the camera has from before, unless a new one comes first."""
        tries = 0
        while tries < _SEEKS and self._arrived is None:
            if self._state == CameraState.READY:
                tries += 1
                if await self._has_sought():
                    return
            await asyncio.sleep(_SEEK_S)

    async def _has_sought(self) -> bool:
        """Publish it, and return whether that need not be tried again."""
        try:
            found = await self._last_pictures.find(self.camera["id"])
        except NotKnownYetError:
            return False
        except ServiceError as error:
            _log.debug("the last picture of %s cannot be had: %s", self.camera["id"], error)
            return not error.retryable
        except Exception:  # see `_read`
            _log.exception("the last picture of %s cannot be published", self.camera["id"])
            return True
        if found and self._arrived is None and len(found.jpeg) <= MOST_PICTURE_BYTES:
            self._outbox.keep(self.topics.of("picture"), found.jpeg)
            self._keep_json("picture/info", {"path": found.path, "filename": found.path.rpartition("/")[2]})
        return True

    def _describe(self) -> None:
        """Have Home Assistant find the camera, once it has said of what make it is and what it can."""
        if self._is_found and self._details:
            described = Described(self.camera, self._details, self.settings, self._page, self._calls.may_operate)
            self._outbox.keep(self.topics.config, _json(device(described, self.topics)))

    def _keep(self, what: str, text: str) -> None:
        self._outbox.keep(self.topics.of(what), text.encode(errors="replace"))

    def _keep_json(self, what: str, value: object) -> None:
        self._outbox.keep(self.topics.of(what), _json(value))

    _readers: Final = {
        Part.DETAILS: _read_details,
        Part.SETTINGS: _read_settings,
        Part.TETHERING: _read_tethering,
        Part.PICTURE: _read_picture,
    }


def publish_gone(topics: CameraTopics, outbox: Outbox, camera: Mapping[str, Any] | None = None) -> None:
    """Publish that a camera is not there; `camera` is what was known of it last."""
    outbox.keep(topics.of("availability"), OFFLINE.encode())
    outbox.keep(topics.of("state"), _json({**(camera or {}), "state": GONE}))


def forget(topics: CameraTopics, outbox: Outbox) -> None:
    """Have the broker forget all that was retained of a camera, and Home Assistant the device."""
    outbox.keep(topics.config, b"")
    own = ("availability", "state", "battery", "storage", "tethering", "picture", "picture/info")
    for what in (*own, *SETTINGS, *(f"{name}/choices" for name in SETTINGS)):
        outbox.keep(topics.of(what), b"")


def _card(storages: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what all storages have together, of what the camera says of them."""
    names = ("capacity_bytes", "free_bytes", "free_images")
    known = {name: [each[name] for each in storages if name in each] for name in names}
    return {name: sum(values) if values else None for name, values in known.items()}


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
