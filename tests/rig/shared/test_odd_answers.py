"""Answers of a member of the rig that is none of ours, each to one host."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from rpc_camera.errors import ErrorName
from tests.rig.test_bad_members import NESTED, until_known
from tests.rigs.bad_member import bad_member
from tests.rigs.rig_hosts import SOON_S, rig_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from tests.rigs.nats_server import NatsServer
    from tests.rigs.rig_hosts import RigHosts

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def rig(nats_server: NatsServer, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RigHosts]:
    async with rig_of(tmp_path_factory.mktemp("rig"), nats_server, {"left": []}) as rig:
        yield rig


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing that comes is a fault of the host's own: it logs no exception."""
    caplog.set_level(logging.WARNING)
    yield
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"null", b"[]", b"{}", b'"x"', b"\xff", NESTED.encode()),
        *(b'{"result":{"cameras":[],"more":NaN}}', b'{"result":{"cameras":[],"more":1e999}}', b"[" * 500 + b"]" * 500),
        *(b'{"error":{"data":{"gphoto2":{"code":1e999,"symbol":"","context":""}}}}', b'{"error":{"data":{"x":NaN}}}'),
        json.dumps({"error": {"message": "x", "data": {"x": "x" * (1 << 20)}}}).encode(),
        *(b'{"result":null}', b'{"result":[]}', b'{"result":{}}', b'{"result":{"cameras":null}}'),
        *(b'{"result":{"cameras":[1]}}', b'{"result":{"cameras":[{"id":"x"}]}}', b'{"result":{"cameras":[{"id":1}]}}'),
        *(b'{"error":null}', b'{"error":[]}', b'{"error":{"data":[]}}', b'{"error":{"data":{"gphoto2":1}}}'),
    ],
)
async def test_a_host_that_answers_oddly_spoils_no_list_of_the_others(
    rig: RigHosts, nats_server: NatsServer, answer: bytes
) -> None:
    client = rig.clients["left"]
    async with bad_member(nats_server, answers=lambda _: answer) as evil:
        async with asyncio.timeout(SOON_S):
            while "list_cameras" not in evil.asked:  # it may count as silent, since the test before
                await until_known(rig)
        for method in ("list_cameras", "list_sequences", "list_tethering"):
            listed = await client.call(method)
            assert "left" in json.dumps(listed) or method == "list_sequences"
        refused = await client.error("get_sequence", sequence_id="0123456789ab")
        assert {"list_cameras", "list_sequences", "list_tethering", "get_sequence"} <= set(evil.asked)
    assert refused.name in {ErrorName.HOST_UNREACHABLE, ErrorName.JOB_NOT_FOUND}
