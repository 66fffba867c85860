"""How long to wait before each new try to connect, and when it is of no use."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from rpc_camera_client._failures import HandshakeRefused
from rpc_camera_client._refusal import RpcCameraError
from rpc_camera_client.errors import Forbidden, Unauthorized

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_USE_TO_REPEAT: Final = frozenset({401, 403})


@dataclass(frozen=True)
class Backoff:
    """Waits of `first_s`, then twice as long from try to try, up to `most_s`; each is shortened by up to a third.

    The last makes the many clients of a service that restarts come one after another.
    """

    first_s: float = 0.2
    most_s: float = 10.0

    def waits_s(self) -> Iterator[float]:
        """Yield one wait after another, without end."""
        wait_s = self.first_s
        while True:
            yield wait_s * random.uniform(2 / 3, 1)  # noqa: S311 - no secret
            wait_s = min(2 * wait_s, self.most_s)


def is_final(error: Exception) -> bool:
    """Say whether the service does not want this client, whenever it comes."""
    if isinstance(error, HandshakeRefused):
        return error.status in _NO_USE_TO_REPEAT
    return isinstance(error, Unauthorized | Forbidden)


def asked_s(error: Exception) -> float:
    """Return how long the service asks to wait."""
    seconds = error.retry_after_s if isinstance(error, HandshakeRefused) else None
    if isinstance(error, RpcCameraError):
        seconds = cast("float | None", error.data.get("retry_after_s"))
    return float(seconds or 0)
