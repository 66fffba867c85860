"""How long a call may take: none waits for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rpc_camera_client._methods import TRAITS

if TYPE_CHECKING:
    from collections.abc import Mapping

OF_TAGS_S: Final = {
    "connection": 30.0,
    "events": 30.0,
    "cameras": 60.0,
    "tethering": 60.0,
    "preview": 60.0,
    "config": 120.0,
    "focus": 120.0,
    "capture": 180.0,
    "files": 900.0,
}
_OF_UNKNOWN_S: Final = 120.0
_LONGER_BY: Final = ("timeout_s", "bulb_s", "duration_s")


def default_deadline_s(method: str, params: Mapping[str, object]) -> float:
    """Return how long `method` may take by default: longer for captures, by their own times, and for files."""
    traits = TRAITS.get(method)
    own = [value for name in _LONGER_BY if isinstance(value := params.get(name), int | float)]
    return (OF_TAGS_S[traits.tag] if traits else _OF_UNKNOWN_S) + sum(own)
