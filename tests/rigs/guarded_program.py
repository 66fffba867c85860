"""A program that answers requests, a JSON object to a line, behind a real guard: what tests stop, kill and start again.

Arguments: the guard's file, the instance, and the file that gets a line for each request when it is begun.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from rpc_camera.errors import ServiceError
from rpc_camera.rig.guard import Guard
from rpc_camera.rig.guarded_request import GuardedRequest


async def serve(guard: Guard, instance: str, begun: Path) -> None:
    """Answer what comes at the standard input, each beside the others, until it ends."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    print("ready", flush=True)
    tasks = set()
    while line := await reader.readline():
        task = asyncio.create_task(answer(guard, instance, begun, json.loads(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


async def answer(guard: Guard, instance: str, begun: Path, asked: dict[str, Any]) -> None:
    """Answer one request: what it does takes as long as it says."""

    async def run() -> bytes:
        with begun.open("a") as file:
            file.write(asked["id"] + "\n")
        await asyncio.sleep(asked["takes_s"])
        return f"{asked['id']} of {instance}".encode()

    meant_for, deadline_s, changes = asked["instance"], asked["deadline_s"], asked["changes"]
    request = GuardedRequest(asked["id"], "gateway", "capture_image", meant_for, deadline_s, 0, changes=changes)
    try:
        reply = {"answer": (await guard.answer(request, run)).decode()}
    except ServiceError as error:
        reply = {"error": str(error.name)}
    print(json.dumps({"id": asked["id"], **reply}), flush=True)


async def main() -> None:
    """Run until the standard input ends."""
    path, instance, begun = sys.argv[1:]
    guard = Guard(Path(path), "pi-1", instance)
    await serve(guard, instance, Path(begun))
    await guard.close()


if __name__ == "__main__":
    asyncio.run(main())
