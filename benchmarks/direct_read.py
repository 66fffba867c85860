"""`python -m benchmarks.direct_read PORT PATH`: reads a file by chunks with python-gphoto2, without the service.

A line on standard input is answered by how long one reading of the whole file took, in seconds.
"""

from __future__ import annotations

import sys
import time
from typing import Final

import gphoto2 as gp

from benchmarks.direct import opened

_CHUNK_BYTES: Final = 3 << 18  # of 128 KiB to 6 MiB, what costs least CPU


def main() -> None:
    """Serve until standard input ends."""
    context = gp.Context()
    camera = opened(sys.argv[1], context)
    folder, _, name = sys.argv[2].rpartition("/")
    size_bytes = camera.file_get_info(folder, name, context).file.size
    buffer = bytearray(_CHUNK_BYTES)
    try:
        for _ in sys.stdin:
            begun, offset = time.perf_counter(), 0
            while offset < size_bytes:
                offset += camera.file_read(folder, name, gp.GP_FILE_TYPE_NORMAL, offset, buffer, context)
            print(time.perf_counter() - begun, flush=True)
    finally:
        camera.exit(context)


if __name__ == "__main__":
    main()
