"""The topics of the service and of its cameras."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")
_SAFE: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_LONGEST: Final = 64
_DIGITS: Final = 8
_PREFIX: Final = re.compile(r"[^+#\0/]+(/[^+#\0/]+)*")
_LONGEST_PREFIX: Final = 100


def is_prefix(text: str) -> bool:
    """Return whether topics can begin with it."""
    return len(text) <= _LONGEST_PREFIX and text.isprintable() and bool(_PREFIX.fullmatch(text))


def is_safe(name: str) -> bool:
    """Return whether a camera can be called so in topics."""
    return bool(_SAFE.fullmatch(name))


def safe_name(camera_id: str) -> str:
    """Return a camera's name in topics and in Home Assistant: its id, or one that no other id has."""
    if is_safe(camera_id):
        return camera_id
    digest = hashlib.sha256(camera_id.encode()).hexdigest()[:_DIGITS]
    readable = _UNSAFE.sub("_", camera_id)[: _LONGEST - _DIGITS - 1]
    return f"{readable}-{digest}"


@dataclass(frozen=True)
class Topics:
    """All topics begin with `prefix`; those by which Home Assistant finds devices with `discovery`, if that is on."""

    prefix: str
    discovery: str

    @property
    def status(self) -> str:
        """Whether the service is there: `online`, or `offline`."""
        return f"{self.prefix}/status"

    @property
    def birth(self) -> str:
        """Where Home Assistant says that it has started."""
        return f"{self.discovery}/status"

    @property
    def commands(self) -> str:
        """All commands for all cameras."""
        return f"{self.prefix}/+/+/set"

    @property
    def availabilities(self) -> str:
        """The availability of all cameras."""
        return f"{self.prefix}/+/availability"

    def camera(self, name: str) -> CameraTopics:
        """Return the topics of the camera of this safe name."""
        return CameraTopics(self, name)

    def parts(self, topic: str) -> list[str]:
        """Return what a topic has behind the prefix, as in ["CAMERA", "iso", "set"]; [] when it has another prefix."""
        head, _, rest = topic.partition(f"{self.prefix}/")
        return [] if head or not rest else rest.split("/")


@dataclass(frozen=True)
class CameraTopics:
    """The topics of one camera, by its safe name."""

    all: Topics
    name: str

    def of(self, what: str) -> str:
        """Return where `what` of the camera is published."""
        return f"{self.all.prefix}/{self.name}/{what}"

    def choices(self, setting: str) -> str:
        """Return where it is published what a setting can be."""
        return self.of(f"{setting}/choices")

    def command(self, what: str) -> str:
        """Return where `what` is asked of the camera."""
        return self.of(f"{what}/set")

    @property
    def device_id(self) -> str:
        """What Home Assistant knows the device by."""
        return f"{_UNSAFE.sub('_', self.all.prefix)}_{self.name}"

    @property
    def config(self) -> str:
        """Where Home Assistant finds the device."""
        return f"{self.all.discovery}/device/{self.device_id}/config"
