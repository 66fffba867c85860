"""The errors that every room raises and only the dispatcher turns into JSON-RPC error objects.

Their names, codes, default remedies and `retryable` are those of `schemas/errors.json`, by way of `error_catalogue`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, TypeAlias, TypedDict, Unpack

from rpc_camera.error_catalogue import CATALOGUE
from rpc_camera.error_names import ErrorName

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["DriverCode", "ErrorName", "JsonValue", "ServiceError", "check_each_once", "invalid_param"]

JsonValue: TypeAlias = "str | int | float | bool | Mapping[str, JsonValue] | Sequence[JsonValue] | None"


@dataclass(frozen=True)
class DriverCode:
    """What libgphoto2 itself said: its result code, that code's symbol, and the text of its error callback."""

    code: int
    symbol: str
    context: str


_LONGEST_NAME: Final = 80  # that is told again
_LINK_LOST: Final = frozenset({ErrorName.CAMERA_LOST, ErrorName.CAMERA_TIMEOUT, ErrorName.DRIVER_CRASHED})
_AWAY: Final = _LINK_LOST | {ErrorName.CAMERA_CLAIMED, ErrorName.CAMERA_NOT_FOUND}
_PASSING: Final = _AWAY | {ErrorName.CAMERA_BUSY}


@dataclass
class ServiceError(Exception):
    """A refusal that is reported to a client.

    `message` is one sentence on this case. `remedy` replaces the catalogue's where this case has a better one;
    `retryable` likewise. `details` are further members of the JSON-RPC error's `data` (choices, limits, …).
    `untouched`: it is known that nothing has been done. An error is not changed once it is raised: see `but`.
    """

    name: ErrorName
    message: str
    camera: str | None = None
    remedy: str | None = None
    retryable: bool | None = None
    driver: DriverCode | None = None
    details: Mapping[str, JsonValue] = field(default_factory=dict)
    untouched: bool = False

    def __str__(self) -> str:
        return f"{self.name}: {self.message}"

    @property
    def code(self) -> int:
        """The JSON-RPC error code of its name."""
        return CATALOGUE[self.name].code

    @property
    def is_retryable(self) -> bool:
        """Whether the same call may succeed later: as this case has it, else as the catalogue has it."""
        return CATALOGUE[self.name].retryable if self.retryable is None else self.retryable

    @property
    def advice(self) -> str:
        """What to do about it, in one sentence: this case's own remedy, else the catalogue's."""
        return self.remedy or CATALOGUE[self.name].remedy

    @property
    def link_lost(self) -> bool:
        """Whether the link to the camera ended in it: what was asked for may have been done or not."""
        return self.name in _LINK_LOST

    @property
    def camera_away(self) -> bool:
        """Whether nothing can be asked of the camera at present; it may come back."""
        return self.name in _AWAY

    @property
    def is_passing(self) -> bool:
        """Whether the camera, and not the request, is the reason: the same may succeed later."""
        return self.name in _PASSING

    def but(self, **changes: Unpack[_Changes]) -> ServiceError:
        """Return another error that differs in `changes`: one that is raised twice, or further up, is a new one."""
        return replace(self, **changes)


def invalid_param(path: str, wrong: str, message: str | None = None) -> ServiceError:
    """Return the error for what is `wrong` at `path`, a JSON pointer, of the params; `message` says it whole."""
    return ServiceError(
        ErrorName.INVALID_PARAMS, message or wrong, details={"errors": [{"path": path, "message": wrong}]}
    )


def check_each_once(names: Sequence[str], bodies: Sequence[object]) -> None:
    """Raise ServiceError INVALID_PARAMS where two of the `names` are of one camera; `bodies` has what each is of."""
    seen: dict[object, str] = {}
    for name, body in zip(names, bodies, strict=True):
        if body in seen:
            both = f"{seen[body][:_LONGEST_NAME]!r} and {name[:_LONGEST_NAME]!r}"
            raise invalid_param("/cameras", f"A camera is named twice: {both} are the same one.")
        seen[body] = name


class _Changes(TypedDict, total=False):
    """The members of an error that `but` can change."""

    name: ErrorName
    message: str
    camera: str | None
    remedy: str | None
    retryable: bool | None
    details: Mapping[str, JsonValue]
    untouched: bool
