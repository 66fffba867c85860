"""What a token is good for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

from rpc_camera.contract.types import Scope
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.manifest import without_proposals

if TYPE_CHECKING:
    from collections.abc import Collection

    from rpc_camera.contract import types
    from rpc_camera.contract.types import GroupMember
    from rpc_camera.errors import JsonValue

MAIN: Final = "API_TOKEN"
"""The name of the token with which the service was started."""
_SHOWN: Final = 8
_RANK: Final = {scope: rank for rank, scope in enumerate(Scope)}


@dataclass(frozen=True)
class Grant:
    """What whoever shows a token may do: up to `scope`, and with the cameras of these ids; None: with all.

    `digest` is the token's: another token in place of this one has another grant.
    """

    name: str
    scope: Scope
    cameras: frozenset[str] | None = None
    digest: bytes = field(default=b"", repr=False)

    def check(self, needed: Scope, what: str) -> None:
        """Raise ServiceError FORBIDDEN unless it reaches up to `needed`, which is what `what` needs."""
        if _RANK[self.scope] < _RANK[needed]:
            raise ServiceError(
                ErrorName.FORBIDDEN,
                f"{what} needs a token with the scope {needed}; this one, {self.name!r}, is for {self.scope}.",
                remedy=f"Use a token with the scope {needed}. {_made_with(needed)}",
            )

    def reaches(self, needed: Scope, names: Collection[str]) -> bool:
        """Return whether it is for what needs `needed`, at the camera that has these names."""
        return _RANK[self.scope] >= _RANK[needed] and (self.cameras is None or not self.cameras.isdisjoint(names))

    def check_camera(self, names: Collection[str], wanted: str) -> None:
        """Raise ServiceError FORBIDDEN where it is not for the camera that has these names and was called `wanted`."""
        if self.cameras is not None and self.cameras.isdisjoint(names):
            raise self._not_for(wanted)

    def conceal(self, error: ServiceError, wanted: str) -> ServiceError:
        """Return what its bearer gets of an error about the camera that was called `wanted`: no name of another one."""
        if self.cameras is None:
            return error
        if error.name is ErrorName.LABEL_TAKEN and error.details["taken_by"] not in self.cameras:
            return error.but(message="Another camera is called so.", remedy="Choose another label.", details={})
        if failures := cast("list[GroupMember]", error.details.get("failures")):  # of a group
            own_failures = cast("list[JsonValue]", [*map(without_proposals, failures)])
            error = error.but(details={**error.details, "failures": own_failures})
        if "cameras" not in error.details:
            return error
        if wanted not in self.cameras:
            return self._not_for(wanted)
        own = [each for each in cast("list[str]", error.details["cameras"]) if each in self.cameras]
        remedy = "list_cameras names those that the token is for, and that are here."
        return error.but(remedy=remedy, details={**error.details, "cameras": cast("list[JsonValue]", own)})

    def _not_for(self, wanted: str) -> ServiceError:
        own = sorted(self.cameras or ())
        more = f", and {len(own) - _SHOWN} more" if len(own) > _SHOWN else ""
        return ServiceError(
            ErrorName.FORBIDDEN,
            f"The token {self.name!r} is not for the camera {wanted[:80]!r}.",
            remedy=f"It is for {', '.join(own[:_SHOWN])}{more}. For another camera, use a token that is for that "
            f"one. {_made_with(self.scope, ' --camera ID')}",
        )

    def describe(self) -> types.Grant:
        """Return the `Grant` of schemas/types.json."""
        grant: types.Grant = {"name": self.name, "scope": self.scope}
        if self.cameras is not None:
            grant["cameras"] = sorted(self.cameras)
        return grant


def _made_with(scope: Scope, more: str = "") -> str:
    """Return how whoever runs the service makes a token, for those who have to ask for one."""
    return f"Whoever runs the service makes one: `rpc-camera token add --tokens FILE NAME --scope {scope}{more}`."


EVERYTHING: Final = Grant(MAIN, Scope.ADMIN)
