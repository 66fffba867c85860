"""What a command is given: its arguments, its output, and a session with the service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable

    from rpc_camera.command.output import Output
    from rpc_camera_client import Session

    Run = Callable[["Work"], Awaitable[int | None]]
    Alone = Callable[[argparse.Namespace, Output], Awaitable[int | None]]


@dataclass(frozen=True)
class Work:
    """One command under way. `url` is where the session's service is: `ws://localhost:8765/rpc`."""

    arguments: argparse.Namespace
    output: Output
    session: Session
    url: str

    @property
    def camera(self) -> str | None:
        """The camera that was named, if one was."""
        camera: str | None = self.arguments.camera
        return camera
