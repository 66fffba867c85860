"""Files of another host's camera through the gateway: streamed, resumed, stored, refused and cut as they are there."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from tests.rig.conftest import BIG, BIG_BYTES
from tests.rigs.service import TOKEN
from tests.service.test_file_links import fetch

if TYPE_CHECKING:
    from tests.rig.conftest import Pictures
    from tests.rigs.rpc_client import RpcClient
    from tests.rigs.service import RunningService

BEARER = f"Bearer {TOKEN}"


async def test_a_large_file_comes_whole_with_all_that_is_said_of_it(
    gateway: RunningService, host: RunningService, client: RpcClient, camera: str, pictures: Pictures
) -> None:
    link = await client.call("get_file_url", camera=camera, path=BIG)
    async with fetch(gateway.url + link["url"], Want_Repr_Digest="sha-256=1") as response:
        body = await response.read()
    digest = base64.b64encode(hashlib.sha256(pictures.big).digest()).decode()

    assert link["via"] == "gateway"
    assert link["file"]["size_bytes"] == BIG_BYTES
    assert body == pictures.big
    assert response.status == 200
    assert response.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    own = f"{host.url}/cameras/{host.cameras.cameras[0].id}/files{BIG}"
    async with fetch(own, Authorization=BEARER, Want_Repr_Digest="sha-256=1") as there:
        assert dict(response.headers) | {"Date": ""} == dict(there.headers) | {"Date": ""}
