"""What the fork server is asked for, and what the process that it has forked says first."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST_BYTES: Final = 1 << 16
"""The longest request, which is one packet."""
DESCRIPTORS: Final = 2
"""What comes with a request: the process's end of its socket to the server, and its standard error."""


class Job(StrEnum):
    """What a process is forked for."""

    WORKER = "worker"
    DETECT = "detect"


@dataclass(frozen=True)
class ForkRequest:
    """Fork a process for `job`, with these keyword arguments. libgphoto2 keeps its settings in `config_home`."""

    job: Job
    config_home: str
    arguments: Mapping[str, str | None]

    def encode(self) -> bytes:
        """Return the packet."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def decode(cls, packet: bytes) -> ForkRequest:
        """Return the request that a packet has."""
        fields = json.loads(packet)
        return cls(Job(fields["job"]), fields["config_home"], fields["arguments"])


@dataclass(frozen=True)
class ForkReply:
    """The first line on the socket of a forked process: its process id, or why there is none."""

    pid: int | None
    error: str | None = None

    def encode(self) -> bytes:
        """Return the line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def decode(cls, line: bytes | bytearray) -> ForkReply:
        """Return the reply that a line has."""
        return cls(**json.loads(line))
