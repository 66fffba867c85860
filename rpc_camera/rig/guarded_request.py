"""A request of another host of the rig, as far as the guard knows it: which one it is, and until when it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

from rpc_camera.errors import ErrorName, ServiceError

MOST_TEXT: Final = 64  # characters
MOST_PATIENCE_S: Final = 120.0

RequestKey: TypeAlias = tuple[str, str, str]
"""What identifies a request: its caller, its method and its id."""


@dataclass(frozen=True, slots=True)
class GuardedRequest:
    """`id` is the caller's own, the same when it asks again, and never used by it for anything else.

    `instance` is the run of the host's service whose clock `deadline_s` is of: see `HostClock.deadline_for`. By then it
    has to be begun; the caller gives up later than that, and waits for this at most MOST_PATIENCE_S. `asked_s_ago`: for
    how long, by its own clock, the caller had been asking when it sent this; 0 the first time. `changes`: the method
    does more than read, so that it must not be done twice; the host's own contract says so.
    """

    id: str
    caller: str
    method: str
    instance: str
    deadline_s: float
    asked_s_ago: float
    changes: bool

    def __post_init__(self) -> None:
        """Check its texts. ServiceError: one is empty, too long, or cannot be printed."""
        for name, text in (("id", self.id), ("caller", self.caller), ("method", self.method)):
            if not 0 < len(text) <= MOST_TEXT or not text.isprintable():
                wrong = f"The {name} of a request has 1 to {MOST_TEXT} printable characters."
                raise ServiceError(ErrorName.INVALID_REQUEST, wrong, untouched=True)

    @property
    def key(self) -> RequestKey:
        """What it is known by."""
        return self.caller, self.method, self.id
