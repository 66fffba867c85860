"""Which camera is on which host, and by what names it can be called in the rig."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.group.manifest import with_fewer_files

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from rpc_camera.contract.types import GroupManifest, GroupMember

AT: Final = "@"
_NAMES_TOLD: Final = 8
Described: TypeAlias = "Mapping[str, Any]"  # the Camera of schemas/types.json, as its host describes it


@dataclass(frozen=True)
class Place:
    """A camera: the host that it is at, and its id there."""

    host: str
    id: str

    @property
    def full_name(self) -> str:
        """What it can always be called in the rig."""
        return f"{self.id}{AT}{self.host}"


class Directory:
    """The cameras of all hosts. `own` is this one, whose cameras `describe_own` returns, and `own_ids` their ids."""

    def __init__(
        self, own: str, describe_own: Callable[[], Sequence[Described]], own_ids: Callable[[], Collection[str]]
    ) -> None:
        self._own = own
        self._describe_own = describe_own
        self._own_ids = own_ids
        self._others: dict[str, Sequence[Described]] = {}
        self._others_with: dict[str, set[str]] = {}  # by the id of a camera: each event asks for its name

    def learn(self, host: str, cameras: Sequence[Described]) -> None:
        """Note the cameras of another host; those of one that is silent are still known."""
        self._others[host] = cameras
        self._index()

    def relabel(self, host: str, name: str, label: str | None) -> None:
        """Note the label of a camera of another host, by its name in the rig, before that is asked for all it has."""
        camera_id = name.removesuffix(f"{AT}{host}")
        if cameras := self._others.get(host):
            self._others[host] = [{**each, "label": label} if each["id"] == camera_id else each for each in cameras]

    def forget(self, host: str) -> None:
        """Forget a host that has left."""
        self._others.pop(host, None)
        self._index()

    def _index(self) -> None:
        self._others_with = {}
        for host, cameras in self._others.items():
            for camera in cameras:
                self._others_with.setdefault(camera["id"], set()).add(host)

    def others_places(self) -> dict[str, str]:
        """Return at which host each camera of the others is, in words."""
        return {camera["id"]: f"the host {host}" for host, cameras in self._others.items() for camera in cameras}

    def name(self, host: str, camera_id: str) -> str:
        """Return what a camera is called in the rig: its id, with the host where others have the same.

        A body that has gone to another host keeps its id: it is the same.
        """
        hosts = {*self._others_with.get(camera_id, ()), *([self._own] if camera_id in self._own_ids() else [])}
        return f"{camera_id}{AT}{host}" if len(hosts) > 1 and host in hosts else camera_id

    def described(self, by_host: Mapping[str, Sequence[Described]]) -> list[dict[str, Any]]:
        """Return the cameras of several hosts as the rig has them: each with its host, and a name of its own."""
        of_id = _called(by_host, lambda camera: {camera["id"]})
        of_name = _called({**self._others, **by_host}, _names)
        described: list[dict[str, Any]] = []
        for host, cameras in by_host.items():
            for camera in cameras:
                known = {**camera, "host": host, "index": len(described)}
                here, camera_id, label = Place(host, camera["id"]), camera["id"], camera.get("label")
                if twins := of_id[camera_id] - {here}:
                    known["id"] = here.full_name
                    on = ", ".join(sorted(twin.host for twin in twins))
                    known["id_doubt"] = f"A camera on {on} has the same id, {camera_id}."
                if label and (namesakes := of_name[label] - {here}):
                    others = _listed(namesakes, ", ")
                    known["label_doubt"] = f"{label!r} is also the name of {others}: give one of them another label."
                described.append(known)
        return described

    def called_at(self, hosts: Collection[str], name: str) -> str | None:
        """Return another host's camera that has this id, else one of these other hosts with this label: `ID@HOST`.

        An id stays taken though its host is silent.
        """
        others = [(place, camera) for place, camera in self._all() if place.host != self._own]
        with_id = (place for place, _ in others if place.id == name)
        labelled = (place for place, camera in others if place.host in hosts and camera.get("label") == name)
        place = next(with_id, None) or next(labelled, None)
        return place.full_name if place else None

    def named(self, manifest: GroupManifest) -> GroupManifest:
        """Return a group's manifest in which cameras have the names that they have in the rig."""
        cameras = [
            cast("GroupMember", {**each, "camera": self.name(each.get("host", self._own), each["camera"])})
            for each in manifest["cameras"]
        ]
        fewer = with_fewer_files(cameras, manifest["files_per_camera"])
        return {**manifest, "cameras": cameras, "fewer_files": fewer}

    def find(self, name: str | None, selected: str | None) -> Place | None:
        """Return the camera called `name`, else the selected one, else the only one in the rig.

        A name is an id with `@` and the host; an id; a label that is no camera's id; or a port, which counts at this
        host first. None: no camera that is there has that name. ServiceError: several have it, or there are several and
        none is named.
        """
        wanted = name if name is not None else selected
        known = list(self._all())
        if wanted is None:
            return self._only_one([place for place, _ in known])
        camera_id, at, host = wanted.rpartition(AT)
        if at and (host in self._others or host == self._own):
            return Place(host, camera_id)
        for places in (
            [place for place, _ in known if place.id == wanted],
            [place for place, camera in known if camera.get("label") == wanted],
            [place for place, camera in known if place.host == self._own and camera["port"] == wanted],
            [place for place, camera in known if camera["port"] == wanted],
        ):
            if len(places) > 1:
                raise self._ambiguous(wanted, places)
            if places:
                return places[0]
        return None

    def own_id(self, name: str) -> str:
        """Return a name without this host's, where it is an id of this host's with `@` and the host."""
        return name.removesuffix(f"{AT}{self._own}")

    def has_own(self, camera_id: str) -> bool:
        """Return whether this host has a camera of this id."""
        return _has(self._describe_own(), camera_id)

    def names(self) -> list[str]:
        """Return the names of all cameras."""
        return [self.name(place.host, place.id) for place, _ in self._all()]

    def _only_one(self, places: Sequence[Place]) -> Place | None:
        if len(places) > 1:
            raise ServiceError(
                ErrorName.NO_CAMERA_SELECTED,
                f"There are {len(places)} cameras in the rig and none is selected.",
                details={"cameras": self.names()},
            )
        return places[0] if places else None

    def _ambiguous(self, wanted: str, places: Sequence[Place]) -> ServiceError:
        names = [place.full_name for place in places]
        return ServiceError(
            ErrorName.NO_CAMERA_SELECTED,
            f"{len(places)} cameras in the rig are called {wanted[:80]!r}.",
            remedy=f"Say which: {_listed(places, ' or ')}. By that name, label_camera gives it a label of its own.",
            details={"cameras": names},
        )

    def _all(self) -> Iterator[tuple[Place, Described]]:
        for camera in self._describe_own():
            yield Place(self._own, camera["id"]), camera
        for host, cameras in self._others.items():
            for camera in cameras:
                yield Place(host, camera["id"]), camera


def _has(cameras: Sequence[Described], camera_id: str) -> bool:
    return any(camera["id"] == camera_id for camera in cameras)


def _names(camera: Described) -> set[str]:
    return {camera["id"], camera.get("label") or camera["id"]}


def _called(
    by_host: Mapping[str, Sequence[Described]], names: Callable[[Described], set[str]]
) -> defaultdict[str, set[Place]]:
    """Return the cameras that have each name."""
    called: defaultdict[str, set[Place]] = defaultdict(set)
    for host, cameras in by_host.items():
        for camera in cameras:
            for name in names(camera):
                called[name].add(Place(host, camera["id"]))
    return called


def _listed(places: Collection[Place], between: str) -> str:
    return between.join(sorted(place.full_name for place in places)[:_NAMES_TOLD])
