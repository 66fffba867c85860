"""The methods as a rig has them: each done at the host that has the camera, or at all of them."""

from __future__ import annotations

import asyncio
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from rpc_camera.camera.capture.captures import DEFAULT_TIMEOUT_S
from rpc_camera.camera.registry.names import check_each_once
from rpc_camera.contract.types import EventName
from rpc_camera.errors import ErrorName, JsonValue, ServiceError
from rpc_camera.rig.calls import ANSWER_S
from rpc_camera.rig.group_capture import RigMember
from rpc_camera.rig.over_http import OVER_HTTP
from rpc_camera.rig.table import WHERE, Where
from rpc_camera.work import slowest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rpc_camera.methods.call import Call
    from rpc_camera.methods.several import Handler
    from rpc_camera.rig.directory import Directory, Place
    from rpc_camera.rig.elsewhere import CamerasElsewhere
    from rpc_camera.rig.group_capture import RigGroups
    from rpc_camera.rig.hosts import Hosts

_OF_HOSTS: Final = frozenset(map(str, EventName))
_NOT_THERE: Final = ErrorName.JOB_NOT_FOUND


class Routes:
    """Makes handlers for a rig from those of one host, `methods`."""

    def __init__(
        self,
        methods: Mapping[str, Handler],
        hosts: Hosts,
        directory: Directory,
        groups: RigGroups,
        elsewhere: CamerasElsewhere,
    ) -> None:
        self._elsewhere = elsewhere
        self._methods = methods
        self._hosts = hosts
        self._directory = directory
        self._groups = groups

    def table(self) -> dict[str, Handler]:
        """Return the handlers, by method."""
        return {name: self._handler(name) for name in self._methods}

    def _handler(self, name: str) -> Handler:
        own: dict[str, Handler] = {
            "label_camera": self._label_camera,
            "list_cameras": self._list_cameras,
            "list_groups": self._list_groups,
            "list_sequences": self._list_sequences,
            "list_tethering": self._list_tethering,
            "select_camera": self._select_camera,
            "get_server_info": self._get_server_info,
            "capture_group": self._capture_group,
            "cancel_request": self._cancel_request,
            "subscribe": self._subscribe,
            "get_events": self._get_events,
        }
        if name in own:
            return own[name]
        match WHERE[name]:
            case Where.CAMERA | Where.CAMERA_BYTES:
                return partial(self._at_the_camera, name)
            case Where.SEQUENCE:
                return partial(self._where_it_is_known, name, "get_sequence")
            case Where.ANY:
                return partial(self._where_it_is_known, name, name)
            case _:
                return self._methods[name]

    # ---- at one host

    async def _at_the_camera(self, name: str, call: Call, params: Mapping[str, Any]) -> JsonValue:
        if name == "stop_preview" and params.get("camera") in call.session.previews:  # wherever the camera is by now
            return cast("JsonValue", await self._methods[name](call, params))
        place = await self._place(call, params.get("camera"))
        if place is None:
            return await self._by_its_former_name(name, call, params)
        there = {**params, "camera": place.id}
        if place.host == self._hosts.own:
            return await self._here(name, call, there)
        call.work.camera = self._directory.name(place.host, place.id)
        if over_http := OVER_HTTP.get(name):
            return cast("JsonValue", await over_http(call, there, self._elsewhere.at(place)))
        return await self._ask(place.host, name, there)

    async def _here(self, name: str, call: Call, params: Mapping[str, Any]) -> JsonValue:
        """Do it at a camera of this host, and call that what it is called in the rig."""
        own, camera = self._hosts.own, params["camera"]
        try:
            return self._of(own, await self._methods[name](call, params))
        except ServiceError as error:
            if error.camera != camera:
                raise
            raise error.but(camera=self._directory.name(own, camera)) from error
        finally:
            if call.work.camera == camera:
                call.work.camera = self._directory.name(own, camera)

    async def _label_camera(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        """Have a camera called so by this host's clients at once, wherever it is."""
        labelled = cast("dict[str, Any]", await self._at_the_camera("label_camera", call, params))
        camera = labelled["camera"]
        self._directory.relabel(camera["host"], camera["id"], camera.get("label"))
        return labelled

    async def _place(self, call: Call, name: str | None) -> Place | None:
        await call.service.cameras.started()
        await self._hosts.settled()
        return self._directory.find(name, call.session.selected_camera)

    async def _by_its_former_name(self, name: str, call: Call, params: Mapping[str, Any]) -> JsonValue:
        """Try a name that no camera has now at this host: it may know a camera that is away, or had another id."""
        try:
            return self._of(self._hosts.own, await self._methods[name](call, params))
        except ServiceError as error:
            if error.name is not ErrorName.CAMERA_NOT_FOUND:
                raise
            raise self._not_found(error, params.get("camera") or call.session.selected_camera) from None

    def _not_found(self, error: ServiceError, wanted: str | None) -> ServiceError:
        names = self._directory.names()
        near = get_close_matches(wanted, names, n=1) if wanted else []
        if not names:
            return error.but(remedy="No host that this one reaches has any: list_cameras has the hosts of the rig.")
        hint = f"Did you mean {near[0]!r}? " if near else ""
        return error.but(remedy=f"{hint}list_cameras names those there are.", details={"cameras": names})

    async def _ask(
        self, host: str, name: str, params: Mapping[str, JsonValue], *, within_s: float | None = None
    ) -> JsonValue:
        try:
            return self._of(host, await self._hosts.call(host, name, params, within_s=within_s))
        except ServiceError as error:
            if error.camera is None:
                raise
            raise error.but(camera=self._directory.name(host, error.camera)) from None

    def _of(self, host: str, result: JsonValue) -> JsonValue:
        """Return a result in which cameras have the names that they have in the rig."""
        if not isinstance(result, dict) or type(result) is not dict:  # one that is encoded has no names
            return result
        named: dict[str, JsonValue] = dict(result)
        if isinstance(camera := named.get("camera"), str):
            named["camera"] = self._directory.name(host, camera)
        if "id" in named and "abilities" in named:
            named |= {"id": self._directory.name(host, str(named["id"])), "host": host}
        for member in ("sequence", "camera", "link"):
            if isinstance(within := named.get(member), dict):
                named[member] = self._of(host, within)
        return named

    async def _where_it_is_known(self, name: str, look_up: str, call: Call, params: Mapping[str, Any]) -> JsonValue:
        """Do it at the host that has a sequence or a group; `look_up` is the method that says which one has."""
        try:
            return self._of(self._hosts.own, await self._methods[name](call, params))
        except ServiceError as error:
            if error.name is not _NOT_THERE:
                raise
            not_there = error
        answers = await self._ask_all(look_up, params)
        for host, answer in answers.items():
            if not isinstance(answer, ServiceError):
                return answer if name == look_up else await self._ask(host, name, params)
        if silent := [host for host, answer in answers.items() if _is_silent(answer)]:
            message = f"No host that answers knows of this one, and {', '.join(silent)} does not answer."
            raise ServiceError(ErrorName.HOST_UNREACHABLE, message, details={"host": silent[0]})
        raise not_there

    async def _select_camera(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        place = await self._place(call, params["camera"])
        if place is None:
            return await self._by_its_former_name("select_camera", call, params)
        result = cast("dict[str, Any]", await self._at_host(call, place.host, "list_cameras"))
        for camera in result["cameras"]:
            if camera["id"] == place.id:
                name = self._directory.name(place.host, place.id)
                call.session.selected_camera = name
                return {"camera": {**camera, "id": name, "host": place.host}}
        raise self._not_found(
            ServiceError(ErrorName.CAMERA_NOT_FOUND, f"There is no camera {params['camera'][:80]!r} any more."),
            params["camera"],
        )

    # ---- at several hosts

    async def _capture_group(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        await call.service.cameras.started()
        await self._hosts.settled()
        members = [self._member(name) for name in params["cameras"]]
        bodies = [(member.host.name, member.camera) if member.host else member.camera for member in members]
        check_each_once(zip(params["cameras"], bodies, strict=True))
        timeout_s = params.get("timeout_s", DEFAULT_TIMEOUT_S)
        manifest = await self._groups.capture(members, timeout_s, partial=params.get("partial", False))
        return cast("JsonValue", self._directory.named(manifest))

    def _member(self, name: str) -> RigMember:
        try:
            place = self._directory.find(name, None)
            if place is None:
                raise self._not_found(
                    ServiceError(ErrorName.CAMERA_NOT_FOUND, f"There is no camera {name[:80]!r}."), name
                )
            return RigMember(place.id, self._hosts.of_groups(place.host))
        except ServiceError as error:
            return RigMember(name, error=error)

    # ---- at all hosts

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
                joined["sequences"] += [self._of(host, each) for each in answer["sequences"]]
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
            {**cast("dict[str, Any]", self._of(host, each)), "host": host}
            for host, answer in there.items()
            for each in answer["tetherings"]
        ]
        hosts = [{"host": host, "save_dir": answer["save_dir"]} for host, answer in there.items()]
        return {"save_dir": own["save_dir"], "tetherings": tetherings, "hosts": cast("JsonValue", hosts)}

    async def _everywhere(
        self, call: Call, name: str, params: Mapping[str, Any]
    ) -> dict[str, dict[str, Any] | ServiceError]:
        """Return the answers of all hosts, this one's first; of one that does not answer, the error."""
        others = asyncio.create_task(self._ask_all(name, params, named=False))
        try:
            own = cast("dict[str, Any]", await self._methods[name](call, params))
        except BaseException:
            others.cancel()
            raise
        return {self._hosts.own: own, **await others}

    async def _ask_all(self, name: str, params: Mapping[str, Any], *, named: bool = True) -> dict[str, Any]:
        hosts = list(self._hosts.others)
        ask = self._ask if named else self._hosts.call
        answers = await asyncio.gather(
            *(ask(host, name, params, within_s=ANSWER_S) for host in hosts), return_exceptions=True
        )
        for answer in answers:
            if isinstance(answer, BaseException) and not isinstance(answer, ServiceError):
                raise answer
        return dict(zip(hosts, answers, strict=True))

    async def _at_host(self, call: Call, host: str, name: str) -> JsonValue:
        if host == self._hosts.own:
            return cast("JsonValue", await self._methods[name](call, {}))
        return await self._hosts.call(host, name, {}, within_s=ANSWER_S)

    # ---- here

    async def _cancel_request(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        """Stop a request here, or at the hosts that are at it."""
        works = call.session.requests.get(params["request_id"], ()) if call.session.can_notify else ()
        works = [work for work in works if work is not call.work]
        stops = {work: await self._hosts.cancel(work) for work in works}
        if not any(stops.values()):
            return cast("JsonValue", await self._methods["cancel_request"](call, params))
        stopped = slowest([stop or work.cancel() for work, stop in stops.items()])
        return {"request_id": params["request_id"], "stopped": stopped}

    async def _subscribe(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        if not _OF_HOSTS.isdisjoint(params["events"]):
            await self._hosts.follow_events(call.session)
        return cast("JsonValue", await self._methods["subscribe"](call, params))

    async def _get_events(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        await self._hosts.follow_events(call.session)
        return cast("JsonValue", await self._methods["get_events"](call, params))

    async def _get_server_info(self, call: Call, params: Mapping[str, Any]) -> JsonValue:
        return {**await self._methods["get_server_info"](call, params), "host": self._hosts.own}


def _is_silent(answer: object) -> bool:
    return isinstance(answer, ServiceError) and answer.name is ErrorName.HOST_UNREACHABLE
