"""A camera that was recorded by umockdev: it answers each operation, by number and parameters, as it did then."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from tests.usb.testbed.ptp_ip import Operation, Outcome
from tests.usb.testbed.ptp_usb import HEAD, ContainerKind
from tests.usb.testbed.umockdev import GLib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TRANSFER: Final = "USBDEVFS_REAPURBNDELAY"
_TO_CAMERA: Final = "2"
_PARAMETER_BYTES: Final = 4
_NOT_SUPPORTED: Final = Outcome(0x2005)


class _Asked(NamedTuple):
    code: int
    parameters: bytes


class RecordedCamera:
    """Answers from a file of umockdev-record's ioctls; an operation that is not in it is not supported."""

    def __init__(self, recording: str) -> None:
        self._outcomes: dict[_Asked, Outcome] = {}
        for command, answer in _exchanges(Path(recording)):
            length, _, code, _ = HEAD.unpack_from(command)
            asked = _Asked(code, command[HEAD.size : length])
            if asked not in self._outcomes and (outcome := _outcome(answer)):
                self._outcomes[asked] = outcome
        self._sessions = 0

    def perform(self, operation: Operation, done: Callable[[Outcome], None]) -> None:
        """Report the recorded outcome, as a camera would, after this has returned."""
        session = self._sessions

        def report() -> Any:
            if session == self._sessions:
                done(self._recorded(operation))
            return GLib.SOURCE_REMOVE

        GLib.idle_add(report)

    def reset(self) -> None:
        """Report nothing of what was asked before."""
        self._sessions += 1

    def _recorded(self, operation: Operation) -> Outcome:
        """Return what was recorded; trailing parameters of zero may be left out, and other drivers did."""
        parameters = operation.parameters
        while True:
            if outcome := self._outcomes.get(_Asked(operation.code, parameters)):
                return outcome
            if not parameters or any(parameters[-_PARAMETER_BYTES:]):
                return _NOT_SUPPORTED
            parameters = parameters[:-_PARAMETER_BYTES]


def _exchanges(recording: Path) -> Iterator[tuple[bytes, bytes]]:
    """Yield each command, with all that the camera has sent until the next."""
    command, answer = b"", bytearray()
    for line in recording.read_text().splitlines():
        kind, *fields = line.split()
        if kind != _TRANSFER or len(fields) < 9:
            continue
        endpoint, transferred = fields[2], bytes.fromhex(fields[8])
        if endpoint == _TO_CAMERA:
            if command:
                yield command, bytes(answer)
            command, answer = transferred, bytearray()
        else:
            answer += transferred
    yield command, bytes(answer)


def _outcome(answer: bytes) -> Outcome | None:
    """Return the first answer in what the camera has sent: the recording has other runs behind it."""
    data: bytes | None = None
    while len(answer) >= HEAD.size:
        length, kind, code, _ = HEAD.unpack_from(answer)
        body, answer = answer[HEAD.size : length], answer[length:]
        if kind == ContainerKind.RESPONSE:
            return Outcome(code, body, data)
        data = body
    return None
