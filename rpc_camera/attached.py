"""Results that are not written as JSON each time: with bytes attached, or written already."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Final

from rpc_camera.errors import JsonValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    Bytes = bytes | bytearray | memoryview

_LENGTH: Final = struct.Struct("!I")


class WithBytes(dict[str, JsonValue]):
    """A method's result whose bytes go beside the JSON; only as the answer to a single request on a WebSocket."""

    def __init__(self, result: Mapping[str, JsonValue], data: Bytes) -> None:
        super().__init__(result)
        self.data = data


class EncodedResult(dict[str, JsonValue]):
    """A method's result that is always the same: `text` is its JSON, a whole object. As a dict it is empty.

    Parsed, a large one takes ten times the memory.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def beginning_with(self, members: Mapping[str, JsonValue]) -> EncodedResult:
        """Return the same with more members, of which it has none yet; what is written already is not written again."""
        written = json.dumps(members, separators=(",", ":"))
        return EncodedResult(f"{written[:-1]},{self.text[1:]}")


def binary_frame(text: str, data: Bytes) -> bytes:
    """Return a binary WebSocket message: the length of `text` in bytes (32 bits, network order), `text`, `data`.

    `text` is a JSON-RPC response or notification; it says what the bytes are.
    """
    head = text.encode()
    return b"".join((_LENGTH.pack(len(head)), head, data))
