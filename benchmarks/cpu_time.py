"""The CPU time of another process: on a machine that does much else it is steadier than what a clock says."""

from __future__ import annotations

import os
from pathlib import Path


def cpu_s(process: int) -> float:
    """Return the seconds that a process, all its threads, has been on a CPU so far, for itself and in the kernel."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
