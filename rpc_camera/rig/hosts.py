"""The hosts of a rig as its methods see them, whatever engine the others are reached by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.errors import JsonValue
    from rpc_camera.methods.session import Session
    from rpc_camera.rig.group_host import GroupHost
    from rpc_camera.work import Stop, Work


class Hosts(Protocol):
    """The other hosts, whatever engine they are reached by."""

    @property
    def own(self) -> str:
        """The name of this host."""

    @property
    def others(self) -> Mapping[str, bool]:
        """The other hosts that are known, and whether each can be reached."""

    def describe(self, host: str) -> dict[str, JsonValue]:
        """Return the `RigHost` of schemas/types.json, of this host or another."""

    async def settled(self) -> None:
        """Wait, not for long, until the hosts that are there are known."""

    async def follow_events(self, session: Session) -> None:
        """Have this host's log tell of all hosts' events as long as `session` wants them, and of those it has missed.

        This waits for these, not for long.
        """

    def of_groups(self, host: str) -> GroupHost:
        """Return a host as a group's coordinator sees it. ServiceError HOST_UNREACHABLE: there is no way to it."""

    async def cancel(self, work: Work) -> Stop | None:
        """Have what other hosts do for `work` cancelled, and return when it stops; None: they do nothing for it."""

    async def call(
        self,
        host: str,
        method: str,
        params: Mapping[str, JsonValue],
        *,
        within_s: float | None = None,
        made_for: str = "",
    ) -> JsonValue:
        """Return the result of a method on another host. ServiceError: that of the method, or HOST_UNREACHABLE.

        A host that is there is waited for, for `within_s`, or else as long as the method takes. Addresses that it signs
        end with this host's token whose alias is `made_for`.
        """
