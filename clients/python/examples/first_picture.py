"""Take a picture, and fetch it into the folder that is named: first_picture.py FOLDER.

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and its token.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from rpc_camera_client import RpcCameraError, Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")


async def main(folder: str) -> None:
    """Fetch all files of one picture: with RAW+JPEG both."""
    await asyncio.to_thread(Path(folder).mkdir, parents=True, exist_ok=True)
    async with await Session.connect(URL, token=os.environ["RPC_CAMERA_TOKEN"]) as session:
        picture = await session.capture_image()
        for file in picture["files"]:
            print(await session.download(file["path"], folder))


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1]))
    except (RpcCameraError, OSError) as error:
        sys.exit(str(error))
