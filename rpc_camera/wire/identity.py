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


def camera_id(facts: Mapping[str, JsonValue], port: str) -> str:
    """Return the stable id: "z-5-0000001"; without a serial number the port distinguishes two bodies."""
    model = slug(str(facts.get("model") or facts.get("driver_model") or "camera"))
    serial = slug(str(facts.get("serial_number") or ""))
    return f"{model}-{serial if serial.strip('0') else slug(port)}"
