"""Runs Python that a page shows without the program around it: FILE URL TOKEN.

It has a `session`, a `picture` that was just taken, the `token`, and `show` for frames. What waits for events or frames
without an end has done its part with the first event, and the third frame.
"""

from __future__ import annotations

import ast
import asyncio
import inspect
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rpc_camera_client import Session

if TYPE_CHECKING:
    from types import CodeType

END_S = 30.0
FRAMES = 3


class EnoughError(Exception):
    """It has done what it would go on doing."""


class Seen:
    """What the fragment shows and prints."""

    def __init__(self, *, is_endless: bool) -> None:
        self._is_endless = is_endless
        self._frames: set[bytes] = set()

    def show(self, frame: bytes) -> None:
        """Take a frame."""
        assert frame.startswith(b"\xff\xd8")
        self._frames.add(frame)
        if len(self._frames) == FRAMES:
            raise EnoughError

    def print(self, *words: object) -> None:
        """Print; of a stream of events the first is enough."""
        sys.stdout.write(" ".join(map(str, words)) + "\n")
        if self._is_endless:
            raise EnoughError


async def main(code: str, url: str, token: str) -> None:
    """Run it; pictures are taken meanwhile for what waits for events."""
    is_endless = "session.events()" in code
    seen = Seen(is_endless=is_endless)
    async with await Session.connect(url, token=token) as session, await Session.connect(url, token=token) as other:
        names = {"session": session, "picture": await other.capture_image(), "token": token, "show": seen.show}
        compiled = compile(code, "shown.py", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        shooting = asyncio.create_task(shoot(other)) if is_endless else None
        try:
            await asyncio.wait_for(run(compiled, {**names, "print": seen.print}), END_S)
        except EnoughError:
            return
        finally:
            if shooting:
                shooting.cancel()
        if is_endless or "live_view" in code:
            raise AssertionError("it ended by itself")


async def run(code: CodeType, names: dict[str, object]) -> None:
    """Run code with `await` at its top."""
    result = eval(code, names)
    if inspect.isawaitable(result):
        await result


async def shoot(session: Session) -> None:
    """Take pictures until it is cancelled."""
    while True:
        await asyncio.sleep(0.5)
        await session.capture_image()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text(encoding="utf-8"), *sys.argv[2:]))
