"""Asking other hosts for methods, so that cameras have the names in the answers that they have in the rig."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from rpc_camera.errors import JsonValue, ServiceError
from rpc_camera.rig.calls import ANSWER_S

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.rig.directory import Directory
    from rpc_camera.rig.hosts import Hosts


class Asking:
    """Asks `hosts`; `directory` has the names."""

    def __init__(self, hosts: Hosts, directory: Directory) -> None:
        self._hosts = hosts
        self._directory = directory

    async def ask(
        self, host: str, name: str, params: Mapping[str, JsonValue], *, within_s: float | None = None
    ) -> JsonValue:
        """Return the result of a method on another host. ServiceError: as `Hosts.call`."""
        try:
            return self.named(host, await self._hosts.call(host, name, params, within_s=within_s))
        except ServiceError as error:
            if error.camera is None:
                raise
            raise error.but(camera=self._directory.name(host, error.camera)) from None

    def named(self, host: str, result: JsonValue) -> JsonValue:
        """Return a result in which cameras have the names that they have in the rig."""
        if not isinstance(result, dict) or type(result) is not dict:  # one that is encoded has no names
            return result
        renamed: dict[str, JsonValue] = dict(result)
        if isinstance(camera := renamed.get("camera"), str):
            renamed["camera"] = self._directory.name(host, camera)
        if "id" in renamed and "abilities" in renamed:
            renamed |= {"id": self._directory.name(host, str(renamed["id"])), "host": host}
        for member in ("sequence", "camera", "link"):
            if isinstance(within := renamed.get(member), dict):
                renamed[member] = self.named(host, within)
        return renamed

    async def ask_all(self, name: str, params: Mapping[str, Any], *, named: bool = True) -> dict[str, Any]:
        """Return the answers of all other hosts, in their order; of one that has none, the error.

        In those that are `named`, cameras have the names that they have in the rig.
        """
        hosts = list(self._hosts.others)
        ask = self.ask if named else self._hosts.call
        answers = await asyncio.gather(
            *(ask(host, name, params, within_s=ANSWER_S) for host in hosts), return_exceptions=True
        )
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, ServiceError):
                raise answer
        return dict(zip(hosts, answers, strict=True))
