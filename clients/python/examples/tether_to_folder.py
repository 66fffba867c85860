"""Fetch each picture as it is taken, also with the camera's own button: tether_to_folder.py FOLDER [COUNT].

It ends after so many files, or with Ctrl-C.
RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and its token.
"""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path

from rpc_camera_client import RpcCameraError, Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")


async def main(folder: str, count: int | None) -> None:
    """Follow `file_added`; what comes while the connection is away is brought back by the session."""
    await asyncio.to_thread(Path(folder).mkdir, parents=True, exist_ok=True)
    async with await Session.connect(URL, token=os.environ["RPC_CAMERA_TOKEN"]) as session:
        await session.subscribe(["file_added"])
        print("Take pictures.", flush=True)
        async for event in session.events():
            if event["method"] == "file_added" and event["params"]["origin"] != "upload":
                added = event["params"]
                try:
                    print(await session.download(added["file"]["path"], folder, camera=added["camera"]), flush=True)
                except (RpcCameraError, FileExistsError) as error:
                    print(error, file=sys.stderr)
                count = None if count is None else count - 1
                if count == 0:
                    return
            elif event["method"] == "events_missed":
                print(event["params"]["message"], file=sys.stderr)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None))
