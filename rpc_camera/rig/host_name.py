"""What a host of a rig can be called: a part of NATS subjects, and of file names."""

from __future__ import annotations

import re
from typing import Final

HOST_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
