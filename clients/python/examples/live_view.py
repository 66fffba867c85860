"""Write frames of live view to files, for any program to show: live_view.py FOLDER COUNT.

RPC_CAMERA_URL and RPC_CAMERA_TOKEN say where the service is, and its token.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

from rpc_camera_client import Session

URL = os.environ.get("RPC_CAMERA_URL", "ws://localhost:8765/rpc")


async def main(folder: Path, count: int) -> None:
    """Take each time the newest frame: what is slow here misses some, and is never behind."""
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with await Session.connect(URL, token=os.environ["RPC_CAMERA_TOKEN"]) as session:
        frames = session.live_view(max_fps=10)
        for number in range(1, count + 1):
            frame = await anext(frames)
            await asyncio.to_thread((folder / f"frame-{number:04}.jpg").write_bytes, frame.jpeg)
            print(f"frame {frame.sequence}: {len(frame.jpeg)} bytes")
        await frames.aclose()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
