"""The methods that are done at all hosts of a rig: their answers are put together."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, cast

from rpc_camera.errors import JsonValue, ServiceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.methods.call import Call
    from rpc_camera.methods.several import Handler
    from rpc_camera.rig.asking import Asking
    from rpc_camera.rig.directory import Directory
    from rpc_camera.rig.hosts import Hosts


class Everywhere:
    """Makes their handlers from those of one host, `methods`."""

    def __init__(self, methods: Mapping[str, Handler], hosts: Hosts, directory: Directory, asking: Asking) -> None:
        self._methods = methods
        self._hosts = hosts
        self._directory = directory
        self._asking = asking

    def table(self) -> dict[str, Handler]:
        """Return the handlers, by method."""
        return {
            "list_cameras": self._list_cameras,
            "list_groups": self._list_groups,
            "list_sequences": self._list_sequences,
            "list_tethering": self._list_tethering,
        }

    async def _list_cameras(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        await self._hosts.settled()
        answers = await self._everywhere(call, "list_cameras", params)
        by_host = {host: answer["cameras"] for host, answer in answers.items() if not isinstance(answer, ServiceError)}
        hosts = [
            {**self._hosts.describe(host), "reachable": not isinstance(answer, ServiceError)}
            for host, answer in answers.items()
        ]
        return {"cameras": self._directory.described(by_host), "hosts": hosts}

    async def _list_sequences(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        joined: dict[str, list[Any]] = {"sequences": [], "unreadable": []}
        for host, answer in (await self._everywhere(call, "list_sequences", params)).items():
            if not isinstance(answer, ServiceError):
                joined["sequences"] += [self._asking.named(host, each) for each in answer["sequences"]]
                joined["unreadable"] += answer["unreadable"]
        return cast("JsonValue", joined)

    async def _list_groups(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        answers = await self._everywhere(call, "list_groups", params)
        groups: dict[str, Any] = {
            group["group_id"]: group
            for answer in answers.values()
            if not isinstance(answer, ServiceError)
            for group in answer["groups"]
        }
        missing = [host for host, answer in answers.items() if isinstance(answer, ServiceError)]
        ordered = sorted(groups.values(), key=lambda group: str(group["captured_at"]))
        return {"groups": ordered, "missing_hosts": cast("JsonValue", missing)}

    async def _list_tethering(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        answers = await self._everywhere(call, "list_tethering", params)
        own = cast("dict[str, Any]", answers[self._hosts.own])
        there = {host: answer for host, answer in answers.items() if not isinstance(answer, ServiceError)}
        tetherings = [
            {**cast("dict[str, Any]", self._asking.named(host, each)), "host": host}
            for host, answer in there.items()
            for each in answer["tetherings"]
        ]
        hosts = [{"host": host, "save_dir": answer["save_dir"]} for host, answer in there.items()]
        return {"save_dir": own["save_dir"], "tetherings": tetherings, "hosts": cast("JsonValue", hosts)}

    async def _everywhere(
        self, call: Call, name: str, params: Mapping[str, Any]
    ) -> dict[str, dict[str, Any] | ServiceError]:
        """Return the answers of all hosts, this one's first; of one that does not answer, the error."""
        others = asyncio.create_task(self._asking.ask_all(name, params, named=False))
        try:
            own = cast("dict[str, Any]", await self._methods[name](call, params))
        except BaseException:
            others.cancel()
            raise
        return {self._hosts.own: own, **await others}
