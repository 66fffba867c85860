"""Emulated USB for a test: the testbed's process, and what programs need to see it instead of this machine's USB."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

if TYPE_CHECKING:
    from types import TracebackType

    from tests.rigs.virtual_camera import VirtualCameraProcess

_CHECKOUT: Final = Path(__file__).parents[2]
_SYSTEM_PYTHON: Final = "/usr/bin/python3"  # umockdev's bindings are the distribution's, for its own Python
_END_S: Final = 10


class UsbNumbers(NamedTuple):
    """The numbers by which a driver knows a body."""

    vendor: int
    product: int


LISTED: Final = UsbNumbers(0x04B0, 0x0441)
"""A model that libgphoto2 lists (Nikon DSC D850)."""
UNLISTED: Final = UsbNumbers(0x1209, 0x0001)
"""A model that it knows by its class only (USB PTP Class Camera)."""


class EmulatedUsb:
    """One USB bus, for as long as it is entered. Sockets are called as the kernel does: "1-1", "1-2"."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [_SYSTEM_PYTHON, "-m", "tests.usb.testbed"],
            cwd=_CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._root = self._answer()["root"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._process:
            assert self._process.stdin
            self._process.stdin.close()
            status = self._process.wait(_END_S)
        assert status == 0, "the testbed has failed: its own traceback stands above"

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to see this bus only."""
        return {"UMOCKDEV_DIR": self._root, "LD_PRELOAD": "libumockdev-preload.so.0"}

    @property
    def devices(self) -> Path:
        """Where this machine's own programs see the emulated /dev/bus/usb."""
        return Path(self._root, "dev/bus/usb")

    def plug(self, socket: str, camera: VirtualCameraProcess, model: UsbNumbers = LISTED) -> str:
        """Put a virtual camera behind a socket; return the port that it has now: a new one each time."""
        return self._plug(socket, model, camera=camera.port)

    def plug_recording(self, socket: str, recording: Path, model: UsbNumbers) -> str:
        """Put a camera behind a socket that answers as in a file of umockdev-record's ioctls; return its port."""
        return self._plug(socket, model, recording=str(recording))

    def plug_dump(self, socket: str, dump: Path, model: UsbNumbers) -> str:
        """Put a camera behind a socket that has a real body's properties, as its dump has them; return its port."""
        return self._plug(socket, model, dump=str(dump))

    def unplug(self, socket: str) -> None:
        """Pull the cable."""
        self._do(unplug=socket)

    def unplug_after(self, socket: str, sent_bytes: int) -> None:
        """Pull the cable when so many bytes more have come from the camera."""
        self._do(unplug=socket, after_bytes=sent_bytes)

    def claim(self, socket: str, *, elsewhere: bool) -> None:
        """Have another program hold the camera, or hold it no more."""
        self._do(claim=socket, elsewhere=elsewhere)

    def _plug(self, socket: str, model: UsbNumbers, **what: object) -> str:
        answer = self._do(plug=socket, **model._asdict(), **what)
        return f"usb:001,{answer['number']:03}"

    def _do(self, **command: object) -> dict[str, Any]:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        assert "error" not in answer, answer["error"]
        return answer

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, "the testbed has ended: install umockdev, gir1.2-umockdev-1.0 and python3-gi if they are missing"
        answer: dict[str, Any] = json.loads(line)
        return answer
