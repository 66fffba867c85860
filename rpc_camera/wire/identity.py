"""The name a body keeps when it comes back on another port: its model and serial number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue


def slug(text: str) -> str:
    """Return `text` in lower case with everything but letters and digits as single hyphens: safe in URLs and paths."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def has_number(serial_number: JsonValue) -> bool:
    """Return whether this distinguishes a body at all: not blank, and not nothing but zeros."""
    return bool(slug(str(serial_number or "")).strip("0"))


def camera_id(facts: Mapping[str, JsonValue], port: str) -> str:
    """Return the stable id: "z-5-0000001"; without a serial number the port distinguishes two bodies."""
    model = slug(str(facts.get("model") or facts.get("driver_model") or "camera"))
    serial_number = facts.get("serial_number")
    return f"{model}-{slug(str(serial_number)) if has_number(serial_number) else slug(port)}"
