"""Bodies with one serial number, or none: whose id is whose, from start to start. The test plays their workers."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from rpc_camera.camera.identity import Source
from rpc_camera.camera.registry.bodies import BODIES_FILE
from rpc_camera.wire.requests import UseId
from tests.camera.registry.test_registry import CABLE, ELSEWHERE, HERE, MODEL, THERE, WIFI, Bench, Body

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

LEFT, RIGHT, MIDDLE = "usb:1-1.2", "usb:1-1.3", "usb:1-1.4"


@asynccontextmanager
async def starting(state_dir: Path) -> AsyncIterator[Bench]:
    bench = Bench(state_dir)
    try:
        yield bench
    finally:
        await bench.registry.close()
        for worker in bench.workers.values():
            await worker.closed()


async def test_twins_keep_their_ids_whichever_is_opened_first_and_whatever_their_bus_addresses(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        first = [(await bench.plug(port, Body("7"), socket=at)).id for port, at in ((HERE, LEFT), (THERE, RIGHT))]
    async with starting(tmp_path) as bench:
        right = (await bench.plug(HERE, Body("7"), socket=RIGHT)).id
        left = (await bench.plug(ELSEWHERE, Body("7"), socket=LEFT)).id

    assert first == [left, right] == ["z-5-7", "z-5-7-2"]


async def test_one_that_is_at_its_port_has_the_better_right_though_it_answers_later(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        await bench.plug(WIFI, Body("7"), removable=False)
    async with starting(tmp_path) as bench:
        bench.delay_s[WIFI] = 0.2
        bench.bodies = {WIFI: Body("7"), CABLE: Body("7")}
        for port in (CABLE, WIFI):
            bench.registry.plug(Source(port, None, removable=False))
        for port in (CABLE, WIFI):
            await bench.tried(port)

        assert [bench.at(port).id for port in (WIFI, CABLE)] == ["z-5-7", "z-5-7-2"]


async def test_bodies_that_have_exchanged_their_ports_do_not_wait_for_each_other(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        await bench.plug(HERE, Body("1"), socket=LEFT)
        await bench.plug(THERE, Body("2"), socket=RIGHT)
    async with starting(tmp_path) as bench:
        bench.bodies = {HERE: Body("1"), THERE: Body("2")}
        bench.registry.plug(Source(HERE, MODEL, removable=True, physical_port=RIGHT))
        bench.registry.plug(Source(THERE, MODEL, removable=True, physical_port=LEFT))
        await bench.tried(HERE)
        await bench.tried(THERE)

        assert [(bench.at(port).id, bench.at(port).identity.id_doubt) for port in (HERE, THERE)] == [
            ("z-5-1", None),
            ("z-5-2", None),
        ]


async def test_one_of_twins_at_another_port_has_a_new_id_and_it_is_said_whose_it_may_be(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with starting(tmp_path) as bench:
        await bench.plug(HERE, Body("7"), socket=LEFT)
        await bench.plug(THERE, Body("7"), socket=RIGHT)
    async with starting(tmp_path) as bench:
        moved = await bench.plug(HERE, Body("7"), socket=MIDDLE)
        described = bench.registry.describe(moved)

    doubt = str(described["id_doubt"])
    assert moved.id == "z-5-7-3"
    assert "z-5-7 or z-5-7-2" in doubt
    assert MIDDLE in doubt
    assert doubt in caplog.text


async def test_while_the_server_runs_twins_are_never_exchanged(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        one = await bench.plug(HERE, Body("7"), socket=LEFT)
        other = await bench.plug(THERE, Body("7"), socket=RIGHT)
        bench.unplug(HERE)

        assert await bench.reopen(THERE, Body("7")) is other  # its link was lost while the first id was free
        assert (one.id, other.id) == ("z-5-7", "z-5-7-2")
        assert await bench.plug(ELSEWHERE, Body("7"), socket=LEFT) is one


async def test_both_twins_say_that_their_ids_go_with_their_ports_once_there_are_two(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        one = await bench.plug(HERE, Body("7"), socket=LEFT)
        alone = bench.registry.describe(one)
        other = await bench.plug(THERE, Body("7"), socket=RIGHT)
        doubts = [bench.registry.describe(each)["id_doubt"] for each in (one, other)]

    assert "id_doubt" not in alone
    assert ["Other bodies have the same serial number" in str(doubt) for doubt in doubts] == [True, True]


async def test_the_second_twin_keeps_its_pictures_from_memory_in_a_folder_of_its_own(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        await bench.plug(HERE, Body("7"), socket=LEFT)
        await bench.plug(THERE, Body("7"), socket=RIGHT)

        assert UseId("z-5-7-2") in bench.workers[THERE].requests
        assert not [request for request in bench.workers[HERE].requests if isinstance(request, UseId)]


async def test_a_usb_body_without_a_serial_number_is_known_by_where_it_is_plugged_in(tmp_path: Path) -> None:
    async with starting(tmp_path) as bench:
        one = await bench.plug(HERE, Body("0000"), socket=LEFT)
        bench.unplug(HERE)

        assert await bench.plug(THERE, Body("0000"), socket=LEFT) is one
        assert one.id == "z-5-usb-1-1-2"
        assert "no serial number" in str(bench.registry.describe(one)["id_doubt"])


async def test_a_body_of_which_there_is_one_keeps_its_id_at_any_port(tmp_path: Path) -> None:
    for socket in (LEFT, RIGHT, None):
        async with starting(tmp_path) as bench:
            camera = await bench.plug(HERE, Body("7"), socket=socket)
            assert (camera.id, camera.identity.id_doubt) == ("z-5-7", None)


async def test_where_no_physical_port_is_known_twins_have_their_ids_in_turn_and_say_so(tmp_path: Path) -> None:
    for doubt in ("Other bodies have the same serial number", "may be the one that was z-5-7"):
        async with starting(tmp_path) as bench:
            twins = [await bench.plug(port, Body("7")) for port in (HERE, THERE)]

            assert [twin.id for twin in twins] == ["z-5-7", "z-5-7-2"]
            assert doubt in str(twins[0].identity.id_doubt)


@pytest.mark.parametrize(
    "text", ["", "[]", '{"version": 9, "bodies": {}}', '{"version": 1, "bodies": [1]}', "[" * 10**5]
)
async def test_a_file_that_cannot_be_read_is_named_in_the_log_and_replaced(
    text: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / BODIES_FILE).write_text(text)
    async with starting(tmp_path) as bench:
        await bench.plug(HERE, Body("7"), socket=LEFT)

    assert BODIES_FILE in caplog.text
    assert "compare their ids in list_cameras with those of before" in caplog.text
    assert json.loads((tmp_path / BODIES_FILE).read_text())["bodies"] == {"z-5-7": {"z-5-7": LEFT}}
