"""`python -m rpc_camera.worker.detect`: one discovery, in a process that may crash or hold its GIL as it likes.

Prints `{"libgphoto2_version": "2.5.34", "cameras": [[model, port], …]}`.
"""

from __future__ import annotations

import json
import sys

from rpc_camera.worker.discovery import detect, library_version

if __name__ == "__main__":
    json.dump({"libgphoto2_version": library_version(), "cameras": detect()}, sys.stdout)
