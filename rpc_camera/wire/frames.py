"""The frames that server and worker exchange over their socket pair: a JSON header, then raw bytes.

A frame is two unsigned 32-bit lengths (network order), the header, the blob. Requests: `{"id", "operation", "args"}`;
replies: `{"id", "ok"}` or `{"id", "error"}`; events: `{"event", "args"}`.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = struct.Struct("!II")
MAX_HEADER_BYTES = 16 << 20
MAX_BLOB_BYTES = 256 << 20
_ENCODER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)  # made once: json.dumps makes one for each text
_DECODER = json.JSONDecoder()


@dataclass(frozen=True)
class Frame:
    """One message: `header` is a JSON object, `blob` the bytes of a picture (often empty)."""

    header: Mapping[str, Any]
    blob: bytes | bytearray | memoryview = field(default=b"", repr=False)

    def encode_head(self, errors: str = "replace") -> bytes:
        """Return prefix and header; the blob follows as it is, uncopied. ValueError: too large to be read.

        A driver's text can have bytes that are no text; clients would choke on the lone surrogates they become. With
        `errors` as "strict", such text is a UnicodeEncodeError.
        """
        header = _ENCODER.encode(self.header).encode(errors=errors)
        if len(header) > MAX_HEADER_BYTES or len(self.blob) > MAX_BLOB_BYTES:
            raise ValueError(f"a frame of {len(header)} + {len(self.blob)} bytes")
        return PREFIX.pack(len(header), len(self.blob)) + header

    @classmethod
    def decode(cls, header: bytes | bytearray, blob: bytes | bytearray) -> Frame:
        """Return the frame whose two parts were read off the socket."""
        return cls(_DECODER.decode(header.decode()), blob)


def decode_prefix(prefix: bytes) -> tuple[int, int]:
    """Return the lengths of header and blob in bytes. ValueError: not a frame of ours."""
    header_bytes, blob_bytes = PREFIX.unpack(prefix)
    if header_bytes > MAX_HEADER_BYTES or blob_bytes > MAX_BLOB_BYTES:
        raise ValueError(f"a frame of {header_bytes} + {blob_bytes} bytes")
    return header_bytes, blob_bytes
