"""`python -m tools.contract build` writes what is generated from `schemas/`; `check` finds what is stale."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tools.contract.build import CHECKOUT, stale, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def main(arguments: Sequence[str] | None = None, root: Path = CHECKOUT) -> int:
    """Return the exit status: 1 when a file is stale."""
    parser = argparse.ArgumentParser(prog="python -m tools.contract", description=__doc__)
    parser.add_argument("action", choices=["build", "check"])
    action = parser.parse_args(arguments).action
    if action == "build":
        write(root)
        return 0
    paths = stale(root)
    for path in paths:
        sys.stderr.write(f"{path.relative_to(root)} is stale\n")
    if paths:
        sys.stderr.write("Fix: python -m tools.contract build\n")
    return 1 if paths else 0


if __name__ == "__main__":
    sys.exit(main())
