"""Who is where: a camera is a body, whatever port it is on. The test plays the bodies' workers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from rpc_camera.camera.identity import Source
from rpc_camera.camera.line.fork_server import ForkServer
from rpc_camera.camera.live_view.viewer import LiveFrame, Viewer
from rpc_camera.camera.registry.registry import CameraRegistry, RegistryOptions
from rpc_camera.errors import ErrorName, ServiceError
from rpc_camera.event_log import EventLog
from rpc_camera.wire.events import CameraOpened
from rpc_camera.wire.identity import camera_id
from rpc_camera.wire.requests import Folder, Jpeg, ListFolder, PreviewFrame, SetConfig
from tests.rigs.played_camera import lost
from tests.rigs.played_worker import PlayedWorker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from rpc_camera.camera.camera import TetheredCamera
    from rpc_camera.camera.line.process import WorkerProcess, WorkerSpec
    from rpc_camera.wire.message import WorkerEvent, WorkerRequest

HERE, THERE, ELSEWHERE = "usb:001,002", "usb:001,007", "usb:002,003"
WIFI, CABLE = "ptpip:192.168.1.2", "ptpip:10.0.0.2"
MODEL = "Nikon Z5"
SOON_S = 10


@dataclass
class Body:
    """A body at a port. Without a serial number, it cannot be told from another of its model."""

    serial_number: str | None
    model: str = "Z 5"

    def says(self, port: str) -> CameraOpened:
        name = camera_id({"model": self.model, "serial_number": self.serial_number}, port)
        return CameraOpened(name, None, self.model, self.serial_number, None, MODEL, [])


class Bench:
    """`bodies` are at their ports, and may be moved between `plug` and `unplug`."""

    def __init__(self, state_dir: Path) -> None:
        self.bodies: dict[str, Body] = {}
        self.workers: dict[str, PlayedWorker] = {}  # the last at each port
        self.delay_s: dict[str, float] = {}  # for the bodies that answer late
        self.events = EventLog()
        self.registry = CameraRegistry(
            RegistryOptions(state_dir, ForkServer(), events=self.events, start_worker=self._start)
        )

    async def _start(
        self, _fork_server: ForkServer, spec: WorkerSpec, publish: Callable[[WorkerEvent], None]
    ) -> WorkerProcess:
        worker = PlayedWorker(self._answer)
        process = await worker.start(publish)
        self.workers[spec.port] = worker
        await asyncio.sleep(self.delay_s.get(spec.port, 0))
        if body := self.bodies.get(spec.port):
            worker.report(body.says(spec.port))
        else:
            worker.lose(lost("There is no camera."))
        return process

    async def _answer(self, request: WorkerRequest[Any]) -> object:
        match request:
            case PreviewFrame():
                return Jpeg(b"\xff\xd8")
            case SetConfig(name, value):
                return {"name": name, "value": value}
            case ListFolder():
                return Folder([], [])
            case _:
                return None

    async def plug(
        self, port: str, body: Body | None = None, *, removable: bool = True, socket: str | None = None
    ) -> TetheredCamera:
        """Plug a body in, wait until it has been tried, and return the camera that is at the port then."""
        if body:
            self.bodies[port] = body
        self.registry.plug(Source(port, MODEL if removable else None, removable=removable, physical_port=socket))
        await self.tried(port)
        return self.at(port)

    async def tried(self, port: str) -> None:
        there = next(each for each in self.registry._ports if each.source.port == port)
        async with asyncio.timeout(SOON_S):
            await there.link.first_attempt()

    def unplug(self, port: str) -> None:
        self.bodies.pop(port, None)
        self.registry.unplug(port, "It was unplugged or switched off.")

    async def reopen(self, port: str, body: Body) -> TetheredCamera:
        """Have another body at the same port, of which the link finds out when it is opened again."""
        self.bodies[port] = body
        there = next(each for each in self.registry._ports if each.source.port == port)
        before = self.workers[port]
        before.lose(lost())
        async with asyncio.timeout(SOON_S):
            while self.workers[port] is before or not there.link.is_up:  # noqa: ASYNC110 - it reopens by itself
                await asyncio.sleep(0.005)
        return self.at(port)

    def at(self, port: str) -> TetheredCamera:
        return next(camera for camera in self.registry.cameras if camera.source.port == port)

    @property
    def comings_and_goings(self) -> list[tuple[str, object]]:
        events = self.events.since(0, 1000).events
        return [(event.name, event.params["camera"]) for event in events if event.name != "camera_state_changed"]


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    await bench.registry.close()
    for worker in bench.workers.values():
        await worker.closed()


async def test_a_body_that_comes_back_on_another_port_is_the_same_camera(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))
    bench.unplug(HERE)
    away = bench.registry.resolve("z-5-1")
    back = await bench.plug(THERE, Body("1"))

    assert camera is away is back
    assert (back.id, back.source.port) == ("z-5-1", THERE)
    assert bench.registry.resolve("z-5-1") is bench.registry.resolve(THERE) is camera
    assert bench.comings_and_goings == [
        *(("camera_added", "z-5-1"), ("camera_removed", "z-5-1"), ("camera_added", "z-5-1"))
    ]


async def test_its_viewers_its_settings_and_its_downloads_are_still_there(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))
    frames: asyncio.Queue[LiveFrame] = asyncio.Queue()
    camera.preview.join(Viewer(100, frames.put_nowait))
    await camera.settings.set("capturetarget", "Internal RAM")
    downloads = camera.downloads
    async with asyncio.timeout(SOON_S):
        await frames.get()
    bench.unplug(HERE)
    while not frames.empty():
        frames.get_nowait()
    back = await bench.plug(THERE, Body("1"))
    async with asyncio.timeout(SOON_S):
        frame = await frames.get()

    assert frame.camera == "z-5-1"
    assert back.downloads is downloads
    assert SetConfig("capturetarget", "Internal RAM") in bench.workers[THERE].requests


async def test_a_camera_that_is_away_is_not_listed_and_refuses_as_lost(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))
    bench.unplug(HERE)
    with pytest.raises(ServiceError) as refused:
        await camera.settings.set("iso", "100")

    assert bench.registry.cameras == ()
    assert (refused.value.name, refused.value.camera) == (ErrorName.CAMERA_LOST, "z-5-1")


async def test_ports_that_could_not_be_opened_do_not_drive_out_a_body_that_is_away(bench: Bench) -> None:
    camera = await bench.plug(HERE, Body("1"))
    bench.unplug(HERE)
    for number in range(40):  # as of a plug that is loose
        port = f"usb:001,{number + 10:03}"
        await bench.plug(port)
        bench.unplug(port)

    assert await bench.plug(THERE, Body("1")) is camera


async def test_bodies_that_cannot_be_told_apart_are_numbered(bench: Bench) -> None:
    bodies = [await bench.plug(port, Body("7")) for port in (HERE, THERE, ELSEWHERE)]
    assert [body.id for body in bodies] == ["z-5-7", "z-5-7-2", "z-5-7-3"]
    assert len(set(map(id, bodies))) == 3

    bench.unplug(THERE)
    assert (await bench.plug(THERE, Body("7"))) is bodies[1]


async def test_bodies_without_a_serial_number_are_known_by_their_ports(bench: Bench) -> None:
    first, second = [await bench.plug(port, Body(None)) for port in (HERE, THERE)]

    assert (first.id, second.id) == ("z-5-usb-001-002", "z-5-usb-001-007")


async def test_another_body_at_the_same_address_is_another_camera(bench: Bench) -> None:
    first = await bench.plug(WIFI, Body("1"), removable=False)
    second = await bench.reopen(WIFI, Body("2"))

    assert (first.id, second.id) == ("z-5-1", "z-5-2")
    assert first is not second
    assert not first.line.is_attached
    assert bench.registry.cameras == (second,)
    assert bench.comings_and_goings == [
        *(("camera_added", "z-5-1"), ("camera_removed", "z-5-1"), ("camera_added", "z-5-2"))
    ]
    assert await bench.reopen(WIFI, Body("1")) is first


async def test_the_same_body_after_a_lost_link_is_not_announced_again(bench: Bench) -> None:
    camera = await bench.plug(WIFI, Body("1"), removable=False)

    assert await bench.reopen(WIFI, Body("1")) is camera
    assert bench.comings_and_goings == [("camera_added", "z-5-1")]


async def test_a_provisional_id_still_finds_the_camera_that_it_turned_out_to_be(bench: Bench) -> None:
    bench.registry.plug(Source(HERE, MODEL, removable=True))
    (camera,) = bench.registry.cameras
    provisional = camera.id
    bench.bodies[HERE] = Body("1")
    await bench.tried(HERE)

    assert (provisional, camera.id) == ("nikon-z5-usb-001-002", "z-5-1")
    assert bench.registry.resolve(provisional) is bench.registry.resolve("z-5-1") is camera

    bench.unplug(HERE)
    back = await bench.plug(THERE, Body("1"))
    assert bench.registry.resolve(provisional) is bench.registry.resolve("nikon-z5-usb-001-007") is back is camera


async def test_a_network_camera_that_is_lost_at_one_address_is_found_at_another(bench: Bench) -> None:
    camera = await bench.plug(WIFI, Body("1"), removable=False)
    del bench.bodies[WIFI]
    bench.workers[WIFI].lose(lost())
    async with asyncio.timeout(SOON_S):
        while camera.line.is_up:  # noqa: ASYNC110 - clients are notified of its state, which is more
            await asyncio.sleep(0.005)
    there = await bench.plug(CABLE, Body("1"), removable=False)

    assert there is camera
    assert {each.source.port: each.id for each in bench.registry.cameras} == {
        WIFI: "camera-ptpip-192-168-1-2",
        CABLE: "z-5-1",
    }


async def test_two_network_cameras_that_are_both_there_keep_their_addresses(bench: Bench) -> None:
    first = await bench.plug(WIFI, Body("1"), removable=False)
    second = await bench.plug(CABLE, Body("1"), removable=False)

    assert (first.id, second.id) == ("z-5-1", "z-5-1-2")
    assert first.line.is_up


async def test_a_port_without_a_camera_is_a_camera_that_is_lost_under_its_provisional_id(bench: Bench) -> None:
    camera = await bench.plug(WIFI, removable=False)

    assert (camera.id, camera.state, camera.state_reason) == ("camera-ptpip-192-168-1-2", "lost", "There is no camera.")


async def test_a_name_that_nobody_has_is_refused_with_those_that_come_near(bench: Bench) -> None:
    await bench.plug(HERE, Body("1"))
    with pytest.raises(ServiceError) as refused:
        bench.registry.resolve("z-5-l")

    assert refused.value.name is ErrorName.CAMERA_NOT_FOUND
    assert "'z-5-1'" in refused.value.advice
