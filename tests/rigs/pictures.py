"""Pictures that are on a body, whatever its make."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rigs.makes import Make
    from tests.rigs.rpc_client import RpcClient


async def any_picture(client: RpcClient, make: Make) -> str:
    """Return the path of a picture: of one that was there, or of a new one."""
    if make.stock:
        return f"{make.first_folder}/{make.jpeg_of(1)}"
    path: str = (await client.call("capture_image"))["files"][0]["path"]
    return path
