"""Have the service take a picture every so often, and fetch them all in the end: timelapse.py FOLDER FRAMES INTERVAL_S.

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and its token.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from rpc_camera_client import Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")


async def main(folder: Path, frames: int, interval_s: float) -> None:
    """Look on: the service keeps the time, and goes on without this program."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with await Session.connect(URL, token=os.environ["RPC_CAMERA_TOKEN"]) as session:
        await session.subscribe(["sequence_progress", "sequence_ended"])
        sequence = (await session.start_sequence(frames=frames, interval_s=interval_s))["sequence"]
        paths: list[str] = []
        async for event in session.events():
            if event["method"] == "sequence_progress":
                paths += [file["path"] for file in event["params"]["files"]]
                print(f"{event['params']['frames_taken']} of {frames} pictures taken")
            elif event["method"] == "sequence_ended":
                break
        for path in paths:
            print(await session.download(path, folder, camera=sequence["camera"]))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
